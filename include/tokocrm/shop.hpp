#ifndef TOKOCRM_SHOP_HPP
#define TOKOCRM_SHOP_HPP

#include <tokocrm/money.hpp>
#include <tokocrm/text.hpp>
#include <tokocrm/time.hpp>

#include <string>

#pragma GCC visibility push(default)

/** @file
    The shop itself: founded once, and asked for its currency and zone.
*/

namespace tokocrm {

class unit_of_work;

/// What a shop is when it is founded.
struct shop_profile
{
    std::string name;                           ///< 1 to 200 characters
    tokocrm::currency currency = currency::idr; ///< of every amount in the shop; never changes
    std::string time_zone = "Asia/Jakarta";     ///< IANA name
    std::string country = "ID";                 ///< ISO 3166; decides how `08…` is read
    tokocrm::language language = language::id;  ///< the one it speaks unless told otherwise
};

/// A shop as it is kept.
struct shop
{
    shop_profile profile;    ///< as it was founded
    std::string public_id;   ///< 32 hexadecimal digits; the source of its exported orders
    timestamp created_at;    ///< when it was founded
    tokocrm::time_zone zone; ///< the rules of `shop_profile::time_zone`
};

/** Found the shop in a new database (`create_database`).

    @return The shop as it is kept: its name without white space around it, its country in capitals.

    @par Errors
    @li `errc::invalid_input` / `shop.name_invalid` (empty, over 200 characters, no valid text),
    `shop.profile_invalid` (a currency or language that is none), `time_zone.unknown`,
    `shop.country_unknown`
    @li `errc::already_exists` / `shop.exists`
*/
shop found_shop(unit_of_work& uow, shop_profile const& profile);

/** The shop.

    @par Errors
    `errc::not_found` / `shop.not_founded` in a database without one
*/
shop get_shop(unit_of_work& uow);

/** The shop's currency, which never changes.

    @par Errors
    As `get_shop`.
*/
currency shop_currency(unit_of_work& uow);

/// The language's code, ISO 639: `"id"` or `"en"`.
std::string_view code(language in) noexcept;

/// The language with a code; `std::nullopt` for any other text.
std::optional<language> find_language(std::string_view code) noexcept;

} // namespace tokocrm

#pragma GCC visibility pop

#endif
