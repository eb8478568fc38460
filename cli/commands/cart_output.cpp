#include "cart_output.hpp"

#include "../context.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "customer_named.hpp"
#include "words.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>

namespace toko {

namespace {

constexpr field head_fields[] = {
    {"customer_id", tr("Customer id"), kind::number},
    {"customer", tr("Customer")},
    {"gross", tr("Gross"), kind::amount},
    {"product_discount", tr("Product discount"), kind::amount},
    {"coupon_discount", tr("Coupon discount"), kind::amount},
    {"shipping", tr("Shipping"), kind::amount},
    {"total", tr("Total"), kind::amount},
    {"currency", tr("Currency"), kind::text, false},
    {"lines", tr("Lines"), kind::nested, false},
    {"adjustments", tr("Added and taken off"), kind::nested, false},
    {"changes", tr("Changes"), kind::nested, false},
};
constexpr field line_fields[] = {
    {"sku", tr("SKU")},
    {"name", tr("Name")},
    {"pack", tr("Pack")},
    {"quantity", tr("Quantity"), kind::quantity},
    {"available", tr("Available"), kind::quantity},
    {"unit_price", tr("Unit price"), kind::amount},
    {"discount_percent", tr("Discount"), kind::percentage},
    {"total", tr("Total"), kind::amount},
};
constexpr field adjustment_fields[] = {
    {"kind", tr("Kind"), kind::label},
    {"label", tr("Name")},
    {"amount", tr("Amount"), kind::amount},
};
constexpr nested_table tables[] = {
    {"lines", tr("Lines"), line_fields},
    {"adjustments", tr("Added and taken off"), adjustment_fields},
};

} // namespace

void tell_cart_change(context& ctx, tokocrm::cart_change const& change)
{
    auto const what = change.name + " (" + change.sku + ")";
    auto const amount = [&](std::optional<tokocrm::money> const& price) {
        return price ? tokocrm::to_text(*price) : std::string("-");
    };
    auto const decimal = [&](auto const& number) {
        return decimal_text(number ? tokocrm::to_decimal(*number) : "0", ctx.lang());
    };
    switch (change.kind) {
    case tokocrm::cart_change_kind::price:
        ctx.note(tr("{0}: the price was {1} and is {2} now"),
                 {what, amount(change.price_before), amount(change.price_now)});
        break;
    case tokocrm::cart_change_kind::discount:
        ctx.note(tr("{0}: the discount was {1} % and is {2} % now"),
                 {what, decimal(change.discount_before), decimal(change.discount_now)});
        break;
    case tokocrm::cart_change_kind::short_of_stock:
        ctx.note(tr("{0}: {1} wanted, {2} available"),
                 {what, decimal(change.wanted), decimal(change.available)});
        break;
    case tokocrm::cart_change_kind::capped:
        ctx.note(tr("{0}: {1} wanted, {2} taken, for there are no more"),
                 {what, decimal(change.wanted), decimal(change.available)});
        break;
    case tokocrm::cart_change_kind::not_sold:
        ctx.note(tr("{0} is not sold any more; take it out with toko cart remove"), {what});
        break;
    }
}

void describe_customer_of_cart(options& opts)
{
    opts.value("customer", "CUSTOMER", tr("whose cart: their id, phone or e-mail"),
               {.required = true});
}

tokocrm::customer customer_of_cart(tokocrm::unit_of_work& uow, arguments const& args)
{
    return named_customer(uow, args.text("customer"));
}

customers_cart looked_at(tokocrm::unit_of_work& uow, tokocrm::customer whose,
                         tokocrm::cart_preview const& with)
{
    auto seen = tokocrm::show_cart(uow, whose.number, with);
    tokocrm::mark_cart_seen(uow, whose.number);
    return {std::move(whose), std::move(seen)};
}

void show_cart(context& ctx, customers_cart const& cart, tokocrm::shop const& shop)
{
    boost::json::object whole{{"customer_id", cart.whose.number.value()},
                              {"customer", cart.whose.name}};
    for (auto& [key, value] : tokocrm::to_json(cart.seen, shop))
        whole.emplace(key, std::move(value));
    for (auto& each : whole.at("adjustments").as_array())
        translate_words(ctx, ctx.format(), each.as_object(), {"kind"});
    if (cart.seen.lines.empty() && ctx.format() == output_format::table)
        ctx.note(tr("the cart of {0} is empty"), {cart.whose.name});
    else
        show(ctx, whole, head_fields, {.currency = shop.profile.currency, .id_key = "customer_id"},
             tables);
    for (auto const& change : cart.seen.changes)
        tell_cart_change(ctx, change);
}

} // namespace toko
