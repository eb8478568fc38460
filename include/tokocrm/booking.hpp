#ifndef TOKOCRM_BOOKING_HPP
#define TOKOCRM_BOOKING_HPP

#include <string_view>

#pragma GCC visibility push(default)

/** @file
    The two words that the sales summary and the reports share: basis and granularity.
*/

namespace tokocrm {

/// When a sale counts: on the day it is wholly paid, or on the day it is placed.
enum class report_basis {
    paid,  ///< on the day it is wholly paid
    placed ///< on the day it is placed, unless it is cancelled or expires
};

/// The enumerator's name: `paid`, `placed`.
std::string_view name(report_basis basis) noexcept;

/// How long one row of a report is.
enum class report_granularity {
    day,  ///< a business date
    month ///< a calendar month where the shop is
};

/// The enumerator's name: `day`, `month`.
std::string_view name(report_granularity granularity) noexcept;

} // namespace tokocrm

#pragma GCC visibility pop

#endif
