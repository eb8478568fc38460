#include "wire.hpp"

#include <tokocrm/json.hpp>

namespace tokocrm {

boost::json::object to_json(error const& value, language in)
{
    return {{"code", wire::text(name(value.code()))},
            {"reason", value.reason()},
            {"message", value.message(in)}};
}

} // namespace tokocrm
