#ifndef TOKOCRM_COUPON_HPP
#define TOKOCRM_COUPON_HPP

#include <tokocrm/catalog.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/percentage.hpp>
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
    /// It is for these products and for those of these categories; for all where both are empty.
    std::vector<id<product>> products;
    std::vector<id<category>> categories; ///< see `products`
    id<coupon> number{0};                 ///< its id, given by the shop
    std::int64_t version = 1;             ///< counted up by each change, not by uses
};

/** Add a coupon.

    @return The coupon as it is kept.

    @par Errors
    @li `errc::invalid_input` / `coupon.code_invalid` (1 to 64 characters of valid text),
    `coupon.text_invalid` (a name of more than 200 characters, a note of more than 2,000),
    `coupon.discount_invalid` (a percentage of 0 or above 100, an amount that is not positive),
    `coupon.limit_invalid` (a limit below 1, a minimum or cap below 0),
   `coupon.cap_without_percentage` (a cap beside an amount), `coupon.window_invalid` (ends before it
   starts), `coupon.currency_mismatch`
    @li `errc::already_exists` / `coupon.exists` (case and accents aside)
    @li `errc::not_found` / `product.not_found`, `category.not_found`, `shop.not_founded`
*/
coupon add_coupon(unit_of_work& uow, coupon const& draft);

/** The coupon with a code, case and accents aside; none where there is no such code.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::optional<coupon> find_coupon(unit_of_work& uow, std::string_view code);

/** The coupon that somebody names: by code or by id, whichever fits first.

    @par Errors
    `errc::not_found` / `coupon.not_found`, `shop.not_founded`
*/
coupon get_coupon(unit_of_work& uow, std::string_view named);

/** The coupons by code, one page of them.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
    @li `errc::not_found` / `shop.not_founded`
*/
page<coupon> list_coupons(unit_of_work& uow, page_request const& part = {});

/// What a coupon is for, by name; all goods where both are empty.
struct coupon_scope
{
    std::vector<product> products;    ///< as they are now
    std::vector<category> categories; ///< as they are now
};

/** What a coupon is for, by name.

    @par Errors
    `errc::not_found` / `product.not_found`, `category.not_found` for a coupon that is no longer as
    it is kept; `shop.not_founded`
*/
coupon_scope scope_of(unit_of_work& uow, coupon const& of);

/// What is to be different about a coupon; what is absent stays as it is. Bounds as for a new one.
struct coupon_changes
{
    std::optional<std::string> code = {};                         ///< orders keep the one they had
    std::optional<std::string> name = {};                         ///< for people
    std::optional<std::string> note = {};                         ///< for the shop itself
    std::optional<std::variant<percentage, money>> discount = {}; ///< instead of the one before
    std::optional<std::optional<timestamp>> starts_at = {};       ///< none: at once
    std::optional<std::optional<timestamp>> ends_at = {};         ///< none: never
    std::optional<std::optional<money>> minimum_spend = {};       ///< none: for any amount
    std::optional<std::optional<money>> discount_cap = {};        ///< none: no cap
    std::optional<std::optional<std::int64_t>> usage_limit = {};  ///< none: any number
    std::optional<std::optional<std::int64_t>> usage_limit_per_customer = {}; ///< none: any number
    std::optional<bool> enabled = {};                         ///< whether it can be used at all
    std::optional<std::vector<id<product>>> products = {};    ///< all of them
    std::optional<std::vector<id<category>>> categories = {}; ///< all of them
    /// `coupon::version` as it was looked at; without it the change is made whatever was changed
    /// meanwhile.
    std::optional<std::int64_t> seen_version = {};
};

/** Change a coupon. What was agreed on orders stays as it is.

    @return The coupon as it is now.

    @par Errors
    @li as of `add_coupon`
    @li `errc::not_found` / `coupon.not_found`
    @li `errc::rule_violation` / `coupon.limit_passed`: it was used more often than `usage_limit`
    @li `errc::conflict` / `coupon.changed`: its version is not `seen_version`
*/
coupon edit_coupon(unit_of_work& uow, id<coupon> number, coupon_changes const& changes);

/** Delete a coupon that was never used.

    @par Errors
    @li `errc::not_found` / `coupon.not_found`, `shop.not_founded`
    @li `errc::rule_violation` / `coupon.in_use`: orders used it; disable it instead
    @li `errc::conflict` / `db.referenced`: a host's own table points to it
*/
void delete_coupon(unit_of_work& uow, id<coupon> number);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
