#include "queries.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

namespace tokocrm::report_queries {

using soci::into, soci::use;

namespace {

std::string booked_column(report_basis basis)
{
    return basis == report_basis::paid ? "booked_paid_on" : "booked_placed_on";
}

/// What an order and a booking entry add to a column.
std::pair<char const*, char const*> expressions(report_column column)
{
    switch (column) {
    case report_column::orders:
    case report_column::new_customers:
        return {"1", "e.orders"};
    case report_column::units:
        return {"o.units", "e.units"};
    case report_column::gross:
        return {"o.gross", "e.gross"};
    case report_column::discounts:
        return {"o.product_discount + o.coupon_discount", "e.discounts"};
    case report_column::refunds:
        return {"0", "e.refunds"};
    case report_column::net:
        return {"o.gross - o.product_discount - o.coupon_discount",
                "e.gross - e.discounts - e.refunds"};
    case report_column::shipping:
        return {"o.shipping", "e.shipping"};
    case report_column::other:
        return {"o.other", "e.other"};
    case report_column::total:
        break;
    }
    return {"o.gross - o.product_discount - o.coupon_discount + o.shipping + o.other",
            "e.gross - e.discounts - e.refunds + e.shipping + e.other"};
}

std::string parts_text(report_basis basis, report_column column)
{
    auto const day = booked_column(basis);
    if (column == report_column::new_customers)
        return "select o." + day +
               ", o.number, o.customer_name, 'order', 1 from orders o"
               " where o." +
               day +
               " between :first and :last and o.number = (select min(n.number) from orders n"
               " where n.customer_id = o.customer_id and n." +
               day + " = (select min(f." + day +
               ") from orders f where f.customer_id = o.customer_id and f." + day +
               " is not null)) order by 1, 2"; // as the index has them
    auto const [of_order, of_entry] = expressions(column);
    return "select booked_on, number, customer_name, what, value from (select o." + day +
           " as booked_on, o.number as number, o.customer_name as customer_name,"
           " 'order' as what, " +
           of_order + " as value from orders o where o." + day +
           " between :first and :last"
           " union all select e.booked_on, o.number, o.customer_name, e.kind, " +
           of_entry +
           " from booking_entries e join orders o on o.id = e.order_id where e.basis = '" +
           std::string(name(basis)) +
           "' and e.booked_on between :first_entry and :last_entry) t"
           " where value <> 0 order by 1, 2";
}

} // namespace

void for_each_summary_row(unit_of_work& uow, report_basis basis, report_granularity granularity,
                          std::int64_t first, std::int64_t last,
                          std::function<void(std::int64_t, booked_figures const&)> const& take)
{
    std::string const of_basis(name(basis)), of_granularity(name(granularity));
    std::int64_t period = 0;
    booked_figures f;
    soci::statement select =
        (sql(uow).prepare
             << "select period, cast(sum(orders) as bigint), cast(sum(units) as bigint),"
                " cast(sum(gross) as bigint), cast(sum(discounts) as bigint),"
                " cast(sum(refunds) as bigint), cast(sum(shipping) as bigint),"
                " cast(sum(other) as bigint), cast(sum(new_customers) as bigint),"
                " cast(sum(returning_customers) as bigint) from sales_summary"
                " where basis = :basis and granularity = :granularity"
                " and period between :first and :last group by period order by period",
         use(of_basis), use(of_granularity), use(first), use(last), into(period), into(f.orders),
         into(f.units), into(f.gross), into(f.discounts), into(f.refunds), into(f.shipping),
         into(f.other), into(f.new_customers), into(f.returning_customers));
    select.execute();
    while (select.fetch())
        take(period, f);
}

std::optional<std::pair<std::int64_t, std::int64_t>> booked_days(unit_of_work& uow,
                                                                 report_basis basis)
{
    std::string const of(name(basis));
    db::nullable_number first, last;
    sql(uow) << "select (select min(period) from sales_summary where basis = :basis"
                " and granularity = 'day'), (select max(period) from sales_summary"
                " where basis = :basis_too and granularity = 'day')",
        use(of), use(of), into(first.value, first.state), into(last.value, last.state);
    if (!first.get())
        return std::nullopt;
    return std::pair(first.value, last.value);
}

void for_each_part(unit_of_work& uow, report_basis basis, report_column column, std::int64_t first,
                   std::int64_t last, std::function<void(part const&)> const& take)
{
    part each;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(parts_text(basis, column));
    select.exchange(use(first));
    select.exchange(use(last));
    if (column != report_column::new_customers) {
        select.exchange(use(first));
        select.exchange(use(last));
    }
    select.exchange(into(each.booked_on));
    select.exchange(into(each.number));
    select.exchange(into(each.customer_name));
    select.exchange(into(each.what));
    select.exchange(into(each.value));
    select.define_and_bind();
    select.execute();
    while (select.fetch())
        take(each);
}

} // namespace tokocrm::report_queries
