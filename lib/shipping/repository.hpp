#ifndef TOKOCRM_LIB_SHIPPING_REPOSITORY_HPP
#define TOKOCRM_LIB_SHIPPING_REPOSITORY_HPP

#include <tokocrm/shipping.hpp>

#include <string>
#include <vector>

namespace tokocrm::shipping_repository {

id<shipping_rate> insert(unit_of_work& uow, shipping_rate const& rate,
                         std::string const& city_folded, std::optional<id<import_batch>> batch);
std::optional<shipping_rate> find(unit_of_work& uow, std::string_view city_folded, currency c);
std::optional<shipping_rate> find(unit_of_work& uow, id<shipping_rate> number, currency c);
/// By folded city, beginning after one.
std::vector<shipping_rate> list(unit_of_work& uow, std::int64_t limit, std::int64_t offset,
                                std::optional<std::string> const& after, currency c);
/// Counts the version up. @return Whether it still had the version that it is given with.
bool update(unit_of_work& uow, shipping_rate const& changed, std::string const& city_folded);
void remove(unit_of_work& uow, id<shipping_rate> gone);

/// Cities of a batch's rates that were changed since.
std::vector<std::string> changed_of_batch(unit_of_work& uow, id<import_batch> batch);
std::int64_t remove_all_of_batch(unit_of_work& uow, id<import_batch> batch);

} // namespace tokocrm::shipping_repository

#endif
