#ifndef TOKOCRM_LIB_CUSTOMER_IMPORTED_HPP
#define TOKOCRM_LIB_CUSTOMER_IMPORTED_HPP

// What an import and an export of customers need and strangers do not.

#include <tokocrm/customer.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/// The `which`-th customer, from 1, with exactly this name (case and accents aside), phone and
/// e-mail.
std::optional<customer> find_equal_customer(unit_of_work& uow, std::string_view name,
                                            contact const& reach, std::int64_t which);

/** What an export has to say so that an import knows a customer from the others.

    @return None where `match_customer` finds this one among those that were added until then; else
    the number for `find_equal_customer`.
*/
std::optional<std::int64_t> occurrence_of(unit_of_work& uow, customer const& of);

/// The ids of a batch's customers that were changed or used since.
std::vector<std::string> imported_customers_in_use(unit_of_work& uow, id<import_batch> batch);

/// Take all customers of a batch away, none of them in use.
std::int64_t remove_whole_customer_import(unit_of_work& uow, id<import_batch> batch);

} // namespace tokocrm

#endif
