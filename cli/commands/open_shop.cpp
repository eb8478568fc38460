#include "open_shop.hpp"

#include "../context.hpp"

namespace toko {

tokocrm::shop open_shop(context& ctx)
{
    auto shop = ctx.read([](tokocrm::unit_of_work& uow) { return tokocrm::get_shop(uow); });
    ctx.shop_language(shop.profile.language);
    return shop;
}

tokocrm::date today_in(context& ctx, tokocrm::shop const& shop)
{
    return shop.zone.local_date(ctx.env().now());
}

} // namespace toko
