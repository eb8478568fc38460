#ifndef TOKO_COMMANDS_PRODUCT_FIELDS_HPP
#define TOKO_COMMANDS_PRODUCT_FIELDS_HPP

#include "../context.hpp"
#include "../options.hpp"
#include "../output/format.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/stock.hpp>

#include <boost/json/object.hpp>

#include <string>

namespace toko {

inline constexpr field product_fields[] = {
    {"id", tr("Id"), kind::number, false},
    {"sku", tr("SKU")},
    {"name", tr("Name")},
    {"category", tr("Category")},
    {"unit", tr("Unit")},
    {"price", tr("Price"), kind::amount},
    {"discount_percent", tr("Discount"), kind::percentage},
    {"active", tr("Active"), kind::boolean},
    {"currency", tr("Currency"), kind::text, false},
    {"barcode", tr("Barcode"), kind::text, false},
    {"archived_at", tr("Archived"), kind::instant, false},
    {"description", tr("Description"), kind::text, false},
    {"slug", tr("Slug"), kind::text, false},
    {"fractional", tr("Fractional"), kind::boolean, false},
    {"created_at", tr("Added"), kind::instant, false},
    {"packs", tr("Packs"), kind::nested, false},
    {"version", tr("Version"), kind::number, false},
    {"image.id", tr("Picture's id"), kind::number, false},
    {"image.sha256", tr("Picture's SHA-256"), kind::text, false},
    {"image.width", tr("Picture's width"), kind::number, false},
    {"image.height", tr("Picture's height"), kind::number, false},
    {"image.size", tr("Picture's bytes"), kind::number, false},
    {"image.created_at", tr("Picture added"), kind::instant, false},
    {"average_stars", tr("Stars"), kind::quantity, false},
    {"review_count", tr("Reviews"), kind::number, false},
};

/// What `add` and `edit` take.
void describe_product(options& opts, bool adding);

/// What `product pack add` and `edit` take.
void describe_pack(options& opts, bool adding);

/// The picture that `--image` names.
std::optional<tokocrm::prepared_picture> given_image(context& ctx, arguments const& args);

/// The product that somebody names, or an error that suggests one.
tokocrm::product named_product(tokocrm::unit_of_work& uow, std::string const& named);
tokocrm::product_pack named_pack(tokocrm::unit_of_work& uow, std::string const& named);
/// As an order knows goods: a number is the product's id and not a pack's.
tokocrm::product_pack named_goods(tokocrm::unit_of_work& uow, std::string const& named);

/// Within a handler: suggests a category where none has the name.
[[noreturn]] void rethrow_suggesting_category(tokocrm::unit_of_work& uow,
                                              tokocrm::error const& failure,
                                              std::string const& named);

/// Does what names a category.
template <class Work>
auto with_category(tokocrm::unit_of_work& uow, std::optional<std::string> const& named, Work work)
{
    try {
        return work();
    } catch (tokocrm::error const& failure) {
        if (!named || failure.reason() != "category.not_found")
            throw;
        rethrow_suggesting_category(uow, failure, *named);
    }
}

/// The mark of little stock that `--low-stock` gives; an empty one takes it away.
std::optional<std::optional<tokocrm::quantity>> find_low_stock(arguments const& args);

/// A product, and how much of it there is.
struct stocked_product
{
    tokocrm::product one;
    tokocrm::stock_level stock;
};

stocked_product with_stock(tokocrm::unit_of_work& uow, tokocrm::product one);

void show_product(context& ctx, stocked_product const& shown, tokocrm::shop const& in);
void show_pack(context& ctx, tokocrm::product_pack const& one, tokocrm::shop const& in);

} // namespace toko

#endif
