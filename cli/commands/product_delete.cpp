#include "../registry.hpp"
#include "open_shop.hpp"
#include "product_fields.hpp"

namespace toko {

namespace {

void describe(options& opts)
{
    opts.positional("product", tr("its SKU, barcode, id or name"))
        .example("toko product delete PG16 --yes");
}

void run(context& ctx, arguments const& args)
{
    open_shop(ctx);
    auto const meant = ctx.read(
        [&](tokocrm::unit_of_work& uow) { return named_product(uow, args.text("product")); });
    auto const& sku = meant.first_pack.sku;
    if (!ctx.dry_run() && !ctx.confirm(tr("Delete product {0} ({1})?"), {sku, meant.name})) {
        ctx.note(tr("nothing was deleted"));
        return;
    }
    ctx.write([&](tokocrm::unit_of_work& uow) { tokocrm::delete_product(uow, meant.number); });
    ctx.note(ctx.dry_run() ? tr("product {0} would be deleted") : tr("product {0} is deleted"),
             {sku});
}

} // namespace

command const product_delete{
    "product delete", tr("delete a product that was never sold; archive any other"), describe, run};

} // namespace toko
