#ifndef TOKOCRM_CATALOG_HPP
#define TOKOCRM_CATALOG_HPP

#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/percentage.hpp>
#include <tokocrm/picture.hpp>
#include <tokocrm/quantity.hpp>
#include <tokocrm/time.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
    id<category> number{0};   ///< its id
    std::string name;         ///< as it was given; compares without regard to case and accents
    std::string slug;         ///< for links; stays when the name changes
    std::int64_t version = 1; ///< counted up by each change
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

/// What those who bought something think of it, in figures.
struct rating
{
    std::int64_t reviews = 0; ///< those that are shown to everybody
    std::int64_t stars = 0;   ///< of all of them together
    /// Both the same.
    friend bool operator==(rating const&, rating const&) = default;
};

/** The stars of one review on average, with one decimal, rounded half up: `"4.5"`.

    @return None where there are no reviews.
*/
std::optional<std::string> average_stars(rating const& of);

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
    pack first_pack;               ///< the pack that it is sold by, unless another is said
    timestamp created_at;          ///< when it was added
    std::vector<pack> other_packs; ///< what it is sold in besides, in the order they were added
    std::int64_t version = 1;      ///< counted up by each change of it, of a pack or its picture
    std::optional<picture> image;  ///< what it looks like; `product_picture` has the bytes
    rating rated;                  ///< by those who bought it
};

/// A product to be added.
struct product_draft
{
    std::string name;                         ///< 1 to 200 characters
    std::optional<std::string> sku;           ///< 1 to 64 characters; none: made from the name
    std::optional<std::string> barcode;       ///< 1 to 64 characters
    std::optional<std::string> category;      ///< by name; an import's is made when there is none
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

/// The category with an id; none where there is no such.
std::optional<category> find_category(unit_of_work& uow, id<category> number);

/** The category that somebody names: by name or by id, whichever fits first.

    @par Errors
    `errc::not_found` / `category.not_found`
*/
category get_category(unit_of_work& uow, std::string_view named);

/// A category, and how much is in it.
struct counted_category
{
    category shelf;            ///< as it is now
    std::int64_t products = 0; ///< those that are not sold or were put away, too
};

/** The categories by name, one page of them.

    @par Errors
    `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
*/
page<counted_category> list_categories(unit_of_work& uow, page_request const& part = {});

/// What is to be different about a category; what is absent stays as it is.
struct category_changes
{
    std::optional<std::string> name = {}; ///< 1 to 200 characters; the slug stays
    /// `category::version` as it was looked at; without it the change is made whatever was changed
    /// meanwhile.
    std::optional<std::int64_t> seen_version = {};
};

/** Change a category.

    @return The category as it is now.

    @par Errors
    @li as of `add_category`
    @li `errc::not_found` / `category.not_found`
    @li `errc::conflict` / `category.changed`: its version is not `seen_version`
*/
category edit_category(unit_of_work& uow, id<category> number, category_changes const& changes);

/** Delete a category that nothing is in.

    @par Errors
    @li `errc::not_found` / `category.not_found`
    @li `errc::rule_violation` / `category.in_use`: products are in it, or coupons are for it
    @li `errc::conflict` / `db.referenced`: a host's own table points to it
*/
void delete_category(unit_of_work& uow, id<category> number);

/** Add a product with one pack.

    @par Errors
    @li `errc::invalid_input` / `product.name_invalid`, `product.sku_invalid` (SKU or barcode),
    `product.unit_invalid`, `category.name_invalid`: each too long, empty or no valid text;
    `product.description_invalid` (over 10,000 characters, no valid text),
    `product.discount_invalid` (not within 0 and 100 %), `product.price_negative`,
    `product.currency_mismatch`
    @li `errc::already_exists` / `product.sku_exists`, `product.barcode_exists` (case and accents
    aside)
    @li `errc::not_found` / `category.not_found`, `shop.not_founded`
*/
product add_product(unit_of_work& uow, product_draft const& draft);

/// What is to be different about a product; what is absent stays as it is. Bounds as in a draft.
struct product_changes
{
    std::optional<std::string> name = {};                    ///< the slug stays
    std::optional<std::string> sku = {};                     ///< of its first pack
    std::optional<std::optional<std::string>> barcode = {};  ///< of its first pack
    std::optional<std::optional<std::string>> category = {}; ///< by name
    std::optional<std::optional<money>> price = {};          ///< of its first pack
    std::optional<std::string> description = {};             ///< for people
    std::optional<std::string> unit = {};                    ///< only until stock has moved
    std::optional<bool> fractional = {};                     ///< whether parts of the unit are sold
    std::optional<percentage> discount = {};                 ///< from 0 to 100 %
    std::optional<bool> active = {};                         ///< whether it is offered
    std::optional<bool> archived = {};                       ///< put away, or taken back
    /// `product::version` as it was looked at; without it the change is made whatever was changed
    /// meanwhile.
    std::optional<std::int64_t> seen_version = {};
};

/** Change a product. What was agreed on orders stays as it is.

    @return The product as it is now.

    @par Errors
    @li as of `add_product`
    @li `errc::not_found` / `product.not_found`
    @li `errc::conflict` / `product.changed`: its version is not `seen_version`
    @li `errc::rule_violation` / `product.stock_moved`: its unit cannot change any more;
    `product.contains_invalid`: one of its packs has a part of the unit
*/
product edit_product(unit_of_work& uow, id<product> number, product_changes const& changes);

/** Show a product by a picture, instead of the one that it had, which is gone then.

    The picture it has already, made of the same file, is no change.

    @return The product as it is now.

    @par Errors
    `errc::not_found` / `product.not_found`, `shop.not_founded`
*/
product set_product_picture(unit_of_work& uow, id<product> number,
                            prepared_picture const& prepared);

/** What a product looks like: a WebP file (`image/webp`), of the size that `product::image` has.

    @par Errors
    `errc::not_found` / `product.picture_missing` (it has none), `product.not_found`,
    `shop.not_founded`
*/
std::string product_picture(unit_of_work& uow, id<product> number);

/** Take a product's picture away; it is gone then. Where there is none, nothing changes.

    @return The product as it is now.

    @par Errors
    `errc::not_found` / `product.not_found`, `shop.not_founded`
*/
product remove_product_picture(unit_of_work& uow, id<product> number);

/** Delete a product that has no history, with its packs and its picture.

    @par Errors
    @li `errc::not_found` / `product.not_found`, `shop.not_founded`
    @li `errc::rule_violation` / `product.has_history` (it stands on orders, or its stock has moved:
    archive it instead), `product.in_use` (coupons are for it)
    @li `errc::conflict` / `db.referenced`: a host's own table points to it
*/
void delete_product(unit_of_work& uow, id<product> number);

/** The product that somebody names: by SKU, by barcode, by id or by name, whichever fits first; SKU
    and barcode of any of its packs; case and accents aside.

    @par Errors
    @li `errc::not_found` / `product.not_found`, `shop.not_founded`
    @li `errc::conflict` / `product.ambiguous`, with the candidates' SKUs
*/
product get_product(unit_of_work& uow, std::string_view named);

/// A pack, and what is in it.
struct product_pack
{
    product of; ///< as it is now
    pack which; ///< one of its packs
};

/// A pack to be added to a product.
struct pack_draft
{
    std::string sku;                                  ///< 1 to 64 characters
    std::string name;                                 ///< 1 to 64 characters
    quantity contains = quantity::thousandths(1'000); ///< in the product's base unit; above zero
    std::optional<std::string> barcode = {};          ///< 1 to 64 characters
    std::optional<money> price = {};                  ///< of one such pack; none: cannot be sold
    /// The import that brings it with its product; none for others.
    std::optional<id<import_batch>> batch = {};
};

/** Sell a product in one more pack.

    @par Errors
    @li `errc::invalid_input` / `product.sku_invalid` (SKU or barcode), `product.pack_name_invalid`,
    `product.contains_invalid` (not above zero; a part of a unit where the product is not sold in
    parts), `product.price_negative`, `product.currency_mismatch`
    @li `errc::already_exists` / `product.sku_exists`, `product.barcode_exists`
    @li `errc::not_found` / `product.not_found`, `shop.not_founded`
*/
product_pack add_pack(unit_of_work& uow, id<product> to, pack_draft const& draft);

/// What is to be different about a pack; what is absent stays as it is. Bounds as in a draft.
struct pack_changes
{
    std::optional<std::string> sku = {};                    ///< as a person reads it
    std::optional<std::string> name = {};                   ///< empty only for a first pack
    std::optional<quantity> contains = {};                  ///< only until stock has moved
    std::optional<std::optional<std::string>> barcode = {}; ///< as it is scanned
    std::optional<std::optional<money>> price = {};         ///< none: cannot be sold
    /// `product::version` as it was looked at.
    std::optional<std::int64_t> seen_version = {};
};

/** Change a pack. A product's first pack always contains 1 of its unit.

    @par Errors
    @li as of `add_pack`
    @li `errc::not_found` / `product.pack_not_found`
    @li `errc::conflict` / `product.changed`
    @li `errc::rule_violation` / `product.stock_moved`, `product.first_pack`
*/
product_pack edit_pack(unit_of_work& uow, id<pack> number, pack_changes const& changes);

/** Delete a pack that no order has.

    @return The product without it.

    @par Errors
    @li `errc::not_found` / `product.pack_not_found`, `shop.not_founded`
    @li `errc::rule_violation` / `product.first_pack` (a product keeps that one),
    `product.pack_in_use` (it stands on orders)
*/
product delete_pack(unit_of_work& uow, id<pack> number);

/** The pack that somebody names: by SKU, by barcode or by id, whichever fits first; case and
   accents aside.

    @par Errors
    `errc::not_found` / `product.pack_not_found`, `shop.not_founded`
*/
product_pack get_pack(unit_of_work& uow, std::string_view named);

/** The pack with an id, and what is in it; none where there is no such.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::optional<product_pack> find_pack(unit_of_work& uow, id<pack> number);

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
    name,    ///< case and accents aside
    sku,     ///< case and accents aside
    created, ///< when it was added
    price    ///< of its first pack; those without one first
};

/// Which products, in which order.
struct product_query
{
    std::optional<std::string> category = {}; ///< by name; none: of all
    std::optional<bool> active = {};          ///< those offered, or those not; none: both
    std::optional<bool> archived = false;     ///< those put away, or those not; none: both
    product_sort sort = product_sort::name;   ///< the order
    bool descending = false;                  ///< whether it is turned round
    /** Words, at most 200 characters: each stands in the name, a SKU, a barcode or the category's
        name, case and accents aside. One of three letters or digits or more may stand anywhere in a
        word, a shorter one at the beginning of a word. A text without letters and digits finds
        nothing.
    */
    std::optional<std::string> search = {};
};

/** The products, one page of them.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`, `search.text_invalid`
    (over 200 characters, no valid text)
    @li `errc::not_found` / `category.not_found`, `shop.not_founded`
*/
page<product> list_products(unit_of_work& uow, product_query const& query,
                            page_request const& part);

/** How many a query has, counted up to `most` where it is given.

    @par Errors
    @li `errc::invalid_input` / `search.text_invalid`
    @li `errc::not_found` / `category.not_found`
*/
std::int64_t count_products(unit_of_work& uow, product_query const& query,
                            std::optional<std::int64_t> most = std::nullopt);

/// A SKU, and what it is of.
struct product_sku
{
    std::string sku;        ///< as it was given
    std::string name;       ///< of the product
    std::string pack_name;  ///< empty for a product's only pack
    bool first_pack = true; ///< whether the product is sold by it, unless another is said
};

/** The SKUs that begin with a text, case and accents aside, of products that were not put away; by
    SKU, at most `most`. For completions.
*/
std::vector<product_sku> product_skus(unit_of_work& uow, std::string_view beginning,
                                      std::int64_t most);

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
