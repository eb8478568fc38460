#include "wire.hpp"

#include <tokocrm/json.hpp>

namespace tokocrm {

boost::json::object to_json(staff_member const& value, shop const& in)
{
    return {{"id", value.number.value()},
            {"name", value.name},
            {"role", wire::text(name(value.role))},
            {"has_password", value.has_password},
            {"disabled_at", wire::maybe(value.disabled_at, in.zone)},
            {"created_at", in.zone.to_iso(value.created_at)},
            {"version", value.version}};
}

} // namespace tokocrm
