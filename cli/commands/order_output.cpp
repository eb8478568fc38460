#include "order_output.hpp"

#include "../output/output.hpp"
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
constexpr field submission_fields[] = {
    {"position", tr("No."), kind::number},
    {"submitted_at", tr("Handed in"), kind::instant},
    {"sender", tr("Sender")},
    {"bank", tr("Bank")},
    {"amount", tr("Amount"), kind::amount},
    {"paid_on", tr("Paid on"), kind::date},
    {"proof", tr("Picture"), kind::boolean},
    {"same_proof_on", tr("Picture also on order")},
    {"state", tr("Decision")},
    {"reason", tr("Reason")},
};
constexpr field refund_fields[] = {
    {"position", tr("No."), kind::number},
    {"refunded_at", tr("Refunded"), kind::instant},
    {"goods", tr("Goods"), kind::amount},
    {"shipping", tr("Shipping"), kind::amount},
    {"other", tr("Other"), kind::amount},
    {"amount", tr("Amount"), kind::amount},
    {"reason", tr("Reason")},
    {"actor", tr("By")},
};
constexpr field refunded_line_fields[] = {
    {"refund", tr("Refund"), kind::number},
    {"sku", tr("SKU")},
    {"name", tr("Name")},
    {"quantity", tr("Quantity"), kind::quantity},
    {"amount", tr("Amount"), kind::amount},
    {"restocked", tr("Back in stock"), kind::boolean},
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
    {"submissions", tr("Handed in as proof of payment"), submission_fields},
    {"payments", tr("Payments"), payment_fields},
    {"refunds", tr("Refunds"), refund_fields},
    {"refunded_lines", tr("Refunded goods"), refunded_line_fields},
    {"history", tr("History"), history_fields},
};
constexpr nested_table money_tables[] = {
    {"submissions", tr("Handed in as proof of payment"), submission_fields},
    {"payments", tr("Payments"), payment_fields},
    {"refunds", tr("Refunds"), refund_fields},
    {"refunded_lines", tr("Refunded goods"), refunded_line_fields},
};
constexpr field money_fields[] = {
    {"number", tr("Number"), kind::number},
    {"customer", tr("Customer")},
    {"label", tr("Status"), kind::label},
    {"total", tr("Total"), kind::amount},
    {"paid", tr("Paid amount"), kind::amount},
    {"due", tr("Still to pay"), kind::amount},
    {"refunded", tr("Refunded amount"), kind::amount},
    {"state.payment", tr("Payment state"), kind::text, false},
    {"payment_method", tr("Payment method")},
    {"paid_at", tr("Paid"), kind::instant},
    {"expires_at", tr("Expires"), kind::instant},
    {"currency", tr("Currency"), kind::text, false},
};

/// More is said of one order than there is room for in a list.
std::vector<field> head_fields()
{
    constexpr std::array<std::string_view, 13> besides{"paid_at",
                                                       "phone",
                                                       "email",
                                                       "address.street",
                                                       "address.postal_code",
                                                       "payment_method",
                                                       "gross",
                                                       "coupon_discount",
                                                       "product_discount",
                                                       "shipping",
                                                       "other",
                                                       "expires_at",
                                                       "reference"};
    std::vector<field> all(std::begin(order_fields), std::end(order_fields));
    for (auto& one : all)
        one.in_table |= std::find(besides.begin(), besides.end(), one.key) != besides.end();
    return all;
}

/// The lines of all refunds under one heading.
boost::json::array refunded_lines(boost::json::object const& order)
{
    boost::json::array all;
    for (auto const& refund : order.at("refunds").as_array())
        for (auto const& line : refund.at("lines").as_array()) {
            auto row = line.as_object();
            row["refund"] = refund.at("position");
            all.push_back(std::move(row));
        }
    return all;
}

void name_all_actors(context& ctx, boost::json::object& order)
{
    if (ctx.format() != output_format::table)
        return;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        for (auto const* const part : {"payments", "submissions", "refunds", "history"})
            for (auto& row : order.at(part).as_array())
                name_actors(ctx, uow, row.as_object(), {"actor", "submitted_by", "decided_by"});
    });
}

void say_in_words(context& ctx, boost::json::object& order)
{
    name_all_actors(ctx, order);
    // What came, or waits to be looked at, does not expire.
    if (ctx.format() == output_format::table && order.at("state").at("payment") != "awaiting")
        order.erase("expires_at");
    translate_words(ctx, ctx.format(), order, {"payment_method"});
    translate_words(ctx, ctx.format(), order.at("state").as_object(),
                    {"order", "payment", "fulfilment"});
    for (auto const* const part : {"adjustments", "payments", "refunds", "history"}) {
        for (auto& row : order.at(part).as_array())
            translate_words(ctx, ctx.format(), row.as_object(),
                            {"kind", "method", "actor", "reason", "graph", "from", "to"});
    }
    for (auto& row : order.at("submissions").as_array())
        say_submission_in_words(ctx, row.as_object());
    if (ctx.format() == output_format::table)
        order["refunded_lines"] = refunded_lines(order);
}

} // namespace

boost::json::object order_to_show(tokocrm::unit_of_work& uow, tokocrm::order const& one,
                                  tokocrm::shop const& shop)
{
    return tokocrm::to_json(one, tokocrm::payments_of(uow, one.header.row),
                            tokocrm::submissions_of(uow, one.header.row),
                            tokocrm::refunds_of(uow, one.header.row), shop);
}

void show_order(context& ctx, boost::json::object order, tokocrm::shop const& shop)
{
    say_in_words(ctx, order);
    show(ctx, order, head_fields(), {.currency = shop.profile.currency, .id_key = "number"},
         tables);
}

void show_payments(context& ctx, boost::json::object order, tokocrm::shop const& shop)
{
    say_in_words(ctx, order);
    show(ctx, order, money_fields, {.currency = shop.profile.currency, .id_key = "number"},
         money_tables);
}

void say_submission_in_words(context const& ctx, boost::json::object& submission)
{
    if (ctx.format() == output_format::json || ctx.format() == output_format::jsonl)
        return;
    submission["proof"] = !submission.at("proof").is_null();
    if (ctx.format() != output_format::table)
        return;
    translate_words(ctx, ctx.format(), submission, {"state", "submitted_by", "decided_by"});
    std::string numbers;
    for (auto const& number : submission.at("same_proof_on").as_array())
        numbers.append(numbers.empty() ? "" : ", ").append(std::to_string(number.as_int64()));
    submission["same_proof_on"] = numbers;
}

void show_order_state(context& ctx, boost::json::object order, tokocrm::shop const& shop)
{
    if (ctx.format() != output_format::table)
        return show_order(ctx, std::move(order), shop);
    constexpr field fields[] = {
        {"number", tr("Number"), kind::number}, {"customer", tr("Customer")},
        {"address.city", tr("City")},           {"total", tr("Total"), kind::amount},
        {"label", tr("Status"), kind::label},   {"state.payment", tr("Payment state")},
        {"state.fulfilment", tr("Fulfilment")},
    };
    translate_words(ctx, ctx.format(), order.at("state").as_object(), {"payment", "fulfilment"});
    show(ctx, order, fields, {.currency = shop.profile.currency, .id_key = "number"});
}

} // namespace toko
