#ifndef TOKOCRM_LIB_CATALOG_REPOSITORY_HPP
#define TOKOCRM_LIB_CATALOG_REPOSITORY_HPP

#include <tokocrm/catalog.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokocrm::catalog_repository {

id<category> insert_category(unit_of_work& uow, category const& added, std::string const& folded,
                             std::optional<id<import_batch>> batch);
std::optional<category> find_category(unit_of_work& uow, std::string_view folded);
bool has_category_slug(unit_of_work& uow, std::string_view slug);

/// The product, its first pack and its stock of nothing.
void insert_product(unit_of_work& uow, product& added, std::string const& name_folded,
                    std::string const& sku_folded, std::optional<std::string> const& barcode_folded,
                    std::optional<id<import_batch>> batch);
bool has_product_slug(unit_of_work& uow, std::string_view slug);
bool has_barcode(unit_of_work& uow, std::string_view folded);

std::optional<product> find_by_id(unit_of_work& uow, std::int64_t number, currency c);
std::optional<product> find_by_sku(unit_of_work& uow, std::string_view folded, currency c);
std::optional<product> find_by_name(unit_of_work& uow, std::string_view folded, currency c);

/// Where a page begins: after the product with this value of the sort field and this id.
struct position
{
    std::string text;
    std::int64_t number = 0;
};

/// The value of the sort field of a product, as `position::text` has it.
std::string sort_value(product const& of, product_sort by);

std::vector<product> list(unit_of_work& uow, product_query const& query,
                          std::optional<std::int64_t> category, std::optional<std::int64_t> limit,
                          std::int64_t offset, std::optional<position> const& after, currency c);
std::int64_t count(unit_of_work& uow, product_query const& query,
                   std::optional<std::int64_t> category);

std::int64_t remove_unused_of_batch(unit_of_work& uow, id<import_batch> batch);
void release_batch(unit_of_work& uow, id<import_batch> batch);

} // namespace tokocrm::catalog_repository

#endif
