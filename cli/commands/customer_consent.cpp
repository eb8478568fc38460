#include "../command_error.hpp"
#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "customer_named.hpp"
#include "customer_remarks.hpp"
#include "given.hpp"
#include "open_shop.hpp"

#include <tokocrm/json.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace toko {

namespace {

constexpr field head_fields[] = {
    {"id", tr("Id"), kind::number},
    {"name", tr("Name")},
    {"consents", tr("Consent"), kind::nested, false},
    {"history", tr("What was said"), kind::nested, false},
};
constexpr field history_fields[] = {
    {"recorded_at", tr("When"), kind::instant},
    {"channel", tr("Channel")},
    {"given", tr("May be written to"), kind::boolean},
    {"source", tr("How it is known")},
    {"recorded_by", tr("By")},
};
constexpr nested_table tables[] = {
    {"consents", tr("Consent"), consent_fields},
    {"history", tr("What was said"), history_fields},
};

void describe(options& opts)
{
    opts.positional("customer", tr("their id, phone or e-mail"))
        .value("whatsapp", "yes|no", tr("whether they agree to be written to by WhatsApp"))
        .value("email", "yes|no", tr("whether they agree to be written to by e-mail"))
        .value("source", "TEXT", tr("how it is known: \"in the shop\"; for what is said now"))
        .example("toko customer consent 1 --whatsapp yes --email no --source \"di toko\"")
        .example("toko customer consent 081234567890");
}

std::vector<tokocrm::consent_draft> said_in(arguments const& args)
{
    using tokocrm::consent_channel;
    std::vector<tokocrm::consent_draft> said;
    for (auto const channel : {consent_channel::whatsapp, consent_channel::email})
        if (auto const given = find_yes_or_no(args, name(channel).data()))
            said.push_back({channel, *given, args.find("source").value_or("")});
    if (said.empty() && args.has("source"))
        throw usage_error("usage.nothing",
                          tr("--source says how something is known; give --whatsapp or --email"));
    if (!said.empty() && !args.has("source"))
        throw usage_error("usage.missing",
                          tr("give --source too: how it is known, such as \"in the shop\""));
    return said;
}

boost::json::array shown(context const& ctx, tokocrm::unit_of_work& uow,
                         std::vector<tokocrm::consent> const& entries, tokocrm::shop const& in)
{
    boost::json::array rows;
    for (auto const& each : entries)
        rows.push_back(remark_row(ctx, uow, tokocrm::to_json(each, in)));
    return rows;
}

void run(context& ctx, arguments const& args)
{
    auto const said = said_in(args);
    auto const shop = open_shop(ctx);
    auto const card_of = [&](tokocrm::unit_of_work& uow) {
        auto const meant = named_customer(uow, args.text("customer"));
        for (auto const& one : said)
            tokocrm::record_consent(uow, meant.number, one);
        return boost::json::object{
            {"id", meant.number.value()},
            {"name", meant.name},
            {"consents", shown(ctx, uow, tokocrm::consents_of(uow, meant.number), shop)},
            {"history", shown(ctx, uow, tokocrm::consent_history(uow, meant.number), shop)}};
    };
    auto const card = said.empty() ? ctx.read(card_of) : ctx.write(card_of);
    show(ctx, card, head_fields, {}, tables);
    if (card.at("consents").as_array().empty())
        ctx.note(tr("they were not asked yet, so they may not be written to"));
}

} // namespace

command const customer_consent{
    "customer consent",
    tr("keep whether a customer agrees to be written to; alone, show what they said"), describe,
    run};

} // namespace toko
