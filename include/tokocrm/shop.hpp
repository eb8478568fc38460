#ifndef TOKOCRM_SHOP_HPP
#define TOKOCRM_SHOP_HPP

#include <tokocrm/config.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/text.hpp>
#include <tokocrm/time.hpp>

#include <string>

namespace tokocrm TOKOCRM_PUBLIC {

class unit_of_work;

/// What a shop is when it is founded.
struct shop_profile
{
    std::string name;
    tokocrm::currency currency = currency::idr;
    std::string time_zone = "Asia/Jakarta"; ///< IANA name
    std::string country = "ID";             ///< ISO 3166; decides how `08…` is read
    tokocrm::language language = language::id;
};

/// A shop as it is kept.
struct shop
{
    shop_profile profile;
    std::string public_id; ///< 32 hexadecimal digits; the source of its exported orders
    timestamp created_at;
    tokocrm::time_zone zone;
};

/** Found the shop in a new database (`create_database`).

    @par Errors
    @li `errc::invalid_input` / `shop.name_invalid` (empty, over 200 characters, no valid text),
    `time_zone.unknown`, `shop.country_unknown`
    @li `errc::already_exists` / `shop.exists`

    @par Exception Safety
    Strong, once the caller lets the unit of work roll back; so with every use case.
*/
shop found_shop(unit_of_work& uow, shop_profile const& profile);

/** The shop.

    @par Errors `errc::not_found` / `shop.not_founded` in a database without one.
*/
shop get_shop(unit_of_work& uow);

/// The shop's currency, which never changes. Errors as `get_shop`.
currency shop_currency(unit_of_work& uow);

/// `"id"` or `"en"`.
std::string_view code(language in) noexcept;

/// The language with a code; `std::nullopt` for any other text.
std::optional<language> find_language(std::string_view code) noexcept;

} // namespace TOKOCRM_PUBLIC

#endif
