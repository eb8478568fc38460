#include "wire.hpp"

#include <tokocrm/json.hpp>

namespace tokocrm {

boost::json::object to_json(shop const& value)
{
    auto const& profile = value.profile;
    return {{"name", profile.name},
            {"currency", wire::text(code(profile.currency))},
            {"timezone", profile.time_zone},
            {"country", profile.country},
            {"language", wire::text(code(profile.language))},
            {"public_id", value.public_id},
            {"created_at", value.zone.to_iso(value.created_at)}};
}

} // namespace tokocrm
