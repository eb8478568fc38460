#ifndef TOKOCRM_LIB_REPORT_RULES_HPP
#define TOKOCRM_LIB_REPORT_RULES_HPP

#include "../sales_summary/service.hpp"

#include <tokocrm/report.hpp>

#include <map>

namespace tokocrm {

/** The period that a report covers.

    Widened to whole months for `month`, and ending today where it runs past today.

    @par Errors `errc::invalid_input` / `report.period_backwards`, `report.period_future`
*/
date_range covered_period(date_range asked, report_granularity granularity, date today);

/// A report with a row for every day or month, zeros where the summary has nothing.
sales_report lay_out(date_range period, report_granularity granularity, report_basis basis,
                     currency c, std::map<std::int64_t, booked_figures> const& summary);

} // namespace tokocrm

#endif
