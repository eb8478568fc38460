#include "wire.hpp"

#include <tokocrm/json.hpp>

namespace tokocrm {

namespace {

void add_figures(boost::json::object& to, sales_figures const& figures)
{
    to["orders"] = figures.orders;
    to["units"] = to_decimal(figures.units);
    to["gross"] = wire::amount(figures.gross);
    to["discounts"] = wire::amount(figures.discounts);
    to["refunds"] = wire::amount(figures.refunds);
    to["net"] = wire::amount(figures.net());
    to["shipping"] = wire::amount(figures.shipping);
    to["other"] = wire::amount(figures.other);
    to["total"] = wire::amount(figures.total());
    to["average_order"] = wire::maybe(figures.average_order());
    to["new_customers"] = figures.new_customers;
    to["returning_customers"] =
        wire::maybe(figures.returning_customers, [](std::int64_t count) { return count; });
}

std::string period_name(date first, report_granularity granularity)
{
    auto const iso = to_iso(first);
    return granularity == report_granularity::month ? iso.substr(0, iso.rfind('-')) : iso;
}

} // namespace

boost::json::object to_json(sales_report const& value)
{
    boost::json::array rows;
    rows.reserve(value.rows.size());
    for (auto const& row : value.rows) {
        boost::json::object one{{"period", period_name(row.period.first, value.granularity)}};
        add_figures(one, row.figures);
        rows.push_back(std::move(one));
    }
    boost::json::object totals;
    add_figures(totals, value.totals);
    return {{"schema_version", 1},
            {"report", value.granularity == report_granularity::month ? "monthly" : "daily"},
            {"currency", wire::text(code(value.currency))},
            {"timezone", value.time_zone},
            {"basis", wire::text(name(value.basis))},
            {"period", boost::json::object{{"from", to_iso(value.period.first)},
                                           {"to", to_iso(value.period.last)}}},
            {"rows", std::move(rows)},
            {"totals", std::move(totals)}};
}

boost::json::object to_json(figure_part const& value)
{
    return {
        {"booked_on", to_iso(value.booked_on)},
        {"order_number", value.order_number},
        {"customer", wire::maybe(value.customer_name)},
        {"what", value.what},
        {"amount", wire::maybe(value.amount)},
        {"currency", wire::maybe(value.amount,
                                 [](money amount) { return wire::text(code(amount.currency())); })},
        {"units",
         wire::maybe(value.units, [](quantity units) { return wire::text(to_decimal(units)); })},
        {"count", wire::maybe(value.count, [](std::int64_t count) { return count; })}};
}

boost::json::object to_json(finding const& value)
{
    return {{"invariant", value.invariant},
            {"subject", value.subject},
            {"expected", value.expected},
            {"actual", value.actual}};
}

} // namespace tokocrm
