#include "../registry.hpp"
#include "given.hpp"
#include "open_shop.hpp"
#include "product_fields.hpp"

namespace toko {

namespace {

void describe(options& opts)
{
    opts.positional("product", tr("its SKU, barcode, id or name"));
    describe_product(opts, false);
    opts.example("toko product edit PG16 --price 19500 --discount 0")
        .example("toko product edit PG16 --barcode \"\"")
        .example("toko product edit PG16 --archived yes");
}

void run(context& ctx, arguments const& args)
{
    expect_a_change(args);
    auto const shop = open_shop(ctx);
    tokocrm::product_changes changes;
    changes.name = args.find("name");
    changes.sku = args.find("sku");
    changes.barcode = find_or_none(args, "barcode");
    changes.category = find_or_none(args, "category");
    changes.price = find_amount_or_none(args, "price", shop.profile.currency);
    changes.description = args.find("description");
    changes.unit = args.find("unit");
    changes.fractional = find_yes_or_no(args, "fractional");
    changes.discount = find_percentage(args, "discount");
    changes.active = find_yes_or_no(args, "active");
    changes.archived = find_yes_or_no(args, "archived");
    auto const edited = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const meant = named_product(uow, args.text("product"));
        return with_category(uow, args.find("category"),
                             [&] { return tokocrm::edit_product(uow, meant.number, changes); });
    });
    show_product(ctx, edited, shop);
}

} // namespace

command const product_edit{"product edit",
                           tr("change a product; an empty value takes one away: --barcode \"\""),
                           describe, run};

} // namespace toko
