#ifndef TOKOCRM_COUPON_HPP
#define TOKOCRM_COUPON_HPP

#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    Codes that make an order cheaper.
*/

namespace tokocrm {

class unit_of_work;

/// A code that makes an order cheaper.
struct coupon
{
    std::string code; ///< as it was given; compares without regard to case and accents
    std::string name; ///< for people; may be empty
    std::string note; ///< for the shop itself; may be empty
    /// A share of the goods, or an amount off them.
    std::variant<percentage, money> discount = percentage::ppm(0);
    std::optional<timestamp> starts_at;      ///< none: at once
    std::optional<timestamp> ends_at;        ///< no longer from then on; none: never
    std::optional<money> minimum_spend;      ///< none: for any amount; 0 is kept as none
    std::optional<money> discount_cap;       ///< the most that a percentage takes off
    std::optional<std::int64_t> usage_limit; ///< times in all; none: any number
    std::optional<std::int64_t> usage_limit_per_customer; ///< times; none: any number
    bool enabled = true;                                  ///< whether it can be used at all
    std::int64_t times_used = 0; ///< counted by the shop; 0 when it is added
};

/** Add a coupon.

    @par Errors
    @li `errc::invalid_input` / `coupon.code_invalid` (1 to 64 characters of valid text),
    `coupon.text_invalid` (a name of more than 200 characters, a note of more than 2,000),
    `coupon.discount_invalid` (a percentage of 0 or above 100, an amount that is not positive),
    `coupon.limit_invalid` (a limit below 1, a minimum or cap below 0), `coupon.window_invalid`
   (ends before it starts), `coupon.currency_mismatch`
    @li `errc::already_exists` / `coupon.exists` (case and accents aside)
    @li `errc::not_found` / `shop.not_founded`
*/
void add_coupon(unit_of_work& uow, coupon const& draft);

/** The coupon with a code, case and accents aside; none where there is no such code.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::optional<coupon> find_coupon(unit_of_work& uow, std::string_view code);

/** All coupons, by code.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::vector<coupon> list_coupons(unit_of_work& uow);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
