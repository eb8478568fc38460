#include "because.hpp"
#include "lib/report/rules.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>

using namespace tokocrm;
using test::because;

namespace {

date day(char const* iso)
{
    return parse_date(iso);
}

std::string text(date_range range)
{
    return to_iso(range.first) + " " + to_iso(range.last);
}

sales_figures selling(std::int64_t orders, std::int64_t gross, std::int64_t discounts = 0,
                      std::int64_t refunds = 0)
{
    sales_figures figures(currency::idr);
    figures.orders = orders;
    figures.gross = money(gross, currency::idr);
    figures.discounts = money(discounts, currency::idr);
    figures.refunds = money(refunds, currency::idr);
    return figures;
}

constexpr auto by_day = report_granularity::day, by_month = report_granularity::month;

} // namespace

BOOST_AUTO_TEST_SUITE(report_rules)

BOOST_AUTO_TEST_CASE(net_total_and_average)
{
    auto figures = selling(3, 1'000, 100, 50);
    figures.shipping = money(-20, currency::idr);
    figures.other = money(7, currency::idr);
    BOOST_TEST(figures.net().minor() == 850);
    BOOST_TEST(figures.total().minor() == 837);
    BOOST_TEST(figures.average_order()->minor() == 283); // 283.3
    BOOST_TEST(selling(2, 3).average_order()->minor() == 2);
    BOOST_TEST(selling(3, 5).average_order()->minor() == 2);
    BOOST_TEST(selling(3, 4).average_order()->minor() == 1);
    BOOST_TEST(selling(1, 0).average_order()->minor() == 0);
    BOOST_TEST(selling(2, 0, 0, 3).average_order()->minor() == -2); // half away from zero
    BOOST_TEST(!selling(0, 5).average_order().has_value());
    auto const most = std::numeric_limits<std::int64_t>::max();
    BOOST_TEST(selling(2, most).average_order()->minor() == most / 2 + 1);
    BOOST_CHECK_EXCEPTION(selling(1, -most, 2).net(), error, because("money.overflow"));
}

BOOST_AUTO_TEST_CASE(covered_periods)
{
    auto const today = day("2026-11-24");
    auto const covered = [&](char const* first, char const* last, report_granularity by) {
        return text(covered_period({day(first), day(last)}, by, today));
    };
    BOOST_TEST(covered("2026-02-10", "2026-02-12", by_day) == "2026-02-10 2026-02-12");
    BOOST_TEST(covered("2026-02-10", "2026-02-12", by_month) == "2026-02-01 2026-02-28");
    BOOST_TEST(covered("2024-02-29", "2024-02-29", by_month) == "2024-02-01 2024-02-29");
    BOOST_TEST(covered("2026-11-01", "2026-12-31", by_day) == "2026-11-01 2026-11-24");
    BOOST_TEST(covered("2026-11-24", "2026-11-24", by_month) == "2026-11-01 2026-11-24");
    BOOST_CHECK_EXCEPTION(covered_period({day("2026-02-12"), day("2026-02-11")}, by_month, today),
                          error, because("report.period_backwards"));
    BOOST_CHECK_EXCEPTION(covered_period({day("2026-11-25"), day("2026-11-30")}, by_day, today),
                          error, because("report.period_future"));
}

BOOST_AUTO_TEST_CASE(a_row_for_every_period)
{
    booked_figures some;
    some.orders = 2;
    some.units = 1'500;
    some.gross = 100;
    some.discounts = 10;
    some.refunds = 5;
    some.shipping = 7;
    some.other = 1;
    some.new_customers = 1;
    some.returning_customers = 1;
    auto const months =
        lay_out({day("2025-12-01"), day("2026-02-14")}, by_month, report_basis::placed,
                currency::usd, {{202512, some}, {202602, some}});
    BOOST_REQUIRE(months.rows.size() == 3u);
    BOOST_TEST(text(months.rows[0].period) == "2025-12-01 2025-12-31");
    BOOST_TEST(text(months.rows[1].period) == "2026-01-01 2026-01-31");
    BOOST_TEST(text(months.rows[2].period) == "2026-02-01 2026-02-14");
    BOOST_TEST(months.rows[0].figures.orders == 2);
    BOOST_TEST(months.rows[0].figures.units.thousandths() == 1'500);
    BOOST_TEST((months.rows[0].figures.net() == money(85, currency::usd)));
    BOOST_TEST(months.rows[0].figures.total().minor() == 93);
    BOOST_TEST(months.rows[0].figures.returning_customers.value() == 1);
    BOOST_TEST(months.rows[1].figures.orders == 0);
    BOOST_TEST(months.rows[1].figures.returning_customers.value() == 0);
    BOOST_TEST(months.totals.orders == 4);
    BOOST_TEST(months.totals.new_customers == 2);
    BOOST_TEST(!months.totals.returning_customers.has_value());
    BOOST_TEST((months.basis == report_basis::placed));

    auto const days = lay_out({day("2026-02-27"), day("2026-03-01")}, by_day, report_basis::paid,
                              currency::idr, {{20260228, some}});
    BOOST_REQUIRE(days.rows.size() == 3u);
    BOOST_TEST(days.rows[0].figures.orders == 0);
    BOOST_TEST(days.rows[1].figures.orders == 2);
    BOOST_TEST(text(days.rows[2].period) == "2026-03-01 2026-03-01");

    auto huge = some;
    huge.gross = std::numeric_limits<std::int64_t>::max();
    BOOST_CHECK_EXCEPTION(lay_out({day("2026-01-01"), day("2026-02-28")}, by_month,
                                  report_basis::paid, currency::idr,
                                  {{202601, huge}, {202602, huge}}),
                          error, because("money.overflow"));
}

BOOST_AUTO_TEST_CASE(the_last_day_of_all)
{
    auto const last = to_iso(last_business_date());
    auto const all = lay_out({day("2199-12-30"), day(last.c_str())}, by_day, report_basis::paid,
                             currency::idr, {});
    BOOST_TEST(all.rows.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
