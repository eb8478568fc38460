#include "wire.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>

namespace tokocrm {

namespace {

template <class Decimal>
boost::json::value decimal(std::optional<Decimal> const& value)
{
    return wire::maybe(value, [](Decimal one) { return wire::text(to_decimal(one)); });
}

boost::json::object line_to_json(cart_line const& line)
{
    return {{"pack_id", wire::maybe(line.in_pack, [](id<pack> number) { return number.value(); })},
            {"sku", line.sku},
            {"name", line.name},
            {"pack", line.pack_name},
            {"quantity", to_decimal(line.amount)},
            {"available", to_decimal(line.available)},
            {"sold", line.sold},
            {"unit_price", wire::maybe(line.unit_price)},
            {"discount_percent", decimal(line.discount_rate)},
            {"total", wire::maybe(line.total)}};
}

} // namespace

boost::json::object wire::cart_change(tokocrm::cart_change const& change)
{
    return {{"kind", wire::text(name(change.kind))},
            {"sku", change.sku},
            {"name", change.name},
            {"price_before", wire::maybe(change.price_before)},
            {"price_now", wire::maybe(change.price_now)},
            {"discount_before", decimal(change.discount_before)},
            {"discount_now", decimal(change.discount_now)},
            {"wanted", decimal(change.wanted)},
            {"available", decimal(change.available)}};
}

boost::json::object to_json(cart_view const& value, shop const& in)
{
    boost::json::array lines, changes, adjustments;
    for (auto const& line : value.lines)
        lines.push_back(line_to_json(line));
    for (auto const& change : value.changes)
        changes.push_back(wire::cart_change(change));
    if (value.cost)
        for (auto const& each : value.cost->adjustments)
            adjustments.push_back({{"kind", wire::text(name(each.kind))},
                                   {"label", each.label},
                                   {"amount", wire::amount(each.amount)}});
    auto const sum = [&](money pricing::*part) {
        return value.cost ? wire::amount((*value.cost).*part) : boost::json::value(0);
    };
    return {{"lines", std::move(lines)},
            {"adjustments", std::move(adjustments)},
            {"changes", std::move(changes)},
            {"gross", sum(&pricing::gross)},
            {"product_discount", sum(&pricing::product_discount)},
            {"coupon_discount", sum(&pricing::coupon_discount)},
            {"shipping", sum(&pricing::shipping)},
            {"total", sum(&pricing::total)},
            {"currency", wire::text(code(in.profile.currency))}};
}

boost::json::object to_json(price_step const& value)
{
    auto const line =
        value.line == 0 ? boost::json::value(nullptr) : boost::json::value(value.line);
    return {{"step", wire::text(name(value.kind))},
            {"line", line},
            {"label", value.label},
            {"base", wire::maybe(value.base)},
            {"quantity", decimal(value.amount)},
            {"percent", decimal(value.rate)},
            {"fixed", wire::maybe(value.fixed)},
            {"bound", wire::maybe(value.bound)},
            {"exact", wire::maybe(value.exact)},
            {"result", wire::amount(value.result)},
            {"currency", wire::text(code(value.result.currency()))}};
}

} // namespace tokocrm
