#ifndef TOKOCRM_LIB_REPORT_QUERIES_HPP
#define TOKOCRM_LIB_REPORT_QUERIES_HPP

// Read-only SQL across the tables of all features.

#include "../sales_summary/service.hpp"

#include <tokocrm/report.hpp>

#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace tokocrm::report_queries {

/// The summary's rows of a basis and granularity, from the first to the last period.
void for_each_summary_row(
    unit_of_work& uow, report_basis basis, report_granularity granularity, std::int64_t first,
    std::int64_t last,
    std::function<void(std::int64_t period, booked_figures const& figures)> const& take);

/// The first and the last day with figures, as stored dates.
std::optional<std::pair<std::int64_t, std::int64_t>> booked_days(unit_of_work& uow,
                                                                 report_basis basis);

/// A part of a figure, before it has its unit.
struct part
{
    std::int64_t booked_on = 0;
    std::int64_t number = 0;
    std::string customer_name;
    std::string what;
    std::int64_t value = 0;
};

void for_each_part(unit_of_work& uow, report_basis basis, report_column column, std::int64_t first,
                   std::int64_t last, std::function<void(part const&)> const& take);

} // namespace tokocrm::report_queries

#endif
