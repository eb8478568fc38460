#include "../core/business_date.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"
#include "repository.hpp"

#include <soci/soci.h>

#include <algorithm>

namespace tokocrm::order_repository {

using soci::into, soci::use;

namespace {

std::optional<std::int64_t> stored(std::optional<date> const& on)
{
    return on ? std::optional(to_number(*on)) : std::nullopt;
}

struct next_transition_insert
{
    std::int64_t order = 0, position = 0, at = 0;
    std::string graph, to, actor;
    db::nullable_text from, reason;
    soci::statement insert;

    explicit next_transition_insert(soci::session& session)
        : insert((session.prepare
                      << "insert into order_transitions (order_id, position, graph, from_state,"
                         " to_state, actor, at, reason) select :order, coalesce(max(position), 0)"
                         " + 1, :graph, :from_state, :to_state, :actor, :at, :reason"
                         " from order_transitions where order_id = :position_of"
                         " returning position",
                  use(order), use(graph), use(from.value, from.state), use(to), use(actor), use(at),
                  use(reason.value, reason.state), use(order), into(position)))
    {}
    void take(id<tokocrm::order> of, order_transition const& step)
    {
        order = of.value();
        graph = step.graph;
        from = step.from;
        to = step.to;
        actor = step.actor;
        at = db::to_number(step.at);
        reason = step.reason;
    }
};

struct keyed_select
{
    std::string key, request;
    std::int64_t row = 0;
    soci::statement select;

    explicit keyed_select(soci::session& session)
        : select((session.prepare << "select id, coalesce(request_digest, '') from orders"
                                     " where idempotency_key = :key",
                  use(key), into(row), into(request)))
    {}
};

struct header_update
{
    db::nullable_number paid_at, paid_on, booked_placed_on, booked_paid_on, expires_at;
    std::string order_state, payment_state, fulfilment_state;
    std::int64_t paid = 0, refunded = 0, row = 0, version = 0;
    soci::statement update;

    explicit header_update(soci::session& session)
        : update((session.prepare
                      << "update orders set paid_at = :paid_at, paid_on = :paid_on,"
                         " booked_placed_on = :booked_placed_on, booked_paid_on = :booked_paid_on,"
                         " order_state = :order_state, payment_state = :payment_state,"
                         " fulfilment_state = :fulfilment_state, paid = :paid,"
                         " refunded = :refunded, expires_at = :expires_at, version = version + 1"
                         " where id = :row and version = :version",
                  use(paid_at.value, paid_at.state), use(paid_on.value, paid_on.state),
                  use(booked_placed_on.value, booked_placed_on.state),
                  use(booked_paid_on.value, booked_paid_on.state), use(order_state),
                  use(payment_state), use(fulfilment_state), use(paid), use(refunded),
                  use(expires_at.value, expires_at.state), use(row), use(version)))
    {}
    void take(order_header const& head)
    {
        paid_at = db::to_number(head.paid_at);
        paid_on = stored(head.paid_on);
        booked_placed_on = stored(head.booked_placed_on);
        booked_paid_on = stored(head.booked_paid_on);
        expires_at = db::to_number(head.expires_at);
        order_state = name(head.states.order);
        payment_state = name(head.states.payment);
        fulfilment_state = name(head.states.fulfilment);
        paid = head.paid.minor();
        refunded = head.refunded.minor();
        row = head.row.value();
        version = head.version;
    }
};

/// The first day a customer bought on, the day itself if they bought then, one day of its month.
template <report_basis basis>
struct telling_select
{
    std::int64_t customer_a = 0, customer_b = 0, customer_c = 0, without_a = 0, without_b = 0,
                 without_c = 0, day_b = 0, month_first = 0, month_last = 0;
    db::nullable_number first, same_day, same_month;
    soci::statement select;

    static std::string text()
    {
        std::string const day = basis == report_basis::paid ? "booked_paid_on" : "booked_placed_on";
        return "select (select " + day + " from orders where customer_id = :customer_a and " + day +
               " is not null and id <> :without_a order by " + day + " limit 1), (select " + day +
               " from orders where customer_id = :customer_b and " + day +
               " = :day_b and id <> :without_b limit 1), (select " + day +
               " from orders where customer_id = :customer_c and " + day +
               " between :month_first and :month_last and id <> :without_c order by " + day +
               " limit 1)";
    }
    explicit telling_select(soci::session& session)
        : select((session.prepare << text(), use(customer_a), use(without_a), use(customer_b),
                  use(day_b), use(without_b), use(customer_c), use(month_first), use(month_last),
                  use(without_c), into(first.value, first.state),
                  into(same_day.value, same_day.state), into(same_month.value, same_month.state)))
    {}
};

template <report_basis basis>
std::vector<std::int64_t> telling(unit_of_work& uow, std::int64_t who, std::int64_t day,
                                  std::int64_t without)
{
    auto& query = db::cached<telling_select<basis>>(uow);
    query.customer_a = query.customer_b = query.customer_c = who;
    query.without_a = query.without_b = query.without_c = without;
    query.day_b = day;
    query.month_first = day / 100 * 100;
    query.month_last = query.month_first + 99;
    db::fetch_one(query.select);
    std::vector<std::int64_t> days;
    for (auto const* each : {&query.first, &query.same_day, &query.same_month})
        if (auto const found = each->get())
            days.push_back(*found);
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

} // namespace

std::optional<keyed_order> find_keyed(unit_of_work& uow, std::string const& key)
{
    auto& query = db::cached<keyed_select>(uow);
    query.key = key;
    if (!db::fetch_one(query.select))
        return std::nullopt;
    return keyed_order{.row = id<order>(query.row), .request = query.request};
}

bool update(unit_of_work& uow, order_header const& changed)
{
    auto& query = db::cached<header_update>(uow);
    query.take(changed);
    return db::run(query.update) == 1;
}

void add_transition(unit_of_work& uow, id<order> of, order_transition const& step)
{
    auto& query = db::cached<next_transition_insert>(uow);
    query.take(of, step);
    db::fetch_one(query.insert);
}

std::vector<std::int64_t> overdue(unit_of_work& uow, timestamp now)
{
    auto const until = db::to_number(now);
    std::int64_t number = 0;
    std::vector<std::int64_t> found;
    soci::statement select =
        (sql(uow).prepare << "select number from orders where expires_at is not null"
                             " and payment_state = 'awaiting' and order_state = 'placed'"
                             " and expires_at <= :until order by expires_at, number",
         use(until), into(number));
    select.execute();
    while (select.fetch())
        found.push_back(number);
    return found;
}

std::vector<std::int64_t> telling_days(unit_of_work& uow, report_basis basis, id<customer> who,
                                       std::int64_t day, id<order> without)
{
    return basis == report_basis::paid
               ? telling<report_basis::paid>(uow, who.value(), day, without.value())
               : telling<report_basis::placed>(uow, who.value(), day, without.value());
}

std::int64_t move(unit_of_work& uow, id<customer> from, id<customer> to)
{
    auto const source = from.value(), goal = to.value();
    soci::statement moving =
        (sql(uow).prepare << "update orders set customer_id = :goal where customer_id = :source",
         use(goal), use(source));
    return db::run(moving);
}

} // namespace tokocrm::order_repository
