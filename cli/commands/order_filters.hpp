#ifndef TOKO_COMMANDS_ORDER_FILTERS_HPP
#define TOKO_COMMANDS_ORDER_FILTERS_HPP

#include "../options.hpp"

#include <tokocrm/order.hpp>
#include <tokocrm/time.hpp>

namespace toko {

/// Which orders: what `list` and `export` take.
void describe_order_filters(options& opts);

/** What is asked for; `--customer` is for who has a unit.

    @par Errors usage `usage.status`, `usage.until`
*/
tokocrm::order_query filtered_orders(arguments const& args, tokocrm::date today);

} // namespace toko

#endif
