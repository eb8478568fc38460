#include "wire.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>

namespace tokocrm {

boost::json::object to_json(erasure_result const& value, shop const& in)
{
    boost::json::array merged;
    for (auto const each : value.merged)
        merged.emplace_back(each.value());
    return {{"id", value.who.value()},    {"erased_at", in.zone.to_iso(value.erased_at)},
            {"before", value.before},     {"merged", std::move(merged)},
            {"orders", value.orders},     {"proofs", value.proofs},
            {"messages", value.messages}, {"reviews", value.reviews},
            {"notes", value.notes}};
}

boost::json::object to_json(customer_erasure const& value, shop const& in)
{
    return {{"id", value.who.value()},
            {"erased_at", in.zone.to_iso(value.erased_at)},
            {"erased_by", value.erased_by},
            {"reason", value.reason}};
}

} // namespace tokocrm
