#ifndef TOKOCRM_COUPON_HPP
#define TOKOCRM_COUPON_HPP

#include <tokocrm/config.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tokocrm TOKOCRM_PUBLIC {

class unit_of_work;

/// A code that makes an order cheaper.
struct coupon
{
    std::string code; ///< as it was given; compares without regard to case
    std::string name;
    std::string note;
    std::variant<percentage, money> discount = percentage::ppm(0);
    std::optional<timestamp> starts_at;
    std::optional<timestamp> ends_at;
    std::optional<money> minimum_spend;
    std::optional<money> discount_cap; ///< for a percentage
    std::optional<std::int64_t> usage_limit;
    std::optional<std::int64_t> usage_limit_per_customer;
    bool enabled = true;
    std::int64_t times_used = 0;
};

/** Add a coupon.

    @par Errors
    @li `errc::invalid_input` / `coupon.code_invalid`, `coupon.discount_invalid` (0, above 100 %,
    not positive), `coupon.limit_invalid`, `coupon.window_invalid`, `coupon.currency_mismatch`
    @li `errc::already_exists` / `coupon.exists` (case aside)
*/
void add_coupon(unit_of_work& uow, coupon const& draft);

/// The coupon with a code, case aside.
std::optional<coupon> find_coupon(unit_of_work& uow, std::string_view code);

/// All coupons, by code.
std::vector<coupon> list_coupons(unit_of_work& uow);

} // namespace TOKOCRM_PUBLIC

#endif
