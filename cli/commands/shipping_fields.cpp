#include "shipping_fields.hpp"

#include "../text/tr.hpp"
#include "given.hpp"

namespace toko {

tokocrm::shipping_rate named_rate(tokocrm::unit_of_work& uow, std::string const& named)
{
    constexpr std::int64_t few = 1'000;
    try {
        return tokocrm::get_shipping_rate(uow, named);
    } catch (tokocrm::error const& failure) {
        if (failure.reason() != "shipping.not_found")
            throw;
        std::vector<std::string> cities;
        auto const found = tokocrm::list_shipping_rates(uow, {.limit = few, .after = {}});
        if (!found.next)
            for (auto const& one : found.items)
                cities.push_back(one.city);
        rethrow_suggesting(failure, named, cities,
                           tr("there is no shipping rate for {0}; did you mean {1}?"));
    }
}

} // namespace toko
