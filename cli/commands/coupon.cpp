#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "coupon_fields.hpp"
#include "given.hpp"
#include "open_shop.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

void describe_list(options& opts)
{
    opts.lists(coupon_fields).example("toko coupon list").example("toko coupon list --format csv");
}

void list(context& ctx, arguments const&)
{
    auto const shop = open_shop(ctx);
    list_output out(ctx, coupon_fields,
                    {.currency = shop.profile.currency, .none = tr("there are no such coupons")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const found = tokocrm::list_coupons(uow, ctx.list().page);
        for (auto const& one : found.items)
            out.row(coupon_row(ctx, uow, one, shop));
        end.next = found.next;
        if (out.wants_total())
            end.total = static_cast<std::int64_t>(tokocrm::list_coupons(uow).items.size());
    });
    out.end(end);
}

void describe_show(options& opts)
{
    opts.positional("coupon", tr("its code or id")).example("toko coupon show LBR01");
}

void show_one(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    show_coupon(ctx, ctx.read([&](tokocrm::unit_of_work& uow) {
        return coupon_row(ctx, uow, named_coupon(uow, args.text("coupon")), shop);
    }),
                shop);
}

void describe_add(options& opts)
{
    describe_coupon(opts, true);
    opts.example(
            "toko coupon add --code LBR01 --name Lebaran --percent 10 --note \"Kupon Lebaran\" "
            "--min-spend 50000 --limit 100")
        .example("toko coupon add --code BERAS5 --amount 5000 --category Beras --ends 2026-12-31");
}

void add(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    auto const currency = shop.profile.currency;
    auto const discount = find_discount(args, currency);
    if (!discount)
        throw usage_error("usage.missing",
                          tr("a coupon takes something off; say --percent or --amount"));
    tokocrm::coupon draft;
    draft.code = args.text("code");
    draft.name = args.find("name").value_or("");
    draft.note = args.find("note").value_or("");
    draft.discount = *discount;
    draft.starts_at = find_coupon_end(ctx, args, "starts", shop).value_or(std::nullopt);
    draft.ends_at = find_coupon_end(ctx, args, "ends", shop).value_or(std::nullopt);
    draft.minimum_spend = find_amount_or_none(args, "min-spend", currency).value_or(std::nullopt);
    draft.discount_cap = find_amount_or_none(args, "max-discount", currency).value_or(std::nullopt);
    draft.usage_limit = find_limit_or_none(args, "limit").value_or(std::nullopt);
    draft.usage_limit_per_customer =
        find_limit_or_none(args, "limit-per-customer").value_or(std::nullopt);
    draft.enabled = find_yes_or_no(args, "enabled").value_or(draft.enabled);
    auto const added = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto scoped = draft;
        scoped.products = find_products(uow, args).value_or(draft.products);
        scoped.categories = find_categories(uow, args).value_or(draft.categories);
        return coupon_row(ctx, uow, tokocrm::add_coupon(uow, scoped), shop);
    });
    show_coupon(ctx, added, shop);
}

void describe_edit(options& opts)
{
    opts.positional("coupon", tr("its code or id"));
    describe_coupon(opts, false);
    describe_if_version(opts);
    opts.example("toko coupon edit LBR01 --limit 200 --ends 2027-01-15")
        .example("toko coupon edit LBR01 --enabled no")
        .example("toko coupon edit BERAS5 --category \"\" --product PG16");
}

void edit(context& ctx, arguments const& args)
{
    expect_a_change(args);
    auto const shop = open_shop(ctx);
    auto const currency = shop.profile.currency;
    tokocrm::coupon_changes changes;
    changes.seen_version = find_version(args);
    changes.code = args.find("code");
    changes.name = args.find("name");
    changes.note = args.find("note");
    changes.discount = find_discount(args, currency);
    changes.starts_at = find_coupon_end(ctx, args, "starts", shop);
    changes.ends_at = find_coupon_end(ctx, args, "ends", shop);
    changes.minimum_spend = find_amount_or_none(args, "min-spend", currency);
    changes.discount_cap = find_amount_or_none(args, "max-discount", currency);
    changes.usage_limit = find_limit_or_none(args, "limit");
    changes.usage_limit_per_customer = find_limit_or_none(args, "limit-per-customer");
    changes.enabled = find_yes_or_no(args, "enabled");
    auto const edited = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const meant = named_coupon(uow, args.text("coupon"));
        auto scoped = changes;
        scoped.products = find_products(uow, args);
        scoped.categories = find_categories(uow, args);
        return coupon_row(ctx, uow, tokocrm::edit_coupon(uow, meant.number, scoped), shop);
    });
    show_coupon(ctx, edited, shop);
}

void describe_delete(options& opts)
{
    opts.positional("coupon", tr("its code or id")).example("toko coupon delete LBR01 --yes");
}

void remove(context& ctx, arguments const& args)
{
    open_shop(ctx);
    auto const meant = ctx.read(
        [&](tokocrm::unit_of_work& uow) { return named_coupon(uow, args.text("coupon")); });
    if (!ctx.dry_run() && !ctx.confirm(tr("Delete coupon {0}?"), {meant.code})) {
        ctx.note(tr("nothing was deleted"));
        return;
    }
    ctx.write([&](tokocrm::unit_of_work& uow) { tokocrm::delete_coupon(uow, meant.number); });
    ctx.note(ctx.dry_run() ? tr("coupon {0} would be deleted") : tr("coupon {0} is deleted"),
             {meant.code});
}

} // namespace

command const coupon_list{"coupon list", tr("list the coupons"), describe_list, list};
command const coupon_show{"coupon show", tr("show a coupon and what it is for"), describe_show,
                          show_one};
command const coupon_add{"coupon add", tr("add a coupon"), describe_add, add};
command const coupon_edit{"coupon edit",
                          tr("change a coupon; an empty value takes one away: --ends \"\""),
                          describe_edit, edit};
command const coupon_delete{"coupon delete",
                            tr("delete a coupon that was never used; disable any other"),
                            describe_delete, remove};

} // namespace toko
