#include "../command_error.hpp"
#include "../context.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"
#include "customer_named.hpp"
#include "open_shop.hpp"
#include "words.hpp"

#include <tokocrm/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace toko {

namespace {

constexpr std::size_t text_in_list = 60; ///< columns
constexpr char const* kinds = "registration|order|payment|refund|review|reply|message|note|tag|"
                              "consent|merge|erasure";

constexpr field timeline_fields[] = {
    {"at", tr("When"), kind::instant},
    {"kind", tr("Kind"), kind::text, false},
    {"what", tr("What")},
    {"order", tr("Order"), kind::number, false},
    {"number", tr("No."), kind::number, false},
    {"from", tr("From"), kind::text, false},
    {"to", tr("To"), kind::text, false},
    {"amount", tr("Amount"), kind::amount},
    {"currency", tr("Currency"), kind::text, false},
    {"stars", tr("Stars"), kind::number, false},
    {"about", tr("About"), kind::text, false},
    {"text", tr("Text")},
    {"actor", tr("By")},
};

void describe(options& opts)
{
    opts.positional("customer", tr("their id, phone or e-mail"))
        .value("kind", "KIND,…", tr("only these kinds of events"),
               {.repeatable = true, .words = kinds})
        .lists(timeline_fields, {"at"})
        .example("toko customer timeline 1")
        .example("toko customer timeline 081234567890 --kind order,payment --sort at")
        .example("toko customer timeline 1 --all --format csv");
}

std::vector<tokocrm::timeline_kind> kinds_of(arguments const& args)
{
    std::vector<tokocrm::timeline_kind> wanted;
    for (auto const& text : args.list("kind")) {
        auto const found = tokocrm::find_timeline_kind(text);
        if (!found)
            throw usage_error("usage.value", tr("--kind must be one of {0}, not {1}"),
                              {kinds, text});
        wanted.push_back(*found);
    }
    return wanted;
}

/// An event's place in a table: what happened, in one phrase.
class phrase
{
public:
    phrase(context const& ctx, tokocrm::timeline_event const& event) : ctx_(ctx), event_(event) {}

    std::string text() const
    {
        using tokocrm::timeline_kind;
        auto const& what = event_.what;
        switch (event_.kind) {
        case timeline_kind::registration:
            return said(tr("registered"));
        case timeline_kind::order:
            return step();
        case timeline_kind::payment:
            return said(what == "submitted"  ? tr("order {0}: proof of payment handed in")
                        : what == "rejected" ? tr("order {0}: proof of payment rejected")
                                             : tr("order {0}: money accepted"),
                        {order()});
        case timeline_kind::refund:
            return said(tr("order {0}: money given back"), {order()});
        case timeline_kind::review:
            return said(tr("review of {0}: {1}"),
                        {about(), std::to_string(event_.stars.value_or(0)) + "/5"});
        case timeline_kind::reply:
            return said(tr("reply to the review of {0}"), {about()});
        case timeline_kind::message:
            return said(what == "from_customer" ? tr("message from the customer")
                                                : tr("message from the shop"));
        case timeline_kind::note:
            return said(tr("note"));
        case timeline_kind::tag:
            return said(what == "added" ? tr("tag put on") : tr("tag taken off"));
        case timeline_kind::consent:
            return said(what == "given" ? tr("agreed to be written to by {0}")
                                        : tr("does not agree to be written to by {0}"),
                        {word(about())});
        case timeline_kind::merge:
            return said(tr("card {0} was merged into this one"),
                        {std::to_string(event_.number.value_or(0))});
        case timeline_kind::erasure:
            break;
        }
        return said(tr("what was kept of them was erased"));
    }

private:
    std::string said(char const* sentence, std::vector<std::string> const& arguments = {}) const
    {
        return ctx_.translate(sentence, arguments);
    }
    std::string word(std::string const& machine) const
    {
        boost::json::object one{{"word", machine}};
        translate_words(ctx_, output_format::table, one, {"word"});
        return std::string(one.at("word").as_string());
    }
    std::string order() const { return std::to_string(event_.order_number.value_or(0)); }
    std::string about() const { return event_.about.value_or(""); }

    /// A step of one of an order's graphs.
    std::string step() const
    {
        auto const to = word(event_.to.value_or(""));
        if (event_.what == "imported")
            return said(tr("order {0}: imported, {1}"), {order(), to});
        if (!event_.from)
            return said(tr("order {0}: {1}"), {order(), to});
        return said(tr("order {0}: {1} → {2}"), {order(), word(*event_.from), to});
    }

    context const& ctx_;
    tokocrm::timeline_event const& event_;
};

boost::json::object shown(context const& ctx, tokocrm::unit_of_work& uow,
                          tokocrm::timeline_event const& event, tokocrm::shop const& in)
{
    auto row = tokocrm::to_json(event, in);
    name_actors(ctx, uow, row, {"actor"});
    translate_words(ctx, ctx.format(), row, {"actor", "kind", "from", "to", "about"});
    if (ctx.format() != output_format::table)
        return row;
    row["what"] = phrase(ctx, event).text();
    if (event.kind == tokocrm::timeline_kind::consent)
        translate_words(ctx, ctx.format(), row, {"text"});
    if (event.text)
        row["text"] = shortened(std::string_view(row.at("text").as_string()), text_in_list);
    return row;
}

/// Columns that nobody has anything in take no room.
void make_room(std::vector<field>& fields, std::vector<boost::json::object> const& rows)
{
    for (auto& one : fields)
        if (one.in_table)
            one.in_table = std::any_of(rows.begin(), rows.end(),
                                       [&](auto const& row) { return !row.at(one.key).is_null(); });
}

void run(context& ctx, arguments const& args)
{
    tokocrm::timeline_query query{.kinds = kinds_of(args)};
    if (auto const& key = ctx.list().sort)
        query.descending = key->descending;
    auto const shop = open_shop(ctx);
    std::vector<field> fields(std::begin(timeline_fields), std::end(timeline_fields));
    list_output out(ctx, fields,
                    {.currency = shop.profile.currency,
                     .id_key = "number",
                     .none = tr("there are no such events")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const meant = named_customer(uow, args.text("customer"));
        auto const found = tokocrm::customer_timeline(uow, meant.number, query, ctx.list().page);
        std::vector<boost::json::object> rows;
        for (auto const& one : found.items)
            rows.push_back(shown(ctx, uow, one, shop));
        if (ctx.format() == output_format::table)
            make_room(fields, rows);
        for (auto const& row : rows)
            out.row(row);
        end.next = found.next;
    });
    out.end(end);
}

} // namespace

command const customer_timeline{"customer timeline",
                                tr("what happened with a customer, newest first"), describe, run};

} // namespace toko
