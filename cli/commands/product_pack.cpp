#include "../registry.hpp"
#include "given.hpp"
#include "open_shop.hpp"
#include "product_fields.hpp"

namespace toko {

namespace {

std::optional<tokocrm::quantity> contents_of(arguments const& args)
{
    auto const text = args.find("contains");
    return text ? std::optional(tokocrm::parse_quantity(*text)) : std::nullopt;
}

void describe_add(options& opts)
{
    opts.positional("product", tr("its SKU, barcode, id or name"));
    describe_pack(opts, true);
    opts.example("toko product pack add PG16 --sku PG16-DUS --name dus --contains 12 "
                 "--price 210000");
}

void add(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    tokocrm::pack_draft draft;
    draft.sku = args.text("sku");
    draft.name = args.text("name");
    draft.contains = contents_of(args).value_or(draft.contains);
    draft.barcode = args.find("barcode");
    draft.price = find_amount_or_none(args, "price", shop.profile.currency).value_or(std::nullopt);
    auto const added = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const to = named_product(uow, args.text("product"));
        return tokocrm::add_pack(uow, to.number, draft);
    });
    show_pack(ctx, added, shop);
}

void describe_edit(options& opts)
{
    opts.positional("pack", tr("its SKU, barcode or id"));
    describe_pack(opts, false);
    opts.example("toko product pack edit PG16-DUS --price 215000");
}

void edit(context& ctx, arguments const& args)
{
    expect_a_change(args);
    auto const shop = open_shop(ctx);
    tokocrm::pack_changes changes;
    changes.sku = args.find("sku");
    changes.name = args.find("name");
    changes.contains = contents_of(args);
    changes.barcode = find_or_none(args, "barcode");
    changes.price = find_amount_or_none(args, "price", shop.profile.currency);
    auto const edited = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const meant = named_pack(uow, args.text("pack"));
        return tokocrm::edit_pack(uow, meant.which.number, changes);
    });
    show_pack(ctx, edited, shop);
}

void describe_delete(options& opts)
{
    opts.positional("pack", tr("its SKU, barcode or id"))
        .example("toko product pack delete PG16-DUS --yes");
}

void remove(context& ctx, arguments const& args)
{
    open_shop(ctx);
    auto const meant =
        ctx.read([&](tokocrm::unit_of_work& uow) { return named_pack(uow, args.text("pack")); });
    auto const& sku = meant.which.sku;
    if (!ctx.dry_run() && !ctx.confirm(tr("Delete pack {0} of {1}?"), {sku, meant.of.name})) {
        ctx.note(tr("nothing was deleted"));
        return;
    }
    ctx.write([&](tokocrm::unit_of_work& uow) { tokocrm::delete_pack(uow, meant.which.number); });
    ctx.note(ctx.dry_run() ? tr("pack {0} would be deleted") : tr("pack {0} is deleted"), {sku});
}

} // namespace

command const product_pack_add{"product pack add", tr("sell a product in one more pack"),
                               describe_add, add};
command const product_pack_edit{"product pack edit",
                                tr("change a pack; an empty value takes one away: --barcode \"\""),
                                describe_edit, edit};
command const product_pack_delete{"product pack delete", tr("delete a pack that no order has"),
                                  describe_delete, remove};

} // namespace toko
