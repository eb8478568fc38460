#include "../core/business_date.hpp"
#include "../db/dialect.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"
#include "check_queries.hpp"

#include <tokocrm/shop.hpp>

#include <array>

namespace tokocrm::report_queries {

using soci::into;

namespace {

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

/// Nothing is kept of an empty cart.
void carts(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'cart ' || c.id, 'some lines', 'none' from carts c"
             " where not exists (select 1 from cart_lines l where l.cart_id = c.id)",
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
    std::int64_t highest = 0;
    sql(uow) << "select coalesce(max(number), 0) from orders", into(highest);
    auto const last = db::last_id(uow, "orders");
    if (highest > last)
        take(
            {"last number of orders", "at least " + std::to_string(highest), std::to_string(last)});
}

constexpr check all[] = {
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
};

} // namespace

std::span<check const> checks_of_orders()
{
    return all;
}

} // namespace tokocrm::report_queries
