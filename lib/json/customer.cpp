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
            {"registered_at", in.zone.to_iso(value.registered_at)},
            {"sex", wire::maybe(value.sex, [](customer_sex sex) { return wire::text(name(sex)); })},
            {"version", value.version},
            {"erased_at", wire::maybe(value.erased_at, in.zone)}};
}

} // namespace tokocrm
