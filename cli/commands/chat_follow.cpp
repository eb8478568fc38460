#include "../context.hpp"
#include "../interruption.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"
#include "chat_fields.hpp"
#include "customer_named.hpp"
#include "open_shop.hpp"

#include <tokocrm/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace toko {

namespace {

using std::chrono::steady_clock;

/// So long Ctrl-C has to wait at most.
constexpr std::chrono::milliseconds time_between_looks{250};

void describe(options& opts)
{
    opts.value("customer", "CUSTOMER", tr("only what is said with this customer"));
    describe_side(opts);
    opts.value("last", "N", tr("begin with the last N messages"))
        .value("after-message", "ID", tr("begin behind the message with this id"))
        .value("count", "N", tr("end after so many new messages"))
        .value("for", "SECONDS", tr("end after so many seconds"))
        .example("toko chat follow")
        .example("toko chat follow --customer 1 --last 5")
        .example("toko chat follow --from customer --format jsonl");
}

std::optional<std::int64_t> find_number(arguments const& args, char const* name, std::int64_t least)
{
    return args.number(name, least, std::numeric_limits<std::int64_t>::max());
}

/// `24 Nov 2026 15.04  Pembeli: ada beras?`, and with an arrow what the shop says to them.
std::string line_of(context const& ctx, tokocrm::chat_message const& one, tokocrm::shop const& in)
{
    auto const who = tokocrm::escape_for_display(one.customer_name);
    auto const side = one.from == tokocrm::chat_side::customer
                          ? who
                          : std::string(ctx.translate(tr("shop"))) + " → " + who;
    return instant_text(in.zone.to_iso(one.sent_at), ctx.lang()) + "  " + side + ": " +
           tokocrm::escape_for_display(one.text) + '\n';
}

/// Prints messages as they come.
class printer
{
public:
    printer(context& ctx, tokocrm::shop const& in)
        : ctx_(ctx), shop_(in),
          out_(
              ctx, message_fields,
              {.format = ctx.format() == output_format::json ? output_format::jsonl : ctx.format()})
    {
        flush();
    }

    void print(std::vector<tokocrm::chat_message> const& news)
    {
        for (auto const& one : news)
            if (ctx_.format() == output_format::table)
                toko::print(ctx_, line_of(ctx_, one, shop_));
            else
                out_.row(tokocrm::to_json(one, shop_));
        flush();
    }
    void end()
    {
        if (ctx_.format() == output_format::count)
            out_.end();
    }

private:
    void flush()
    {
        if (ctx_.format() == output_format::table)
            ctx_.out().flush();
        else
            out_.flush();
    }

    context& ctx_;
    tokocrm::shop const& shop_;
    list_output out_;
};

/// What there is before the waiting begins.
std::vector<tokocrm::chat_message> begin(context& ctx, arguments const& args,
                                         tokocrm::message_position& seen)
{
    auto const last = find_number(args, "last", 0).value_or(0);
    auto const after = find_number(args, "after-message", 0);
    if (args.has("last") && after)
        throw usage_error("usage.clash", tr("{0} and {1} cannot be together"),
                          {"--last", "--after-message"});
    return ctx.read([&](tokocrm::unit_of_work& uow) {
        if (auto const named = args.find("customer"))
            seen.with = named_customer(uow, *named).number;
        seen.after =
            after ? tokocrm::id<tokocrm::chat_message>(*after) : tokocrm::newest_message(uow);
        if (last == 0)
            return std::vector<tokocrm::chat_message>();
        tokocrm::page_request part;
        part.limit = last;
        auto found =
            tokocrm::list_messages(uow, {.with = seen.with, .from = seen.from}, part).items;
        std::reverse(found.begin(), found.end());
        return found;
    });
}

std::optional<steady_clock::time_point> find_end(arguments const& args)
{
    constexpr std::int64_t most_seconds = 366 * 24 * 60 * 60;
    auto const seconds = args.number("for", 0, most_seconds);
    return seconds ? std::optional(steady_clock::now() + std::chrono::seconds(*seconds))
                   : std::nullopt;
}

void follow(context& ctx, arguments const& args)
{
    auto left = find_number(args, "count", 1);
    auto const end = find_end(args);
    tokocrm::message_position seen{.from = find_side(args)};
    auto const shop = open_shop(ctx);
    auto news = begin(ctx, args, seen);
    auto const who = ctx.who();
    printer out(ctx, shop);
    out.print(news);
    run_interruptibly(ctx, [&](auto const& look) {
        while (!left || *left > 0) {
            look();
            auto rest = time_between_looks;
            if (end)
                rest = std::min(
                    rest, std::chrono::ceil<std::chrono::milliseconds>(*end - steady_clock::now()));
            news = tokocrm::wait_for_messages(ctx.db(), who, seen, rest);
            if (left && static_cast<std::int64_t>(news.size()) > *left)
                news.resize(static_cast<std::size_t>(*left));
            if (left)
                *left -= static_cast<std::int64_t>(news.size());
            if (!news.empty()) {
                seen.after = news.back().number;
                out.print(news);
            } else if (end && steady_clock::now() >= *end)
                break;
        }
        out.end();
    });
}

} // namespace

command const chat_follow{"chat follow", tr("print what is said as it comes, until Ctrl-C"),
                          describe, follow};

} // namespace toko
