#include "data_repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

namespace tokocrm::data_repository {

using soci::into, soci::use;

namespace {

struct column
{
    char const* name;
    char const* expression;
    kind is = kind::text;
};

struct query
{
    std::vector<column> columns;
    /// From `from` on; binds `:key`.
    char const* rest;
};

query query_of(about_card what)
{
    using enum kind;
    switch (what) {
    case about_card::card:
        return {{{"id", "id", number},
                 {"name", "name"},
                 {"phone", "phone"},
                 {"email", "email"},
                 {"sex", "sex"},
                 {"address", "address"},
                 {"city", "city"},
                 {"postal_code", "postal_code"},
                 {"registered_at", "registered_at", instant},
                 {"version", "version", number},
                 {"import_batch", "import_batch_id", number},
                 {"erased_at", "erased_at", instant}},
                "from customers where id = :key"};
    case about_card::erasure:
        return {
            {{"erased_at", "erased_at", instant}, {"erased_by", "erased_by"}, {"reason", "reason"}},
            "from customer_erasures where customer_id = :key"};
    case about_card::merges:
        return {{{"id", "other_id", number},
                 {"into", "kept_id", number},
                 {"merged_at", "merged_at", instant},
                 {"merged_by", "merged_by"},
                 {"cards", "other_card", json}},
                "from customer_merges where kept_id = :key order by id"};
    case about_card::notes:
        return {
            {{"text", "text"}, {"written_at", "written_at", instant}, {"written_by", "written_by"}},
            "from customer_notes where customer_id = :key order by id"};
    case about_card::tags:
        return {{{"tag", "tag"},
                 {"added_at", "added_at", instant},
                 {"added_by", "added_by"},
                 {"removed_at", "removed_at", instant},
                 {"removed_by", "removed_by"}},
                "from customer_tags where customer_id = :key order by id"};
    case about_card::consents:
        return {{{"channel", "channel"},
                 {"given", "given", flag},
                 {"source", "source"},
                 {"recorded_at", "recorded_at", instant},
                 {"recorded_by", "recorded_by"}},
                "from consents where customer_id = :key order by id"};
    case about_card::cart:
        return {{{"sku", "l.sku"},
                 {"name", "l.name"},
                 {"quantity", "l.quantity", quantity},
                 {"seen_price", "l.seen_price", number},
                 {"seen_discount_ppm", "l.seen_discount_ppm", number},
                 {"cart_created_at", "c.created_at", instant},
                 {"cart_touched_at", "c.touched_at", instant}},
                "from carts c join cart_lines l on l.cart_id = c.id where c.customer_id = :key"
                " order by l.position"};
    case about_card::reviews:
        return {{{"id", "r.id", number},
                 {"order", "o.number", number},
                 {"line", "r.line", number},
                 {"sku", "l.sku"},
                 {"product", "l.name"},
                 {"stars", "r.stars", number},
                 {"text", "r.text"},
                 {"written_at", "r.written_at", instant},
                 {"edited_at", "r.edited_at", instant},
                 {"reply", "r.reply"},
                 {"replied_at", "r.replied_at", instant},
                 {"replied_by", "r.replied_by"},
                 {"hidden_at", "r.hidden_at", instant},
                 {"hidden_by", "r.hidden_by"},
                 {"hidden_reason", "r.hidden_reason"}},
                "from reviews r join orders o on o.id = r.order_id join order_lines l on"
                " l.order_id = r.order_id and l.position = r.line where r.customer_id = :key"
                " order by r.id"};
    case about_card::messages:
        return {{{"id", "id", number},
                 {"from_customer", "from_customer", flag},
                 {"text", "text"},
                 {"sent_at", "sent_at", instant},
                 {"sent_by", "sent_by"},
                 {"idempotency_key", "idempotency_key"}},
                "from messages where customer_id = :key order by id"};
    case about_card::events:
        break;
    }
    return {{{"at", "at", instant},
             {"actor", "actor"},
             {"action", "action"},
             {"subject", "subject"},
             {"detail", "detail", json}},
            "from audit_events where subject = 'customer:' || cast(:key as text) order by id"};
}

query query_of(about_order what)
{
    using enum kind;
    switch (what) {
    case about_order::header:
        return {{{"number", "number", number},
                 {"customer", "customer_id", number},
                 {"placed_at", "placed_at", instant},
                 {"placed_on", "placed_on", day},
                 {"paid_at", "paid_at", instant},
                 {"paid_on", "paid_on", day},
                 {"order_state", "order_state"},
                 {"payment_state", "payment_state"},
                 {"fulfilment_state", "fulfilment_state"},
                 {"payment_method", "payment_method"},
                 {"name", "customer_name"},
                 {"phone", "phone"},
                 {"email", "email"},
                 {"address", "address"},
                 {"city", "city"},
                 {"postal_code", "postal_code"},
                 {"units", "units", quantity},
                 {"gross", "gross", number},
                 {"product_discount", "product_discount", number},
                 {"coupon_code", "coupon_code"},
                 {"coupon_discount", "coupon_discount", number},
                 {"shipping", "shipping", number},
                 {"other", "other", number},
                 {"total", "total", number},
                 {"paid", "paid", number},
                 {"refunded", "refunded", number},
                 {"expires_at", "expires_at", instant},
                 {"idempotency_key", "idempotency_key"},
                 {"source", "source"},
                 {"reference", "reference"},
                 {"import_batch", "import_batch_id", number}},
                "from orders where id = :key"};
    case about_order::lines:
        return {{{"position", "position", number},
                 {"sku", "sku"},
                 {"name", "name"},
                 {"pack_name", "pack_name"},
                 {"quantity", "quantity", quantity},
                 {"base_quantity", "base_quantity", quantity},
                 {"unit_price", "unit_price", number},
                 {"gross", "gross", number},
                 {"discount_ppm", "discount_ppm", number},
                 {"discount", "discount", number},
                 {"coupon_share", "coupon_share", number},
                 {"total", "total", number}},
                "from order_lines where order_id = :key order by position"};
    case about_order::adjustments:
        return {{{"kind", "kind"}, {"label", "label"}, {"amount", "amount", number}},
                "from order_adjustments where order_id = :key order by position"};
    case about_order::transitions:
        return {{{"graph", "graph"},
                 {"from", "from_state"},
                 {"to", "to_state"},
                 {"actor", "actor"},
                 {"at", "at", instant},
                 {"reason", "reason"}},
                "from order_transitions where order_id = :key order by position"};
    case about_order::submissions:
        return {{{"position", "position", number},
                 {"sender", "sender"},
                 {"bank", "bank"},
                 {"amount", "amount", number},
                 {"paid_on", "paid_on", day},
                 {"state", "state"},
                 {"submitted_at", "submitted_at", instant},
                 {"submitted_by", "submitted_by"},
                 {"decided_at", "decided_at", instant},
                 {"decided_by", "decided_by"},
                 {"reason", "reason"},
                 {"idempotency_key", "idempotency_key"},
                 {"picture_digest", "picture_digest"},
                 {"picture", "picture_id", number}},
                "from payment_submissions where order_id = :key order by position"};
    case about_order::payments:
        return {{{"position", "position", number},
                 {"method", "method"},
                 {"amount", "amount", number},
                 {"received_at", "received_at", instant},
                 {"received_on", "received_on", day},
                 {"actor", "actor"},
                 {"submission", "submission", number},
                 {"idempotency_key", "idempotency_key"}},
                "from payments where order_id = :key order by position"};
    case about_order::refunds:
        return {{{"position", "position", number},
                 {"goods", "goods", number},
                 {"shipping", "shipping", number},
                 {"other", "other", number},
                 {"amount", "amount", number},
                 {"reason", "reason"},
                 {"actor", "actor"},
                 {"refunded_at", "refunded_at", instant},
                 {"refunded_on", "refunded_on", day},
                 {"idempotency_key", "idempotency_key"}},
                "from refunds where order_id = :key order by position"};
    case about_order::refund_lines:
        return {{{"refund", "refund", number},
                 {"line", "line", number},
                 {"quantity", "quantity", quantity},
                 {"amount", "amount", number},
                 {"restocked", "restocked", flag}},
                "from refund_lines where order_id = :key order by refund, line"};
    case about_order::coupon_uses:
        return {{{"coupon", "c.code"},
                 {"used_at", "u.used_at", instant},
                 {"given_back_at", "u.given_back_at", instant}},
                "from coupon_uses u join coupons c on c.id = u.coupon_id where u.order_id = :key"};
    case about_order::events:
        break;
    }
    return {{{"at", "at", instant},
             {"actor", "actor"},
             {"action", "action"},
             {"subject", "subject"},
             {"detail", "detail", json}},
            "from audit_events where subject = (select 'order:' || number from orders"
            " where id = :key) order by id"};
}

void run(unit_of_work& uow, query const& of, std::int64_t key, taker const& take)
{
    std::string text = "select ";
    for (auto const& each : of.columns)
        text.append(&each == &of.columns.front() ? "" : ", ")
            .append("cast(")
            .append(each.expression)
            .append(" as text)");
    text.append(" ").append(of.rest);
    std::vector<db::nullable_text> values(of.columns.size());
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(text);
    select.exchange(use(key, "key"));
    for (auto& each : values)
        select.exchange(into(each.value, each.state));
    select.define_and_bind();
    select.execute();
    row found;
    while (select.fetch()) {
        found.clear();
        for (std::size_t i = 0; i < values.size(); ++i)
            found.push_back({of.columns[i].name, of.columns[i].is, values[i].get()});
        take(found);
    }
}

} // namespace

void for_each(unit_of_work& uow, about_card what, std::int64_t key, taker const& take)
{
    run(uow, query_of(what), key, take);
}

void for_each(unit_of_work& uow, about_order what, std::int64_t key, taker const& take)
{
    run(uow, query_of(what), key, take);
}

std::vector<std::int64_t> orders_of(unit_of_work& uow, std::int64_t card)
{
    std::vector<std::int64_t> rows;
    std::int64_t each = 0;
    soci::statement select = (sql(uow).prepare << "select id from orders where customer_id = :card"
                                                  " order by placed_at, number",
                              use(card), into(each));
    select.execute();
    while (select.fetch())
        rows.push_back(each);
    return rows;
}

} // namespace tokocrm::data_repository
