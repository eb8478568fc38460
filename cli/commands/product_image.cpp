#include "../output/picture.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"
#include "product_fields.hpp"

namespace toko {

namespace {

void describe(options& opts)
{
    opts.positional("product", tr("its SKU, barcode, id or name"))
        .value("output", "FILE", tr("where to: a file, which will be WebP, or - for a pipe"),
               {.required = true})
        .example("toko product image PG16 --output pg16.webp");
}

void run(context& ctx, arguments const& args)
{
    open_shop(ctx);
    auto const bytes = ctx.read([&](tokocrm::unit_of_work& uow) {
        return tokocrm::product_picture(uow, named_product(uow, args.text("product")).number);
    });
    write_picture(ctx, args.text("output"), bytes);
}

} // namespace

command const product_image{"product image", tr("get a product's picture into a file"), describe,
                            run};

} // namespace toko
