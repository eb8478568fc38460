#include "rules.hpp"

#include "../core/business_date.hpp"
#include "../core/rounded_quotient.hpp"

#include <tokocrm/error.hpp>

#include <algorithm>
#include <array>

namespace tokocrm {

namespace {

date first_of_month(date on)
{
    return {on.year(), on.month(), 1};
}

sales_figures of_currency(booked_figures const& booked, currency c)
{
    sales_figures figures(c);
    figures.orders = booked.orders;
    figures.units = quantity::thousandths(booked.units);
    figures.gross = money(booked.gross, c);
    figures.discounts = money(booked.discounts, c);
    figures.refunds = money(booked.refunds, c);
    figures.shipping = money(booked.shipping, c);
    figures.other = money(booked.other, c);
    figures.new_customers = booked.new_customers;
    figures.returning_customers = booked.returning_customers;
    return figures;
}

constexpr std::array column_keys{"orders", "units",    "gross", "discounts", "refunds",
                                 "net",    "shipping", "other", "total",     "new_customers"};

} // namespace

std::optional<money> sales_figures::average_order() const
{
    if (orders == 0)
        return std::nullopt;
    return money(rounded_quotient(net().minor(), orders), net().currency());
}

std::optional<report_column> find_report_column(std::string_view key) noexcept
{
    auto const found = std::find(column_keys.begin(), column_keys.end(), key);
    if (found == column_keys.end())
        return std::nullopt;
    return static_cast<report_column>(found - column_keys.begin());
}

date_range covered_period(date_range asked, report_granularity granularity, date today)
{
    if (asked.last < asked.first)
        throw error(errc::invalid_input, "report.period_backwards",
                    mark("the period ends before it begins"));
    if (granularity == report_granularity::month)
        asked = {first_of_month(asked.first), asked.last.end_of_month()};
    if (asked.first > today)
        throw error(errc::invalid_input, "report.period_future",
                    mark("the period begins after today"));
    return {asked.first, std::min(asked.last, today)};
}

sales_report lay_out(date_range period, report_granularity granularity, report_basis basis,
                     currency c, std::map<std::int64_t, booked_figures> const& summary)
{
    sales_report report{.granularity = granularity,
                        .basis = basis,
                        .period = period,
                        .currency = c,
                        .time_zone = {},
                        .rows = {},
                        .totals = sales_figures(c)};
    bool const by_day = granularity == report_granularity::day;
    booked_figures totals;
    for (auto first = period.first; first <= period.last;) {
        auto const last = by_day ? first : std::min(first.end_of_month(), period.last);
        auto const key = by_day ? to_number(first) : month_of(to_number(first));
        auto const booked = summary.find(key);
        auto const figures = booked == summary.end() ? booked_figures{} : booked->second;
        totals += figures;
        report.rows.push_back({{first, last}, of_currency(figures, c)});
        first = last + boost::gregorian::days(1);
    }
    report.totals = of_currency(totals, c);
    report.totals.total(); // overflows here, not where somebody writes the report
    report.totals.returning_customers.reset(); // a person may return in several rows
    return report;
}

} // namespace tokocrm
