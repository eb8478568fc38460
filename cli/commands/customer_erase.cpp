#include "../context.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"
#include "customer_named.hpp"
#include "open_shop.hpp"

#include <tokocrm/customer_erasure.hpp>
#include <tokocrm/json.hpp>

namespace toko {

namespace {

constexpr field fields[] = {
    {"id", tr("Id"), kind::number},
    {"erased_at", tr("Erased"), kind::instant},
    {"before", tr("Before"), kind::boolean, false},
    {"merged", tr("Merged from"), kind::nested, false},
    {"orders", tr("Orders"), kind::number},
    {"proofs", tr("Proofs of payment"), kind::number},
    {"messages", tr("Messages"), kind::number},
    {"reviews", tr("Reviews"), kind::number},
    {"notes", tr("Notes and tags"), kind::number},
    {"pending", tr("Still in the file"), kind::boolean, false},
};

void describe(options& opts)
{
    opts.positional("customer", tr("their id, phone or e-mail"))
        .value("reason", "TEXT", tr("why; kept, so without their name"), {.required = true})
        .example("toko customer erase 1 --reason \"asked for it\" --dry-run")
        .example("toko customer erase 081234567890 --reason \"asked for it\" --yes");
}

std::string text_of(tokocrm::id<tokocrm::customer> number)
{
    return std::to_string(number.value());
}

/// Whoever is meant, and what erasing them would take away.
struct meant_customer
{
    tokocrm::customer who;
    tokocrm::erasure_result would;
};

meant_customer looked_at(context& ctx, std::string const& named, std::string const& reason)
{
    return tokocrm::rehearse(ctx.db(), ctx.who(), [&](tokocrm::unit_of_work& uow) {
        auto who = named_customer(uow, named);
        auto would = tokocrm::erase_customer(uow, who.number, reason);
        return meant_customer{std::move(who), std::move(would)};
    });
}

bool agreed(context& ctx, meant_customer const& meant)
{
    if (ctx.dry_run() || meant.would.before)
        return true;
    return ctx.confirm(
        tr("Erase customer {0} ({1}) for good? Name, contacts, addresses, proofs of payment, "
           "conversation and notes go; their orders ({2}) keep goods, amounts and dates."),
        {text_of(meant.would.who), meant.who.name, count_text(meant.would.orders, ctx.lang())});
}

void tell(context& ctx, tokocrm::erasure_result const& done, tokocrm::shop const& in, bool pending)
{
    auto const when = instant_text(in.zone.to_iso(done.erased_at), ctx.lang());
    if (done.before)
        ctx.note(tr("customer {0} was erased on {1} already; nothing was changed"),
                 {text_of(done.who), when});
    else
        ctx.note(ctx.dry_run() ? tr("customer {0} would be erased")
                               : tr("customer {0} is erased; amounts, dates and reports are as "
                                    "they were"),
                 {text_of(done.who)});
    if (pending)
        ctx.note(tr("pending: what was erased may still stand in free space of the shop's file or "
                    "in its log, as another program is reading it; close that one and give this "
                    "command again"));
    if (!done.before && !ctx.dry_run())
        ctx.note(tr("backups made before still have this customer: delete them when you need them "
                    "no longer"));
}

void run(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    auto const& reason = args.text("reason");
    auto const meant = looked_at(ctx, args.text("customer"), reason);
    if (!agreed(ctx, meant)) {
        ctx.note(tr("nothing was erased"));
        return;
    }
    auto const done = ctx.write([&](tokocrm::unit_of_work& uow) {
        return tokocrm::erase_customer(uow, meant.who.number, reason);
    });
    bool const pending = !ctx.dry_run() && ctx.read([](tokocrm::unit_of_work& uow) {
        return tokocrm::erased_traces_remain(uow);
    });
    auto whole = tokocrm::to_json(done, shop);
    whole["pending"] = pending;
    if (!done.before || ctx.format() != output_format::table)
        show(ctx, whole, fields);
    tell(ctx, done, shop, pending);
}

} // namespace

command const customer_erase{"customer erase",
                             tr("erase who a customer is, for good; amounts stay"), describe, run};

} // namespace toko
