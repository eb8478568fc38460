#include "product_fields.hpp"

#include "../input/picture.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "given.hpp"

#include <tokocrm/json.hpp>
#include <tokocrm/stock.hpp>

#include <boost/json/array.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace toko {

namespace {

constexpr field pack_fields[] = {
    {"sku", tr("SKU")},
    {"name", tr("Name")},
    {"contains", tr("Contains"), kind::quantity},
    {"unit", tr("Unit")},
    {"price", tr("Price"), kind::amount},
    {"barcode", tr("Barcode")},
    {"id", tr("Id"), kind::number, false},
    {"currency", tr("Currency"), kind::text, false},
    {"product", tr("Product")},
    {"product_id", tr("Product's id"), kind::number, false},
    {"version", tr("Version"), kind::number, false},
};
constexpr field nested_pack_fields[] = {pack_fields[0], pack_fields[1], pack_fields[2],
                                        pack_fields[4], pack_fields[5]};
constexpr field level_fields[] = {
    {"on_hand", tr("On hand"), kind::quantity},     {"reserved", tr("Reserved"), kind::quantity},
    {"available", tr("Available"), kind::quantity}, {"low_stock", tr("Low from"), kind::quantity},
    {"low", tr("Low"), kind::boolean, false},
};
constexpr nested_table tables[] = {{"packs", tr("Packs"), nested_pack_fields}};

constexpr std::int64_t few = 1'000; ///< things whose names are compared with a wrong one

/// More is said of one product than there is room for in a list.
std::vector<field> fields_of_one(output_format format)
{
    std::vector<field> all(std::begin(product_fields), std::end(product_fields));
    for (auto& one : all) {
        std::string_view const key = one.key;
        one.in_table |= key == "id" || key == "barcode" || key == "archived_at" ||
                        key == "description" || key == "fractional" || key == "created_at" ||
                        key == "average_stars" || key == "review_count";
    }
    if (format == output_format::table)
        all.push_back({"image", tr("Picture")});
    all.insert(all.end(), std::begin(level_fields), std::end(level_fields));
    return all;
}

void leave_out_where_empty(boost::json::object& thing, std::string_view key)
{
    auto const* const text = thing.at(key).if_string();
    if (text && text->empty())
        thing.erase(key);
}

/// `1600 × 1200, 120 KB`
std::string image_text(context const& ctx, tokocrm::picture const& one)
{
    auto const kilobytes = std::max<std::int64_t>(1, (one.size + 500) / 1'000);
    return std::to_string(one.width) + " × " + std::to_string(one.height) + ", " +
           count_text(kilobytes, ctx.lang()) + " KB";
}

std::vector<tokocrm::product> few_products(tokocrm::unit_of_work& uow)
{
    tokocrm::page_request part;
    part.limit = few;
    auto found = tokocrm::list_products(uow, {.archived = std::nullopt}, part);
    if (found.next)
        found.items.clear();
    return found.items;
}

/// Every pack's SKU of so many products.
std::vector<std::string> few_pack_skus(tokocrm::unit_of_work& uow)
{
    std::vector<std::string> known;
    for (auto const& one : few_products(uow)) {
        known.push_back(one.first_pack.sku);
        for (auto const& pack : one.other_packs)
            known.push_back(pack.sku);
    }
    return known;
}

} // namespace

void describe_product(options& opts, bool adding)
{
    opts.value("name", "NAME", tr("what people call it"), {.required = adding})
        .value("sku", "SKU", adding ? tr("its key; made from the name unless told") : tr("its key"))
        .value("barcode", "CODE", tr("as it is scanned"), {.may_be_empty = !adding})
        .value("category", "NAME", tr("a category that there is"), {.may_be_empty = !adding})
        .value("price", "AMOUNT", tr("of one unit"), {.may_be_empty = !adding})
        .value("discount", "PERCENT", tr("off each line of an order: 1, 12.5"))
        .value("description", "TEXT", tr("for people"), {.may_be_empty = true})
        .value("unit", "UNIT",
               adding ? tr("what its stock is counted in: pcs (unless told), kg, liter")
                      : tr("what its stock is counted in; stays once stock has moved"))
        .value("fractional", "yes|no", tr("whether parts of the unit are sold"))
        .value("active", "yes|no", tr("whether it is sold"))
        .value("low-stock", "QUANTITY", tr("so much left of it, or less, is little"),
               {.may_be_empty = !adding});
    opts.value("image", "FILE",
               tr("what it looks like: a JPEG, PNG or WebP picture; - reads standard input"));
    if (!adding)
        opts.flag("no-image", tr("take its picture away"))
            .value("archived", "yes|no", tr("whether it is put away, out of the lists"));
}

void describe_pack(options& opts, bool adding)
{
    opts.value("sku", "SKU", tr("the pack's key"), {.required = adding})
        .value("name", "NAME", tr("what people call it: dus, karung"), {.required = adding})
        .value("contains", "QUANTITY",
               adding ? tr("how many of the product's units are in it")
                      : tr("how many of the product's units are in it; stays once stock has moved"),
               {.required = adding})
        .value("price", "AMOUNT", tr("of one such pack"), {.may_be_empty = !adding})
        .value("barcode", "CODE", tr("as it is scanned"), {.may_be_empty = !adding});
}

std::optional<tokocrm::prepared_picture> given_image(context& ctx, arguments const& args)
{
    auto const path = args.find("image");
    return path ? std::optional(read_picture(ctx, *path)) : std::nullopt;
}

tokocrm::product named_product(tokocrm::unit_of_work& uow, std::string const& named)
{
    try {
        return tokocrm::get_product(uow, named);
    } catch (tokocrm::error const& failure) {
        if (failure.reason() != "product.not_found")
            throw;
        std::vector<std::string> known;
        for (auto const& one : few_products(uow)) {
            known.push_back(one.first_pack.sku);
            known.push_back(one.name);
        }
        rethrow_suggesting(failure, named, known, tr("there is no product {0}; did you mean {1}?"));
    }
}

tokocrm::product_pack named_pack(tokocrm::unit_of_work& uow, std::string const& named)
{
    try {
        return tokocrm::get_pack(uow, named);
    } catch (tokocrm::error const& failure) {
        if (failure.reason() != "product.pack_not_found")
            throw;
        rethrow_suggesting(failure, named, few_pack_skus(uow),
                           tr("there is no pack {0}; did you mean {1}?"));
    }
}

tokocrm::product_pack named_goods(tokocrm::unit_of_work& uow, std::string const& named)
{
    try {
        return tokocrm::get_goods(uow, named);
    } catch (tokocrm::error const& failure) {
        if (failure.reason() != "product.not_found")
            throw;
        rethrow_suggesting(failure, named, few_pack_skus(uow),
                           tr("there is no product {0}; did you mean {1}?"));
    }
}

void rethrow_suggesting_category(tokocrm::unit_of_work& uow, tokocrm::error const& failure,
                                 std::string const& named)
{
    tokocrm::page_request part;
    part.limit = few;
    auto const found = tokocrm::list_categories(uow, part);
    std::vector<std::string> known;
    if (!found.next)
        for (auto const& one : found.items)
            known.push_back(one.shelf.name);
    rethrow_suggesting(failure, named, known, tr("there is no category {0}; did you mean {1}?"));
}

std::optional<std::optional<tokocrm::quantity>> find_low_stock(arguments const& args)
{
    auto const text = find_or_none(args, "low-stock");
    if (!text)
        return std::nullopt;
    return *text ? std::optional(tokocrm::parse_quantity(**text)) : std::nullopt;
}

stocked_product with_stock(tokocrm::unit_of_work& uow, tokocrm::product one)
{
    auto const level = tokocrm::stock_of(uow, one.number);
    return {std::move(one), level};
}

void show_product(context& ctx, stocked_product const& shown, tokocrm::shop const& in)
{
    auto const& [one, stock] = shown;
    auto whole = tokocrm::to_json(one, in);
    auto const level = tokocrm::to_json(stock);
    for (auto const& each : level_fields)
        whole[each.key] = level.at(each.key);
    if (ctx.format() == output_format::table) {
        leave_out_where_empty(whole, "description");
        if (one.image)
            whole["image"] = image_text(ctx, *one.image);
        if (one.other_packs.empty()) // then nobody needs to hear of packs
            whole.erase("packs");
        auto const nothing = tokocrm::quantity::thousandths(0);
        if (stock.reserved == nothing) { // then what is on hand is available
            whole.erase("reserved");
            whole.erase("available");
            if (stock.on_hand == nothing)
                whole.erase("on_hand");
        }
        if (!stock.low_stock)
            whole.erase("low_stock");
        if (one.rated.reviews == 0)
            whole.erase("review_count");
    }
    show(ctx, whole, fields_of_one(ctx.format()), {.currency = in.profile.currency}, tables);
}

void show_pack(context& ctx, tokocrm::product_pack const& one, tokocrm::shop const& in)
{
    auto whole = tokocrm::to_json(one, in);
    if (ctx.format() == output_format::table)
        leave_out_where_empty(whole, "name");
    show(ctx, whole, pack_fields, {.currency = in.profile.currency});
}

} // namespace toko
