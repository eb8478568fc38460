#ifndef TOKO_DEMO_DEMO_SHOP_HPP
#define TOKO_DEMO_DEMO_SHOP_HPP

#include <tokocrm/shop.hpp>

#include <cstdint>

namespace toko {

/// What a demo shop was filled with.
struct demo_summary
{
    std::int64_t products;
    std::int64_t customers;
    std::int64_t orders;
    tokocrm::date_range days;
};

/** Fill a shop that was founded just now: Toko Eka Putri with a year of orders that ends on the
    unit's yesterday.

    The same business date gives the same orders.
*/
demo_summary fill_demo_shop(tokocrm::unit_of_work& uow, tokocrm::shop const& shop);

} // namespace toko

#endif
