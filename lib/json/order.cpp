#include "wire.hpp"

#include <tokocrm/json.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

boost::json::value number(std::int64_t value)
{
    return value;
}

boost::json::object line_to_json(order_line const& line)
{
    return {{"position", line.position},
            {"product_id", line.sold.value()},
            {"sku", line.sku},
            {"name", line.name},
            {"pack", line.pack_name},
            {"contains", to_decimal(line.contains)},
            {"quantity", to_decimal(line.amount)},
            {"base_quantity", to_decimal(line.base_amount)},
            {"unit_price", wire::maybe(line.unit_price)},
            {"gross", wire::amount(line.gross)},
            {"discount_percent",
             wire::maybe(line.discount_rate,
                         [](percentage rate) { return wire::text(to_decimal(rate)); })},
            {"discount", wire::amount(line.discount)},
            {"coupon_share", wire::amount(line.coupon_share)},
            {"total", wire::amount(line.total)}};
}

boost::json::object adjustment_to_json(order_adjustment const& adjustment)
{
    return {{"kind", wire::text(name(adjustment.kind))},
            {"label", adjustment.label},
            {"amount", wire::amount(adjustment.amount)}};
}

boost::json::object payment_to_json(payment const& one, time_zone const& zone)
{
    return {{"received_at", zone.to_iso(one.received_at)},
            {"received_on", to_iso(one.received_on)},
            {"method", wire::maybe(one.method)},
            {"amount", wire::amount(one.amount)},
            {"actor", one.actor},
            {"position", one.position},
            {"submission", wire::maybe(one.submission, number)}};
}

boost::json::array refund_lines_to_json(refund const& one, order const& of)
{
    boost::json::array all;
    for (auto const& each : one.lines) {
        auto const line =
            std::find_if(of.lines.begin(), of.lines.end(),
                         [&](order_line const& sold) { return sold.position == each.line; });
        bool const known = line != of.lines.end();
        all.push_back({{"line", each.line},
                       {"sku", known ? line->sku : ""},
                       {"name", known ? line->name : ""},
                       {"quantity", to_decimal(each.amount)},
                       {"base_quantity", to_decimal(each.base_amount)},
                       {"amount", wire::amount(each.given)},
                       {"restocked", each.restocked}});
    }
    return all;
}

boost::json::object refund_to_json(refund const& one, order const& of, time_zone const& zone)
{
    return {{"refunded_at", zone.to_iso(one.refunded_at)},
            {"refunded_on", to_iso(one.refunded_on)},
            {"goods", wire::amount(one.goods)},
            {"shipping", wire::amount(one.shipping)},
            {"other", wire::amount(one.other)},
            {"amount", wire::amount(one.amount)},
            {"reason", one.reason},
            {"actor", one.actor},
            {"position", one.position},
            {"lines", refund_lines_to_json(one, of)}};
}

boost::json::object transition_to_json(order_transition const& step, time_zone const& zone)
{
    return {{"at", zone.to_iso(step.at)},
            {"graph", step.graph},
            {"from", wire::maybe(step.from)},
            {"to", step.to},
            {"actor", step.actor},
            {"reason", wire::maybe(step.reason)}};
}

boost::json::array numbers_to_json(std::vector<std::int64_t> const& numbers)
{
    boost::json::array all;
    for (auto const each : numbers)
        all.push_back(each);
    return all;
}

template <class Item, class Shape>
boost::json::array array_of(std::vector<Item> const& items, Shape shape)
{
    boost::json::array all;
    all.reserve(items.size());
    for (auto const& item : items)
        all.push_back(shape(item));
    return all;
}

} // namespace

boost::json::object to_json(order_header const& value, shop const& in)
{
    return {
        {"number", value.number},
        {"label", wire::text(name(value.label()))},
        {"state", boost::json::object{{"order", wire::text(name(value.states.order))},
                                      {"payment", wire::text(name(value.states.payment))},
                                      {"fulfilment", wire::text(name(value.states.fulfilment))}}},
        {"placed_at", in.zone.to_iso(value.placed_at)},
        {"placed_on", to_iso(value.placed_on)},
        {"paid_at", wire::maybe(value.paid_at, in.zone)},
        {"paid_on", wire::maybe(value.paid_on)},
        {"customer_id", wire::maybe(value.buyer, [](id<customer> buyer) { return buyer.value(); })},
        {"customer", wire::maybe(value.customer_name)},
        {"phone", wire::maybe(value.deliver_to.phone)},
        {"email", wire::maybe(value.deliver_to.email)},
        {"address", wire::address(value.deliver_to)},
        {"payment_method", wire::maybe(value.payment_method)},
        {"line_count", value.line_count},
        {"units", to_decimal(value.units)},
        {"gross", wire::amount(value.gross)},
        {"product_discount", wire::amount(value.product_discount)},
        {"coupon_code", wire::maybe(value.coupon_code)},
        {"coupon_discount", wire::amount(value.coupon_discount)},
        {"shipping", wire::amount(value.shipping)},
        {"other", wire::amount(value.other)},
        {"total", wire::amount(value.total)},
        {"paid", wire::amount(value.paid)},
        {"refunded", wire::amount(value.refunded)},
        {"currency", wire::text(code(value.total.currency()))},
        {"expires_at", wire::maybe(value.expires_at, in.zone)},
        {"source", wire::maybe(value.source)},
        {"reference", wire::maybe(value.reference)}};
}

boost::json::object to_json(payment_submission const& value, shop const& in)
{
    return {
        {"order", value.order_number},
        {"position", value.position},
        {"sender", value.sender},
        {"bank", value.bank},
        {"amount", wire::amount(value.amount)},
        {"currency", wire::text(code(value.amount.currency()))},
        {"paid_on", to_iso(value.paid_on)},
        {"proof", wire::maybe(value.proof, [&](picture const& one) { return to_json(one, in); })},
        {"same_proof_on", numbers_to_json(value.same_proof_on)},
        {"state", wire::text(name(value.state))},
        {"submitted_at", in.zone.to_iso(value.submitted_at)},
        {"submitted_by", value.submitted_by},
        {"decided_at", wire::maybe(value.decided_at, in.zone)},
        {"decided_by", wire::maybe(value.decided_by)},
        {"reason", wire::maybe(value.reason)}};
}

boost::json::object to_json(order const& value, std::vector<payment> const& payments,
                            std::vector<payment_submission> const& submissions,
                            std::vector<refund> const& refunds, shop const& in)
{
    auto const& zone = in.zone;
    auto whole = to_json(value.header, in);
    whole["due"] = wire::amount(amount_due(value.header));
    whole["lines"] = array_of(value.lines, line_to_json);
    whole["adjustments"] = array_of(value.adjustments, adjustment_to_json);
    whole["payments"] =
        array_of(payments, [&](payment const& one) { return payment_to_json(one, zone); });
    whole["submissions"] =
        array_of(submissions, [&](payment_submission const& one) { return to_json(one, in); });
    whole["refunds"] =
        array_of(refunds, [&](refund const& one) { return refund_to_json(one, value, zone); });
    whole["history"] = array_of(value.history, [&](order_transition const& step) {
        return transition_to_json(step, zone);
    });
    return whole;
}

} // namespace tokocrm
