#include "repository.hpp"

#include "../core/business_date.hpp"
#include "../db/session.hpp"

#include <soci/soci.h>

namespace tokocrm::sales_summary_repository {

using soci::into, soci::use;

namespace {

report_basis read_basis(std::string const& stored)
{
    return stored == "paid" ? report_basis::paid : report_basis::placed;
}

/// Which row of the summary, bound.
struct row_key
{
    std::string basis, granularity;
    std::int64_t period = 0;

    void take(summary_changes::key const& key)
    {
        basis = name(std::get<report_basis>(key));
        granularity = name(std::get<report_granularity>(key));
        period = std::get<std::int64_t>(key);
    }
};

struct addition : row_key
{
    booked_figures figures;
    soci::statement add;

    explicit addition(soci::session& session)
        : add((
              session.prepare
                  << "insert into sales_summary (basis, granularity, period, stripe, orders, units,"
                     " gross, discounts, refunds, shipping, other, new_customers,"
                     " returning_customers) values (:basis, :granularity, :period, 0, :orders,"
                     " :units, :gross, :discounts, :refunds, :shipping, :other, :new, :returning)"
                     " on conflict (basis, granularity, period, stripe) do update set"
                     " orders = sales_summary.orders + excluded.orders,"
                     " units = sales_summary.units + excluded.units,"
                     " gross = sales_summary.gross + excluded.gross,"
                     " discounts = sales_summary.discounts + excluded.discounts,"
                     " refunds = sales_summary.refunds + excluded.refunds,"
                     " shipping = sales_summary.shipping + excluded.shipping,"
                     " other = sales_summary.other + excluded.other,"
                     " new_customers = sales_summary.new_customers + excluded.new_customers,"
                     " returning_customers ="
                     " sales_summary.returning_customers + excluded.returning_customers",
              use(basis), use(granularity), use(period), use(figures.orders), use(figures.units),
              use(figures.gross), use(figures.discounts), use(figures.refunds),
              use(figures.shipping), use(figures.other), use(figures.new_customers),
              use(figures.returning_customers)))
    {}
};

struct tidying : row_key
{
    soci::statement tidy;

    explicit tidying(soci::session& session)
        : tidy((session.prepare
                    << "delete from sales_summary where basis = :basis"
                       " and granularity = :granularity and period = :period and stripe = 0"
                       " and orders = 0 and units = 0 and gross = 0 and discounts = 0"
                       " and refunds = 0 and shipping = 0 and other = 0"
                       " and new_customers = 0 and returning_customers = 0",
                use(basis), use(granularity), use(period)))
    {}
};

struct entry_insert
{
    std::int64_t order = 0, booked_on = 0;
    std::string basis, kind;
    booked_figures figures;
    soci::statement insert;

    explicit entry_insert(soci::session& session)
        : insert((session.prepare
                      << "insert into booking_entries (order_id, basis, kind, booked_on, orders,"
                         " units, gross, discounts, refunds, shipping, other) values (:order,"
                         " :basis, :kind, :booked_on, :orders, :units, :gross, :discounts,"
                         " :refunds, :shipping, :other)",
                  use(order), use(basis), use(kind), use(booked_on), use(figures.orders),
                  use(figures.units), use(figures.gross), use(figures.discounts),
                  use(figures.refunds), use(figures.shipping), use(figures.other)))
    {}
    entry_insert(entry_insert const&) = delete;
};

/// Orders that come, and customers of theirs, leave no row of nothing.
bool may_leave_zero(booked_figures const& f)
{
    return f.orders <= 0;
}

} // namespace

void apply(unit_of_work& uow, summary_changes const& changes)
{
    for (auto const& [key, figures] : changes.all()) {
        if (figures == booked_figures{})
            continue;
        auto& adds = db::cached<addition>(uow);
        adds.take(key);
        adds.figures = figures;
        db::run(adds.add);
        if (!may_leave_zero(figures))
            continue;
        auto& tidies = db::cached<tidying>(uow);
        tidies.take(key);
        db::run(tidies.tidy);
    }
}

void insert(unit_of_work& uow, booking_entry const& entry)
{
    auto& in = db::cached<entry_insert>(uow);
    in.order = entry.of.value();
    in.basis = name(entry.basis);
    in.kind = entry.kind;
    in.booked_on = to_number(entry.booked_on);
    in.figures = entry.figures;
    db::run(in.insert);
}

std::vector<booking_entry> entries(unit_of_work& uow, id<order> first, id<order> last)
{
    auto const from = first.value(), to = last.value();
    std::int64_t order = 0, booked_on = 0;
    std::string basis, kind;
    booked_figures f;
    std::vector<booking_entry> found;
    soci::statement select =
        (sql(uow).prepare << "select order_id, basis, kind, booked_on, orders, units, gross,"
                             " discounts, refunds, shipping, other from booking_entries"
                             " where order_id between :first and :last order by id",
         use(from), use(to), into(order), into(basis), into(kind), into(booked_on), into(f.orders),
         into(f.units), into(f.gross), into(f.discounts), into(f.refunds), into(f.shipping),
         into(f.other));
    select.execute();
    while (select.fetch())
        found.push_back({.of = id<tokocrm::order>(order),
                         .basis = read_basis(basis),
                         .kind = kind,
                         .booked_on = from_number(booked_on),
                         .figures = f});
    return found;
}

void remove_entries(unit_of_work& uow, id<order> first, id<order> last)
{
    auto const from = first.value(), to = last.value();
    sql(uow) << "delete from booking_entries where order_id between :first and :last", use(from),
        use(to);
}

void remove_entries(unit_of_work& uow, id<order> of, report_basis basis)
{
    auto const order = of.value();
    std::string const on(name(basis));
    sql(uow) << "delete from booking_entries where order_id = :order and basis = :basis",
        use(order), use(on);
}

} // namespace tokocrm::sales_summary_repository
