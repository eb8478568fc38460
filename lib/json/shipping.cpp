#include "wire.hpp"

#include <tokocrm/json.hpp>

namespace tokocrm {

boost::json::object to_json(shipping_rate const& value)
{
    return {{"id", value.number.value()},
            {"city", value.city},
            {"fee", wire::amount(value.fee)},
            {"free_from", wire::maybe(value.free_from)},
            {"currency", wire::text(code(value.fee.currency()))},
            {"version", value.version}};
}

} // namespace tokocrm
