#include "../core/business_date.hpp"
#include "../db/dialect.hpp"
#include "../db/search.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"
#include "repository.hpp"
#include "rules.hpp"

#include <soci/soci.h>

#include <algorithm>

namespace tokocrm::order_repository {

using soci::into, soci::use;

namespace {

std::optional<std::int64_t> stored(std::optional<date> const& on)
{
    return on ? std::optional(to_number(*on)) : std::nullopt;
}

std::optional<std::int64_t> minor(std::optional<money> const& amount)
{
    return amount ? std::optional(amount->minor()) : std::nullopt;
}

/// What of an order changes, bound for writing.
struct changing_columns
{
    db::nullable_number paid_at, paid_on, booked_placed_on, booked_paid_on, expires_at;
    std::string order_state, payment_state, fulfilment_state;
    std::int64_t paid = 0, refunded = 0;

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
    }
};

struct header_insert : changing_columns
{
    std::int64_t number = 0, placed_at = 0, placed_on = 0, line_count = 0, units = 0, gross = 0,
                 product_discount = 0, coupon_discount = 0, shipping = 0, other = 0, total = 0;
    db::nullable_number buyer;
    std::string customer_name;
    db::nullable_text payment_method, phone, email, address, city, postal_code, coupon_code, key,
        request, city_folded;
    std::string search_text;
    soci::statement insert;

    explicit header_insert(soci::session& session)
        : insert((session.prepare
                      << "insert into orders (number, customer_id, placed_at, placed_on, paid_at,"
                         " paid_on, booked_placed_on, booked_paid_on, order_state, payment_state,"
                         " fulfilment_state, payment_method, customer_name, phone, email, address,"
                         " city, postal_code, line_count, units, gross, product_discount,"
                         " coupon_code, coupon_discount, shipping, other, total, paid, refunded,"
                         " expires_at, idempotency_key, request_digest, version,"
                         " search_text, city_folded) values (:number,"
                         " :buyer, :placed_at, :placed_on, :paid_at, :paid_on, :booked_placed_on,"
                         " :booked_paid_on, :order_state, :payment_state, :fulfilment_state,"
                         " :payment_method, :customer_name, :phone, :email, :address, :city,"
                         " :postal_code, :line_count, :units, :gross, :product_discount,"
                         " :coupon_code, :coupon_discount, :shipping, :other, :total, :paid,"
                         " :refunded, :expires_at, :key, :request, 1, :search_text, :city_folded)",
                  use(number), use(buyer.value, buyer.state), use(placed_at), use(placed_on),
                  use(paid_at.value, paid_at.state), use(paid_on.value, paid_on.state),
                  use(booked_placed_on.value, booked_placed_on.state),
                  use(booked_paid_on.value, booked_paid_on.state), use(order_state),
                  use(payment_state), use(fulfilment_state),
                  use(payment_method.value, payment_method.state), use(customer_name),
                  use(phone.value, phone.state), use(email.value, email.state),
                  use(address.value, address.state), use(city.value, city.state),
                  use(postal_code.value, postal_code.state), use(line_count), use(units),
                  use(gross), use(product_discount), use(coupon_code.value, coupon_code.state),
                  use(coupon_discount), use(shipping), use(other), use(total), use(paid),
                  use(refunded), use(expires_at.value, expires_at.state), use(key.value, key.state),
                  use(request.value, request.state), use(search_text),
                  use(city_folded.value, city_folded.state)))
    {}
};

struct line_insert
{
    std::int64_t order = 0, position = 0, sold = 0, in_pack = 0, contains = 0, amount = 0,
                 base_amount = 0, gross = 0, discount = 0, coupon_share = 0, total = 0;
    std::string sku, name, pack_name;
    db::nullable_number unit_price, rate;
    soci::statement insert;

    explicit line_insert(soci::session& session)
        : insert((session.prepare
                      << "insert into order_lines (order_id, position, product_id, pack_id, sku,"
                         " name, pack_name, contains, quantity, base_quantity, unit_price, gross,"
                         " discount_ppm, discount, coupon_share, total) values (:order, :position,"
                         " :sold, :in_pack, :sku, :name, :pack_name, :contains, :amount,"
                         " :base_amount, :unit_price, :gross, :rate, :discount, :coupon_share,"
                         " :total)",
                  use(order), use(position), use(sold), use(in_pack), use(sku), use(name),
                  use(pack_name), use(contains), use(amount), use(base_amount),
                  use(unit_price.value, unit_price.state), use(gross), use(rate.value, rate.state),
                  use(discount), use(coupon_share), use(total)))
    {}
};

struct adjustment_insert
{
    std::int64_t order = 0, position = 0, amount = 0;
    std::string kind, label;
    db::nullable_number base, rate, fixed, bound;
    soci::statement insert;

    explicit adjustment_insert(soci::session& session)
        : insert((session.prepare
                      << "insert into order_adjustments (order_id, position, kind, label, amount,"
                         " base, rate_ppm, fixed, bound) values (:order, :position, :kind, :label,"
                         " :amount, :base, :rate, :fixed, :bound)",
                  use(order), use(position), use(kind), use(label), use(amount),
                  use(base.value, base.state), use(rate.value, rate.state),
                  use(fixed.value, fixed.state), use(bound.value, bound.state)))
    {}
};

/// The bound variables of a transition.
struct transition_values
{
    std::int64_t order = 0, position = 0, at = 0;
    std::string graph, to, actor;
    db::nullable_text from, reason;

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

/// Of an order that has none yet.
struct first_transition_insert : transition_values
{
    soci::statement insert;

    explicit first_transition_insert(soci::session& session)
        : insert((session.prepare
                      << "insert into order_transitions (order_id, position, graph, from_state,"
                         " to_state, actor, at, reason) values (:order, :position, :graph,"
                         " :from_state, :to_state, :actor, :at, :reason)",
                  use(order), use(position), use(graph), use(from.value, from.state), use(to),
                  use(actor), use(at), use(reason.value, reason.state)))
    {}
};

struct next_transition_insert : transition_values
{
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

struct header_update : changing_columns
{
    std::int64_t row = 0, version = 0;
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

id<order> insert(unit_of_work& uow, order const& whole, std::optional<order_key> const& key)
{
    auto const& head = whole.header;
    auto& in = db::cached<header_insert>(uow);
    in.take(head);
    in.number = head.number;
    in.buyer = head.buyer ? std::optional(head.buyer->value()) : std::nullopt;
    in.placed_at = db::to_number(head.placed_at);
    in.placed_on = to_number(head.placed_on);
    in.payment_method = head.payment_method;
    in.customer_name = head.customer_name.value_or("");
    in.phone = head.deliver_to.phone;
    in.email = head.deliver_to.email;
    in.address = head.deliver_to.address;
    in.city = head.deliver_to.city;
    in.postal_code = head.deliver_to.postal_code;
    in.search_text =
        search_text_of(head.number, head.reference, head.customer_name, head.deliver_to);
    in.city_folded = folded_city(head.deliver_to);
    in.line_count = head.line_count;
    in.units = head.units.thousandths();
    in.gross = head.gross.minor();
    in.product_discount = head.product_discount.minor();
    in.coupon_code = head.coupon_code;
    in.coupon_discount = head.coupon_discount.minor();
    in.shipping = head.shipping.minor();
    in.other = head.other.minor();
    in.total = head.total.minor();
    in.key = key ? std::optional(key->key) : std::nullopt;
    in.request = key ? std::optional(key->request) : std::nullopt;
    db::run(in.insert);
    id<order> const row(db::inserted_id(uow));
    db::added_lately(uow, db::searched_orders, row.value());

    auto& line = db::cached<line_insert>(uow);
    for (auto const& each : whole.lines) {
        line.order = row.value();
        line.position = each.position;
        line.sold = each.sold.value();
        line.in_pack = each.in_pack.value();
        line.sku = each.sku;
        line.name = each.name;
        line.pack_name = each.pack_name;
        line.contains = each.contains.thousandths();
        line.amount = each.amount.thousandths();
        line.base_amount = each.base_amount.thousandths();
        line.unit_price = minor(each.unit_price);
        line.gross = each.gross.minor();
        line.rate = each.discount_rate ? std::optional(each.discount_rate->ppm()) : std::nullopt;
        line.discount = each.discount.minor();
        line.coupon_share = each.coupon_share.minor();
        line.total = each.total.minor();
        db::run(line.insert);
    }
    std::int64_t position = 0;
    for (auto const& each : whole.adjustments) {
        auto& adjustment = db::cached<adjustment_insert>(uow);
        adjustment.order = row.value();
        adjustment.position = ++position;
        adjustment.kind = name(each.kind);
        adjustment.label = each.label;
        adjustment.amount = each.amount.minor();
        adjustment.base = minor(each.base);
        adjustment.rate = each.rate ? std::optional(each.rate->ppm()) : std::nullopt;
        adjustment.fixed = minor(each.fixed);
        adjustment.bound = minor(each.bound);
        db::run(adjustment.insert);
    }
    auto& transition = db::cached<first_transition_insert>(uow);
    transition.position = 0;
    for (auto const& each : whole.history) {
        transition.take(row, each);
        ++transition.position;
        db::run(transition.insert);
    }
    return row;
}

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
    query.row = changed.row.value();
    query.version = changed.version;
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
