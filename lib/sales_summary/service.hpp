#ifndef TOKOCRM_LIB_SALES_SUMMARY_SERVICE_HPP
#define TOKOCRM_LIB_SALES_SUMMARY_SERVICE_HPP

// The figures of reports, booked together with what they count.

#include <tokocrm/booking.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace tokocrm {

class unit_of_work;
struct order;

/// What is counted, in thousandths of units and minor units of money.
struct booked_figures
{
    std::int64_t orders = 0;
    std::int64_t units = 0;
    std::int64_t gross = 0;
    std::int64_t discounts = 0;
    std::int64_t refunds = 0;
    std::int64_t shipping = 0;
    std::int64_t other = 0;
    std::int64_t new_customers = 0;
    std::int64_t returning_customers = 0;

    /// @par Errors `errc::invalid_input` / `money.overflow`
    booked_figures& operator+=(booked_figures const& more);
    booked_figures operator-() const;
    friend bool operator==(booked_figures const&, booked_figures const&) = default;
};

/// The month of a stored date: 202611 of 20261124.
constexpr std::int64_t month_of(std::int64_t day) noexcept
{
    return day / 100;
}

/** Changes of the summary, gathered before they are booked.

    Grows with the number of days and months they touch.
*/
class summary_changes
{
public:
    /// Figures of a day, and so of its month; customers aside.
    void add(report_basis basis, date on, booked_figures const& figures);

    /** A customer's days before and after, each ascending.

        On the first day the customer is new, on the others returning; in months likewise.
    */
    void customer_days(report_basis basis, std::vector<std::int64_t> const& before,
                       std::vector<std::int64_t> const& after);

    /// Basis, granularity, period; in this order they are booked.
    using key = std::tuple<report_basis, report_granularity, std::int64_t>;
    std::map<key, booked_figures> const& all() const noexcept { return changes_; }

private:
    void count_customer(report_basis basis, std::vector<std::int64_t> const& days,
                        std::int64_t sign);

    std::map<key, booked_figures> changes_;
};

/** Book changes in the summary.

    @par Errors `errc::invalid_input` / `money.overflow` where a figure would not fit.
*/
void book(unit_of_work& uow, summary_changes const& changes);

/// What changes a booked figure later.
struct booking_entry
{
    id<order> of{0};
    report_basis basis = report_basis::paid;
    std::string kind; ///< e.g. `refund`
    date booked_on;
    booked_figures figures; ///< customers aside
};

/// Keep an entry; `book` its figures too.
void add_booking_entry(unit_of_work& uow, booking_entry const& entry);

/// The entries of orders whose row ids lie between these, both included.
std::vector<booking_entry> booking_entries(unit_of_work& uow, id<order> first, id<order> last);

/// Forget them.
void remove_booking_entries(unit_of_work& uow, id<order> first, id<order> last);

/// Forget those of one order on one basis.
void remove_booking_entries(unit_of_work& uow, id<order> of, report_basis basis);

} // namespace tokocrm

#endif
