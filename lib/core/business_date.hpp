#ifndef TOKOCRM_LIB_CORE_BUSINESS_DATE_HPP
#define TOKOCRM_LIB_CORE_BUSINESS_DATE_HPP

#include <tokocrm/time.hpp>

#include <cstdint>

namespace tokocrm {

/// A date as it is stored: 20261124.
std::int64_t to_number(date on);

/** The date of a stored number.

    @par Errors `errc::internal` / `date.damaged` for a number that is no business date
*/
date from_number(std::int64_t stored);

} // namespace tokocrm

#endif
