#include "queries.hpp"

#include "../core/business_date.hpp"
#include "../core/search_text.hpp"
#include "../core/text_fold.hpp"
#include "../db/binary.hpp"
#include "../db/search.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"
#include "../picture/service.hpp"

#include <tokocrm/shop.hpp>

#include <array>
#include <map>
#include <unordered_map>

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
               ") from orders f where f.customer_id = o.customer_id)) order by 1, 2";
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

using taker = std::function<void(difference const&)>;

/// A check whose query gives subject, expected and actual as text.
void run_text(unit_of_work& uow, std::string const& text, taker const& take)
{
    difference found;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(text);
    select.exchange(into(found.subject));
    select.exchange(into(found.expected));
    select.exchange(into(found.actual));
    select.define_and_bind();
    select.execute();
    while (select.fetch())
        take(found);
}

void order_total(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'order ' || number, cast(gross - product_discount - coupon_discount +"
             " shipping + other as text), cast(total as text) from orders where total <> gross -"
             " product_discount - coupon_discount + shipping + other",
             take);
}

void order_lines(unit_of_work& uow, taker const& take)
{
    std::int64_t number = 0;
    std::array<std::int64_t, 5> stored{}, summed{};
    constexpr std::array names{"lines", "units", "gross", "product discount", "coupon"};
    soci::statement select =
        (sql(uow).prepare
             << "select o.number, o.line_count, o.units, o.gross, o.product_discount,"
                " o.coupon_discount, coalesce(l.lines, 0), coalesce(l.units, 0),"
                " coalesce(l.gross, 0), coalesce(l.discount, 0), coalesce(l.coupon, 0)"
                " from orders o left join (select order_id, cast(count(*) as bigint) as lines,"
                " cast(sum(base_quantity) as bigint) as units, cast(sum(gross) as bigint) as"
                " gross, cast(sum(discount) as bigint) as discount, cast(sum(coupon_share) as"
                " bigint) as coupon from order_lines group by order_id) l on l.order_id = o.id"
                " where l.order_id is null or o.line_count <> l.lines or o.units <> l.units"
                " or o.gross <> l.gross or o.product_discount <> l.discount"
                " or o.coupon_discount <> l.coupon",
         into(number), into(stored[0]), into(stored[1]), into(stored[2]), into(stored[3]),
         into(stored[4]), into(summed[0]), into(summed[1]), into(summed[2]), into(summed[3]),
         into(summed[4]));
    select.execute();
    while (select.fetch())
        for (std::size_t i = 0; i < names.size(); ++i)
            if (stored[i] != summed[i])
                take({"order " + std::to_string(number) + " " + names[i], std::to_string(summed[i]),
                      std::to_string(stored[i])});
}

/// The shop's rounding in integers; amounts whose product does not fit are left to the order's sum.
void line_amounts(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'order ' || o.number || ' line ' || l.position || ' total',"
             " cast(l.gross - l.discount as text), cast(l.total as text)"
             " from order_lines l join orders o on o.id = l.order_id"
             " where l.total <> l.gross - l.discount or l.total < 0 or l.coupon_share < 0"
             " or l.coupon_share > l.total",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' line ' || l.position || ' gross',"
             " cast((l.unit_price * l.quantity + 500) / 1000 as text), cast(l.gross as text)"
             " from order_lines l join orders o on o.id = l.order_id"
             " where case when l.unit_price < 9000000000000000000 / l.quantity then"
             " l.gross <> (l.unit_price * l.quantity + 500) / 1000 else 1 = 0 end",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' line ' || l.position || ' discount',"
             " cast((l.gross * coalesce(l.discount_ppm, 0) + 500000) / 1000000 as text),"
             " cast(l.discount as text) from order_lines l join orders o on o.id = l.order_id"
             " where l.gross < 9000000000000 and l.discount <>"
             " (l.gross * coalesce(l.discount_ppm, 0) + 500000) / 1000000",
             take);
}

void order_adjustments(unit_of_work& uow, taker const& take)
{
    constexpr std::array<std::array<char const*, 2>, 3> sums{
        {{"coupon", "-o.coupon_discount"}, {"shipping", "o.shipping"}, {"unique_code", "o.other"}}};
    for (auto const& [kind, stored] : sums) {
        auto const expected = std::string(stored);
        run_text(uow,
                 std::string("select 'order ' || o.number || ' ") + kind + "', cast(" + expected +
                     " as text), cast(coalesce(a.amount, 0) as text) from orders o left join"
                     " (select order_id, cast(sum(amount) as bigint) as amount from"
                     " order_adjustments where kind = '" +
                     kind + "' group by order_id) a on a.order_id = o.id where" +
                     " coalesce(a.amount, 0) <> " + expected,
                 take);
    }
}

/// What was agreed makes the amount; products that do not fit are left to the order's sum.
void adjustment_terms(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'order ' || number || ' coupon', cast(expected as text), cast(taken as text)"
             " from (select number, taken, case when bound < full then bound else full end as"
             " expected from (select o.number, -a.amount as taken, a.bound, case when a.rate_ppm is"
             " not null then (a.base * a.rate_ppm + 500000) / 1000000 when a.fixed < a.base then"
             " a.fixed else a.base end as full from order_adjustments a join orders o on o.id ="
             " a.order_id where a.kind = 'coupon' and a.base < 9000000000000) f) e"
             " where taken <> expected",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' shipping', case when a.base >= a.bound then '0'"
             " else cast(a.fixed as text) end, cast(a.amount as text) from order_adjustments a"
             " join orders o on o.id = a.order_id where a.kind = 'shipping' and a.amount <>"
             " case when a.base >= a.bound then 0 else a.fixed end",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' goods', cast(o.gross - o.product_discount as text),"
             " cast(a.base as text) from order_adjustments a join orders o on o.id = a.order_id"
             " where (a.kind = 'shipping' and a.base <> o.gross - o.product_discount)"
             " or (a.kind = 'coupon' and a.base > o.gross - o.product_discount)",
             take);
}

void order_paid(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'order ' || o.number || ' paid', cast(coalesce(p.amount, 0) as text),"
             " cast(o.paid as text) from orders o left join (select order_id, sum(amount) as"
             " amount from payments group by order_id) p on p.order_id = o.id"
             " where o.paid <> coalesce(p.amount, 0)",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' refunded', cast(coalesce(r.amount, 0) as text),"
             " cast(o.refunded as text) from orders o left join (select order_id, sum(amount) as"
             " amount from refunds group by order_id) r on r.order_id = o.id"
             " where o.refunded <> coalesce(r.amount, 0)",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' refund ' || r.position,"
             " cast(r.goods + r.shipping + r.other as text), cast(r.amount as text)"
             " from refunds r join orders o on o.id = r.order_id"
             " where r.amount <> r.goods + r.shipping + r.other",
             take);
    run_text(uow,
             "select 'order ' || number || ' refunded', 'at most ' || paid, cast(refunded as text)"
             " from orders where refunded > paid or refunded < 0",
             take);
}

/// What the states say of the money must be what the money says.
void order_money_state(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'order ' || number, case payment_state when 'paid' then 'paid ' || total ||"
             " ' or more' when 'part_paid' then 'a part of ' || total || ' paid' else 'paid ' ||"
             " total || ' or more, or never wholly paid' end, payment_state || ' with ' || paid"
             " from orders where (payment_state = 'paid' and (paid < total or paid_on is null))"
             " or (payment_state = 'part_paid' and (paid <= 0 or paid >= total or paid_on is not"
             " null)) or (payment_state in ('part_refunded', 'refunded') and case when paid_on is"
             " null then paid <= 0 or paid >= total else paid < total end)",
             take);
    run_text(uow,
             "select 'order ' || number, 'nothing paid', payment_state || ' with ' || paid"
             " from orders where payment_state in ('awaiting', 'submitted', 'expired',"
             " 'cancelled') and (paid <> 0 or paid_on is not null)",
             take);
    run_text(uow,
             "select 'order ' || number, 'refunded ' || paid, payment_state || ' with ' || refunded"
             " from orders where (payment_state = 'refunded' and refunded <> paid)"
             " or (payment_state = 'part_refunded' and (refunded = 0 or refunded = paid))"
             " or (payment_state not in ('refunded', 'part_refunded') and refunded <> 0)",
             take);
}

/// What waits to be looked at agrees with the order, what was decided with the payments.
void payment_submissions(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'order ' || o.number || ' submission ' || s.position,"
             " 'open only while the order waits', o.order_state || ' ' || o.payment_state"
             " from payment_submissions s join orders o on o.id = s.order_id"
             " where s.state = 'open' and (o.order_state <> 'placed'"
             " or o.payment_state not in ('submitted', 'part_paid'))",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' submissions', case o.payment_state"
             " when 'submitted' then '1 open' else 'at most 1 open' end, cast(w.waiting as text)"
             " from orders o join (select p.id, cast(count(s.position) as bigint) as waiting"
             " from orders p left join payment_submissions s on s.order_id = p.id"
             " and s.state = 'open' where p.payment_state = 'submitted' or s.position is not null"
             " group by p.id) w on w.id = o.id where w.waiting > 1 or (w.waiting = 0"
             " and not exists (select 1 from order_transitions t where t.order_id = o.id"
             " and t.graph = 'imported' and t.to_state = 'submitted'))",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' submission ' || s.position,"
             " 'who decided, and why it was rejected', s.state from payment_submissions s"
             " join orders o on o.id = s.order_id where (s.state = 'open') <>"
             " (s.decided_at is null) or (s.decided_at is null) <> (s.decided_by is null)"
             " or (s.state = 'rejected') <> (s.reason is not null)",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' submission ' || s.position, case s.state"
             " when 'accepted' then '1 payment' else 'no payment' end, cast(count(p.position)"
             " as text) from payment_submissions s join orders o on o.id = s.order_id"
             " left join payments p on p.order_id = s.order_id and p.submission = s.position"
             " group by o.number, s.position, s.state having count(p.position) <>"
             " case s.state when 'accepted' then 1 else 0 end",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' payment ' || p.position, 'submission ' ||"
             " p.submission, 'none' from payments p join orders o on o.id = p.order_id"
             " where p.submission is not null and not exists (select 1 from payment_submissions s"
             " where s.order_id = p.order_id and s.position = p.submission)",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' submission ' || s.position, 'the digest of its"
             " picture', 'another' from payment_submissions s join orders o on o.id = s.order_id"
             " join pictures i on i.id = s.picture_id where s.picture_digest is null"
             " or s.picture_digest <> i.sha256",
             take);
}

/// Refunds are made of lines of their order, and give back no more than was there.
void refund_parts(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'order ' || o.number || ' refund ' || r.position || ' goods',"
             " cast(coalesce(l.amount, 0) as text), cast(r.goods as text) from refunds r"
             " join orders o on o.id = r.order_id left join (select order_id, refund, sum(amount)"
             " as amount from refund_lines group by order_id, refund) l on l.order_id = r.order_id"
             " and l.refund = r.position where r.goods <> coalesce(l.amount, 0) and not"
             " (l.amount is null and r.reason = 'imported' and exists (select 1 from"
             " order_transitions t where t.order_id = r.order_id and t.graph = 'imported'"
             " and t.to_state in ('refunded', 'part_refunded')))",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' refund ' || r.position, 'an amount above 0',"
             " r.goods || ' + ' || r.shipping || ' + ' || r.other from refunds r join orders o"
             " on o.id = r.order_id where r.goods < 0 or r.shipping < 0 or r.other < 0"
             " or (r.amount <= 0 and o.paid <> 0)",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' line ' || f.line || ' refunded', case when l.total"
             " is null then 'a line' else 'at most ' || l.quantity || ' for ' ||"
             " (l.total - l.coupon_share) end, f.quantity || ' for ' || f.amount"
             " from (select order_id, line, sum(quantity) as quantity, sum(base_quantity) as base,"
             " sum(amount) as amount from refund_lines group by order_id, line) f"
             " join orders o on o.id = f.order_id left join order_lines l on l.order_id ="
             " f.order_id and l.position = f.line where l.total is null or f.quantity > l.quantity"
             " or f.base > l.base_quantity or f.amount > l.total - l.coupon_share"
             " or (f.quantity = l.quantity and (f.base <> l.base_quantity"
             " or f.amount <> l.total - l.coupon_share))",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' line of refund ' || f.refund, 'a refund', 'none'"
             " from refund_lines f join orders o on o.id = f.order_id where not exists"
             " (select 1 from refunds r where r.order_id = f.order_id and r.position = f.refund)",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' refunded beside the goods', 'at most ' ||"
             " o.shipping || ' + ' || (o.other + o.paid - o.total), r.shipping || ' + ' || r.other"
             " from orders o join (select order_id, sum(shipping) as shipping, sum(other) as other"
             " from refunds group by order_id) r on r.order_id = o.id where r.shipping >"
             " o.shipping or (o.paid_on is not null and r.other > o.other + o.paid - o.total)",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' product ' || f.product_id || ' restocked',"
             " 'at most ' || coalesce(m.quantity, 0), cast(f.quantity as text) from (select"
             " r.order_id, l.product_id, sum(r.base_quantity) as quantity from refund_lines r"
             " join order_lines l on l.order_id = r.order_id and l.position = r.line"
             " where r.restocked = 1 group by r.order_id, l.product_id) f join orders o"
             " on o.id = f.order_id left join (select order_id, product_id, sum(quantity) as"
             " quantity from stock_movements where kind = 'returned' group by order_id,"
             " product_id) m on m.order_id = f.order_id and m.product_id = f.product_id"
             " where f.quantity > coalesce(m.quantity, 0)",
             take);
}

/// The last recorded step of each graph leads to the order's state.
void order_history(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'order ' || o.number, 'a recorded history', 'none' from orders o"
             " where not exists (select 1 from order_transitions t where t.order_id = o.id)",
             take);
    run_text(uow,
             "select 'order ' || o.number, case t.to_state"
             " when 'awaiting' then 'placed awaiting unfulfilled'"
             " when 'submitted' then 'placed submitted unfulfilled'"
             " when 'paid' then 'completed paid delivered'"
             " when 'cancelled' then 'cancelled cancelled unfulfilled'"
             " when 'expired' then 'cancelled expired unfulfilled'"
             " when 'part_refunded' then 'completed part_refunded delivered'"
             " when 'refunded' then 'completed refunded delivered' else '?' end,"
             " o.order_state || ' ' || o.payment_state || ' ' || o.fulfilment_state"
             " from orders o join order_transitions t on t.order_id = o.id and t.position = 1"
             " and t.graph = 'imported' where not exists (select 1 from order_transitions n"
             " where n.order_id = o.id and n.position > 1)"
             " and o.order_state || ' ' || o.payment_state || ' ' || o.fulfilment_state <>"
             " case t.to_state when 'awaiting' then 'placed awaiting unfulfilled'"
             " when 'submitted' then 'placed submitted unfulfilled'"
             " when 'paid' then 'completed paid delivered'"
             " when 'cancelled' then 'cancelled cancelled unfulfilled'"
             " when 'expired' then 'cancelled expired unfulfilled'"
             " when 'part_refunded' then 'completed part_refunded delivered'"
             " when 'refunded' then 'completed refunded delivered' else '?' end",
             take);
    for (auto const* graph : {"order", "payment", "fulfilment"})
        run_text(uow,
                 std::string("select 'order ' || o.number || ' ") + graph + "', t.to_state, o." +
                     graph +
                     "_state from orders o join order_transitions t on t.order_id = o.id"
                     " and t.graph = '" +
                     graph +
                     "' where not exists (select 1 from order_transitions n"
                     " where n.order_id = o.id and n.graph = t.graph and n.position > t.position)"
                     " and t.to_state <> o." +
                     graph + "_state",
                 take);
}

/// Each step begins where the one before ended, and the graphs have it.
void order_steps(unit_of_work& uow, taker const& take)
{
    run_text(
        uow,
        "with steps as (select t.order_id, t.position, t.graph, t.from_state, t.to_state,"
        " (select p.to_state from order_transitions p where p.order_id = t.order_id"
        " and p.graph = t.graph and p.position < t.position order by p.position desc limit 1)"
        " as before from order_transitions t where t.graph <> 'imported')"
        " select 'order ' || o.number || ' step ' || s.position || ' of ' || s.graph,"
        " coalesce(s.before, 'a beginning'),"
        " coalesce(s.from_state || ' > ', 'begins as ') || s.to_state"
        " from steps s join orders o on o.id = s.order_id where"
        " (s.from_state is null and (s.before is not null or s.graph || ' ' || s.to_state not in"
        " ('order placed', 'payment awaiting', 'payment paid', 'fulfilment unfulfilled',"
        " 'fulfilment delivered'))) or (s.from_state is not null and ("
        " (s.before is not null and s.before <> s.from_state)"
        " or (s.before is null and not exists (select 1 from order_transitions i"
        " where i.order_id = s.order_id and i.graph = 'imported'))"
        " or s.graph || ' ' || s.from_state || ' ' || s.to_state not in ("
        "'order placed completed', 'order placed cancelled', 'payment awaiting submitted',"
        " 'payment awaiting part_paid', 'payment awaiting paid', 'payment awaiting expired',"
        " 'payment awaiting cancelled', 'payment submitted awaiting',"
        " 'payment submitted part_paid', 'payment submitted paid', 'payment part_paid paid',"
        " 'payment part_paid part_refunded', 'payment part_paid refunded',"
        " 'payment paid part_refunded', 'payment paid refunded',"
        " 'payment part_refunded refunded', 'fulfilment unfulfilled packed',"
        " 'fulfilment packed shipped', 'fulfilment shipped delivered',"
        " 'fulfilment shipped refused', 'fulfilment delivered returned')))",
        take);
}

/// A deadline is for what waits for its money, and ends with the wait.
void order_deadlines(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'order ' || number, 'no deadline', 'expires at ' || expires_at from orders"
             " where expires_at is not null and (order_state <> 'placed'"
             " or payment_state not in ('awaiting', 'submitted', 'part_paid'))",
             take);
}

/// An order counts where its states say so, and on no day before the fact.
void order_booking(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'order ' || number || ' as placed', case when order_state = 'cancelled'"
             " then 'not booked' else 'booked on ' || placed_on || ' or later' end,"
             " coalesce('booked on ' || booked_placed_on, 'not booked') from orders"
             " where (order_state <> 'cancelled' and (booked_placed_on is null"
             " or booked_placed_on < placed_on)) or (order_state = 'cancelled'"
             " and booked_placed_on is not null and not exists (select 1 from booking_entries e"
             " where e.order_id = orders.id and e.basis = 'placed'))",
             take);
    run_text(uow,
             "select 'order ' || number || ' as paid', case when paid_on is null"
             " then 'not booked' else 'booked on ' || paid_on || ' or later' end,"
             " coalesce('booked on ' || booked_paid_on, 'not booked') from orders"
             " where (paid_on is null and booked_paid_on is not null)"
             " or (paid_on is not null and (booked_paid_on is null or booked_paid_on < paid_on))",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' refund as ' || b.basis,"
             " cast(coalesce(r.goods, 0) as text), cast(coalesce(e.goods, 0) as text)"
             " from orders o join (select 'paid' as basis union all select 'placed') b on"
             " case b.basis when 'paid' then o.booked_paid_on else o.booked_placed_on end"
             " is not null left join (select order_id, sum(goods) as goods from refunds"
             " group by order_id) r on r.order_id = o.id left join (select order_id, basis,"
             " sum(refunds) as goods from booking_entries group by order_id, basis) e"
             " on e.order_id = o.id and e.basis = b.basis"
             " where coalesce(r.goods, 0) <> coalesce(e.goods, 0)",
             take);
    // What was refunded beside the goods, and what came beyond the total.
    run_text(uow,
             "select 'order ' || o.number || ' ' || w.kind || ' as ' || b.basis,"
             " w.shipping || ' shipping, ' || w.other || ' other',"
             " coalesce(e.shipping, 0) || ' shipping, ' || coalesce(e.other, 0) || ' other'"
             " from orders o join (select order_id, 'refund' as kind, -sum(shipping) as shipping,"
             " -sum(other) as other from refunds group by order_id union all"
             " select id, 'surplus', 0, case when paid_on is not null and paid > total"
             " then paid - total else 0 end from orders) w on w.order_id = o.id"
             " join (select 'paid' as basis union all select 'placed') b on case b.basis"
             " when 'paid' then o.booked_paid_on else o.booked_placed_on end is not null"
             " left join (select order_id, basis, kind, sum(shipping) as shipping, sum(other) as"
             " other from booking_entries group by order_id, basis, kind) e on e.order_id = o.id"
             " and e.basis = b.basis and e.kind = w.kind where w.shipping <>"
             " coalesce(e.shipping, 0) or w.other <> coalesce(e.other, 0)",
             take);
}

/// The stored business date is the shop's date at the stored instant.
void order_dates(unit_of_work& uow, taker const& take)
{
    auto const zone = get_shop(uow).zone;
    std::int64_t number = 0, placed_at = 0, placed_on = 0;
    db::nullable_number paid_at, paid_on;
    soci::statement select =
        (sql(uow).prepare << "select number, placed_at, placed_on, paid_at, paid_on from orders",
         into(number), into(placed_at), into(placed_on), into(paid_at.value, paid_at.state),
         into(paid_on.value, paid_on.state));
    select.execute();
    auto const compare = [&](char const* what, std::int64_t at, std::int64_t on) {
        auto const expected = to_number(zone.local_date(db::to_timestamp(at)));
        if (expected != on)
            take({"order " + std::to_string(number) + " " + what, std::to_string(expected),
                  std::to_string(on)});
    };
    while (select.fetch()) {
        compare("placed", placed_at, placed_on);
        if (paid_at.get().has_value() != paid_on.get().has_value())
            take({"order " + std::to_string(number) + " paid", "an instant and a date",
                  "one of them"});
        else if (paid_at.get())
            compare("paid", paid_at.value, paid_on.value);
    }
}

void order_numbers(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'counter of orders', 'at least ' || m.highest,"
             " cast(coalesce(c.value, 0) as text) from (select max(number) as highest from orders)"
             " m left join counters c on c.name = 'order' where m.highest > coalesce(c.value, 0)",
             take);
}

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

void review_ratings(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'product ' || p.id, coalesce(r.reviews, 0) || ' reviews, ' ||"
             " coalesce(r.stars, 0) || ' stars', p.review_count || ' reviews, ' ||"
             " p.review_stars || ' stars' from products p left join (select product_id,"
             " count(*) as reviews, cast(sum(stars) as bigint) as stars from reviews"
             " where hidden_at is null group by product_id) r on r.product_id = p.id"
             " where p.review_count <> coalesce(r.reviews, 0)"
             " or p.review_stars <> coalesce(r.stars, 0)",
             take);
}

/// Who wrote it had bought it, and had paid.
void review_lines(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'review ' || r.id, 'of a line of order ' || o.number, 'no such line'"
             " from reviews r join orders o on o.id = r.order_id where not exists"
             " (select 1 from order_lines l where l.order_id = r.order_id"
             " and l.position = r.line)",
             take);
    run_text(uow,
             "select 'review ' || r.id, 'product ' || l.product_id, 'product ' || r.product_id"
             " from reviews r join order_lines l on l.order_id = r.order_id"
             " and l.position = r.line where l.product_id <> r.product_id",
             take);
    run_text(uow,
             "select 'review ' || r.id, coalesce('customer ' || o.customer_id, 'nobody'),"
             " 'customer ' || r.customer_id from reviews r join orders o on o.id = r.order_id"
             " where o.customer_id is null or o.customer_id <> r.customer_id",
             take);
    run_text(uow,
             "select 'review ' || r.id, 'order ' || o.number || ' paid', 'not paid'"
             " from reviews r join orders o on o.id = r.order_id where o.paid_at is null",
             take);
}

/// What a conversation says of its messages is what they are.
void chat_conversations(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'conversation of customer ' || v.customer_id, 'last message ' ||"
             " coalesce(cast(m.last as text), 'none'), 'last message ' || v.last_message"
             " from conversations v left join (select customer_id, max(id) as last from messages"
             " group by customer_id) m on m.customer_id = v.customer_id"
             " where m.last is null or m.last <> v.last_message",
             take);
    run_text(uow,
             "select 'conversation of customer ' || v.customer_id, 'the time of its last message',"
             " 'another time' from conversations v join messages m on m.id = v.last_message"
             " where m.sent_at <> v.last_at",
             take);
    run_text(uow,
             "select 'conversation of customer ' || customer_id, 'read up to message ' ||"
             " last_message || ' at most', 'shop ' || read_by_shop || ', customer ' ||"
             " read_by_customer from conversations"
             " where read_by_shop > last_message or read_by_customer > last_message",
             take);
    run_text(uow,
             "select 'conversation of customer ' || u.customer_id, 'unread by shop ' || u.by_shop"
             " || ', by customer ' || u.by_customer, 'unread by shop ' || u.unread_by_shop"
             " || ', by customer ' || u.unread_by_customer from (select v.customer_id,"
             " v.unread_by_shop, v.unread_by_customer, cast(coalesce(sum(case when"
             " m.from_customer = 1 and m.id > v.read_by_shop then 1 else 0 end), 0) as bigint)"
             " as by_shop, cast(coalesce(sum(case when m.from_customer = 0 and m.id >"
             " v.read_by_customer then 1 else 0 end), 0) as bigint) as by_customer"
             " from conversations v left join messages m on m.customer_id = v.customer_id"
             " group by v.customer_id, v.unread_by_shop, v.unread_by_customer) u"
             " where u.by_shop <> u.unread_by_shop or u.by_customer <> u.unread_by_customer",
             take);
}

/// Nothing is kept of an empty cart.
void carts(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'cart ' || c.id, 'some lines', 'none' from carts c"
             " where not exists (select 1 from cart_lines l where l.cart_id = c.id)",
             take);
}

/// What is compared with the words of a search or an import is the folded name.
void folded_keys(unit_of_work& uow, taker const& take)
{
    constexpr std::array<std::pair<char const*, char const*>, 11> queries{{
        {"category", "select id, name, name_folded from categories"},
        {"product", "select id, name, name_folded from products"},
        {"pack", "select id, sku, sku_folded from product_packs"},
        {"barcode of pack", "select id, barcode, coalesce(barcode_folded, '') from product_packs"
                            " where barcode is not null"},
        {"coupon", "select id, code, code_folded from coupons"},
        {"customer", "select id, name, name_folded from customers"},
        {"city of customer", "select id, city, coalesce(city_folded, '') from customers"
                             " where city is not null"},
        {"city", "select id, city, city_folded from shipping_rates"},
        {"user", "select id, name, name_folded from users"},
        {"quick answer", "select id, name, name_folded from quick_answers"},
        {"tag", "select id, tag, tag_folded from customer_tags"},
    }};
    for (auto const& [what, text] : queries) {
        std::int64_t number = 0;
        std::string given, key;
        soci::statement select = (sql(uow).prepare << text, into(number), into(given), into(key));
        select.execute();
        while (select.fetch())
            if (folded(given) != key) // not shown: it can be a customer's name
                take({std::string(what) + " " + std::to_string(number), "the folded name",
                      "another text"});
    }
}

/// Texts that a query's rows have behind an id and what is stored as their search text.
template <std::size_t texts>
void compare_search_texts(unit_of_work& uow, char const* what, char const* query, taker const& take)
{
    std::int64_t number = 0;
    std::string stored;
    std::array<db::nullable_text, texts> parts;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(query);
    select.exchange(into(number));
    select.exchange(into(stored));
    for (auto& each : parts)
        select.exchange(into(each.value, each.state));
    select.define_and_bind();
    select.execute();
    while (select.fetch()) {
        search_text text;
        for (auto const& each : parts)
            text.add_if(each.get());
        if (text.get() != stored)
            take({std::string(what) + " " + std::to_string(number), "the words it is searched by",
                  "other words"});
    }
}

void product_search_texts(unit_of_work& uow, taker const& take)
{
    std::map<std::int64_t, search_text> of_packs;
    std::int64_t number = 0;
    std::string sku;
    db::nullable_text barcode;
    soci::statement packs =
        (sql(uow).prepare << "select product_id, sku, barcode from product_packs"
                             " order by product_id, position",
         into(number), into(sku), into(barcode.value, barcode.state));
    packs.execute();
    while (packs.fetch())
        of_packs[number].add(sku).add_if(barcode.get());
    std::string name, stored;
    db::nullable_text category;
    soci::statement select =
        (sql(uow).prepare << "select p.id, p.search_text, p.name, c.name from products p"
                             " left join categories c on c.id = p.category_id",
         into(number), into(stored), into(name), into(category.value, category.state));
    select.execute();
    while (select.fetch()) {
        search_text text;
        text.add(name);
        auto const expected =
            text.get() + of_packs[number].get() + search_text().add_if(category.get()).get();
        if (expected != stored)
            take({"product " + std::to_string(number), "the words it is searched by",
                  "other words"});
    }
}

/// What is searched is made of what is shown.
void search_texts(unit_of_work& uow, taker const& take)
{
    product_search_texts(uow, take);
    compare_search_texts<4>(
        uow, "customer", "select id, search_text, name, phone, email, city from customers", take);
    compare_search_texts<5>(uow, "order",
                            "select number, search_text, cast(number as text), reference,"
                            " customer_name, phone, email from orders",
                            take);
    compare_search_texts<1>(uow, "message", "select id, search_text, text from messages", take);
    std::int64_t number = 0;
    db::nullable_text city, key;
    soci::statement cities =
        (sql(uow).prepare << "select number, city, city_folded from orders"
                             " where city is not null or city_folded is not null",
         into(number), into(city.value, city.state), into(key.value, key.state));
    cities.execute();
    while (cities.fetch())
        if (!city.get() || key.get() != folded(city.value))
            take({"city of order " + std::to_string(number), "the folded name", "another text"});
}

/// The indexes know of each trigram as many rows as there are.
void search_indexes(unit_of_work& uow, taker const& take)
{
    for (auto const in : {db::searched_products, db::searched_customers, db::searched_orders,
                          db::searched_messages}) {
        std::unordered_map<std::string, std::int64_t> missing;
        std::string text;
        soci::statement select = (sql(uow).prepare << db::indexed_texts(in), into(text));
        select.execute();
        while (select.fetch())
            for (auto const each : trigrams(text))
                ++missing[std::string(each)];
        if (!db::for_each_indexed_trigram(
                uow, in,
                [&](std::string const& trigram, std::int64_t rows) { missing[trigram] -= rows; }))
            continue;
        std::int64_t wrong = 0;
        for (auto const& each : missing)
            wrong += each.second != 0;
        if (wrong > 0) // not shown: they can be parts of a customer's name
            take({std::string("index of ") + in.table, "the words of its rows",
                  std::to_string(wrong) + " parts of words that it has too often or too seldom"});
    }
}

void staff_roles(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'user ' || id, 'owner or cashier', role from users"
             " where role not in ('owner', 'cashier')",
             take);
}

void staff_actors(unit_of_work& uow, taker const& take)
{
    struct record
    {
        char const *table, *column;
    };
    constexpr record records[] = {
        {"audit_events", "actor"},
        {"import_batches", "actor"},
        {"order_transitions", "actor"},
        {"payments", "actor"},
        {"refunds", "actor"},
        {"stock_movements", "actor"},
        {"payment_submissions", "submitted_by"},
        {"payment_submissions", "decided_by"},
        {"customer_merges", "merged_by"},
        {"customer_erasures", "erased_by"},
        {"reviews", "replied_by"},
        {"reviews", "hidden_by"},
        {"messages", "sent_by"},
        {"customer_notes", "written_by"},
        {"customer_tags", "added_by"},
        {"customer_tags", "removed_by"},
        {"consents", "recorded_by"},
    };
    for (auto const& [table, column] : records)
        run_text(uow,
                 std::string("select a.actor || ' in ") + table +
                     "', 'a user', 'nobody' from (select distinct " + column + " as actor from " +
                     table + " where " + column +
                     " like 'staff:%') a where not exists (select 1 from users u"
                     " where 'staff:' || u.id = a.actor)",
                 take);
}

void product_packs(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'product ' || p.id, 'a first pack', 'none' from products p where not exists"
             " (select 1 from product_packs k where k.product_id = p.id and k.position = 1)",
             take);
}

void pictures_decode(unit_of_work& uow, taker const& take)
{
    std::int64_t number = 0, width = 0, height = 0;
    db::binary bytes(uow);
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare("select id, width, height, webp from pictures order by id");
    select.exchange(into(number));
    select.exchange(into(width));
    select.exchange(into(height));
    bytes.into_from(select);
    select.define_and_bind();
    select.execute();
    while (select.fetch())
        if (!is_whole(bytes.get(), width, height))
            take({"picture " + std::to_string(number),
                  "a picture of " + std::to_string(width) + " x " + std::to_string(height),
                  "damaged"});
}

/// A picture goes with what it is of.
void pictures_used(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'picture ' || i.id, 'a product or a proof of payment', 'none' from pictures i"
             " where not exists (select 1 from product_pictures p where p.picture_id = i.id)"
             " and not exists (select 1 from payment_submissions s where s.picture_id = i.id)",
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

/// Child table and column, parent table and column.
void orphans(unit_of_work& uow, taker const& take)
{
    struct link
    {
        char const *child, *column, *parent, *key;
    };
    constexpr link links[] = {
        {"products", "category_id", "categories", "id"},
        {"product_packs", "product_id", "products", "id"},
        {"stock_levels", "product_id", "products", "id"},
        {"orders", "customer_id", "customers", "id"},
        {"orders", "import_batch_id", "import_batches", "id"},
        {"products", "import_batch_id", "import_batches", "id"},
        {"customers", "import_batch_id", "import_batches", "id"},
        {"categories", "import_batch_id", "import_batches", "id"},
        {"order_lines", "order_id", "orders", "id"},
        {"order_lines", "product_id", "products", "id"},
        {"order_lines", "pack_id", "product_packs", "id"},
        {"order_adjustments", "order_id", "orders", "id"},
        {"order_transitions", "order_id", "orders", "id"},
        {"payments", "order_id", "orders", "id"},
        {"refunds", "order_id", "orders", "id"},
        {"refund_lines", "order_id", "orders", "id"},
        {"payment_submissions", "order_id", "orders", "id"},
        {"payment_submissions", "picture_id", "pictures", "id"},
        {"booking_entries", "order_id", "orders", "id"},
        {"stock_movements", "product_id", "products", "id"},
        {"stock_movements", "order_id", "orders", "id"},
        {"stock_reservations", "order_id", "orders", "id"},
        {"stock_reservations", "product_id", "products", "id"},
        {"shipping_rates", "import_batch_id", "import_batches", "id"},
        {"coupon_products", "coupon_id", "coupons", "id"},
        {"coupon_products", "product_id", "products", "id"},
        {"coupon_categories", "coupon_id", "coupons", "id"},
        {"coupon_categories", "category_id", "categories", "id"},
        {"coupon_uses", "order_id", "orders", "id"},
        {"coupon_uses", "coupon_id", "coupons", "id"},
        {"coupon_uses", "customer_id", "customers", "id"},
        {"carts", "customer_id", "customers", "id"},
        {"customers", "merged_into", "customers", "id"},
        {"customer_merges", "kept_id", "customers", "id"},
        {"customer_merges", "other_id", "customers", "id"},
        {"customer_erasures", "customer_id", "customers", "id"},
        {"cart_lines", "cart_id", "carts", "id"},
        {"cart_lines", "pack_id", "product_packs", "id"},
        {"product_pictures", "product_id", "products", "id"},
        {"product_pictures", "picture_id", "pictures", "id"},
        {"import_updates", "batch_id", "import_batches", "id"},
        {"import_record_updates", "batch_id", "import_batches", "id"},
        {"import_updates", "order_id", "orders", "id"},
        {"reviews", "order_id", "orders", "id"},
        {"reviews", "product_id", "products", "id"},
        {"reviews", "customer_id", "customers", "id"},
        {"conversations", "customer_id", "customers", "id"},
        {"messages", "customer_id", "conversations", "customer_id"},
        {"customer_notes", "customer_id", "customers", "id"},
        {"customer_tags", "customer_id", "customers", "id"},
        {"consents", "customer_id", "customers", "id"},
    };
    for (auto const& [child, column, parent, key] : links) {
        auto const of = std::string(child) + "." + column;
        run_text(uow,
                 "select distinct '" + of + " ' || c." + column + ", 'a row of " + parent +
                     "', 'none' from " + child + " c where c." + column +
                     " is not null and not exists (select 1 from " + parent + " p where p." + key +
                     " = c." + column + ")",
                 take);
    }
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

/// All of a card that was merged belongs to the card that stands now, and one step leads there.
void customer_merges(unit_of_work& uow, taker const& take)
{
    for (auto const* each : {"orders", "coupon_uses", "carts", "reviews", "conversations",
                             "messages", "customer_notes", "customer_tags", "consents"}) {
        auto const table = std::string(each);
        run_text(uow,
                 "select 'customer ' || c.id, 'no " + table +
                     " of a card that was merged', cast(count(*) as text) from " + table +
                     " t join customers c on c.id = t.customer_id where c.merged_into is not null"
                     " group by c.id order by c.id",
                 take);
    }
    run_text(uow,
             "select 'customer ' || id, 'an empty card, for it was merged', 'a name or a contact'"
             " from customers where merged_into is not null and (name <> '' or phone is not null"
             " or email is not null or address is not null or city is not null"
             " or postal_code is not null or sex is not null)",
             take);
    run_text(uow,
             "select 'customer ' || c.id, 'a merge', 'none' from customers c"
             " where c.merged_into is not null and not exists"
             " (select 1 from customer_merges m where m.other_id = c.id)",
             take);
    run_text(uow,
             "select 'customer ' || c.id, 'the card that stands', 'one that was merged itself'"
             " from customers c join customers k on k.id = c.merged_into"
             " where k.merged_into is not null",
             take);
    run_text(uow,
             "select 'customer ' || m.other_id, 'merged into '"
             " || coalesce(k.merged_into, k.id), coalesce(cast(c.merged_into as text), 'none')"
             " from customer_merges m join customers c on c.id = m.other_id"
             " join customers k on k.id = m.kept_id"
             " where coalesce(c.merged_into, 0) <> coalesce(k.merged_into, k.id)",
             take);
}

/// Whoever was erased has left nothing behind by which they could be known.
void customer_erasures(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'customer ' || c.id, case when e.customer_id is null then 'no erasure'"
             " else 'erased at ' || e.erased_at end, case when c.erased_at is null then 'no'"
             " else 'erased at ' || c.erased_at end from customers c left join customer_erasures e"
             " on e.customer_id = c.id where (c.erased_at is not null or e.customer_id is not null)"
             " and coalesce(c.erased_at, -1) <> coalesce(e.erased_at, -1)",
             take);
    run_text(uow,
             "select 'customer ' || id, 'an empty card, for they were erased',"
             " 'a name or a contact' from customers where erased_at is not null and (name <> ''"
             " or name_folded <> '' or search_text <> '' or phone is not null or email is not null"
             " or address is not null or city is not null or city_folded is not null"
             " or postal_code is not null or sex is not null)",
             take);
    for (auto const* each :
         {"conversations", "messages", "customer_notes", "customer_tags", "consents", "carts"})
        run_text(uow,
                 std::string("select 'customer ' || c.id, 'no ") + each +
                     " of somebody who was erased', cast(count(*) as text) from " + each +
                     " t join customers c on c.id = t.customer_id where c.erased_at is not null"
                     " group by c.id order by c.id",
                 take);
    run_text(uow,
             "select 'customer ' || c.id, 'no trace of the card', 'a text' from customers c"
             " join customer_merges m on m.kept_id = c.id where c.erased_at is not null"
             " and m.other_card <> '{}' group by c.id",
             take);
    run_text(uow,
             "select 'order ' || o.number, 'nobody named, for they were erased',"
             " 'a name, a contact or a key' from orders o join customers c on c.id = o.customer_id"
             " where c.erased_at is not null and (o.customer_name <> '' or o.phone is not null"
             " or o.email is not null or o.address is not null or o.postal_code is not null"
             " or o.idempotency_key is not null or o.request_digest is not null)",
             take);
    run_text(uow,
             "select 'order ' || o.number || ' submission ' || s.position,"
             " 'no sender and no proof, for they were erased', 'some' from payment_submissions s"
             " join orders o on o.id = s.order_id join customers c on c.id = o.customer_id"
             " where c.erased_at is not null and (s.sender <> '' or s.bank <> ''"
             " or s.picture_id is not null or s.picture_digest is not null)",
             take);
}

constexpr check all_checks[] = {
    {"order.total", order_total},
    {"order.lines", order_lines},
    {"order.line_amounts", line_amounts},
    {"order.adjustments", order_adjustments},
    {"order.adjustment_terms", adjustment_terms},
    {"cart.lines", carts},
    {"order.paid", order_paid},
    {"order.money_state", order_money_state},
    {"payment.submissions", payment_submissions},
    {"refund.parts", refund_parts},
    {"order.history", order_history},
    {"order.steps", order_steps},
    {"order.deadlines", order_deadlines},
    {"order.booking", order_booking},
    {"order.dates", order_dates},
    {"order.numbers", order_numbers},
    {"stock.levels", stock_levels},
    {"stock.ledger", stock_ledger},
    {"coupon.uses", coupon_uses},
    {"review.ratings", review_ratings},
    {"review.lines", review_lines},
    {"chat.conversations", chat_conversations},
    {"customer.merges", customer_merges},
    {"customer.erasures", customer_erasures},
    {"product.packs", product_packs},
    {"name.keys", folded_keys},
    {"staff.roles", staff_roles},
    {"staff.actors", staff_actors},
    {"search.texts", search_texts},
    {"search.indexes", search_indexes},
    {"picture.decodes", pictures_decode},
    {"picture.used", pictures_used},
    {"import.batches", import_batches},
    {"rows.orphans", orphans},
    {"summary.figures", summary_figures},
    {"summary.customers", summary_customers},
};

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

std::span<check const> checks()
{
    return all_checks;
}

} // namespace tokocrm::report_queries
