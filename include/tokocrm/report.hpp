#ifndef TOKOCRM_REPORT_HPP
#define TOKOCRM_REPORT_HPP

#include <tokocrm/booking.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    Sales reports, what stands behind their figures, and the check of everything.
*/

namespace tokocrm {

class unit_of_work;

/// The figures of a period.
struct sales_figures
{
    /// Nothing sold, in a currency.
    explicit sales_figures(currency c)
        : gross(0, c), discounts(0, c), refunds(0, c), shipping(0, c), other(0, c)
    {}

    std::int64_t orders = 0;                   ///< how many count
    quantity units = quantity::thousandths(0); ///< in base units
    money gross;                               ///< before any discount
    money discounts;                           ///< products' and coupons'
    money refunds;                             ///< goods given back, positive
    money shipping;                            ///< charged, less what was given back
    money other;                               ///< unique codes and surpluses
    std::int64_t new_customers = 0;            ///< whose first counted order is in the row
    std::optional<std::int64_t> returning_customers = 0; ///< the others; none in totals

    /// Gross less discounts and refunds; `money.overflow` where it does not fit.
    money net() const { return gross - discounts - refunds; }
    /// Net, shipping and other together; `money.overflow` where it does not fit.
    money total() const { return net() + shipping + other; }
    /// Net ÷ orders, rounded half up; none without orders. Throws as `net`.
    std::optional<money> average_order() const;
};

/// One day or month of a report.
struct sales_row
{
    date_range period;     ///< a day, or the days of a month
    sales_figures figures; ///< of these days
};

/// Sales by day or by month.
struct sales_report
{
    report_granularity granularity; ///< how long a row is
    report_basis basis;             ///< when a sale counts
    date_range period;              ///< the one that is covered, not the one that was asked for
    tokocrm::currency currency;     ///< of all amounts
    std::string time_zone;          ///< whose days these are: IANA name
    std::vector<sales_row> rows;    ///< every day or month of the period, zeros included
    sales_figures totals;           ///< of all rows
};

/** The sales of a period, from the summary that is kept with every booking.

    Costs as many rows as the report has, however long the history is.

    @param uow A unit of any kind; its `now()` says what today is.
    @param period Widened to whole months for `month`; one that runs past today ends today.
    @param granularity How long a row is.
    @param basis When a sale counts.

    @par Errors
    @li `errc::invalid_input` / `report.period_backwards`, `report.period_future` (it begins after
    today), `money.overflow`
    @li `errc::not_found` / `shop.not_founded`
*/
sales_report report_sales(unit_of_work& uow, date_range period, report_granularity granularity,
                          report_basis basis = report_basis::paid);

/// The first and last date on which anything is booked; none in a shop without sales.
std::optional<date_range> booked_period(unit_of_work& uow, report_basis basis);

/// A figure of a report that can be explained.
enum class report_column {
    orders,       ///< `sales_figures::orders`
    units,        ///< `sales_figures::units`
    gross,        ///< `sales_figures::gross`
    discounts,    ///< `sales_figures::discounts`
    refunds,      ///< `sales_figures::refunds`
    net,          ///< `sales_figures::net`
    shipping,     ///< `sales_figures::shipping`
    other,        ///< `sales_figures::other`
    total,        ///< `sales_figures::total`
    new_customers ///< `sales_figures::new_customers`
};

/// The column with the key that it has in JSON, which is the enumerator's name; none for any other
/// text.
std::optional<report_column> find_report_column(std::string_view key) noexcept;

/// A part of a figure: what one order adds to it on one date.
struct figure_part
{
    date booked_on;                           ///< the day whose report it counts for
    std::int64_t order_number;                ///< `order_header::number`
    std::optional<std::string> customer_name; ///< none where nobody is known
    std::string what;                  ///< `order`, or the kind of a booking entry: `refund` …
    std::optional<money> amount;       ///< for a column of money
    std::optional<quantity> units;     ///< for `units`
    std::optional<std::int64_t> count; ///< for `orders`, `new_customers`
};

/** The orders behind a figure, by date and number; parts of zero are left out.

    Read from the orders themselves, not from the summary.

    @param uow A unit of any kind.
    @param period Taken as it is: a month is named by its first and last day.
    @param column The figure.
    @param basis When a sale counts.
    @param take Begins no other unit on the same shop. What it throws ends the work and comes out.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
void explain_figure(unit_of_work& uow, date_range period, report_column column, report_basis basis,
                    std::function<void(figure_part const&)> const& take);

/// One thing that should hold and does not.
struct finding
{
    std::string invariant; ///< a slug, e.g. `order.total`
    std::string subject;   ///< what it is about, e.g. `order 17`
    std::string expected;  ///< what it should be
    std::string actual;    ///< what it is
};

/// The slugs of the invariants that `check_shop` looks at, in its order; lives as long as the
/// program.
std::vector<std::string_view> const& shop_invariants();

/** Recompute everything that must always hold, from the facts and with queries of its own.

    @param uow A unit of any kind; a `read` holds nobody up.
    @param take Called for each difference. What it throws ends the work and comes out.
    @param progress Called before each invariant with its index and their number; may be empty.
    @return How many differences there are.
*/
std::int64_t check_shop(unit_of_work& uow, std::function<void(finding const&)> const& take,
                        std::function<void(std::size_t, std::size_t)> const& progress = nullptr);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
