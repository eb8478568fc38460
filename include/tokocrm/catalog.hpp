#ifndef TOKOCRM_CATALOG_HPP
#define TOKOCRM_CATALOG_HPP

#include <tokocrm/config.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/time.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace tokocrm TOKOCRM_PUBLIC {

class unit_of_work;
struct import_batch;

/// A shelf of products.
struct category
{
    id<category> number{0};
    std::string name;
    std::string slug;
};

/// A form in which a product is sold: by the piece, by the carton of 40.
struct pack
{
    id<pack> number{0};
    std::string name;                                 ///< empty for a product's only pack
    quantity contains = quantity::thousandths(1'000); ///< in the product's base unit
    std::string sku; ///< as it was given; compares without regard to case
    std::optional<std::string> barcode;
    std::optional<money> price; ///< none: cannot be sold
};

/// What a shop sells. Its first pack is the one that `sku` and `price` speak of.
struct product
{
    id<product> number{0};
    std::string name;
    std::string slug; ///< for links; stays when the name changes
    std::string description;
    std::optional<category> in;
    std::string unit = "pcs"; ///< the base unit in which stock is kept
    bool fractional = false;  ///< whether parts of the unit are sold
    percentage discount = percentage::ppm(0);
    bool active = true;
    std::optional<timestamp> archived_at;
    pack first_pack;
    timestamp created_at;
};

/// A product to be added.
struct product_draft
{
    std::string name;
    std::optional<std::string> sku; ///< none: made from the name
    std::optional<std::string> barcode;
    std::optional<std::string> category; ///< by name; made when there is none
    std::optional<money> price;
    std::string description;
    std::string unit = "pcs";
    bool fractional = false;
    percentage discount = percentage::ppm(0);
    bool active = true;
    std::optional<id<import_batch>> batch; ///< the import that brings it
};

/** Add a category.

    @par Errors
    @li `errc::invalid_input` / `category.name_invalid` (empty, over 200 characters, no valid text)
    @li `errc::already_exists` / `category.exists` (case and accents aside)
*/
category add_category(unit_of_work& uow, std::string_view name,
                      std::optional<id<import_batch>> batch = std::nullopt);

/// The category with a name, case and accents aside.
std::optional<category> find_category(unit_of_work& uow, std::string_view name);

/** Add a product with one pack.

    @par Errors
    @li `errc::invalid_input` / `product.name_invalid`, `product.sku_invalid` (empty, over 64
    characters), `product.price_negative`, `product.currency_mismatch`
    @li `errc::already_exists` / `product.sku_exists`, `product.barcode_exists`
*/
product add_product(unit_of_work& uow, product_draft const& draft);

/// The product that has a pack with this SKU, case aside.
std::optional<product> find_product(unit_of_work& uow, std::string_view sku);

/// The oldest product of a name, case and accents aside.
std::optional<product> find_product_by_name(unit_of_work& uow, std::string_view name);

/// The product with an id.
std::optional<product> find_product(unit_of_work& uow, id<product> number);

/// By what products are listed; ties by id.
enum class product_sort { name, sku, created };

/// Which products, in which order.
struct product_query
{
    std::optional<std::string> category; ///< by name
    std::optional<bool> active;
    product_sort sort = product_sort::name;
    bool descending = false;
};

/** The products, one page of them.

    @par Errors `errc::invalid_input` / `page.cursor_invalid`, `errc::not_found` /
    `category.not_found`
*/
page<product> list_products(unit_of_work& uow, product_query const& query,
                            page_request const& part);

/// How many a query has in all.
std::int64_t count_products(unit_of_work& uow, product_query const& query);

/** Take away what an import made and nothing uses: its products, then its categories.

    @return How many products went.
*/
std::int64_t remove_imported_products(unit_of_work& uow, id<import_batch> batch);

/// What is left of an import's products and categories is no longer the import's.
void keep_imported_products(unit_of_work& uow, id<import_batch> batch);

} // namespace TOKOCRM_PUBLIC

#endif
