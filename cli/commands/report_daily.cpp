#include "../registry.hpp"
#include "report_output.hpp"

namespace toko {

namespace {

void describe(options& opts)
{
    describe_sales_report(opts, tr("the days, for example 2026-11, yesterday or "
                                   "2026-11-01..2026-11-15; today without it"));
    opts.example("toko report daily")
        .example("toko report daily \"last week\"")
        .example("toko report daily yesterday --output laporan.csv");
}

void run(context& ctx, arguments const& args)
{
    run_sales_report(ctx, args, tokocrm::report_granularity::day, [](tokocrm::date today) {
        return tokocrm::date_range{today, today};
    });
}

} // namespace

command const report_daily{"report daily", tr("show the sales of each day"), describe, run};

} // namespace toko
