#include "../core/business_date.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"
#include "check_queries.hpp"

#include <tokocrm/shop.hpp>

#include <array>

namespace tokocrm::report_queries {

using soci::into;

namespace {

void stock_levels(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'product ' || p.id || ' on hand', cast(coalesce(m.quantity, 0) as text),"
             " coalesce(cast(s.on_hand as text), 'no level') from products p"
             " left join stock_levels s on s.product_id = p.id left join"
             " (select product_id, sum(quantity) as quantity from stock_movements"
             " group by product_id) m on m.product_id = p.id"
             " where s.product_id is null or s.on_hand <> coalesce(m.quantity, 0)"
             " or s.on_hand < 0",
             take);
    run_text(uow,
             "select 'product ' || p.product_id || ' reserved', cast(coalesce(r.quantity, 0) as"
             " text), cast(p.reserved as text) from stock_levels p left join"
             " (select product_id, sum(quantity) as quantity from stock_reservations"
             " where closed_at is null group by product_id) r on r.product_id = p.product_id"
             " where p.reserved <> coalesce(r.quantity, 0)",
             take);
}

/// Movements and reservations, each by itself and beside what they are of.
void stock_ledger(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'movement ' || id, kind || ' as it may be', kind || ' ' || quantity ||"
             " case when order_id is null then '' else ' of an order' end from stock_movements"
             " where not ((kind = 'received' and quantity > 0 and order_id is null)"
             " or (kind = 'sold' and quantity < 0 and order_id is not null)"
             " or (kind = 'returned' and quantity > 0 and order_id is not null)"
             " or (kind = 'adjusted' and quantity <> 0 and order_id is null)"
             " or (kind = 'counted' and order_id is null))",
             take);
    run_text(uow,
             "select 'product ' || p.id || ' stock moved',"
             " case when m.product_id is null then '0' else '1' end, cast(p.stock_moved as text)"
             " from products p left join (select distinct product_id from stock_movements) m"
             " on m.product_id = p.id"
             " where p.stock_moved <> case when m.product_id is null then 0 else 1 end",
             take);
    run_text(uow,
             "select 'product ' || product_id || ' of order ' || order_id || ' sold',"
             " '0 or more', cast(-sum(quantity) as text) from stock_movements"
             " where order_id is not null group by product_id, order_id having sum(quantity) > 0",
             take);
    run_text(uow,
             "select 'product ' || r.product_id || ' of order ' || r.order_id || ' sold',"
             " 'at least ' || r.quantity, cast(coalesce(m.quantity, 0) as text)"
             " from (select order_id, product_id, sum(quantity) as quantity"
             " from stock_reservations where outcome = 'sold' group by order_id, product_id) r"
             " left join (select order_id, product_id, -sum(quantity) as quantity"
             " from stock_movements where kind = 'sold' group by order_id, product_id) m"
             " on m.order_id = r.order_id and m.product_id = r.product_id"
             " where coalesce(m.quantity, 0) < r.quantity",
             take);
    run_text(uow,
             "select 'reservation ' || position || ' of order ' || order_id,"
             " 'an end and an outcome', 'one of them' from stock_reservations"
             " where (closed_at is null) <> (outcome is null)",
             take);
    run_text(uow,
             "select 'product ' || product_id || ' low from', '0 or more',"
             " cast(low_stock as text) from stock_levels where low_stock < 0",
             take);
    auto const zone = get_shop(uow).zone;
    std::int64_t number = 0, at = 0, on = 0;
    soci::statement select = (sql(uow).prepare << "select id, at, moved_on from stock_movements",
                              into(number), into(at), into(on));
    select.execute();
    while (select.fetch()) {
        auto const expected = to_number(zone.local_date(db::to_timestamp(at)));
        if (expected != on)
            take({"movement " + std::to_string(number), std::to_string(expected),
                  std::to_string(on)});
    }
}

void coupon_uses(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'coupon ' || c.id, cast(coalesce(u.uses, 0) as text),"
             " cast(c.times_used as text) from coupons c left join (select coupon_id,"
             " count(*) as uses from coupon_uses where given_back_at is null group by coupon_id) u"
             " on u.coupon_id = c.id where c.times_used <> coalesce(u.uses, 0)",
             take);
    run_text(uow,
             "select 'coupon ' || id, 'at most ' || usage_limit, cast(times_used as text)"
             " from coupons where times_used > usage_limit",
             take);
    run_text(uow,
             "select 'order ' || o.number, 'no coupon used', 'coupon ' || u.coupon_id"
             " from coupon_uses u join orders o on o.id = u.order_id where u.given_back_at is null"
             " and (o.coupon_code is null or o.order_state = 'cancelled')",
             take);
    run_text(uow,
             "select 'order ' || o.number, 'its coupon used', 'none' from orders o"
             " where o.coupon_code is not null and o.import_batch_id is null"
             " and o.order_state <> 'cancelled' and not exists (select 1 from coupon_uses u"
             " where u.order_id = o.id and u.given_back_at is null)",
             take);
}

void product_packs(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'product ' || p.id, 'a first pack', 'none' from products p where not exists"
             " (select 1 from product_packs k where k.product_id = p.id and k.position = 1)",
             take);
}

void import_batches(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'import ' || b.id, cast(coalesce(o.orders, 0) as text),"
             " cast(b.orders as text) from import_batches b left join (select import_batch_id,"
             " count(*) as orders from orders where import_batch_id is not null"
             " group by import_batch_id) o on o.import_batch_id = b.id"
             " where b.orders <> coalesce(o.orders, 0)",
             take);
}

/// Orders and booking entries, added up by day and by month.
void summary_figures(unit_of_work& uow, taker const& take)
{
    constexpr std::array names{"orders",  "units",    "gross", "discounts",
                               "refunds", "shipping", "other"};
    std::string columns, sums, stored, both;
    for (auto const* each : names) {
        auto const column = std::string(each);
        columns += ", " + column;
        sums += ", sum(" + column + ") as " + column;
        stored += ", -sum(" + column + ") as " + column;
        both += ", cast(sum(" + column + ") as bigint)";
    }
    std::string const text =
        "with booked as (select 'paid' as basis, booked_paid_on as day, 1 as orders, units, gross,"
        " product_discount + coupon_discount as discounts, 0 as refunds, shipping, other"
        " from orders where booked_paid_on is not null union all"
        " select 'placed', booked_placed_on, 1, units, gross, product_discount + coupon_discount,"
        " 0, shipping, other from orders where booked_placed_on is not null union all"
        " select basis, booked_on" +
        columns +
        " from booking_entries), compared as ("
        "select basis, 'day' as granularity, day as period" +
        sums + " from booked group by basis, day union all select basis, 'month', day / 100" +
        sums +
        " from booked group by basis, day / 100 union all"
        " select basis, granularity, period" +
        stored +
        " from sales_summary group by basis, granularity, period)"
        " select basis, granularity, period" +
        both +
        " from compared group by basis, granularity, period order by basis, granularity, period";
    std::string basis, granularity;
    std::int64_t period = 0;
    std::array<std::int64_t, names.size()> more{};
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(text);
    select.exchange(into(basis));
    select.exchange(into(granularity));
    select.exchange(into(period));
    for (auto& each : more)
        select.exchange(into(each));
    select.define_and_bind();
    select.execute();
    while (select.fetch())
        for (std::size_t i = 0; i < names.size(); ++i)
            if (more[i] != 0)
                take({basis + " " + granularity + " " + std::to_string(period) + " " + names[i],
                      "the sum of its orders and entries", "off by " + std::to_string(-more[i])});
}

/// Each customer's first day and month, and the others in which they bought.
void summary_customers(unit_of_work& uow, taker const& take)
{
    auto const part = [](char const* basis, char const* column) {
        return std::string("select '") + basis + "' as basis, customer_id, " + column +
               " as day from orders where customer_id is not null and " + column + " is not null";
    };
    std::string const text =
        "with bought as (" + part("paid", "booked_paid_on") + " union all " +
        part("placed", "booked_placed_on") +
        "), firsts as (select basis, customer_id, min(day) as day from bought"
        " group by basis, customer_id), periods as (select distinct b.basis, 'day' as granularity,"
        " b.day as period, f.day as first_period, b.customer_id from bought b join firsts f"
        " on f.basis = b.basis and f.customer_id = b.customer_id union all"
        " select distinct b.basis, 'month', b.day / 100, f.day / 100, b.customer_id from bought b"
        " join firsts f on f.basis = b.basis and f.customer_id = b.customer_id),"
        " compared as (select basis, granularity, period,"
        " sum(case when period = first_period then 1 else 0 end) as fresh,"
        " sum(case when period = first_period then 0 else 1 end) as known"
        " from periods group by basis, granularity, period union all"
        " select basis, granularity, period, -sum(new_customers), -sum(returning_customers)"
        " from sales_summary group by basis, granularity, period)"
        " select basis, granularity, period, cast(sum(fresh) as bigint),"
        " cast(sum(known) as bigint) from compared group by basis, granularity, period"
        " having sum(fresh) <> 0 or sum(known) <> 0 order by basis, granularity, period";
    std::string basis, granularity;
    std::int64_t period = 0, fresh = 0, known = 0;
    soci::statement select = (sql(uow).prepare << text, into(basis), into(granularity),
                              into(period), into(fresh), into(known));
    select.execute();
    while (select.fetch()) {
        auto const of = basis + " " + granularity + " " + std::to_string(period);
        if (fresh != 0)
            take({of + " new customers", "the count of first orders",
                  "off by " + std::to_string(-fresh)});
        if (known != 0)
            take({of + " returning customers", "the count of the others",
                  "off by " + std::to_string(-known)});
    }
}

constexpr check all[] = {
    {"stock.levels", stock_levels},
    {"stock.ledger", stock_ledger},
    {"coupon.uses", coupon_uses},
    {"product.packs", product_packs},
    {"import.batches", import_batches},
    {"summary.figures", summary_figures},
    {"summary.customers", summary_customers},
};

} // namespace

std::span<check const> checks_of_goods()
{
    return all;
}

} // namespace tokocrm::report_queries
