#ifndef TOKOCRM_LIB_COUPON_RULES_HPP
#define TOKOCRM_LIB_COUPON_RULES_HPP

#include <tokocrm/coupon.hpp>

namespace tokocrm {

/** Whether a coupon makes sense in a shop with this currency.

    @par Errors
    `errc::invalid_input` / `coupon.discount_invalid`, `coupon.limit_invalid`,
    `coupon.cap_without_percentage`, `coupon.window_invalid`, `coupon.currency_mismatch`
*/
void check_terms(coupon const& draft, currency of_shop);

} // namespace tokocrm

#endif
