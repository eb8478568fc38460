#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "given.hpp"
#include "open_shop.hpp"
#include "shipping_fields.hpp"

#include <tokocrm/json.hpp>
#include <tokocrm/shipping.hpp>

namespace toko {

namespace {

constexpr field fields[] = {
    {"id", tr("Id"), kind::number},
    {"city", tr("City")},
    {"fee", tr("Fee"), kind::amount},
    {"free_from", tr("Free from"), kind::amount},
    {"currency", tr("Currency"), kind::text, false},
    {"version", tr("Version"), kind::number, false},
};

void describe_rate(options& opts, bool adding)
{
    opts.value("city", "CITY", tr("where the goods go"), {.required = adding})
        .value("fee", "AMOUNT", tr("for one order"), {.required = adding})
        .value("free-from", "AMOUNT", tr("goods of so much travel for nothing"),
               {.may_be_empty = !adding});
}

void describe_list(options& opts)
{
    opts.lists(fields).example("toko shipping list").example("toko shipping list --format csv");
}

void list(context& ctx, arguments const&)
{
    auto const shop = open_shop(ctx);
    list_output out(
        ctx, fields,
        {.currency = shop.profile.currency, .none = tr("there are no such shipping rates")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const found = tokocrm::list_shipping_rates(uow, ctx.list().page);
        for (auto const& one : found.items)
            out.row(tokocrm::to_json(one));
        end.next = found.next;
        if (out.wants_total())
            end.total = static_cast<std::int64_t>(tokocrm::list_shipping_rates(uow).items.size());
    });
    out.end(end);
}

void describe_add(options& opts)
{
    describe_rate(opts, true);
    opts.example("toko shipping add --city \"Kisaran Timur\" --fee 10000")
        .example("toko shipping add --city Medan --fee 30000 --free-from 500000");
}

void add(context& ctx, arguments const& args)
{
    auto const currency = open_shop(ctx).profile.currency;
    tokocrm::shipping_rate rate;
    rate.city = args.text("city");
    rate.fee = tokocrm::parse_money(args.text("fee"), currency);
    rate.free_from = find_amount_or_none(args, "free-from", currency).value_or(std::nullopt);
    auto const added = ctx.write(
        [&](tokocrm::unit_of_work& uow) { return tokocrm::add_shipping_rate(uow, rate); });
    show(ctx, tokocrm::to_json(added), fields);
}

void describe_edit(options& opts)
{
    opts.positional("rate", tr("its city or id"));
    describe_rate(opts, false);
    describe_if_version(opts);
    opts.example("toko shipping edit \"Kisaran Timur\" --fee 12000")
        .example("toko shipping edit Medan --free-from \"\"");
}

void edit(context& ctx, arguments const& args)
{
    expect_a_change(args);
    auto const currency = open_shop(ctx).profile.currency;
    tokocrm::shipping_rate_changes changes;
    changes.seen_version = find_version(args);
    changes.city = args.find("city");
    if (auto const fee = args.find("fee"))
        changes.fee = tokocrm::parse_money(*fee, currency);
    changes.free_from = find_amount_or_none(args, "free-from", currency);
    auto const edited = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const meant = named_rate(uow, args.text("rate"));
        return tokocrm::edit_shipping_rate(uow, meant.number, changes);
    });
    show(ctx, tokocrm::to_json(edited), fields);
}

void describe_delete(options& opts)
{
    opts.positional("rate", tr("its city or id")).example("toko shipping delete Medan --yes");
}

void remove(context& ctx, arguments const& args)
{
    open_shop(ctx);
    auto const meant =
        ctx.read([&](tokocrm::unit_of_work& uow) { return named_rate(uow, args.text("rate")); });
    if (!ctx.dry_run() &&
        !ctx.confirm(tr("Delete the shipping rate for {0}? The city is not served then."),
                     {meant.city})) {
        ctx.note(tr("nothing was deleted"));
        return;
    }
    ctx.write(
        [&](tokocrm::unit_of_work& uow) { tokocrm::delete_shipping_rate(uow, meant.number); });
    ctx.note(ctx.dry_run() ? tr("the shipping rate for {0} would be deleted")
                           : tr("the shipping rate for {0} is deleted"),
             {meant.city});
}

} // namespace

command const shipping_list{"shipping list", tr("list what shipping costs, by city"), describe_list,
                            list};
command const shipping_add{"shipping add", tr("serve a city"), describe_add, add};
command const shipping_edit{
    "shipping edit",
    tr("change what shipping costs; an empty value takes one away: --free-from \"\""),
    describe_edit, edit};
command const shipping_delete{"shipping delete", tr("serve a city no longer"), describe_delete,
                              remove};

} // namespace toko
