#ifndef TOKOCRM_LIB_IMPORT_TERMS_HPP
#define TOKOCRM_LIB_IMPORT_TERMS_HPP

#include <tokocrm/import.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/time.hpp>

#include <optional>
#include <string>

namespace tokocrm {

/// How cells are to be read.
struct import_terms
{
    tokocrm::currency currency = currency::idr;
    time_zone zone;
    std::string country;
    std::optional<std::string> date_format;
    char decimal_point = '.';
    bool round = false;
};

/** What a shop and somebody's options make of it.

    @par Errors
    `errc::invalid_input` / `date.format_invalid`
*/
import_terms terms_of(shop const& of, import_options const& options);

} // namespace tokocrm

#endif
