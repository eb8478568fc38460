#include "../registry.hpp"
#include "open_shop.hpp"
#include "product_fields.hpp"

namespace toko {

namespace {

void describe(options& opts)
{
    opts.positional("product", tr("its SKU, barcode, id or name"))
        .example("toko product show PG16")
        .example("toko product show \"Beras Curah\" --json");
}

void run(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    show_product(ctx, ctx.read([&](tokocrm::unit_of_work& uow) {
        return with_stock(uow, named_product(uow, args.text("product")));
    }),
                 shop);
}

} // namespace

command const product_show{"product show", tr("show a product with its packs"), describe, run};

} // namespace toko
