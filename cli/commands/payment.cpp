#include "../input/dates.hpp"
#include "../input/picture.hpp"
#include "../output/output.hpp"
#include "../output/picture.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"
#include "order_output.hpp"
#include "words.hpp"

#include <tokocrm/json.hpp>
#include <tokocrm/selling.hpp>

#include <algorithm>
#include <limits>

namespace toko {

namespace {

/// Counting further costs more than anybody learns from it.
constexpr std::int64_t counted_at_most = 1'000;
/// A list without a limit is read in such parts.
constexpr std::int64_t rows_at_once = 1'000;

constexpr field list_fields[] = {
    {"order", tr("Order"), kind::number},
    {"position", tr("No."), kind::number, false},
    {"submitted_at", tr("Handed in"), kind::instant},
    {"sender", tr("Sender")},
    {"bank", tr("Bank")},
    {"amount", tr("Amount"), kind::amount},
    {"paid_on", tr("Paid on"), kind::date},
    {"proof", tr("Picture"), kind::boolean},
    {"same_proof_on", tr("Picture also on order")},
    {"state", tr("Decision")},
    {"reason", tr("Reason"), kind::text, false},
    {"submitted_by", tr("Handed in by"), kind::text, false},
    {"decided_at", tr("Decided"), kind::instant, false},
    {"decided_by", tr("Decided by"), kind::text, false},
    {"currency", tr("Currency"), kind::text, false},
};

options& names_order(options& opts)
{
    return opts.positional("order", tr("the order's number"));
}

options& names_submission(options& opts)
{
    return opts.value("submission", "N",
                      tr("which of what was handed in, by its number within the order; without "
                         "it the one that waits"));
}

std::optional<std::int64_t> submission_of(arguments const& args)
{
    return args.number("submission", 1, std::numeric_limits<std::int64_t>::max());
}

tokocrm::submission_query query_of(context& ctx, arguments const& args, tokocrm::shop const& shop)
{
    tokocrm::submission_query query;
    for (auto const& name : args.list("status")) {
        auto const found = tokocrm::find_submission_state(name);
        if (!found)
            throw usage_error("usage.status",
                              tr("there is no status {0}; there are open, accepted and rejected"),
                              {name});
        query.states.push_back(*found);
    }
    auto const today = today_in(ctx, shop);
    auto const day_of = [&](char const* name) {
        auto const text = args.find(name);
        return text ? std::optional(parse_day(*text, today)) : std::nullopt;
    };
    query.since = day_of("since");
    query.until = day_of("until");
    if (query.since && query.until && *query.until < *query.since)
        throw usage_error("usage.until", tr("--until {0} lies before --since {1}; swap them"),
                          {tokocrm::to_iso(*query.until), tokocrm::to_iso(*query.since)});
    return query;
}

void describe_list(options& opts)
{
    opts.value("status", "STATUS,…", tr("only what waits (open), was accepted or was rejected"),
               {.repeatable = true, .words = "open|accepted|rejected"})
        .value("since", "DATE", tr("handed in on this date or later"))
        .value("until", "DATE", tr("handed in on this date or earlier"))
        .value("order", "ORDER", tr("only of this order"))
        .lists(list_fields)
        .example("toko payment list")
        .example("toko payment list --status open --format csv")
        .example("toko payment list --order 1");
}

boost::json::object row_of(context const& ctx, tokocrm::unit_of_work& uow,
                           tokocrm::payment_submission const& one, tokocrm::shop const& shop)
{
    auto row = tokocrm::to_json(one, shop);
    name_actors(ctx, uow, row, {"submitted_by", "decided_by"});
    say_submission_in_words(ctx, row);
    return row;
}

bool fits(tokocrm::submission_query const& query, tokocrm::payment_submission const& one,
          tokocrm::shop const& shop)
{
    auto const on = shop.zone.local_date(one.submitted_at);
    auto const& states = query.states;
    return (states.empty() || std::find(states.begin(), states.end(), one.state) != states.end()) &&
           !(query.since && on < *query.since) && !(query.until && on > *query.until);
}

/// An order has few, so they are all read, whatever page was asked for.
list_end list_of_order(context& ctx, tokocrm::unit_of_work& uow, std::string const& named,
                       tokocrm::submission_query const& query, tokocrm::shop const& shop,
                       list_output& out)
{
    auto found = tokocrm::submissions_of(uow, tokocrm::get_order(uow, named).header.row);
    std::erase_if(found, [&](auto const& one) { return !fits(query, one, shop); });
    std::reverse(found.begin(), found.end());
    for (auto const& one : found)
        out.row(row_of(ctx, uow, one, shop));
    return {.next = {}, .total = static_cast<std::int64_t>(found.size())};
}

list_end list_of_all(context& ctx, tokocrm::unit_of_work& uow,
                     tokocrm::submission_query const& query, tokocrm::shop const& shop,
                     list_output& out)
{
    auto part = ctx.list().page;
    bool const whole = !part.limit;
    if (whole)
        part.limit = rows_at_once;
    for (;;) {
        auto found = tokocrm::list_submissions(uow, query, part);
        for (auto const& one : found.items)
            out.row(row_of(ctx, uow, one, shop));
        part = {.limit = part.limit, .offset = 0, .after = found.next};
        if (!whole || !found.next)
            break;
    }
    list_end end{.next = part.after};
    if (out.wants_total()) {
        auto const counted = tokocrm::count_submissions(uow, query, counted_at_most + 1);
        end.total = std::min(counted, counted_at_most);
        end.more_than_total = counted > counted_at_most;
    }
    return end;
}

void list(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    auto const query = query_of(ctx, args, shop);
    list_output out(ctx, list_fields,
                    {.currency = shop.profile.currency,
                     .id_key = "order",
                     .none = tr("nobody has handed in such a payment")});
    auto const end = ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const order = args.find("order");
        return order ? list_of_order(ctx, uow, *order, query, shop, out)
                     : list_of_all(ctx, uow, query, shop, out);
    });
    out.end(end);
}

void describe_show(options& opts)
{
    names_submission(names_order(opts))
        .value("proof", "FILE", tr("write the picture that was handed in there, as WebP"))
        .example("toko payment show 1")
        .example("toko payment show 1 --proof bukti-1.webp");
}

/// Named, or else the one that waits, or else the last with a picture.
std::int64_t shown_submission(arguments const& args,
                              std::vector<tokocrm::payment_submission> const& all,
                              std::int64_t number)
{
    if (auto const named = submission_of(args))
        return *named;
    for (auto const& one : all)
        if (one.state == tokocrm::submission_state::open && one.proof)
            return one.position;
    auto const last = std::find_if(all.rbegin(), all.rend(),
                                   [](auto const& one) { return one.proof.has_value(); });
    if (last == all.rend())
        throw command_error(tokocrm::errc::not_found, "payment.no_proof",
                            tr("no picture was handed in for order {0}"), {std::to_string(number)});
    return last->position;
}

void show_one(context& ctx, arguments const& args)
{
    auto const path = args.find("proof");
    if (args.has("submission") && !path)
        throw usage_error("usage.missing",
                          tr("--submission says which picture --proof FILE is to write"));
    auto const shop = open_shop(ctx);
    std::string picture;
    auto found = ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const order = tokocrm::get_order(uow, args.text("order"));
        if (path) {
            auto const all = tokocrm::submissions_of(uow, order.header.row);
            auto const which = shown_submission(args, all, order.header.number);
            picture = tokocrm::payment_proof(uow, order.header.row, which);
        }
        return order_to_show(uow, order, shop);
    });
    if (path)
        write_picture(ctx, *path, picture);
    if (path != "-")
        show_payments(ctx, std::move(found), shop);
}

void describe_submit(options& opts)
{
    names_order(opts)
        .value("sender", "NAME", tr("whose account it was paid from"), {.required = true})
        .value("bank", "BANK", tr("through which bank"), {.required = true})
        .value("amount", "AMOUNT", tr("how much was paid"), {.required = true})
        .value("date", "DATE", tr("when it was paid; today without it"))
        .value("proof", "FILE", tr("a picture of it: JPEG, PNG or WebP"))
        .value("key", "KEY",
               tr("any text that tells it from others of the order: given again, it hands in "
                  "nothing more"))
        .example(
            "toko payment submit 1 --sender \"Pembeli\" --bank BSI --amount 28810 --date today "
            "--proof bukti.jpg");
}

void submit(context& ctx, arguments const& args)
{
    tokocrm::payment_submission_draft draft;
    draft.sender = args.text("sender");
    draft.bank = args.text("bank");
    draft.key = args.find("key");
    auto const shop = open_shop(ctx);
    draft.amount = tokocrm::parse_money(args.text("amount"), shop.profile.currency);
    auto const today = today_in(ctx, shop);
    auto const on = args.find("date");
    draft.paid_on = on ? parse_day(*on, today) : today;
    if (auto const path = args.find("proof"))
        draft.proof = read_picture(ctx, *path);
    std::vector<std::int64_t> same;
    auto done = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const number = tokocrm::get_order(uow, args.text("order")).header.number;
        same = tokocrm::submit_payment(uow, number, draft).same_proof_on;
        return order_to_show(uow, tokocrm::get_order(uow, number), shop);
    });
    show_payments(ctx, std::move(done), shop);
    if (!same.empty()) {
        std::string numbers;
        for (auto const each : same)
            numbers.append(numbers.empty() ? "" : ", ").append(std::to_string(each));
        ctx.note(tr("the same picture was handed in before, for order {0}; look at it well"),
                 {numbers});
    }
}

void describe_accept(options& opts)
{
    names_submission(names_order(opts))
        .value("amount", "AMOUNT", tr("how much came"), {.required = true})
        .value("method", "TEXT", tr("how it came; without it as the order says"))
        .value("key", "KEY",
               tr("any text that tells this money from other money for the order: given again, it "
                  "accepts nothing more"))
        .example("toko payment accept 1 --amount 28810")
        .example("toko payment accept 1 --amount 8810 --method cash --key kedua");
}

void accept(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    tokocrm::acceptance came{.amount =
                                 tokocrm::parse_money(args.text("amount"), shop.profile.currency),
                             .submission = submission_of(args),
                             .method = args.find("method"),
                             .key = args.find("key")};
    bool changed = true;
    tokocrm::money surplus(0, shop.profile.currency);
    auto done = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const before = tokocrm::get_order(uow, args.text("order")).header;
        auto const after = [&] {
            try {
                return tokocrm::accept_payment(uow, before.number, came);
            } catch (tokocrm::error const& failure) {
                if (failure.reason() != "payment.key_needed")
                    throw;
                throw command_error(failure.code(), failure.reason(),
                                    tr("a part of order {0} was accepted already; if this is more "
                                       "money and not the same again, give it a key: --key TEXT"),
                                    failure.arguments());
            }
        }();
        changed = after.header.version != before.version;
        surplus = after.header.paid - after.header.total;
        return order_to_show(uow, after, shop);
    });
    auto const number = std::to_string(done.at("number").as_int64());
    show_payments(ctx, std::move(done), shop);
    if (!changed)
        ctx.note(tr("this was accepted before; nothing was changed"));
    else if (surplus.minor() > 0)
        ctx.note(tr("{0} more came than order {1} costs; order refund --other gives it back"),
                 {tokocrm::to_text(surplus), number});
}

void describe_reject(options& opts)
{
    names_submission(names_order(opts))
        .value("reason", "TEXT", tr("why; the customer reads it"), {.required = true})
        .example("toko payment reject 1 --reason \"jumlah tidak cocok\"");
}

void reject(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    auto done = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const number = tokocrm::get_order(uow, args.text("order")).header.number;
        return order_to_show(
            uow, tokocrm::reject_payment(uow, number, args.text("reason"), submission_of(args)),
            shop);
    });
    show_payments(ctx, std::move(done), shop);
}

} // namespace

command const payment_list{"payment list",
                           tr("list what was handed in as paid, what waits to be looked at first"),
                           describe_list, list};
command const payment_show{"payment show",
                           tr("show what was handed in, paid and given back for an order"),
                           describe_show, show_one};
command const payment_submit{"payment submit",
                             tr("hand in that an order was paid, with a picture of it"),
                             describe_submit, submit};
command const payment_accept{"payment accept", tr("accept money that came for an order"),
                             describe_accept, accept};
command const payment_reject{"payment reject",
                             tr("reject what was handed in for an order, and say why"),
                             describe_reject, reject};

} // namespace toko
