#include "wire.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>

namespace tokocrm {

namespace {

boost::json::value number(std::int64_t value)
{
    return value;
}

} // namespace

boost::json::object to_json(coupon const& value, coupon_scope const& scope, shop const& in)
{
    boost::json::array products, categories;
    for (auto const& each : scope.products)
        products.push_back(
            {{"id", each.number.value()}, {"sku", each.first_pack.sku}, {"name", each.name}});
    for (auto const& each : scope.categories)
        categories.push_back({{"id", each.number.value()}, {"name", each.name}});
    boost::json::value percent, amount;
    if (auto const* const rate = std::get_if<percentage>(&value.discount))
        percent = wire::text(to_decimal(*rate));
    else
        amount = wire::amount(std::get<money>(value.discount));
    return {{"id", value.number.value()},
            {"code", value.code},
            {"name", value.name},
            {"percent", std::move(percent)},
            {"amount", std::move(amount)},
            {"currency", wire::text(code(in.profile.currency))},
            {"starts_at", wire::maybe(value.starts_at, in.zone)},
            {"ends_at", wire::maybe(value.ends_at, in.zone)},
            {"minimum_spend", wire::maybe(value.minimum_spend)},
            {"discount_cap", wire::maybe(value.discount_cap)},
            {"usage_limit", wire::maybe(value.usage_limit, number)},
            {"usage_limit_per_customer", wire::maybe(value.usage_limit_per_customer, number)},
            {"times_used", value.times_used},
            {"enabled", value.enabled},
            {"note", value.note},
            {"products", std::move(products)},
            {"categories", std::move(categories)},
            {"version", value.version}};
}

} // namespace tokocrm
