#include "../db/session.hpp"
#include "check_queries.hpp"

#include <tokocrm/shop.hpp>

namespace tokocrm::report_queries {

namespace {

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

constexpr check all[] = {
    {"review.ratings", review_ratings},         {"review.lines", review_lines},
    {"chat.conversations", chat_conversations}, {"customer.merges", customer_merges},
    {"customer.erasures", customer_erasures},
};

} // namespace

std::span<check const> checks_of_customers()
{
    return all;
}

} // namespace tokocrm::report_queries
