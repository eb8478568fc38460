#ifndef TOKO_COMMANDS_ORDER_ITEMS_HPP
#define TOKO_COMMANDS_ORDER_ITEMS_HPP

#include <tokocrm/selling.hpp>

#include <string>
#include <vector>

namespace toko {

/// `PG16:2`, `BERAS:1.5`, `PG16`: what stands behind the last colon is the quantity, else 1.
std::vector<tokocrm::order_item> parse_items(std::vector<std::string> const& texts);

} // namespace toko

#endif
