#ifndef TOKOCRM_REPORT_HPP
#define TOKOCRM_REPORT_HPP

#include <tokocrm/booking.hpp>
#include <tokocrm/config.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm TOKOCRM_PUBLIC {

class unit_of_work;

/// The figures of a period.
struct sales_figures
{
    explicit sales_figures(currency c)
        : gross(0, c), discounts(0, c), refunds(0, c), shipping(0, c), other(0, c)
    {}

    std::int64_t orders = 0;
    quantity units = quantity::thousandths(0); ///< in base units
    money gross;                               ///< before any discount
    money discounts;                           ///< products' and coupons'
    money refunds;                             ///< goods given back, positive
    money shipping;                            ///< charged, less what was given back
    money other;                               ///< unique codes and surpluses
    std::int64_t new_customers = 0;            ///< whose first counted order is in the row
    std::optional<std::int64_t> returning_customers = 0; ///< the others; none in totals

    money net() const { return gross - discounts - refunds; }
    money total() const { return net() + shipping + other; }
    /// Net ÷ orders, rounded half up; none without orders.
    std::optional<money> average_order() const;
};

/// One day or month of a report.
struct sales_row
{
    date_range period; ///< a day, or the days of a month
    sales_figures figures;
};

/// Sales by day or by month.
struct sales_report
{
    report_granularity granularity;
    report_basis basis;
    date_range period;
    tokocrm::currency currency;
    std::string time_zone;
    std::vector<sales_row> rows; ///< every day or month of the period, zeros included
    sales_figures totals;
};

/** The sales of a period, from the summary that is kept with every booking.

    Costs as many rows as the report has, however long the history is.

    @param period Widened to whole months for `month`; one that runs past today ends today.

    @par Errors
    @li `errc::invalid_input` / `report.period_backwards`, `money.overflow`
*/
sales_report report_sales(unit_of_work& uow, date_range period, report_granularity granularity,
                          report_basis basis = report_basis::paid);

/// The first and last date on which anything is booked; none in a shop without sales.
std::optional<date_range> booked_period(unit_of_work& uow, report_basis basis);

/// A figure of a report that can be explained.
enum class report_column {
    orders,
    units,
    gross,
    discounts,
    refunds,
    net,
    shipping,
    other,
    total,
    new_customers
};

/// The column with a JSON key; none for any other text.
std::optional<report_column> find_report_column(std::string_view key) noexcept;

/// A part of a figure: what one order adds to it on one date.
struct figure_part
{
    date booked_on;
    std::int64_t order_number;
    std::optional<std::string> customer_name;
    std::string what;                  ///< `order`, or the kind of a booking entry: `refund` …
    std::optional<money> amount;       ///< for a column of money
    std::optional<quantity> units;     ///< for `units`
    std::optional<std::int64_t> count; ///< for `orders`, `new_customers`
};

/** The orders behind a figure, by date and number; parts of zero are left out.

    Read from the orders themselves, not from the summary.
*/
void explain_figure(unit_of_work& uow, date_range period, report_column column, report_basis basis,
                    std::function<void(figure_part const&)> const& take);

/// One thing that should hold and does not.
struct finding
{
    std::string invariant; ///< a slug, e.g. `order.total`
    std::string subject;   ///< what it is about, e.g. `order 17`
    std::string expected;
    std::string actual;
};

/// The invariants that `check_shop` looks at, in its order.
std::vector<std::string_view> const& shop_invariants();

/** Recompute everything that must always hold, from the facts and with queries of its own.

    @param take Called for each difference.
    @param progress Called before each invariant with its index and their number.
    @return How many differences there are.
*/
std::int64_t check_shop(unit_of_work& uow, std::function<void(finding const&)> const& take,
                        std::function<void(std::size_t, std::size_t)> const& progress = nullptr);

} // namespace TOKOCRM_PUBLIC

#endif
