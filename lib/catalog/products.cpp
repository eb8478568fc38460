#include "../core/changed_fields.hpp"
#include "../core/characters.hpp"
#include "../core/checked_text.hpp"
#include "../core/cursor.hpp"
#include "../core/paging.hpp"
#include "../core/row_number.hpp"
#include "../core/text_fold.hpp"
#include "../picture/service.hpp"
#include "../staff/service.hpp"
#include "free_names.hpp"
#include "repository.hpp"
#include "service.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

constexpr std::size_t longest_sku = 64;
constexpr std::size_t longest_description = 10'000;

std::string checked_product_name(std::string_view text)
{
    return checked_name(text, "product.name_invalid",
                        mark("a product's name must have 1 to 200 characters"));
}

std::string checked_sku(std::string_view text)
{
    return checked_name(text, "product.sku_invalid", mark("a SKU must have 1 to 64 characters"),
                        longest_sku);
}

std::string checked_unit(std::string_view text)
{
    return checked_name(text, "product.unit_invalid", mark("a unit must have 1 to 64 characters"),
                        longest_sku);
}

std::string checked_pack_name(std::string_view text)
{
    return checked_name(text, "product.pack_name_invalid",
                        mark("a pack's name must have 1 to 64 characters"), longest_sku);
}

std::string checked_description(std::string const& text)
{
    if (!fits(text, longest_description))
        throw error(errc::invalid_input, "product.description_invalid",
                    mark("a description must be valid text of at most 10,000 characters"));
    return text;
}

percentage checked_discount(percentage discount)
{
    if (discount < percentage::ppm(0) || discount > percentage::ppm(1'000'000))
        throw error(errc::invalid_input, "product.discount_invalid",
                    mark("a product's discount is 0 to 100 percent"));
    return discount;
}

std::optional<money> checked_price(std::optional<money> const& price, currency shops)
{
    if (price && price->currency() != shops)
        throw error(errc::invalid_input, "product.currency_mismatch",
                    mark("a price must be in the shop's currency, {0}"),
                    {std::string(code(shops))});
    if (price && price->minor() < 0)
        throw error(errc::invalid_input, "product.price_negative",
                    mark("a price cannot be below zero"));
    return price;
}

/// A SKU as it is kept, which no pack but `own` may have.
std::string free_sku(unit_of_work& uow, std::string_view text, std::optional<id<pack>> own)
{
    auto sku = checked_sku(text);
    auto const taken = catalog_repository::pack_with_sku(uow, folded(sku));
    if (taken && taken != own)
        throw error(errc::already_exists, "product.sku_exists",
                    mark("there is a product with the SKU {0} already"), {sku});
    return sku;
}

std::optional<std::string> free_barcode(unit_of_work& uow, std::optional<std::string> const& text,
                                        std::optional<id<pack>> own)
{
    if (!text)
        return std::nullopt;
    auto barcode = checked_name(*text, "product.sku_invalid",
                                mark("a barcode must have 1 to 64 characters"), longest_sku);
    auto const taken = catalog_repository::pack_with_barcode(uow, folded(barcode));
    if (taken && taken != own)
        throw error(errc::already_exists, "product.barcode_exists",
                    mark("there is a product with the barcode {0} already"), {barcode});
    return barcode;
}

std::optional<std::string> key_of(std::optional<std::string> const& text)
{
    return text ? std::optional(folded(*text)) : std::nullopt;
}

quantity checked_contents(quantity contains, bool fractional)
{
    constexpr std::int64_t one_unit = 1'000;
    if (contains.thousandths() <= 0 || (!fractional && contains.thousandths() % one_unit != 0))
        throw error(errc::invalid_input, "product.contains_invalid",
                    mark("a pack contains more than 0 units, and whole ones unless the product is "
                         "sold in fractions"));
    return contains;
}

std::string sku_from_name(unit_of_work& uow, std::string const& name)
{
    return first_free(upper_case(slug(name)), name, [&](std::string const& sku) {
        return catalog_repository::pack_with_sku(uow, folded(sku)).has_value();
    });
}

/// An import brings its categories with it; whoever else misspells one is told.
category category_of(unit_of_work& uow, std::string_view name,
                     std::optional<id<import_batch>> batch)
{
    if (!batch)
        return get_category(uow, name);
    auto found = find_category(uow, name);
    return found ? *std::move(found) : add_category(uow, name, batch);
}

std::string cursor_kind(product_query const& query)
{
    return "products." + std::to_string(static_cast<int>(query.sort)) +
           (query.descending ? "-" : "+");
}

/// None where a search asks for nothing that could be found.
std::optional<catalog_repository::selection> selection_of(unit_of_work& uow,
                                                          product_query const& query)
{
    catalog_repository::selection wanted{
        .category = checked_if(
            query.category,
            [&](std::string const& name) { return get_category(uow, name).number.value(); }),
        .active = query.active,
        .archived = query.archived,
        .words = {},
        .sort = query.sort,
        .descending = query.descending};
    if (query.search) {
        wanted.words = search_words(*query.search);
        if (wanted.words.empty())
            return std::nullopt;
    }
    return wanted;
}

cursor cursor_of(product const& last, product_query const& query)
{
    cursor where{cursor_kind(query), {}, 0, last.number.value()};
    if (query.sort == product_sort::name)
        where.text = folded(last.name);
    if (query.sort == product_sort::sku)
        where.text = folded(last.first_pack.sku);
    if (query.sort == product_sort::price) // without one they come first
        where.value = last.first_pack.price ? last.first_pack.price->minor() : -1;
    return where;
}

[[noreturn]] void refuse_unknown(std::string_view named)
{
    throw error(errc::not_found, "product.not_found",
                mark("there is no product {0}; toko product list shows which there are"),
                {std::string(named)});
}

[[noreturn]] void refuse_unknown_pack(std::string_view named)
{
    throw error(errc::not_found, "product.pack_not_found",
                mark("there is no pack {0}; toko product show shows a product's packs"),
                {std::string(named)});
}

[[noreturn]] void refuse_changed(product const& meanwhile)
{
    throw error(errc::conflict, "product.changed",
                mark("product {0} was changed meanwhile; look at it again"),
                {meanwhile.first_pack.sku});
}

product product_with(unit_of_work& uow, id<product> number)
{
    if (auto found = find_product(uow, number))
        return *std::move(found);
    refuse_unknown(std::to_string(number.value()));
}

/// A product that is about to change.
void expect_version(product const& present, std::optional<std::int64_t> seen)
{
    if (seen && *seen != present.version)
        refuse_changed(present);
}

void refuse_where_stock_moved(unit_of_work& uow, product const& of)
{
    if (catalog_repository::has_moved(uow, of.number))
        throw error(errc::rule_violation, "product.stock_moved",
                    mark("the stock of {0} has moved, so its unit and what its packs contain stay "
                         "as they are; add another product or pack instead"),
                    {of.first_pack.sku});
}

void check_contents(product const& of)
{
    for (auto const& each : of.other_packs)
        if (each.contains.thousandths() % 1'000 != 0 && !of.fractional)
            throw error(errc::rule_violation, "product.contains_invalid",
                        mark("pack {0} contains a part of a unit, so the product must be sold in "
                             "fractions; change the pack first"),
                        {each.sku});
}

std::int64_t number_of(std::optional<category> const& shelf)
{
    return shelf ? shelf->number.value() : 0;
}

std::string subject_of(product const& of)
{
    return "product:" + std::to_string(of.number.value());
}

/// Counts the version up, so it comes before what changes the product's packs.
void store(unit_of_work& uow, product const& changed)
{
    if (!catalog_repository::update_product(uow, changed, folded(changed.name)))
        refuse_changed(changed);
}

void store(unit_of_work& uow, pack const& changed)
{
    catalog_repository::update_pack(uow, changed, folded(changed.sku), key_of(changed.barcode));
}

product_pack chosen(product of, id<pack> number)
{
    if (of.first_pack.number == number) {
        auto which = of.first_pack;
        return {std::move(of), std::move(which)};
    }
    auto const found = std::find_if(of.other_packs.begin(), of.other_packs.end(),
                                    [&](pack const& each) { return each.number == number; });
    auto which = *found;
    return {std::move(of), std::move(which)};
}

product_pack pack_with(unit_of_work& uow, id<pack> number)
{
    if (auto found = catalog_repository::find_by_pack(uow, number, shop_currency(uow)))
        return chosen(*std::move(found), number);
    refuse_unknown_pack(std::to_string(number.value()));
}

/// Afterwards nothing refers to it, and it is not there.
void forget_picture(unit_of_work& uow, product const& of)
{
    if (!of.image)
        return;
    catalog_repository::delete_product_picture(uow, of.number);
    delete_picture(uow, of.image->number);
}

bool is_first(product_pack const& one)
{
    return one.which.number == one.of.first_pack.number;
}

} // namespace

product add_product(unit_of_work& uow, product_draft const& draft)
{
    require(uow, right::edit_catalog);
    product added;
    added.name = checked_product_name(draft.name);
    added.first_pack.sku =
        draft.sku ? free_sku(uow, *draft.sku, {}) : sku_from_name(uow, added.name);
    added.first_pack.barcode = free_barcode(uow, draft.barcode, {});
    added.first_pack.price = checked_price(draft.price, shop_currency(uow));
    added.description = checked_description(draft.description);
    added.unit = checked_unit(draft.unit);
    added.fractional = draft.fractional;
    added.discount = checked_discount(draft.discount);
    added.active = draft.active;
    added.created_at = uow.now();
    if (draft.category)
        added.in = category_of(uow, *draft.category, draft.batch);
    added.slug = first_free(slug(added.name), added.first_pack.sku, [&](std::string const& slug) {
        return catalog_repository::has_product_slug(uow, slug);
    });
    catalog_repository::insert_product(uow, added, folded(added.name), folded(added.first_pack.sku),
                                       key_of(added.first_pack.barcode), draft.batch);
    if (!draft.batch) // an import is one event
        record_audit_event(uow, "product.add", subject_of(added));
    return added;
}

product edit_product(unit_of_work& uow, id<product> number, product_changes const& changes)
{
    require(uow, right::edit_catalog);
    auto changed = product_with(uow, number);
    expect_version(changed, changes.seen_version);
    auto& first = changed.first_pack;
    auto const own = first.number;
    changed_fields fields;
    fields.set("name", changed.name, checked_if(changes.name, checked_product_name));
    fields.set("sku", first.sku, checked_if(changes.sku, [&](std::string const& text) {
                   return free_sku(uow, text, own);
               }));
    fields.set("barcode", first.barcode, checked_if(changes.barcode, [&](auto const& text) {
                   return free_barcode(uow, text, own);
               }));
    fields.set("price", first.price, checked_if(changes.price, [&](auto const& price) {
                   return checked_price(price, shop_currency(uow));
               }));
    if (changes.category) {
        auto shelf = checked_if(*changes.category,
                                [&](std::string const& name) { return get_category(uow, name); });
        if (number_of(shelf) != number_of(changed.in))
            fields.add("category");
        changed.in = std::move(shelf);
    }
    fields.set("description", changed.description,
               checked_if(changes.description, checked_description));
    auto const unit = checked_if(changes.unit, checked_unit);
    if (unit && *unit != changed.unit)
        refuse_where_stock_moved(uow, changed);
    fields.set("unit", changed.unit, unit);
    fields.set("fractional", changed.fractional, changes.fractional);
    check_contents(changed);
    fields.set("discount", changed.discount, checked_if(changes.discount, checked_discount));
    fields.set("active", changed.active, changes.active);
    if (changes.archived && *changes.archived != changed.archived_at.has_value()) {
        fields.add("archived");
        changed.archived_at = *changes.archived ? std::optional(uow.now()) : std::nullopt;
    }
    if (fields.none())
        return changed;
    store(uow, changed);
    store(uow, first);
    record_audit_event(uow, "product.edit", subject_of(changed), fields.to_detail());
    return product_with(uow, number);
}

product set_product_picture(unit_of_work& uow, id<product> number, prepared_picture const& prepared)
{
    require(uow, right::edit_catalog);
    auto const changed = product_with(uow, number);
    if (changed.image && changed.image->sha256 == prepared.sha256())
        return changed;
    store(uow, changed);
    forget_picture(uow, changed);
    catalog_repository::insert_product_picture(uow, number, keep_picture(uow, prepared).number);
    record_audit_event(uow, "product.picture_set", subject_of(changed));
    return product_with(uow, number);
}

std::string product_picture(unit_of_work& uow, id<product> number)
{
    require(uow, right::read_catalog);
    auto const shown = product_with(uow, number);
    if (!shown.image)
        throw error(errc::not_found, "product.picture_missing", mark("product {0} has no picture"),
                    {shown.first_pack.sku});
    return picture_bytes(uow, shown.image->number);
}

product remove_product_picture(unit_of_work& uow, id<product> number)
{
    require(uow, right::edit_catalog);
    auto const changed = product_with(uow, number);
    if (!changed.image)
        return changed;
    store(uow, changed);
    forget_picture(uow, changed);
    record_audit_event(uow, "product.picture_remove", subject_of(changed));
    return product_with(uow, number);
}

void delete_product(unit_of_work& uow, id<product> number)
{
    require(uow, right::edit_catalog);
    auto const gone = product_with(uow, number);
    auto const uses = catalog_repository::uses_of(uow, number);
    auto const& sku = gone.first_pack.sku;
    if (uses.order_lines > 0 || uses.movements > 0)
        throw error(errc::rule_violation, "product.has_history",
                    mark("product {0} has a history and stays (lines of orders: {1}, movements of "
                         "stock: {2}); archive it instead"),
                    {sku, std::to_string(uses.order_lines), std::to_string(uses.movements)});
    if (uses.coupons > 0)
        throw error(errc::rule_violation, "product.in_use",
                    mark("coupons are for product {0} ({1} of them); take it off them, or archive "
                         "it instead"),
                    {sku, std::to_string(uses.coupons)});
    forget_picture(uow, gone);
    catalog_repository::delete_product(uow, number);
    record_audit_event(uow, "product.delete", subject_of(gone));
}

std::optional<product> find_product(unit_of_work& uow, std::string_view sku)
{
    require(uow, right::read_catalog);
    return catalog_repository::find_by_sku(uow, folded(sku), shop_currency(uow));
}

std::optional<product> find_product_by_name(unit_of_work& uow, std::string_view name)
{
    require(uow, right::read_catalog);
    return catalog_repository::find_by_name(uow, folded(name), shop_currency(uow));
}

std::optional<product> find_product(unit_of_work& uow, id<product> number)
{
    require(uow, right::read_catalog);
    return catalog_repository::find_by_id(uow, number.value(), shop_currency(uow));
}

std::optional<product_pack> find_goods_for_sale(unit_of_work& uow, std::string_view sku)
{
    require(uow, right::read_catalog);
    return catalog_repository::find_for_sale(uow, folded(sku), shop_currency(uow));
}

product get_product(unit_of_work& uow, std::string_view named)
{
    require(uow, right::read_catalog);
    auto const shops = shop_currency(uow);
    auto const key = folded(named);
    if (auto found = catalog_repository::find_by_sku(uow, key, shops))
        return *std::move(found);
    if (auto found = catalog_repository::find_by_barcode(uow, key, shops))
        return *std::move(found);
    if (auto const number = row_number(named))
        if (auto found = catalog_repository::find_by_id(uow, *number, shops))
            return *std::move(found);
    constexpr std::int64_t enough_to_choose_from = 10;
    auto const namesakes = catalog_repository::all_named(uow, key, enough_to_choose_from);
    if (namesakes.empty())
        refuse_unknown(named);
    if (namesakes.size() == 1)
        return product_with(uow, namesakes.front());
    std::string skus;
    for (auto const each : namesakes)
        skus += (skus.empty() ? "" : ", ") + product_with(uow, each).first_pack.sku;
    throw error(errc::conflict, "product.ambiguous",
                mark("several products are called {0}; name one by its SKU: {1}"),
                {std::string(named), skus});
}

product_pack add_pack(unit_of_work& uow, id<product> to, pack_draft const& draft)
{
    require(uow, right::edit_catalog);
    auto const of = product_with(uow, to);
    pack added;
    added.sku = free_sku(uow, draft.sku, {});
    added.name = checked_pack_name(draft.name);
    added.contains = checked_contents(draft.contains, of.fractional);
    added.barcode = free_barcode(uow, draft.barcode, {});
    added.price = checked_price(draft.price, shop_currency(uow));
    if (!draft.batch)
        store(uow, of);
    added.number =
        catalog_repository::insert_pack(uow, to, added, folded(added.sku), key_of(added.barcode));
    if (!draft.batch) // an import is one event
        record_audit_event(uow, "product.pack_add", subject_of(of));
    return pack_with(uow, added.number);
}

product_pack edit_pack(unit_of_work& uow, id<pack> number, pack_changes const& changes)
{
    require(uow, right::edit_catalog);
    auto one = pack_with(uow, number);
    expect_version(one.of, changes.seen_version);
    auto& changed = one.which;
    changed_fields fields;
    fields.set("sku", changed.sku, checked_if(changes.sku, [&](std::string const& text) {
                   return free_sku(uow, text, number);
               }));
    fields.set("name", changed.name, checked_if(changes.name, [&](std::string const& text) {
                   return is_first(one) && text.empty() ? text : checked_pack_name(text);
               }));
    auto const contains = checked_if(
        changes.contains, [&](quantity each) { return checked_contents(each, one.of.fractional); });
    if (contains && *contains != changed.contains) {
        if (is_first(one))
            throw error(errc::rule_violation, "product.first_pack",
                        mark("{0} is the product's first pack, which contains one unit; add a pack "
                             "instead"),
                        {changed.sku});
        refuse_where_stock_moved(uow, one.of);
    }
    fields.set("contains", changed.contains, contains);
    fields.set("barcode", changed.barcode, checked_if(changes.barcode, [&](auto const& text) {
                   return free_barcode(uow, text, number);
               }));
    fields.set("price", changed.price, checked_if(changes.price, [&](auto const& price) {
                   return checked_price(price, shop_currency(uow));
               }));
    if (fields.none())
        return one;
    store(uow, one.of);
    store(uow, changed);
    record_audit_event(uow, "product.pack_edit", subject_of(one.of), fields.to_detail());
    return pack_with(uow, number);
}

product delete_pack(unit_of_work& uow, id<pack> number)
{
    require(uow, right::edit_catalog);
    auto const gone = pack_with(uow, number);
    if (is_first(gone))
        throw error(errc::rule_violation, "product.first_pack",
                    mark("{0} is the product's first pack, which stays with it; delete the product "
                         "instead"),
                    {gone.which.sku});
    auto const lines = catalog_repository::order_lines_with(uow, gone.of.number, number);
    if (lines > 0)
        throw error(errc::rule_violation, "product.pack_in_use",
                    mark("pack {0} stands on orders and stays (lines: {1}); take its price away to "
                         "sell it no more"),
                    {gone.which.sku, std::to_string(lines)});
    store(uow, gone.of);
    catalog_repository::delete_pack(uow, number);
    record_audit_event(uow, "product.pack_delete", subject_of(gone.of));
    return product_with(uow, gone.of.number);
}

product_pack get_pack(unit_of_work& uow, std::string_view named)
{
    require(uow, right::read_catalog);
    auto const key = folded(named);
    if (auto const found = catalog_repository::pack_with_sku(uow, key))
        return pack_with(uow, *found);
    if (auto const found = catalog_repository::pack_with_barcode(uow, key))
        return pack_with(uow, *found);
    if (auto const number = row_number(named))
        if (auto found =
                catalog_repository::find_by_pack(uow, id<pack>(*number), shop_currency(uow)))
            return chosen(*std::move(found), id<pack>(*number));
    refuse_unknown_pack(named);
}

std::optional<product_pack> find_pack(unit_of_work& uow, id<pack> number)
{
    require(uow, right::read_catalog);
    if (auto found = catalog_repository::find_by_pack(uow, number, shop_currency(uow)))
        return chosen(*std::move(found), number);
    return std::nullopt;
}

page<product> list_products(unit_of_work& uow, product_query const& query, page_request const& part)
{
    require(uow, right::read_catalog);
    std::optional<catalog_repository::position> after;
    if (part.after) {
        auto const where = read_cursor(*part.after, cursor_kind(query));
        after = catalog_repository::position{where.text, where.value, where.number};
    }
    auto const limit = one_more(part);
    auto const wanted = selection_of(uow, query);
    if (!wanted)
        return {};
    return cut_page(
        catalog_repository::list(uow, *wanted, limit, part.offset, after, shop_currency(uow)), part,
        [&](product const& last) { return write_cursor(cursor_of(last, query)); });
}

std::int64_t count_products(unit_of_work& uow, product_query const& query,
                            std::optional<std::int64_t> most)
{
    require(uow, right::read_catalog);
    auto const wanted = selection_of(uow, query);
    return wanted ? catalog_repository::count(uow, *wanted, most) : 0;
}

std::vector<product_sku> product_skus(unit_of_work& uow, std::string_view beginning,
                                      std::int64_t most)
{
    require(uow, right::read_catalog);
    return catalog_repository::skus_from(uow, folded(beginning), most);
}

std::int64_t remove_imported_products(unit_of_work& uow, id<import_batch> batch)
{
    require(uow, right::import_records);
    return catalog_repository::remove_unused_of_batch(uow, batch);
}

void keep_imported_products(unit_of_work& uow, id<import_batch> batch)
{
    require(uow, right::import_records);
    catalog_repository::release_batch(uow, batch);
}

} // namespace tokocrm
