#include "measurements.hpp"

#include <filesystem>
#include <sstream>
#include <stdexcept>

namespace bench {

namespace {

/// What `order list` asks for without options.
constexpr char const* newest_orders =
    "select id, number, customer_id, placed_at, placed_on, paid_at, paid_on, booked_placed_on,"
    " booked_paid_on, order_state, payment_state, fulfilment_state, payment_method,"
    " customer_name, phone, email, address, city, postal_code, line_count, units, gross,"
    " product_discount, coupon_code, coupon_discount, shipping, other, total, paid, refunded,"
    " expires_at, source, reference from orders where 1 = 1"
    " order by placed_at desc, number desc limit 20";

constexpr char const* months = "2023-01..2025-12";

constexpr char const* monthly_sales =
    "select period, sum(orders), sum(units), sum(gross), sum(discounts), sum(refunds),"
    " sum(shipping), sum(other), sum(new_customers), sum(returning_customers) from sales_summary"
    " where basis = 'paid' and granularity = 'month' and period between 202301 and 202512"
    " group by period order by period";

int always(shop_size const&)
{
    return 400;
}

int few(shop_size const& of)
{
    return of.orders > 1'000'000 ? 1 : of.orders > 100'000 ? 3 : 5;
}

command list_orders(scene const& at)
{
    return {at.run.toko, "--db", at.of.shop(), "order", "list"};
}

command report_months_of(scene const& at, shop_size const& size)
{
    return {at.run.toko, "--db", size.shop(), "report", "monthly", months};
}

command report_months(scene const& at)
{
    return report_months_of(at, at.of);
}

void require_same_output(std::string const& what, command const& toko, command const& shell)
{
    auto const here = output_of(toko), there = output_of(shell);
    if (here.empty())
        throw std::runtime_error(what + ": toko writes nothing");
    std::istringstream ours(here), theirs(there);
    for (std::string one, other; ours || theirs;) {
        bool const more = bool(std::getline(ours, one)), others = bool(std::getline(theirs, other));
        if (more != others || (more && one != other))
            throw std::runtime_error(
                what + ": toko and the yardstick disagree: " + (more ? one : "no more") + " and " +
                (others ? other : "no more"));
    }
}

void require_same_orders(scene const& at)
{
    auto toko = list_orders(at);
    toko.insert(toko.end(),
                {"--limit", "20", "--format", "tsv", "--fields", "number,total,gross,customer"});
    require_same_output("order list", toko,
                        {at.run.shell, "-batch", "-header", "-tabs", at.of.shop(),
                         std::string("select number, total, gross, customer_name as customer"
                                     " from (") +
                             newest_orders + ")"});
}

void require_same_months(scene const& at)
{
    auto toko = report_months(at);
    toko.insert(toko.end(), {"--format", "tsv"});
    // The report has quantities with their decimals, and sums of its own.
    require_same_output(
        "report monthly", toko,
        {at.run.shell, "-batch", "-header", "-tabs", at.of.shop(),
         std::string(
             "select substr(period, 1, 4) || '-' || substr(period, 5) as period, orders,"
             " rtrim(rtrim(printf('%d.%03d', units / 1000, units % 1000), '0'), '.') as"
             " units, gross, discounts, refunds, gross - discounts - refunds as net,"
             " shipping, other, gross - discounts - refunds + shipping + other as total,"
             " (2 * (gross - discounts - refunds) + orders) / (2 * orders) as average_order,"
             " new_customers,"
             " returning_customers from (select period, sum(orders) as orders,"
             " sum(units) as units, sum(gross) as gross, sum(discounts) as discounts,"
             " sum(refunds) as refunds, sum(shipping) as shipping, sum(other) as other,"
             " sum(new_customers) as new_customers, sum(returning_customers) as"
             " returning_customers from sales_summary where basis = 'paid' and"
             " granularity = 'month' and period between 202301 and 202512"
             " group by period order by period)")});
}

void copy_empty_shops(scene const& at)
{
    for (auto const& copy : {at.of.fresh_of_toko(), at.of.fresh_of_yardstick()}) {
        for (auto const* rest : {"", "-wal", "-shm"})
            std::filesystem::remove(copy + rest);
        std::filesystem::copy_file(at.of.empty(), copy);
    }
}

void require_same_rows(scene const& at)
{
    run({at.run.yardstick, "compare", at.of.fresh_of_toko(), at.of.fresh_of_yardstick()});
}

} // namespace

std::vector<measurement> const& measurements()
{
    static std::vector<measurement> const all{
        {.name = "order-list",
         .what = "`toko order list`, the 20 newest",
         .beside = "`sqlite3`, the same query",
         .most_times = 1.5,
         .most_mib = 16,
         .times_run = always,
         .toko = list_orders,
         .yardstick =
             [](scene const& at) {
                 return command{at.run.shell, "-batch", at.of.shop(), newest_orders};
             },
         .require_agreement = require_same_orders},
        {.name = "order-list-floor",
         .what = "`toko order list`, the 20 newest",
         .beside = "a process of nothing but SQLite, the same query",
         .times_run = always,
         .toko = list_orders,
         .yardstick =
             [](scene const& at) {
                 return command{at.run.raw_query, at.of.shop(), newest_orders};
             }},
        {.name = "report-monthly",
         .what = "`toko report monthly`, 36 months",
         .beside = "`sqlite3`, reading the same 36 rows",
         .most_times = 1.5,
         .most_mib = 16,
         .times_run = always,
         .toko = report_months,
         .yardstick =
             [](scene const& at) {
                 return command{at.run.shell, "-batch", at.of.shop(), monthly_sales};
             },
         .require_agreement = require_same_months},
        {.name = "report-monthly-floor",
         .what = "`toko report monthly`, 36 months",
         .beside = "a process of nothing but SQLite, reading the same 36 rows",
         .times_run = always,
         .toko = report_months,
         .yardstick =
             [](scene const& at) {
                 return command{at.run.raw_query, at.of.shop(), monthly_sales};
             }},
        {.name = "report-monthly-growth",
         .what = "`toko report monthly`, 36 months",
         .beside = "itself at the smallest size",
         .most_times = 1.2,
         .times_run = always,
         .toko = report_months,
         .yardstick = [](scene const& at) { return report_months_of(at, at.smallest); },
         .only_beyond_smallest = true},
        {.name = "order-import",
         .what = "`toko order import` of the whole history",
         .beside = "the same rows by prepared inserts, indexes last",
         .most_times = 2,
         .most_mib = 256,
         .times_run = few,
         .toko =
             [](scene const& at) {
                 return command{at.run.toko, "--db",   at.of.fresh_of_toko(),
                                "order",     "import", at.of.history()};
             },
         .yardstick =
             [](scene const& at) {
                 return command{at.run.yardstick, "import", at.of.fresh_of_yardstick(),
                                at.of.history()};
             },
         .prepare = copy_empty_shops,
         .require_agreement = require_same_rows},
    };
    return all;
}

} // namespace bench
