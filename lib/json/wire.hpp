#ifndef TOKOCRM_LIB_JSON_WIRE_HPP
#define TOKOCRM_LIB_JSON_WIRE_HPP

#include <tokocrm/cart.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/time.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

/// The pieces that every record's wire shape is made of.
namespace tokocrm::wire {

inline boost::json::value text(std::string_view value)
{
    return boost::json::string(value);
}

inline boost::json::value amount(money value)
{
    return value.minor();
}

/// What `shape` makes of a value; null where there is none.
template <class Value, class Shape>
boost::json::value maybe(std::optional<Value> const& value, Shape shape)
{
    return value ? boost::json::value(shape(*value)) : boost::json::value(nullptr);
}

inline boost::json::value maybe(std::optional<std::string> const& value)
{
    return maybe(value, [](std::string const& one) { return text(one); });
}

inline boost::json::value maybe(std::optional<money> const& value)
{
    return maybe(value, amount);
}

inline boost::json::value maybe(std::optional<date> const& value)
{
    return maybe(value, [](date on) { return text(to_iso(on)); });
}

inline boost::json::value maybe(std::optional<timestamp> const& value, time_zone const& zone)
{
    return maybe(value, [&](timestamp at) { return text(zone.to_iso(at)); });
}

inline boost::json::object address(contact const& reach)
{
    return {{"street", maybe(reach.address)},
            {"city", maybe(reach.city)},
            {"postal_code", maybe(reach.postal_code)}};
}

/// One change of a cart.
boost::json::object cart_change(tokocrm::cart_change const& change);

} // namespace tokocrm::wire

#endif
