#include "../registry.hpp"
#include "report_output.hpp"

#include <algorithm>

namespace toko {

namespace {

void describe(options& opts)
{
    describe_sales_report(opts, tr("the months, for example 2026 or 2026-01..2026-06; the last "
                                   "twelve without it"));
    opts.example("toko report monthly")
        .example("toko report monthly 2026 --basis placed")
        .example("toko report monthly 2026-11 --explain refunds");
}

/// The last twelve months, this one included.
tokocrm::date_range last_year(tokocrm::date today)
{
    tokocrm::date const this_month(today.year(), today.month(), 1);
    // the months before the first business date do not exist
    if (this_month < tokocrm::first_business_date() + boost::gregorian::months(11))
        return {tokocrm::first_business_date(), today};
    return {this_month - boost::gregorian::months(11), today};
}

void run(context& ctx, arguments const& args)
{
    run_sales_report(ctx, args, tokocrm::report_granularity::month, last_year);
}

} // namespace

command const report_monthly{"report monthly", tr("show the sales of each month"), describe, run};

} // namespace toko
