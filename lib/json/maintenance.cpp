#include "wire.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>

namespace tokocrm {

boost::json::object to_json(backup_summary const& value)
{
    return {{"file", value.file},
            {"shop", value.shop},
            {"made_at", value.zone.to_iso(value.made_at)},
            {"orders", value.orders},
            {"bytes", value.bytes},
            {"schema", value.schema}};
}

boost::json::object to_json(restore_result const& value)
{
    boost::json::array erased_again;
    for (auto const each : value.erased_again)
        erased_again.emplace_back(each.value());
    return {{"backup", to_json(value.backup)},
            {"schema", value.schema},
            {"kept", wire::maybe(value.kept)},
            {"erased_again", std::move(erased_again)},
            {"erasures_unknown", value.erasures_unknown}};
}

boost::json::object to_json(upgrade_result const& value)
{
    return {{"from", value.from},
            {"to", value.to},
            {"steps", boost::json::array(value.steps.begin(), value.steps.end())},
            {"backup", wire::maybe(value.backup)}};
}

} // namespace tokocrm
