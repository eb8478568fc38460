#include "imported.hpp"

#include "../staff/service.hpp"
#include "imported_repository.hpp"

namespace tokocrm {

product add_imported_product(unit_of_work& uow, product_draft const& draft,
                             imported_past const& past)
{
    auto added = add_product(uow, draft);
    if (past.archived_at) {
        catalog_repository::set_archived(uow, added.number, *past.archived_at);
        added.archived_at = past.archived_at;
    }
    if (past.pack_name) {
        catalog_repository::set_pack_name(uow, added.first_pack.number, *past.pack_name);
        added.first_pack.name = *past.pack_name;
    }
    return added;
}

std::vector<std::string> imported_products_in_use(unit_of_work& uow, id<import_batch> batch)
{
    require(uow, right::import_records);
    return catalog_repository::in_use_of_batch(uow, batch);
}

std::int64_t remove_whole_import(unit_of_work& uow, id<import_batch> batch)
{
    require(uow, right::import_records);
    return catalog_repository::remove_all_of_batch(uow, batch);
}

} // namespace tokocrm
