#ifndef TOKOCRM_LIB_CATALOG_IMPORTED_HPP
#define TOKOCRM_LIB_CATALOG_IMPORTED_HPP

// What an import of products needs and strangers do not.

#include <tokocrm/catalog.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokocrm {

/// What a product of an import was besides, where it comes from.
struct imported_past
{
    std::optional<timestamp> archived_at;
    std::optional<std::string> pack_name; ///< of its first pack
};

/// Add a product as it was. @par Errors As of `add_product`.
product add_imported_product(unit_of_work& uow, product_draft const& draft,
                             imported_past const& past);

/// The SKUs of a batch's products that were changed or used since.
std::vector<std::string> imported_products_in_use(unit_of_work& uow, id<import_batch> batch);

/// Take all products of a batch away, none of them in use, and its categories that are empty.
std::int64_t remove_whole_import(unit_of_work& uow, id<import_batch> batch);

} // namespace tokocrm

#endif
