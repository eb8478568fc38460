#ifndef TOKO_COMMANDS_SHOP_FIELDS_HPP
#define TOKO_COMMANDS_SHOP_FIELDS_HPP

#include "../context.hpp"

#include <tokocrm/shop.hpp>

namespace toko {

/// The shop whole, as `shop show` and `edit` answer.
void show_shop(context& ctx, tokocrm::shop const& one, tokocrm::shop_details const& details);

} // namespace toko

#endif
