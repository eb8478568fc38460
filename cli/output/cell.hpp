#ifndef TOKO_OUTPUT_CELL_HPP
#define TOKO_OUTPUT_CELL_HPP

#include "format.hpp"

#include <tokocrm/money.hpp>
#include <tokocrm/text.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace toko {

/** The value of a key in a row; of `address.city`, if there is no such key, `city` in `address`.

    Null where it is not there or null itself.
*/
boost::json::value const* find_value(boost::json::object const& row, std::string_view key);

/// The currency of a row's amounts: its own, else `otherwise`.
tokocrm::currency currency_of(boost::json::object const& row, tokocrm::currency otherwise);

/// A value for a machine: an amount in decimal major units, an array as JSON.
std::string machine_text(boost::json::value const& value, kind as, tokocrm::currency currency);

/** A value for a person, safe on a terminal.

    @param plain_amounts amounts without the currency's sign
*/
std::string people_text(boost::json::value const& value, kind as, tokocrm::currency currency,
                        tokocrm::language in, bool plain_amounts);

/// JSON in which no control character is left that a terminal could obey.
std::string json_text(boost::json::value const& value);

} // namespace toko

#endif
