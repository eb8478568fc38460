#include "wire.hpp"

#include <tokocrm/json.hpp>

namespace tokocrm {

namespace {

boost::json::value number(std::int64_t value)
{
    return value;
}

/// An empty text is none.
boost::json::value text_or_null(std::string const& text)
{
    return text.empty() ? boost::json::value(nullptr) : wire::text(text);
}

} // namespace

boost::json::object to_json(stock_level const& value)
{
    return {{"id", value.of.value()},
            {"sku", value.sku},
            {"name", value.name},
            {"unit", value.unit},
            {"on_hand", to_decimal(value.on_hand)},
            {"reserved", to_decimal(value.reserved)},
            {"available", to_decimal(value.available())},
            {"low_stock", wire::maybe(value.low_stock,
                                      [](quantity mark) { return wire::text(to_decimal(mark)); })},
            {"low", value.is_low}};
}

boost::json::object to_json(stock_movement const& value, shop const& in)
{
    return {{"id", value.number.value()},
            {"product_id", value.of.value()},
            {"sku", value.sku},
            {"name", value.name},
            {"unit", value.unit},
            {"kind", wire::text(name(value.kind))},
            {"quantity", to_decimal(value.amount)},
            {"reason", text_or_null(value.reason)},
            {"order", wire::maybe(value.order_number, number)},
            {"actor", value.actor},
            {"at", in.zone.to_iso(value.at)},
            {"moved_on", to_iso(value.moved_on)}};
}

boost::json::object to_json(stock_change const& value, shop const& in)
{
    auto whole = to_json(value.movement, in);
    auto const level = to_json(value.level);
    for (auto const* const key : {"on_hand", "reserved", "available", "low_stock", "low"})
        whole[key] = level.at(key);
    return whole;
}

} // namespace tokocrm
