#ifndef TOKOCRM_LIB_STOCK_RULES_HPP
#define TOKOCRM_LIB_STOCK_RULES_HPP

#include <tokocrm/stock.hpp>

#include <optional>

namespace tokocrm {

/// Throws `stock.fraction` for a part of what is counted in whole units.
void check_whole(product const& of, quantity amount);

/// What comes in. @par Errors `stock.quantity_invalid`, `stock.fraction`
void check_received(product const& of, quantity amount);

/// A difference. @par Errors As above.
void check_adjusted(product const& of, quantity difference);

/// @par Errors As above.
void check_counted(product const& of, quantity amount);

/// What is little. @par Errors As above.
void check_low_stock(product const& of, quantity low_stock);

/// Whether what is available is little.
bool is_little(quantity available, std::optional<quantity> low_stock, bool active, bool archived);

/// The kind with a name. @par Errors `errc::internal` / `stock.damaged`
movement_kind read_movement_kind(std::string_view name);

} // namespace tokocrm

#endif
