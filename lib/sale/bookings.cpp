#include "bookings.hpp"

#include "../core/business_date.hpp"
#include "../order/service.hpp"
#include "rules.hpp"

#include <algorithm>

namespace tokocrm {

namespace {

std::optional<date>& booked_day(report_basis basis, order_header& head)
{
    return basis == report_basis::paid ? head.booked_paid_on : head.booked_placed_on;
}

std::vector<std::int64_t> with_day(std::vector<std::int64_t> days, std::int64_t day)
{
    auto const place = std::lower_bound(days.begin(), days.end(), day);
    if (place == days.end() || *place != day)
        days.insert(place, day);
    return days;
}

void add_entries(unit_of_work& uow, order_header const& head, std::string const& kind, date on,
                 booked_figures const& figures, summary_changes& changes)
{
    for (auto const basis : {report_basis::paid, report_basis::placed}) {
        if (!(basis == report_basis::paid ? head.booked_paid_on : head.booked_placed_on))
            continue;
        add_booking_entry(
            uow,
            {.of = head.row, .basis = basis, .kind = kind, .booked_on = on, .figures = figures});
        changes.add(basis, on, figures);
    }
}

} // namespace

void count_order(unit_of_work& uow, report_basis basis, order_header& head, date on,
                 summary_changes& changes)
{
    changes.add(basis, on, figures_of(head));
    if (head.buyer) {
        auto const day = to_number(on);
        auto const others = telling_days(uow, basis, *head.buyer, day, head.row);
        changes.customer_days(basis, others, with_day(others, day));
    }
    booked_day(basis, head) = on;
}

void uncount_placed(unit_of_work& uow, order_header& head, summary_changes& changes)
{
    if (!head.booked_placed_on)
        return;
    auto const on = *head.booked_placed_on;
    changes.add(report_basis::placed, on, -figures_of(head));
    for (auto const& entry : booking_entries(uow, head.row, head.row))
        if (entry.basis == report_basis::placed)
            changes.add(entry.basis, entry.booked_on, -entry.figures);
    remove_booking_entries(uow, head.row, report_basis::placed);
    if (head.buyer) {
        auto const day = to_number(on);
        auto const others = telling_days(uow, report_basis::placed, *head.buyer, day, head.row);
        changes.customer_days(report_basis::placed, with_day(others, day), others);
    }
    head.booked_placed_on.reset();
}

void count_refund(unit_of_work& uow, order_header const& head, refund const& given,
                  summary_changes& changes)
{
    add_entries(uow, head, "refund", given.refunded_on, figures_of(given), changes);
}

void count_surplus(unit_of_work& uow, order_header const& head, money amount, date on,
                   summary_changes& changes)
{
    add_entries(uow, head, "surplus", on, {.other = amount.minor()}, changes);
}

} // namespace tokocrm
