#ifndef TOKOCRM_LIB_CUSTOMER_IMPORTED_REPOSITORY_HPP
#define TOKOCRM_LIB_CUSTOMER_IMPORTED_REPOSITORY_HPP

#include <tokocrm/customer.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokocrm::customer_repository {

/// The id of the `which`-th customer, from 1, with exactly this name, phone and e-mail.
std::optional<std::int64_t> nth_equal(unit_of_work& uow, std::string const& name_folded,
                                      std::optional<std::string> const& phone,
                                      std::optional<std::string> const& email, std::int64_t which);
/// How many of those have a lower id.
std::int64_t equals_before(unit_of_work& uow, std::string const& name_folded,
                           std::optional<std::string> const& phone,
                           std::optional<std::string> const& email, std::int64_t number);

/// Ids of a batch's customers that were changed since or that something points to.
std::vector<std::string> in_use_of_batch(unit_of_work& uow, id<import_batch> batch);
std::int64_t remove_all_of_batch(unit_of_work& uow, id<import_batch> batch);

} // namespace tokocrm::customer_repository

#endif
