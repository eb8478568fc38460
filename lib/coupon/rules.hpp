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

/// Whether a coupon takes something off a product: it is for all goods, for this product, or for
/// its category.
bool is_for(coupon const& which, product const& what) noexcept;

/// What somebody wants to use a coupon for.
struct coupon_request
{
    timestamp at; ///< when
    std::optional<money>
        eligible; ///< goods it is for, after product discounts; none: there are none
    bool buyer_is_known = false;
    std::int64_t used_by_buyer = 0; ///< times, by what was not given back
};

/** Whether a coupon may be used so.

    @par Errors
    As `check_coupon` of service.hpp, the first that holds.
*/
void check_usable(coupon const& which, coupon_request const& wanted);

} // namespace tokocrm

#endif
