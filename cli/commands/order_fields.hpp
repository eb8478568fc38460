#ifndef TOKO_COMMANDS_ORDER_FIELDS_HPP
#define TOKO_COMMANDS_ORDER_FIELDS_HPP

#include "../output/format.hpp"
#include "../text/tr.hpp"

namespace toko {

/// What a list and the head of an order show.
inline constexpr field order_fields[] = {
    {"number", tr("Number"), kind::number},
    {"placed_at", tr("Placed"), kind::instant},
    {"customer", tr("Customer")},
    {"address.city", tr("City")},
    {"total", tr("Total"), kind::amount},
    {"label", tr("Status"), kind::label},
    {"state.order", tr("Order state"), kind::text, false},
    {"state.payment", tr("Payment state"), kind::text, false},
    {"state.fulfilment", tr("Fulfilment"), kind::text, false},
    {"placed_on", tr("Placed on"), kind::date, false},
    {"paid_at", tr("Paid"), kind::instant, false},
    {"paid_on", tr("Paid on"), kind::date, false},
    {"customer_id", tr("Customer id"), kind::number, false},
    {"phone", tr("Phone"), kind::text, false},
    {"email", tr("E-mail"), kind::text, false},
    {"address.street", tr("Address"), kind::text, false},
    {"address.postal_code", tr("Postal code"), kind::text, false},
    {"payment_method", tr("Payment method"), kind::text, false},
    {"line_count", tr("Lines"), kind::number, false},
    {"units", tr("Units"), kind::quantity, false},
    {"gross", tr("Gross"), kind::amount, false},
    {"product_discount", tr("Product discount"), kind::amount, false},
    {"coupon_code", tr("Coupon"), kind::text, false},
    {"coupon_discount", tr("Coupon discount"), kind::amount, false},
    {"shipping", tr("Shipping"), kind::amount, false},
    {"other", tr("Other"), kind::amount, false},
    {"paid", tr("Paid amount"), kind::amount, false},
    {"refunded", tr("Refunded amount"), kind::amount, false},
    {"currency", tr("Currency"), kind::text, false},
    {"expires_at", tr("Expires"), kind::instant, false},
    {"source", tr("Source"), kind::text, false},
    {"reference", tr("Reference"), kind::text, false},
};

} // namespace toko

#endif
