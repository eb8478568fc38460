#ifndef TOKOCRM_LIB_SALE_RULES_HPP
#define TOKOCRM_LIB_SALE_RULES_HPP

#include "../sales_summary/service.hpp"

#include <tokocrm/order.hpp>
#include <tokocrm/payment.hpp>

#include <optional>
#include <vector>

namespace tokocrm {

/// What an order adds to a report on the day that books it.
booked_figures figures_of(order_header const& header);

/// What a refund adds to a report on its day: goods given back, and less shipping and other.
booked_figures figures_of(refund const& given);

/// The days on which an order counts on each basis; none where it does not.
struct booking_days
{
    std::optional<date> placed, paid;
};

/** When an order counts: as placed unless it was cancelled or expired, as paid once it is paid.

    @param paid_on Where it was wholly paid.
*/
booking_days booking_days_of(order_states const& states, date placed_on,
                             std::optional<date> paid_on);

/// Everything that was received, given back.
refund whole_refund(order_header const& header, std::string reason, std::string actor);

} // namespace tokocrm

#endif
