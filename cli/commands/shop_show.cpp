#include "../registry.hpp"
#include "open_shop.hpp"
#include "shop_fields.hpp"

namespace toko {

namespace {

void describe(options& opts)
{
    opts.example("toko shop show").example("toko shop show --json");
}

void run(context& ctx, arguments const&)
{
    auto const shop = open_shop(ctx);
    show_shop(ctx, shop,
              ctx.read([](tokocrm::unit_of_work& uow) { return tokocrm::get_shop_details(uow); }));
}

} // namespace

command const shop_show{"shop show", tr("show the shop and how it is reached"), describe, run};

} // namespace toko
