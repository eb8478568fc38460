#ifndef TOKOCRM_LIB_SHIPPING_SERVICE_HPP
#define TOKOCRM_LIB_SHIPPING_SERVICE_HPP

// What higher features need of rates and strangers do not.

#include <tokocrm/shipping.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/** What bringing goods to a city costs, for an order.

    @par Errors
    `errc::rule_violation` / `shipping.not_served`: the city is not in the list
*/
shipping_rate rate_for(unit_of_work& uow, std::string_view city);

/// The cities of a batch's rates that were changed since.
std::vector<std::string> imported_rates_in_use(unit_of_work& uow, id<import_batch> batch);

/// Take all rates of a batch away, none of them changed.
std::int64_t remove_whole_rate_import(unit_of_work& uow, id<import_batch> batch);

} // namespace tokocrm

#endif
