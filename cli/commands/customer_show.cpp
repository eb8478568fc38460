#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"
#include "customer_fields.hpp"
#include "customer_named.hpp"
#include "customer_remarks.hpp"
#include "open_shop.hpp"
#include "words.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>

#include <string_view>
#include <vector>

namespace toko {

namespace {

constexpr field card_fields[] = {
    {"figures.orders", tr("Orders that were paid"), kind::number},
    {"figures.net", tr("Net"), kind::amount},
    {"figures.average_order", tr("Average"), kind::amount},
    {"figures.first", tr("First purchase"), kind::date},
    {"figures.last", tr("Last purchase"), kind::date},
    {"figures.usual_interval", tr("Usually buys every"), kind::number},
    {"figures.open_orders", tr("Open orders"), kind::number},
    {"figures.unread_messages", tr("Unread messages"), kind::number},
    {"currency", tr("Currency"), kind::text, false},
    {"tags", tr("Tags"), kind::nested, false},
    {"consents", tr("Consent"), kind::nested, false},
    {"notes", tr("Notes"), kind::nested, false},
    {"merges", tr("Merged cards"), kind::nested, false},
    {"has_older_notes", tr("Has older notes"), kind::boolean, false},
};
constexpr field note_fields[] = {
    {"written_at", tr("Written"), kind::instant},
    {"text", tr("Note")},
    {"written_by", tr("By")},
};
constexpr field merge_fields[] = {
    {"merged_at", tr("Merged"), kind::instant},
    {"other_id", tr("Card"), kind::number},
    {"card.name", tr("Name")},
    {"card.phone", tr("Phone")},
    {"card.email", tr("E-mail")},
    {"not_chosen", tr("Not chosen then")},
    {"merged_by", tr("By")},
};
constexpr nested_table tables[] = {
    {"consents", tr("Consent"), consent_fields},
    {"notes", tr("Notes"), note_fields},
    {"merges", tr("Merged cards"), merge_fields},
};

std::vector<field> fields_of_card(context const& ctx, bool erased)
{
    std::vector<field> all(std::begin(customer_fields), std::end(customer_fields));
    for (auto& each : all)
        each.in_table = each.key != std::string_view("version") &&
                        (erased || each.key != std::string_view("erased_at"));
    all.insert(all.end(), std::begin(card_fields), std::end(card_fields));
    return with_tags_as_text(ctx, all);
}

/// `7` is `7 days` to people.
void say_in_days(context const& ctx, boost::json::object& card)
{
    auto& days = card.at("figures").as_object().at("usual_interval");
    if (ctx.format() == output_format::table && days.is_int64())
        days = days.get_int64() == 1
                   ? std::string(ctx.translate(tr("day")))
                   : ctx.translate(tr("{0} days"), {count_text(days.get_int64(), ctx.lang())});
}

/// The merges that led to a card; in a table without the names of what was not chosen.
boost::json::array merges_of(context const& ctx, tokocrm::unit_of_work& uow,
                             tokocrm::customer const& whose, tokocrm::shop const& in)
{
    boost::json::array merges;
    for (auto const& each : tokocrm::list_customer_merges(uow, whose.number)) {
        auto row = tokocrm::to_json(each, in);
        name_actors(ctx, uow, row, {"merged_by"});
        translate_words(ctx, ctx.format(), row, {"merged_by"});
        if (ctx.format() == output_format::table) {
            std::string values;
            for (auto const& one : row.at("not_chosen").as_array())
                values.append(values.empty() ? "" : ", ")
                    .append(one.as_object().at("value").as_string());
            row["not_chosen"] = values;
        }
        merges.push_back(std::move(row));
    }
    return merges;
}

boost::json::object shown(context const& ctx, tokocrm::unit_of_work& uow,
                          tokocrm::customer_card const& card, tokocrm::shop const& in)
{
    auto whole = tokocrm::to_json(card, in);
    for (auto const* const part : {"consents", "notes"})
        for (auto& each : whole.at(part).as_array())
            each = remark_row(ctx, uow, each.as_object());
    whole.emplace("merges", merges_of(ctx, uow, card.who, in));
    translate_words(ctx, ctx.format(), whole, {"sex"});
    name_erased(ctx, whole);
    say_in_days(ctx, whole);
    return with_tags_in_words(ctx, whole);
}

void describe(options& opts)
{
    opts.positional("customer", tr("their id, phone or e-mail"))
        .example("toko customer show 1")
        .example("toko customer show 081234567890 --json");
}

void run(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    auto const card = ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const meant = named_customer(uow, args.text("customer"));
        return shown(ctx, uow, tokocrm::get_customer_card(uow, meant.number), shop);
    });
    show(ctx, card, fields_of_card(ctx, !card.at("erased_at").is_null()),
         {.currency = shop.profile.currency}, tables);
    if (card.at("has_older_notes").as_bool())
        ctx.note(tr("there are older notes: {0}"),
                 {"toko customer timeline " + args.text("customer") + " --kind note"});
}

} // namespace

command const customer_show{
    "customer show", tr("show a customer's card: contact, consent, tags, notes, what they bought"),
    describe, run};

} // namespace toko
