#ifndef TOKOCRM_LIB_SALE_MONEY_RECEIVED_HPP
#define TOKOCRM_LIB_SALE_MONEY_RECEIVED_HPP

// What money does to an order, wherever it comes from.

#include "../order/service.hpp"
#include "../payment/service.hpp"
#include "../sales_summary/service.hpp"

namespace tokocrm {

/** Take money for a stored order: a payment is kept, the order becomes part paid or paid.

    Once all of it has come the sale counts as paid today, the goods are the customer's, and what
    came beyond the total is booked as a surplus. The caller keeps `head` with `change_order` and
    books `changes`.

    @param head Not ended; its states and money change.
    @param came Zero only for an order of nothing: then no payment is kept.
    @param today The business date of `uow.now()`.
*/
void take_money(unit_of_work& uow, order_header& head, received_money const& came, date today,
                summary_changes& changes);

} // namespace tokocrm

#endif
