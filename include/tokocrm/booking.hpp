#ifndef TOKOCRM_BOOKING_HPP
#define TOKOCRM_BOOKING_HPP

#include <tokocrm/config.hpp>

#include <string_view>

namespace tokocrm TOKOCRM_PUBLIC {

/// When a sale counts: on the day it is wholly paid, or on the day it is placed.
enum class report_basis { paid, placed };

std::string_view name(report_basis basis) noexcept; ///< `paid`, `placed`

/// How long one row of a report is.
enum class report_granularity { day, month };

std::string_view name(report_granularity granularity) noexcept; ///< `day`, `month`

} // namespace TOKOCRM_PUBLIC

#endif
