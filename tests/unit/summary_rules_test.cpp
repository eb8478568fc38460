#include "because.hpp"
#include "lib/sale/rules.hpp"
#include "lib/sales_summary/service.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>
#include <vector>

using namespace tokocrm;
using test::because;

namespace {

using days = std::vector<std::int64_t>;
constexpr auto paid = report_basis::paid, placed = report_basis::placed;
constexpr auto most = std::numeric_limits<std::int64_t>::max();

money rupiah(std::int64_t minor)
{
    return {minor, currency::idr};
}

/// `period new/returning` of everything that changes, days before months.
std::string customers(summary_changes const& changes)
{
    std::string text;
    for (auto const& [key, figures] : changes.all())
        if (figures.new_customers != 0 || figures.returning_customers != 0)
            text += std::to_string(std::get<std::int64_t>(key)) + " " +
                    std::to_string(figures.new_customers) + "/" +
                    std::to_string(figures.returning_customers) + ", ";
    return text;
}

std::string moved(days const& before, days const& after)
{
    summary_changes changes;
    changes.customer_days(paid, before, after);
    return customers(changes);
}

order_header sold()
{
    order_header head;
    head.units = quantity::thousandths(2'500);
    head.gross = rupiah(1'000);
    head.product_discount = rupiah(100);
    head.coupon_discount = rupiah(50);
    head.shipping = rupiah(70);
    head.other = rupiah(3);
    head.placed_on = parse_date("2026-01-05");
    return head;
}

} // namespace

BOOST_AUTO_TEST_SUITE(summary_rules)

BOOST_AUTO_TEST_CASE(figures_are_added_exactly_or_not_at_all)
{
    booked_figures one{1, 2, 3, 4, 5, 6, 7, 8, 9};
    auto two = one;
    two += one;
    BOOST_TEST((two == booked_figures{2, 4, 6, 8, 10, 12, 14, 16, 18}));
    BOOST_TEST((-one == booked_figures{-1, -2, -3, -4, -5, -6, -7, -8, -9}));
    two += -two;
    BOOST_TEST((two == booked_figures{}));
    using figure = std::int64_t booked_figures::*;
    for (figure const each :
         {&booked_figures::orders, &booked_figures::units, &booked_figures::gross,
          &booked_figures::discounts, &booked_figures::refunds, &booked_figures::shipping,
          &booked_figures::other, &booked_figures::new_customers,
          &booked_figures::returning_customers}) {
        booked_figures huge, little, least;
        huge.*each = most;
        little.*each = 1;
        least.*each = std::numeric_limits<std::int64_t>::min();
        BOOST_CHECK_EXCEPTION(huge += little, error, because("money.overflow"));
        BOOST_CHECK_EXCEPTION(-least, error, because("money.overflow"));
    }
}

BOOST_AUTO_TEST_CASE(a_day_counts_in_its_month)
{
    summary_changes changes;
    booked_figures one;
    one.orders = 1;
    one.gross = 10;
    changes.add(paid, parse_date("2026-01-31"), one);
    changes.add(paid, parse_date("2026-01-30"), one);
    changes.add(placed, parse_date("2026-02-01"), -one);
    auto const& all = changes.all();
    BOOST_TEST(all.size() == 5u);
    BOOST_TEST(all.at({paid, report_granularity::day, 20260131}).gross == 10);
    BOOST_TEST(all.at({paid, report_granularity::month, 202601}).orders == 2);
    BOOST_TEST(all.at({placed, report_granularity::month, 202602}).gross == -10);
    booked_figures huge;
    huge.gross = most;
    BOOST_CHECK_EXCEPTION(changes.add(paid, parse_date("2026-01-01"), huge), error,
                          because("money.overflow"));
}

BOOST_AUTO_TEST_CASE(a_customers_days)
{
    BOOST_TEST(moved({}, {}) == "");
    BOOST_TEST(moved({20260105}, {20260105}) == "");
    BOOST_TEST(moved({}, {20260105}) == "20260105 1/0, 202601 1/0, ");
    BOOST_TEST(moved({20260105}, {}) == "20260105 -1/0, 202601 -1/0, ");
    // Twice in a month is once new there.
    BOOST_TEST(moved({}, {20260105, 20260120, 20260301, 20260302}) ==
               "20260105 1/0, 20260120 0/1, 20260301 0/1, 20260302 0/1, 202601 1/0, 202603 0/1, ");
    // An older day comes to light: the one that was first is a return now.
    BOOST_TEST(moved({20260301}, {20260105, 20260301}) ==
               "20260105 1/0, 20260301 -1/1, 202601 1/0, 202603 -1/1, ");
    // In the same month only the day changes.
    BOOST_TEST(moved({20260120}, {20260105, 20260120}) == "20260105 1/0, 20260120 -1/1, ");
    // The same months of different years are different months.
    BOOST_TEST(moved({}, {20250105, 20260105}) ==
               "20250105 1/0, 20260105 0/1, 202501 1/0, 202601 0/1, ");
}

BOOST_AUTO_TEST_CASE(what_an_order_adds)
{
    auto const figures = figures_of(sold());
    BOOST_TEST((figures == booked_figures{1, 2'500, 1'000, 150, 0, 70, 3, 0, 0}));
}

BOOST_AUTO_TEST_CASE(what_a_refund_adds)
{
    auto const given = whole_refund(sold(), "rusak", "owner");
    BOOST_TEST(given.goods.minor() == 850);
    BOOST_TEST(given.shipping.minor() == 70);
    BOOST_TEST(given.other.minor() == 3);
    BOOST_TEST(given.amount.minor() == 923);
    BOOST_TEST(to_iso(given.refunded_on) == "2026-01-05");
    BOOST_TEST((figures_of(given) == booked_figures{0, 0, 0, 0, 850, -70, -3, 0, 0}));
    auto later = sold();
    later.paid_on = parse_date("2026-01-07");
    BOOST_TEST(to_iso(whole_refund(later, "", "").refunded_on) == "2026-01-07");
}

BOOST_AUTO_TEST_CASE(when_an_order_counts)
{
    auto const on = parse_date("2026-01-05");
    std::optional<date> const later(parse_date("2026-01-07"));
    using o = order_state;
    using p = payment_state;
    using f = fulfilment_state;
    auto const awaiting = booking_days_of({o::placed, p::awaiting, f::unfulfilled}, on, {});
    BOOST_TEST((awaiting.placed == on));
    BOOST_TEST(!awaiting.paid.has_value());
    auto const done = booking_days_of({o::completed, p::paid, f::delivered}, on, later);
    BOOST_TEST((done.placed == on));
    BOOST_TEST((done.paid == later));
    auto const gone = booking_days_of({o::cancelled, p::expired, f::unfulfilled}, on, {});
    BOOST_TEST(!gone.placed.has_value());
    BOOST_TEST(!gone.paid.has_value());
}

BOOST_AUTO_TEST_CASE(names)
{
    BOOST_TEST(name(paid) == "paid");
    BOOST_TEST(name(placed) == "placed");
    BOOST_TEST(name(report_granularity::day) == "day");
    BOOST_TEST(name(report_granularity::month) == "month");
    BOOST_TEST(month_of(20261124) == 202611);
}

BOOST_AUTO_TEST_SUITE_END()
