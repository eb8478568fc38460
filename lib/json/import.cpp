#include "wire.hpp"

#include <tokocrm/json.hpp>

namespace tokocrm {

boost::json::object to_json(record_import_result const& value)
{
    // Nothing new is no batch: there is nothing to take back.
    auto const batch = value.batch.value();
    return {{"batch", batch == 0 ? boost::json::value(nullptr) : boost::json::value(batch)},
            {"added", value.added},
            {"packs", value.packs},
            {"updated", value.updated},
            {"skipped", value.skipped},
            {"rejected", value.rejected},
            {"ambiguous", value.ambiguous},
            {"rounded", value.rounded}};
}

boost::json::object to_json(record_undo_result const& value)
{
    boost::json::array kept;
    for (auto const& named : value.kept)
        kept.push_back(wire::text(named));
    return {{"removed", value.removed}, {"kept", std::move(kept)}};
}

} // namespace tokocrm
