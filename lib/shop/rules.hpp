#ifndef TOKOCRM_LIB_SHOP_RULES_HPP
#define TOKOCRM_LIB_SHOP_RULES_HPP

#include <tokocrm/shop.hpp>

#include <vector>

namespace tokocrm {

/** Opening hours in the order of the week.

    @par Errors
    `errc::invalid_input` / `shop.hours_invalid`, `shop.hours_overlap`
*/
std::vector<opening_span> checked_hours(std::vector<opening_span> hours);

/** Bank accounts as they are kept.

    @par Errors
    @li `errc::invalid_input` / `shop.account_invalid`
    @li `errc::already_exists` / `shop.account_exists`
*/
std::vector<bank_account> checked_accounts(std::vector<bank_account> const& accounts);

} // namespace tokocrm

#endif
