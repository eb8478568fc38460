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
    describe_if_version(opts);
    opts.example("toko product edit PG16 --price 19500 --discount 0")
        .example("toko product edit PG16 --barcode \"\"")
        .example("toko product edit PG16 --image pintu.jpg")
        .example("toko product edit PG16 --archived yes")
        .example("toko product edit PG16 --price 20000 --if-version 3");
}

void run(context& ctx, arguments const& args)
{
    expect_a_change(args);
    auto const shop = open_shop(ctx);
    tokocrm::product_changes changes;
    changes.seen_version = find_version(args);
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
    if (args.has("image") && args.has("no-image"))
        throw usage_error("usage.contradiction", tr("--image and --no-image exclude each other"));
    auto const low_stock = find_low_stock(args);
    auto const image = given_image(ctx, args);
    auto const edited = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const meant = named_product(uow, args.text("product"));
        auto const made = with_category(uow, args.find("category"), [&] {
            return tokocrm::edit_product(uow, meant.number, changes);
        });
        if (low_stock)
            tokocrm::set_low_stock(uow, made.number, *low_stock);
        if (args.has("no-image"))
            return with_stock(uow, tokocrm::remove_product_picture(uow, made.number));
        return with_stock(uow,
                          image ? tokocrm::set_product_picture(uow, made.number, *image) : made);
    });
    show_product(ctx, edited, shop);
}

} // namespace

command const product_edit{"product edit",
                           tr("change a product; an empty value takes one away: --barcode \"\""),
                           describe, run};

} // namespace toko
