#include "money_received.hpp"

#include "../order/transition_rules.hpp"
#include "../stock/service.hpp"
#include "bookings.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm {

void take_money(unit_of_work& uow, order_header& head, received_money const& came, date today,
                summary_changes& changes)
{
    if (came.amount.minor() != 0)
        keep_payment(uow, head.row, came, today);
    auto const nothing = money(0, head.total.currency());
    auto const surplus_before = std::max(head.paid - head.total, nothing);
    bool const was_paid = head.paid_on.has_value();
    head.paid = head.paid + came.amount;
    if (head.paid < head.total) {
        head.states.payment = payment_state::part_paid;
        return;
    }
    if (!was_paid) {
        head.states.payment = payment_state::paid;
        head.paid_at = uow.now();
        head.paid_on = today;
        head.expires_at.reset();
        count_order(uow, report_basis::paid, head, today, changes);
        sell_reserved(uow, head.row);
        head.states = completed_where_done(head.states);
    }
    auto const surplus = head.paid - head.total - surplus_before;
    if (surplus > nothing)
        count_surplus(uow, head, surplus, today, changes);
}

} // namespace tokocrm
