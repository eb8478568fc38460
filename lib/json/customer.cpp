#include "wire.hpp"

#include <tokocrm/json.hpp>

namespace tokocrm {

boost::json::object to_json(customer const& value, shop const& in)
{
    return {{"id", value.number.value()},
            {"name", value.name},
            {"phone", wire::maybe(value.reach.phone)},
            {"email", wire::maybe(value.reach.email)},
            {"address", wire::address(value.reach)},
            {"registered_at", in.zone.to_iso(value.registered_at)}};
}

} // namespace tokocrm
