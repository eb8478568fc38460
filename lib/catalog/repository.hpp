#ifndef TOKOCRM_LIB_CATALOG_REPOSITORY_HPP
#define TOKOCRM_LIB_CATALOG_REPOSITORY_HPP

#include "../core/search_text.hpp"

#include <tokocrm/catalog.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm::catalog_repository {

id<category> insert_category(unit_of_work& uow, category const& added, std::string const& folded,
                             std::optional<id<import_batch>> batch);
std::optional<category> find_category(unit_of_work& uow, std::string_view folded);
std::optional<category> find_category(unit_of_work& uow, id<category> number);
/// By folded name, beginning after one.
std::vector<counted_category> list_categories(unit_of_work& uow, std::int64_t limit,
                                              std::int64_t offset,
                                              std::optional<std::string> const& after);
/// Counts the version up. @return Whether it still had the version that it is given with.
bool update_category(unit_of_work& uow, category const& changed, std::string const& folded);

/// What points to a category, in numbers.
struct category_uses
{
    std::int64_t products = 0;
    std::int64_t coupons = 0;
};

category_uses uses_of(unit_of_work& uow, id<category> of);
void delete_category(unit_of_work& uow, id<category> gone);
bool has_category_slug(unit_of_work& uow, std::string_view slug);

/// The product, its first pack and its stock of nothing.
void insert_product(unit_of_work& uow, product& added, std::string const& name_folded,
                    std::string const& sku_folded, std::optional<std::string> const& barcode_folded,
                    std::optional<id<import_batch>> batch);
bool has_product_slug(unit_of_work& uow, std::string_view slug);
std::optional<id<pack>> pack_with_sku(unit_of_work& uow, std::string_view folded);
std::optional<id<pack>> pack_with_barcode(unit_of_work& uow, std::string_view folded);

std::optional<product> find_by_id(unit_of_work& uow, std::int64_t number, currency c);
std::optional<product> find_by_sku(unit_of_work& uow, std::string_view folded, currency c);
std::optional<product> find_by_barcode(unit_of_work& uow, std::string_view folded, currency c);
std::optional<product> find_by_pack(unit_of_work& uow, id<pack> number, currency c);
/// As much as `find_goods_for_sale` says.
std::optional<product_pack> find_for_sale(unit_of_work& uow, std::string_view sku_folded,
                                          currency c);
std::optional<product> find_by_name(unit_of_work& uow, std::string_view folded, currency c);
/// By ascending id, at most `most`.
std::vector<id<product>> all_named(unit_of_work& uow, std::string_view folded, std::int64_t most);

/// Everything of the product but its packs; counts its version up.
/// @return Whether it still had the version that it is given with.
bool update_product(unit_of_work& uow, product const& changed, std::string const& name_folded);
/// Whether its stock has ever moved.
bool has_moved(unit_of_work& uow, id<product> of);

/// What points to a product, in numbers.
struct product_uses
{
    std::int64_t order_lines = 0;
    std::int64_t movements = 0;
    std::int64_t coupons = 0;
};

product_uses uses_of(unit_of_work& uow, id<product> of);
/// With its packs and its stock of nothing.
void delete_product(unit_of_work& uow, id<product> gone);

/// For a product that has none.
void insert_product_picture(unit_of_work& uow, id<product> of, id<picture> shown);
void delete_product_picture(unit_of_work& uow, id<product> of);

/// Behind the product's other packs.
id<pack> insert_pack(unit_of_work& uow, id<product> of, pack const& added,
                     std::string const& sku_folded,
                     std::optional<std::string> const& barcode_folded);
void update_pack(unit_of_work& uow, pack const& changed, std::string const& sku_folded,
                 std::optional<std::string> const& barcode_folded);
std::int64_t order_lines_with(unit_of_work& uow, id<product> of, id<pack> which);
void delete_pack(unit_of_work& uow, id<pack> gone);

/// A query whose category is known and whose words are taken apart.
struct selection
{
    std::optional<std::int64_t> category;
    std::optional<bool> active;
    std::optional<bool> archived;
    std::vector<search_word> words; ///< none: not searched
    product_sort sort = product_sort::name;
    bool descending = false;
};

/// Where a page begins: after the product with this value of the sort field and this id.
struct position
{
    std::string text;
    std::int64_t value = 0;
    std::int64_t number = 0;
};

std::vector<product> list(unit_of_work& uow, selection const& wanted,
                          std::optional<std::int64_t> limit, std::int64_t offset,
                          std::optional<position> const& after, currency c);
std::int64_t count(unit_of_work& uow, selection const& wanted, std::optional<std::int64_t> most);

/// Those that begin with a folded text and are not of products put away, by folded SKU.
std::vector<product_sku> skus_from(unit_of_work& uow, std::string const& beginning,
                                   std::int64_t most);

std::int64_t remove_unused_of_batch(unit_of_work& uow, id<import_batch> batch);
void release_batch(unit_of_work& uow, id<import_batch> batch);

} // namespace tokocrm::catalog_repository

#endif
