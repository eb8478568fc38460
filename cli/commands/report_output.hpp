#ifndef TOKO_COMMANDS_REPORT_OUTPUT_HPP
#define TOKO_COMMANDS_REPORT_OUTPUT_HPP

#include "../options.hpp"

#include <tokocrm/report.hpp>

namespace toko {

class context;

/// The period and the options that every report of sales takes.
void describe_sales_report(options& opts, char const* default_period);

/** Answer with the sales of a period, or with the orders behind one of their figures.

    @param otherwise The period where none was asked for, from this run's date.
*/
void run_sales_report(context& ctx, arguments const& args, tokocrm::report_granularity granularity,
                      tokocrm::date_range (*otherwise)(tokocrm::date today));

} // namespace toko

#endif
