#ifndef TOKO_COMMANDS_OPEN_SHOP_HPP
#define TOKO_COMMANDS_OPEN_SHOP_HPP

#include <tokocrm/shop.hpp>

namespace toko {

class context;

/// The shop, whose language counts from now on where nobody said another.
tokocrm::shop open_shop(context& ctx);

/// The business date of this run.
tokocrm::date today_in(context& ctx, tokocrm::shop const& shop);

} // namespace toko

#endif
