#include "../core/characters.hpp"
#include "../core/checked_text.hpp"
#include "../core/cursor.hpp"
#include "../core/digest.hpp"
#include "../core/paging.hpp"
#include "../core/text_fold.hpp"
#include "repository.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

constexpr std::size_t longest_sku = 64;
constexpr std::size_t longest_description = 10'000;

std::string checked_sku(std::string_view text)
{
    return checked_name(text, "product.sku_invalid", mark("a SKU must have 1 to 64 characters"),
                        longest_sku);
}

/// The first of `base`, `base-2` … that is free; among many namesakes one with a digest of what
/// tells them apart, so that the search stays short.
std::string first_free(std::string const& base, std::string_view apart, auto taken)
{
    auto candidate = base;
    for (int n = 2; n < 10 && taken(candidate); ++n)
        candidate = base + "-" + std::to_string(n);
    if (!taken(candidate))
        return candidate;
    auto const unlike = base + "-" + digest(apart).substr(0, 10);
    candidate = unlike;
    for (std::int64_t n = 2; taken(candidate); ++n)
        candidate = unlike + "-" + std::to_string(n);
    return candidate;
}

std::string sku_from_name(unit_of_work& uow, std::string const& name)
{
    return first_free(upper_case(slug(name)), name,
                      [&](std::string const& sku) { return find_product(uow, sku).has_value(); });
}

category category_named(unit_of_work& uow, std::string_view name,
                        std::optional<id<import_batch>> batch)
{
    if (auto found = find_category(uow, name))
        return *found;
    return add_category(uow, name, batch);
}

std::string cursor_kind(product_query const& query)
{
    return "products." + std::to_string(static_cast<int>(query.sort)) +
           (query.descending ? "-" : "+");
}

std::optional<std::int64_t> category_of(unit_of_work& uow, product_query const& query)
{
    if (!query.category)
        return std::nullopt;
    if (auto const found = find_category(uow, *query.category))
        return found->number.value();
    throw error(errc::not_found, "category.not_found",
                mark("there is no category {0}; toko product list shows which there are"),
                {*query.category});
}

} // namespace

category add_category(unit_of_work& uow, std::string_view name,
                      std::optional<id<import_batch>> batch)
{
    category added;
    added.name = checked_name(name, "category.name_invalid",
                              mark("a category's name must have 1 to 200 characters"));
    auto const key = folded(added.name);
    if (catalog_repository::find_category(uow, key))
        throw error(errc::already_exists, "category.exists",
                    mark("there is a category {0} already"), {added.name});
    added.slug = first_free(slug(added.name), added.name, [&](std::string const& slug) {
        return catalog_repository::has_category_slug(uow, slug);
    });
    added.number = catalog_repository::insert_category(uow, added, key, batch);
    return added;
}

std::optional<category> find_category(unit_of_work& uow, std::string_view name)
{
    return catalog_repository::find_category(uow, folded(name));
}

product add_product(unit_of_work& uow, product_draft const& draft)
{
    auto const currency = shop_currency(uow);
    product added;
    added.name = checked_name(draft.name, "product.name_invalid",
                              mark("a product's name must have 1 to 200 characters"));
    added.first_pack.sku = draft.sku ? checked_sku(*draft.sku) : sku_from_name(uow, added.name);
    auto const sku_key = folded(added.first_pack.sku);
    if (catalog_repository::find_by_sku(uow, sku_key, currency))
        throw error(errc::already_exists, "product.sku_exists",
                    mark("there is a product with the SKU {0} already"), {added.first_pack.sku});
    std::optional<std::string> barcode_key;
    if (draft.barcode) {
        added.first_pack.barcode = checked_sku(*draft.barcode);
        barcode_key = folded(*added.first_pack.barcode);
        if (catalog_repository::has_barcode(uow, *barcode_key))
            throw error(errc::already_exists, "product.barcode_exists",
                        mark("there is a product with the barcode {0} already"),
                        {*added.first_pack.barcode});
    }
    if (draft.price) {
        if (draft.price->currency() != currency)
            throw error(errc::invalid_input, "product.currency_mismatch",
                        mark("a price must be in the shop's currency, {0}"),
                        {std::string(code(currency))});
        if (draft.price->minor() < 0)
            throw error(errc::invalid_input, "product.price_negative",
                        mark("a price cannot be below zero"));
    }
    added.first_pack.price = draft.price;
    if (!fits(draft.description, longest_description))
        throw error(errc::invalid_input, "product.description_invalid",
                    mark("a description must be valid text of at most 10,000 characters"));
    added.description = draft.description;
    added.unit = checked_name(draft.unit, "product.unit_invalid",
                              mark("a unit must have 1 to 64 characters"), longest_sku);
    added.fractional = draft.fractional;
    if (draft.discount < percentage::ppm(0) || draft.discount > percentage::ppm(1'000'000))
        throw error(errc::invalid_input, "product.discount_invalid",
                    mark("a product's discount is 0 to 100 percent"));
    added.discount = draft.discount;
    added.active = draft.active;
    added.created_at = uow.now();
    if (draft.category)
        added.in = category_named(uow, *draft.category, draft.batch);
    added.slug = first_free(slug(added.name), added.first_pack.sku, [&](std::string const& slug) {
        return catalog_repository::has_product_slug(uow, slug);
    });
    catalog_repository::insert_product(uow, added, folded(added.name), sku_key, barcode_key,
                                       draft.batch);
    return added;
}

std::optional<product> find_product(unit_of_work& uow, std::string_view sku)
{
    return catalog_repository::find_by_sku(uow, folded(sku), shop_currency(uow));
}

std::optional<product> find_product_by_name(unit_of_work& uow, std::string_view name)
{
    return catalog_repository::find_by_name(uow, folded(name), shop_currency(uow));
}

std::optional<product> find_product(unit_of_work& uow, id<product> number)
{
    return catalog_repository::find_by_id(uow, number.value(), shop_currency(uow));
}

page<product> list_products(unit_of_work& uow, product_query const& query, page_request const& part)
{
    std::optional<catalog_repository::position> after;
    if (part.after) {
        auto const where = read_cursor(*part.after, cursor_kind(query));
        after = catalog_repository::position{where.text, where.number};
    }
    return cut_page(catalog_repository::list(uow, query, category_of(uow, query), one_more(part),
                                             part.offset, after, shop_currency(uow)),
                    part, [&](product const& last) {
                        return write_cursor({cursor_kind(query),
                                             catalog_repository::sort_value(last, query.sort), 0,
                                             last.number.value()});
                    });
}

std::int64_t count_products(unit_of_work& uow, product_query const& query)
{
    return catalog_repository::count(uow, query, category_of(uow, query));
}

std::int64_t remove_imported_products(unit_of_work& uow, id<import_batch> batch)
{
    return catalog_repository::remove_unused_of_batch(uow, batch);
}

void keep_imported_products(unit_of_work& uow, id<import_batch> batch)
{
    catalog_repository::release_batch(uow, batch);
}

} // namespace tokocrm
