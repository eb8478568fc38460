#include "wire.hpp"

#include <tokocrm/json.hpp>

namespace tokocrm {

boost::json::object to_json(order_import_result const& value)
{
    // Nothing new is no batch: there is nothing to take back.
    auto const batch = value.batch.value();
    return {{"batch", batch == 0 ? boost::json::value(nullptr) : boost::json::value(batch)},
            {"orders", value.orders},
            {"lines", value.lines},
            {"skipped", value.skipped},
            {"updated", value.updated},
            {"rejected", value.rejected},
            {"customers", value.customers},
            {"products", value.products},
            {"ambiguous", value.ambiguous},
            {"rounded", value.rounded}};
}

boost::json::object to_json(import_undo_result const& value)
{
    boost::json::array kept;
    for (auto const number : value.kept)
        kept.push_back(number);
    return {{"orders", value.orders},
            {"customers", value.customers},
            {"products", value.products},
            {"kept", std::move(kept)}};
}

} // namespace tokocrm
