#include "../registry.hpp"
#include "given.hpp"
#include "open_shop.hpp"
#include "product_fields.hpp"

namespace toko {

namespace {

void describe(options& opts)
{
    describe_product(opts, true);
    opts.example("toko product add --sku PG16 --name \"Pintu Gerbang 16\" --category Gerbang "
                 "--price 19000 --discount 1")
        .example("toko product add --name \"Beras Curah\" --unit kg --fractional yes --price 13500")
        .example("toko product add --name \"Gula Merah\" --price 18000 --image gula.jpg");
}

void run(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    tokocrm::product_draft draft;
    draft.name = args.text("name");
    draft.sku = args.find("sku");
    draft.barcode = args.find("barcode");
    draft.category = args.find("category");
    draft.price = find_amount_or_none(args, "price", shop.profile.currency).value_or(std::nullopt);
    draft.description = args.find("description").value_or("");
    draft.unit = args.find("unit").value_or(draft.unit);
    draft.fractional = find_yes_or_no(args, "fractional").value_or(draft.fractional);
    draft.discount = find_percentage(args, "discount").value_or(draft.discount);
    draft.active = find_yes_or_no(args, "active").value_or(draft.active);
    auto const low_stock = find_low_stock(args);
    auto const image = given_image(ctx, args);
    auto const added = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const made =
            with_category(uow, draft.category, [&] { return tokocrm::add_product(uow, draft); });
        if (low_stock)
            tokocrm::set_low_stock(uow, made.number, *low_stock);
        return with_stock(uow,
                          image ? tokocrm::set_product_picture(uow, made.number, *image) : made);
    });
    show_product(ctx, added, shop);
}

} // namespace

command const product_add{"product add", tr("add a product"), describe, run};

} // namespace toko
