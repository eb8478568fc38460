#ifndef TOKOCRM_SHIPPING_HPP
#define TOKOCRM_SHIPPING_HPP

#include <tokocrm/config.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm TOKOCRM_PUBLIC {

class unit_of_work;

/// What bringing goods to a city costs.
struct shipping_rate
{
    std::string city;
    money fee{0, currency::idr};
    std::optional<money> free_from; ///< discounted goods of so much travel for nothing
};

/** Add a city's rate.

    @par Errors
    @li `errc::invalid_input` / `shipping.city_invalid`, `shipping.fee_negative`,
    `shipping.currency_mismatch`
    @li `errc::already_exists` / `shipping.exists` (case and accents aside)
*/
void add_shipping_rate(unit_of_work& uow, shipping_rate const& rate);

/// The rate of a city, case and accents aside; none where the shop does not deliver.
std::optional<shipping_rate> find_shipping_rate(unit_of_work& uow, std::string_view city);

/// All rates, by city.
std::vector<shipping_rate> list_shipping_rates(unit_of_work& uow);

} // namespace TOKOCRM_PUBLIC

#endif
