#ifndef TOKOCRM_SHIPPING_HPP
#define TOKOCRM_SHIPPING_HPP

#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/page.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)

/** @file
    What bringing goods to a city costs.
*/

namespace tokocrm {

class unit_of_work;
struct import_batch;

/// What bringing goods to a city costs.
struct shipping_rate
{
    std::string city;            ///< as it was given; compares without regard to case and accents
    money fee{0, currency::idr}; ///< for one order, in the shop's currency
    std::optional<money> free_from; ///< discounted goods of so much travel for nothing
    id<shipping_rate> number{0};    ///< its id, given by the shop
    std::int64_t version = 1;       ///< counted up by each change
};

/** Add a city's rate.

    @param uow A unit that may write.
    @param rate Its number and version are given by the shop.
    @param batch The import that brings it; none for a host's own.

    @return The rate as it is kept.

    @par Errors
    @li `errc::invalid_input` / `shipping.city_invalid` (empty, over 200 characters, no valid text),
    `shipping.fee_negative` (the fee or `free_from`), `shipping.currency_mismatch`
    @li `errc::already_exists` / `shipping.exists` (case and accents aside)
    @li `errc::not_found` / `shop.not_founded`
*/
shipping_rate add_shipping_rate(unit_of_work& uow, shipping_rate const& rate,
                                std::optional<id<import_batch>> batch = std::nullopt);

/** The rate of a city, case and accents aside; none where the shop does not deliver.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::optional<shipping_rate> find_shipping_rate(unit_of_work& uow, std::string_view city);

/** The rate that somebody names: by city or by id, whichever fits first.

    @par Errors
    `errc::not_found` / `shipping.not_found`, `shop.not_founded`
*/
shipping_rate get_shipping_rate(unit_of_work& uow, std::string_view named);

/** The rates by city, one page of them.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
    @li `errc::not_found` / `shop.not_founded`
*/
page<shipping_rate> list_shipping_rates(unit_of_work& uow, page_request const& part = {});

/// What is to be different about a rate; what is absent stays as it is.
struct shipping_rate_changes
{
    std::optional<std::string> city = {};               ///< 1 to 200 characters
    std::optional<money> fee = {};                      ///< for one order
    std::optional<std::optional<money>> free_from = {}; ///< none: never for nothing
    /// `shipping_rate::version` as it was looked at; without it the change is made whatever was
    /// changed meanwhile.
    std::optional<std::int64_t> seen_version = {};
};

/** Change a rate. What was agreed on orders stays as it is.

    @return The rate as it is now.

    @par Errors
    @li as of `add_shipping_rate`
    @li `errc::not_found` / `shipping.not_found`
    @li `errc::conflict` / `shipping.changed`: its version is not `seen_version`
*/
shipping_rate edit_shipping_rate(unit_of_work& uow, id<shipping_rate> number,
                                 shipping_rate_changes const& changes);

/** Delete a rate: its city is no longer served. Orders keep what was agreed.

    @par Errors
    @li `errc::not_found` / `shipping.not_found`, `shop.not_founded`
    @li `errc::conflict` / `db.referenced`: a host's own table points to it
*/
void delete_shipping_rate(unit_of_work& uow, id<shipping_rate> number);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
