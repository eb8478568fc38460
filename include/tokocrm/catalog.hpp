#ifndef TOKOCRM_CATALOG_HPP
#define TOKOCRM_CATALOG_HPP

#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/time.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)

/** @file
    Products, their packs and categories.
*/

namespace tokocrm {

class unit_of_work;
struct import_batch;

/// A shelf of products.
struct category
{
    id<category> number{0}; ///< its id
    std::string name;       ///< as it was given; compares without regard to case and accents
    std::string slug;       ///< for links
};

/// A form in which a product is sold: by the piece, by the carton of 40.
struct pack
{
    id<pack> number{0};                               ///< its id
    std::string name;                                 ///< empty for a product's only pack
    quantity contains = quantity::thousandths(1'000); ///< in the product's base unit
    std::string sku; ///< as it was given; compares without regard to case and accents
    std::optional<std::string> barcode; ///< as it was given; compares like the SKU
    std::optional<money> price;         ///< of one such pack; none: cannot be sold
};

/// What a shop sells. Its first pack is the one that `sku` and `price` speak of.
struct product
{
    id<product> number{0};                    ///< its id
    std::string name;                         ///< names need not be unique
    std::string slug;                         ///< for links; stays when the name changes
    std::string description;                  ///< for people; may be empty
    std::optional<category> in;               ///< its category, if it has one
    std::string unit = "pcs";                 ///< the base unit in which stock is kept
    bool fractional = false;                  ///< whether parts of the unit are sold
    percentage discount = percentage::ppm(0); ///< the product's own, off each line
    bool active = true;                       ///< whether it is offered
    std::optional<timestamp> archived_at;     ///< when it was put away; none: it was not
    pack first_pack;      ///< the pack that it is sold by, unless another is said
    timestamp created_at; ///< when it was added
};

/// A product to be added.
struct product_draft
{
    std::string name;                         ///< 1 to 200 characters
    std::optional<std::string> sku;           ///< 1 to 64 characters; none: made from the name
    std::optional<std::string> barcode;       ///< 1 to 64 characters
    std::optional<std::string> category;      ///< by name; made when there is none
    std::optional<money> price;               ///< of one unit, in the shop's currency
    std::string description;                  ///< for people
    std::string unit = "pcs";                 ///< 1 to 64 characters
    bool fractional = false;                  ///< whether parts of the unit are sold
    percentage discount = percentage::ppm(0); ///< from 0 to 100 %
    bool active = true;                       ///< whether it is offered
    std::optional<id<import_batch>> batch;    ///< the import that brings it; none for a host's own
};

/** Add a category.

    @param uow A unit that may write.
    @param name 1 to 200 characters.
    @param batch The import that brings it; none for a host's own.

    @par Errors
    @li `errc::invalid_input` / `category.name_invalid` (empty, over 200 characters, no valid text)
    @li `errc::already_exists` / `category.exists` (case and accents aside)
*/
category add_category(unit_of_work& uow, std::string_view name,
                      std::optional<id<import_batch>> batch = std::nullopt);

/// The category with a name, case and accents aside; none where there is no such.
std::optional<category> find_category(unit_of_work& uow, std::string_view name);

/** Add a product with one pack.

    @par Errors
    @li `errc::invalid_input` / `product.name_invalid`, `product.sku_invalid` (SKU or barcode),
    `product.unit_invalid`, `category.name_invalid`: each too long, empty or no valid text;
    `product.description_invalid` (over 10,000 characters, no valid text),
    `product.discount_invalid` (not within 0 and 100 %), `product.price_negative`,
    `product.currency_mismatch`
    @li `errc::already_exists` / `product.sku_exists`, `product.barcode_exists` (case and accents
    aside)
    @li `errc::not_found` / `shop.not_founded`
*/
product add_product(unit_of_work& uow, product_draft const& draft);

/** The product that has a pack with this SKU, case and accents aside; none where there is no such.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::optional<product> find_product(unit_of_work& uow, std::string_view sku);

/** The oldest product of a name, case and accents aside; none where there is no such.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::optional<product> find_product_by_name(unit_of_work& uow, std::string_view name);

/** The product with an id; none where there is no such.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::optional<product> find_product(unit_of_work& uow, id<product> number);

/// By what products are listed; ties by id.
enum class product_sort {
    name,   ///< case and accents aside
    sku,    ///< case and accents aside
    created ///< when it was added
};

/// Which products, in which order.
struct product_query
{
    std::optional<std::string> category;    ///< by name; none: of all
    std::optional<bool> active;             ///< those offered, or those not; none: both
    product_sort sort = product_sort::name; ///< the order
    bool descending = false;                ///< whether it is turned round
};

/** The products, one page of them.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
    @li `errc::not_found` / `category.not_found`, `shop.not_founded`
*/
page<product> list_products(unit_of_work& uow, product_query const& query,
                            page_request const& part);

/** How many a query has in all.

    @par Errors
    `errc::not_found` / `category.not_found`
*/
std::int64_t count_products(unit_of_work& uow, product_query const& query);

/** Take away what an import made and nothing uses: its products, then its categories.

    A part of `undo_import`, which takes the orders away before.

    @return How many products went.
*/
std::int64_t remove_imported_products(unit_of_work& uow, id<import_batch> batch);

/// What is left of an import's products and categories is no longer the import's: the end of
/// `undo_import`.
void keep_imported_products(unit_of_work& uow, id<import_batch> batch);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
