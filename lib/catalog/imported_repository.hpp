#ifndef TOKOCRM_LIB_CATALOG_IMPORTED_REPOSITORY_HPP
#define TOKOCRM_LIB_CATALOG_IMPORTED_REPOSITORY_HPP

#include <tokocrm/catalog.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tokocrm::catalog_repository {

/// SKUs of a batch's products that were changed since or that something points to.
std::vector<std::string> in_use_of_batch(unit_of_work& uow, id<import_batch> batch);
/// A batch's products, then its categories without products; how many products.
std::int64_t remove_all_of_batch(unit_of_work& uow, id<import_batch> batch);
/// As it was where the product comes from; no change of it.
void set_archived(unit_of_work& uow, id<product> of, timestamp at);
void set_pack_name(unit_of_work& uow, id<pack> of, std::string const& name);

} // namespace tokocrm::catalog_repository

#endif
