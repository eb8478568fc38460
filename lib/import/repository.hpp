#ifndef TOKOCRM_LIB_IMPORT_REPOSITORY_HPP
#define TOKOCRM_LIB_IMPORT_REPOSITORY_HPP

#include <tokocrm/import.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <string>
#include <vector>

namespace tokocrm::import_repository {

id<import_batch> insert_batch(unit_of_work& uow, std::string const& kind);
void finish_batch(unit_of_work& uow, id<import_batch> batch, record_import_result const& result);
/// None where there is no such batch.
std::optional<std::string> kind_of(unit_of_work& uow, id<import_batch> batch);
/// With what is known of its updates.
void remove_batch(unit_of_work& uow, id<import_batch> batch);

/// Remember that a batch changed a record of others; doing so again is harmless.
void insert_update(unit_of_work& uow, id<import_batch> batch, std::int64_t record);
/// The records of others that a batch changed, by id.
std::vector<std::int64_t> updated_by(unit_of_work& uow, id<import_batch> batch);

} // namespace tokocrm::import_repository

#endif
