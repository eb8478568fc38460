#ifndef TOKO_DEMO_HISTORY_HPP
#define TOKO_DEMO_HISTORY_HPP

#include <tokocrm/time.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace toko::demo {

/// Somebody who buys, as the history knows them.
struct buyer
{
    std::string name;
    std::string phone;
    std::string email; ///< empty: none
    std::string street;
    std::string city;
    tokocrm::date since; ///< no order is older
};

/// A year of a shop's life.
struct history
{
    tokocrm::date_range days;
    std::vector<buyer> buyers; ///< in the order in which they came
    std::int64_t orders = 0;
    std::string csv; ///< the orders, as `toko order import` takes them
};

/** The year that ends on a date.

    Depends on nothing else: the same date gives the same bytes.
*/
history invent_history(tokocrm::date last);

} // namespace toko::demo

#endif
