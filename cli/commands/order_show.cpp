#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"
#include "order_fields.hpp"
#include "words.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace toko {

namespace {

constexpr field line_fields[] = {
    {"position", tr("No."), kind::number},
    {"sku", tr("SKU")},
    {"name", tr("Name")},
    {"pack", tr("Pack")},
    {"quantity", tr("Quantity"), kind::quantity},
    {"unit_price", tr("Unit price"), kind::amount},
    {"gross", tr("Gross"), kind::amount},
    {"discount", tr("Discount"), kind::amount},
    {"total", tr("Total"), kind::amount},
};
constexpr field adjustment_fields[] = {
    {"kind", tr("Kind"), kind::label},
    {"label", tr("Name")},
    {"amount", tr("Amount"), kind::amount},
};
constexpr field payment_fields[] = {
    {"received_at", tr("Received"), kind::instant},
    {"method", tr("Payment method")},
    {"amount", tr("Amount"), kind::amount},
    {"actor", tr("By")},
};
constexpr field refund_fields[] = {
    {"refunded_at", tr("Refunded"), kind::instant},
    {"goods", tr("Goods"), kind::amount},
    {"shipping", tr("Shipping"), kind::amount},
    {"other", tr("Other"), kind::amount},
    {"amount", tr("Amount"), kind::amount},
    {"reason", tr("Reason")},
    {"actor", tr("By")},
};
constexpr field history_fields[] = {
    {"at", tr("When"), kind::instant},
    {"graph", tr("What")},
    {"from", tr("From")},
    {"to", tr("To")},
    {"actor", tr("By")},
    {"reason", tr("Reason")},
};
constexpr nested_table tables[] = {
    {"lines", tr("Lines"), line_fields},
    {"adjustments", tr("Added and taken off"), adjustment_fields},
    {"payments", tr("Payments"), payment_fields},
    {"refunds", tr("Refunds"), refund_fields},
    {"history", tr("History"), history_fields},
};

void describe(options& opts)
{
    opts.positional("order", tr("the order's number, or its reference in an imported history"))
        .example("toko order show 1")
        .example("toko order show 1 --json");
}

/// More is said of one order than there is room for in a list.
std::vector<field> head_fields()
{
    constexpr std::array<std::string_view, 12> besides{
        "paid_at",        "phone",    "email",           "address.street",   "address.postal_code",
        "payment_method", "gross",    "coupon_discount", "product_discount", "shipping",
        "other",          "reference"};
    std::vector<field> all(std::begin(order_fields), std::end(order_fields));
    for (auto& one : all)
        one.in_table |= std::find(besides.begin(), besides.end(), one.key) != besides.end();
    return all;
}

void say_in_words(context const& ctx, boost::json::object& order)
{
    translate_words(ctx, ctx.format(), order, {"payment_method"});
    for (auto const* const part : {"adjustments", "payments", "refunds", "history"}) {
        for (auto& row : order.at(part).as_array())
            translate_words(ctx, ctx.format(), row.as_object(),
                            {"kind", "method", "actor", "reason", "graph", "from", "to"});
    }
}

void run(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    auto found = ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const order = tokocrm::get_order(uow, args.text("order"));
        return tokocrm::to_json(order, tokocrm::payments_of(uow, order.header.row),
                                tokocrm::refunds_of(uow, order.header.row), shop);
    });
    say_in_words(ctx, found);
    show(ctx, found, head_fields(), {.currency = shop.profile.currency, .id_key = "number"},
         tables);
}

} // namespace

command const order_show{"order show", tr("show an order with its lines and its history"), describe,
                         run};

} // namespace toko
