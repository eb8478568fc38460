#ifndef TOKOCRM_LIB_SALE_BOOKINGS_HPP
#define TOKOCRM_LIB_SALE_BOOKINGS_HPP

// What becomes of single orders, as the reports count it.

#include "../sales_summary/service.hpp"

#include <tokocrm/order.hpp>
#include <tokocrm/payment.hpp>

namespace tokocrm {

/** Count an order on a day, and its customer with it.

    @param head Gets the day; its row is 0 as long as it is not stored.
    @param changes For `book`, once the use case is done.
*/
void count_order(unit_of_work& uow, report_basis basis, order_header& head, date on,
                 summary_changes& changes);

/** Take an order out of the days as placed, with its refunds, as if it had never been placed.

    What was counted as paid stays: the money came, and its refunds went.
*/
void uncount_placed(unit_of_work& uow, order_header& head, summary_changes& changes);

/// Count a refund on its own day, on each basis on which its order counts.
void count_refund(unit_of_work& uow, order_header const& head, refund const& given,
                  summary_changes& changes);

/// Count money that came beyond an order's total, likewise.
void count_surplus(unit_of_work& uow, order_header const& head, money amount, date on,
                   summary_changes& changes);

} // namespace tokocrm

#endif
