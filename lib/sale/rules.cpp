#include "rules.hpp"

namespace tokocrm {

booked_figures figures_of(order_header const& header)
{
    return {.orders = 1,
            .units = header.units.thousandths(),
            .gross = header.gross.minor(),
            .discounts = (header.product_discount + header.coupon_discount).minor(),
            .refunds = 0,
            .shipping = header.shipping.minor(),
            .other = header.other.minor()};
}

booked_figures figures_of(refund const& given)
{
    return {.refunds = given.goods.minor(),
            .shipping = (-given.shipping).minor(),
            .other = (-given.other).minor()};
}

booking_days booking_days_of(order_states const& states, date placed_on,
                             std::optional<date> paid_on)
{
    booking_days days;
    if (states.order != order_state::cancelled)
        days.placed = placed_on;
    if (paid_on && states.order != order_state::cancelled)
        days.paid = paid_on;
    return days;
}

refund whole_refund(order_header const& header, std::string reason, std::string actor)
{
    auto const goods = header.gross - header.product_discount - header.coupon_discount;
    return {.goods = goods,
            .shipping = header.shipping,
            .other = header.other,
            .amount = goods + header.shipping + header.other,
            .reason = std::move(reason),
            .actor = std::move(actor),
            .refunded_at = header.paid_at.value_or(header.placed_at),
            .refunded_on = header.paid_on.value_or(header.placed_on)};
}

} // namespace tokocrm
