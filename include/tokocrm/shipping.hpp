#ifndef TOKOCRM_SHIPPING_HPP
#define TOKOCRM_SHIPPING_HPP

#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    What bringing goods to a city costs.
*/

namespace tokocrm {

class unit_of_work;

/// What bringing goods to a city costs.
struct shipping_rate
{
    std::string city;            ///< as it was given; compares without regard to case and accents
    money fee{0, currency::idr}; ///< for one order, in the shop's currency
    std::optional<money> free_from; ///< discounted goods of so much travel for nothing
};

/** Add a city's rate.

    @par Errors
    @li `errc::invalid_input` / `shipping.city_invalid` (empty, over 200 characters, no valid text),
    `shipping.fee_negative` (the fee or `free_from`), `shipping.currency_mismatch`
    @li `errc::already_exists` / `shipping.exists` (case and accents aside)
    @li `errc::not_found` / `shop.not_founded`
*/
void add_shipping_rate(unit_of_work& uow, shipping_rate const& rate);

/** The rate of a city, case and accents aside; none where the shop does not deliver.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::optional<shipping_rate> find_shipping_rate(unit_of_work& uow, std::string_view city);

/** All rates, by city.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::vector<shipping_rate> list_shipping_rates(unit_of_work& uow);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
