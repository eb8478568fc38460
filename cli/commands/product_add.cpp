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
        .example(
            "toko product add --name \"Beras Curah\" --unit kg --fractional yes --price 13500");
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
    auto const added = ctx.write([&](tokocrm::unit_of_work& uow) {
        return with_category(uow, draft.category, [&] { return tokocrm::add_product(uow, draft); });
    });
    show_product(ctx, added, shop);
}

} // namespace

command const product_add{"product add", tr("add a product"), describe, run};

} // namespace toko
