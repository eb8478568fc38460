#include "../staff/service.hpp"

#include "../core/business_date.hpp"
#include "check_queries.hpp"
#include "queries.hpp"
#include "rules.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

namespace tokocrm {

namespace {

/// Who sees today's report only sees no month, which today is a part of.
void require_to_report(unit_of_work& uow, date_range period, report_granularity granularity)
{
    auto const is_today = [&] {
        auto const today = get_shop(uow).zone.local_date(uow.now());
        return granularity == report_granularity::day && period.first == today &&
               period.last == today;
    };
    bool const todays = !may(uow, right::read_reports) && is_today();
    require(uow, todays ? right::read_todays_report : right::read_reports);
}

} // namespace

sales_report report_sales(unit_of_work& uow, date_range period, report_granularity granularity,
                          report_basis basis)
{
    require_to_report(uow, period, granularity);
    for (auto const on : {period.first, period.last})
        if (on.is_special() || on < first_business_date() || on > last_business_date())
            throw error(errc::invalid_input, "date.out_of_range",
                        mark("a report's period lies within the years 1900 to 2199"));
    auto const shop = get_shop(uow);
    auto const covered = covered_period(period, granularity, shop.zone.local_date(uow.now()));
    auto const key = [&](date on) {
        return granularity == report_granularity::day ? to_number(on) : month_of(to_number(on));
    };
    std::map<std::int64_t, booked_figures> summary;
    report_queries::for_each_summary_row(
        uow, basis, granularity, key(covered.first), key(covered.last),
        [&](std::int64_t of, booked_figures const& figures) { summary.emplace(of, figures); });
    auto report = lay_out(covered, granularity, basis, shop.profile.currency, summary);
    report.time_zone = shop.zone.name();
    return report;
}

std::optional<date_range> booked_period(unit_of_work& uow, report_basis basis)
{
    require(uow, right::read_todays_report);
    auto const days = report_queries::booked_days(uow, basis);
    if (!days)
        return std::nullopt;
    return date_range{from_number(days->first), from_number(days->second)};
}

void explain_figure(unit_of_work& uow, date_range period, report_column column, report_basis basis,
                    std::function<void(figure_part const&)> const& take)
{
    require_to_report(uow, period, report_granularity::day);
    auto const c = shop_currency(uow);
    report_queries::for_each_part(
        uow, basis, column, to_number(period.first), to_number(period.last),
        [&](report_queries::part const& each) {
            figure_part part{.booked_on = from_number(each.booked_on),
                             .order_number = each.number,
                             .customer_name = each.customer_name.empty()
                                                  ? std::nullopt
                                                  : std::optional(each.customer_name),
                             .what = each.what,
                             .amount = {},
                             .units = {},
                             .count = {}};
            if (column == report_column::units)
                part.units = quantity::thousandths(each.value);
            else if (column == report_column::orders || column == report_column::new_customers)
                part.count = each.value;
            else
                part.amount = money(each.value, c);
            take(part);
        });
}

std::vector<std::string_view> const& shop_invariants()
{
    static auto const names = [] {
        std::vector<std::string_view> all;
        for (auto const& each : report_queries::checks())
            all.emplace_back(each.invariant);
        return all;
    }();
    return names;
}

std::int64_t check_shop(unit_of_work& uow, std::function<void(finding const&)> const& take,
                        std::function<void(std::size_t, std::size_t)> const& progress)
{
    require(uow, right::maintain);
    std::int64_t count = 0;
    auto const checks = report_queries::checks();
    for (std::size_t i = 0; i < checks.size(); ++i) {
        if (progress)
            progress(i, checks.size());
        checks[i].run(uow, [&](report_queries::difference const& each) {
            ++count;
            take({checks[i].invariant, each.subject, each.expected, each.actual});
        });
    }
    return count;
}

} // namespace tokocrm
