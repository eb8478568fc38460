#include "erasure_repository.hpp"

#include "../core/search_text.hpp"
#include "../db/remains.hpp"
#include "../db/search.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

namespace tokocrm::erasure_repository {

using soci::into, soci::use;

namespace {

/// A statement about a card, whose id it binds as `:card`.
std::int64_t run_for(unit_of_work& uow, std::int64_t card, char const* text)
{
    soci::statement change = (sql(uow).prepare << text, use(card, "card"));
    return db::run(change);
}

std::vector<std::string> texts(unit_of_work& uow, std::int64_t card, char const* text)
{
    std::vector<std::string> found;
    std::string each;
    soci::statement select = (sql(uow).prepare << text, use(card, "card"), into(each));
    select.execute();
    while (select.fetch())
        found.push_back(each);
    return found;
}

std::vector<std::int64_t> numbers(unit_of_work& uow, std::int64_t card, char const* text)
{
    std::vector<std::int64_t> found;
    std::int64_t each = 0;
    soci::statement select = (sql(uow).prepare << text, use(card, "card"), into(each));
    select.execute();
    while (select.fetch())
        found.push_back(each);
    return found;
}

struct searched_order
{
    std::int64_t row = 0, number = 0;
    std::string search_text;
    std::optional<std::string> reference;
};

std::vector<searched_order> orders_of(unit_of_work& uow, std::int64_t card)
{
    std::vector<searched_order> found;
    searched_order each;
    db::nullable_text reference;
    soci::statement select =
        (sql(uow).prepare << "select id, number, search_text, reference from orders"
                             " where customer_id = :card order by id",
         use(card), into(each.row), into(each.number), into(each.search_text),
         into(reference.value, reference.state));
    select.execute();
    while (select.fetch()) {
        each.reference = reference.get();
        found.push_back(each);
    }
    return found;
}

} // namespace

std::optional<card> find_card(unit_of_work& uow, std::int64_t number)
{
    card found{.number = number, .merged_into = {}, .erased_at = {}};
    db::nullable_number into_card, erased_at;
    soci::statement select =
        (sql(uow).prepare << "select merged_into, erased_at from customers where id = :number",
         use(number), into(into_card.value, into_card.state),
         into(erased_at.value, erased_at.state));
    if (!db::fetch_one(select))
        return std::nullopt;
    found.merged_into = into_card.get();
    found.erased_at = db::to_timestamp(erased_at.get());
    return found;
}

std::vector<std::int64_t> merged_into(unit_of_work& uow, std::int64_t kept)
{
    return numbers(uow, kept,
                   "with recursive cards (id) as (select id from customers where merged_into ="
                   " :card union select c.id from customers c join cards k on c.merged_into ="
                   " k.id) select id from cards where id in"
                   " (select id from customers where erased_at is null) order by id");
}

std::vector<std::int64_t> open_orders(unit_of_work& uow, std::int64_t card)
{
    return numbers(uow, card,
                   "select number from orders where customer_id = :card and order_state = 'placed'"
                   " order by number limit 20");
}

known_texts texts_of(unit_of_work& uow, std::int64_t card)
{
    known_texts found;
    auto const add = [&](std::vector<std::string>& to, char const* query) {
        for (auto& each : texts(uow, card, query))
            to.push_back(std::move(each));
    };
    add(found.names, "select name from customers where id = :card");
    add(found.names, "select distinct customer_name from orders where customer_id = :card");
    add(found.names, "select distinct s.sender from payment_submissions s join orders o"
                     " on o.id = s.order_id where o.customer_id = :card");
    add(found.phones, "select phone from customers where id = :card and phone is not null");
    add(found.phones, "select distinct phone from orders where customer_id = :card"
                      " and phone is not null");
    add(found.emails, "select email from customers where id = :card and email is not null");
    add(found.emails, "select distinct email from orders where customer_id = :card"
                      " and email is not null");
    add(found.addresses, "select address from customers where id = :card and address is not null");
    add(found.addresses, "select distinct address from orders where customer_id = :card"
                         " and address is not null");
    add(found.merged_cards, "select other_card from customer_merges where kept_id = :card");
    return found;
}

std::int64_t blank_orders(unit_of_work& uow, std::int64_t card)
{
    auto const orders = orders_of(uow, card);
    std::int64_t row = 0;
    std::string text;
    soci::statement blank =
        (sql(uow).prepare << "update orders set customer_name = '', phone = null, email = null,"
                             " address = null, postal_code = null, idempotency_key = null,"
                             " request_digest = null, search_text = :text, version = version + 1"
                             " where id = :row",
         use(text), use(row));
    for (auto const& each : orders) {
        row = each.row;
        text = search_text().add(std::to_string(each.number)).add_if(each.reference).get();
        db::change_index(uow, db::searched_orders, row, each.search_text, text);
        db::run(blank);
    }
    run_for(uow, card,
            "update order_transitions set reason = null where reason is not null"
            " and order_id in (select id from orders where customer_id = :card)");
    run_for(uow, card,
            "update stock_movements set reason = null where reason is not null"
            " and order_id in (select id from orders where customer_id = :card)");
    run_for(uow, card,
            "update refunds set reason = '', idempotency_key = null, request_digest = null"
            " where order_id in (select id from orders where customer_id = :card)");
    return static_cast<std::int64_t>(orders.size());
}

std::vector<id<picture>> blank_payments(unit_of_work& uow, std::int64_t card)
{
    std::vector<id<picture>> pictures;
    for (auto const each : numbers(uow, card,
                                   "select s.picture_id from payment_submissions s join orders o"
                                   " on o.id = s.order_id where o.customer_id = :card"
                                   " and s.picture_id is not null order by s.picture_id"))
        pictures.emplace_back(each);
    run_for(uow, card,
            "update payment_submissions set sender = '', bank = '', picture_id = null,"
            " picture_digest = null, idempotency_key = null,"
            " reason = case when reason is null then null else '' end"
            " where order_id in (select id from orders where customer_id = :card)");
    run_for(uow, card,
            "update payments set idempotency_key = null where idempotency_key is not null"
            " and order_id in (select id from orders where customer_id = :card)");
    return pictures;
}

void blank_audit(unit_of_work& uow, std::int64_t card)
{
    run_for(uow, card,
            "update audit_events set detail = '{}' where subject = 'customer:' ||"
            " cast(:card as text)");
    run_for(uow, card,
            "update audit_events set detail = '{}' where subject in (select 'order:' || number"
            " from orders where customer_id = :card)");
    run_for(uow, card,
            "update audit_events set detail = '{}' where subject in (select 'review:' || id"
            " from reviews where customer_id = :card)");
}

std::int64_t remove_conversation(unit_of_work& uow, std::int64_t card)
{
    db::query_text of_card;
    of_card << "customer_id =";
    of_card.bind(card);
    db::take_from_index(uow, db::searched_messages, of_card);
    auto const gone = run_for(uow, card, "delete from messages where customer_id = :card");
    run_for(uow, card, "delete from conversations where customer_id = :card");
    return gone;
}

std::int64_t change_reviews(unit_of_work& uow, std::int64_t card,
                            std::function<std::string(std::string const&)> const& change)
{
    struct review_texts
    {
        std::int64_t row = 0;
        std::string text;
        db::nullable_text reply, hidden_reason;
    };
    std::vector<review_texts> found;
    review_texts each;
    soci::statement select =
        (sql(uow).prepare << "select id, text, reply, hidden_reason from reviews"
                             " where customer_id = :card order by id",
         use(card), into(each.row), into(each.text), into(each.reply.value, each.reply.state),
         into(each.hidden_reason.value, each.hidden_reason.state));
    select.execute();
    while (select.fetch())
        found.push_back(each);
    soci::statement update =
        (sql(uow).prepare << "update reviews set text = :text, reply = :reply,"
                             " hidden_reason = :reason, version = version + 1 where id = :row",
         use(each.text), use(each.reply.value, each.reply.state),
         use(each.hidden_reason.value, each.hidden_reason.state), use(each.row));
    for (auto const& old : found) {
        each = old;
        each.text = change(old.text);
        each.reply.value = change(old.reply.value);
        each.hidden_reason.value = change(old.hidden_reason.value);
        db::run(update);
    }
    return static_cast<std::int64_t>(found.size());
}

std::int64_t remove_notes(unit_of_work& uow, std::int64_t card)
{
    return run_for(uow, card, "delete from customer_notes where customer_id = :card") +
           run_for(uow, card, "delete from customer_tags where customer_id = :card");
}

void remove_consents(unit_of_work& uow, std::int64_t card)
{
    run_for(uow, card, "delete from consents where customer_id = :card");
}

void remove_cart(unit_of_work& uow, std::int64_t card)
{
    run_for(uow, card,
            "delete from cart_lines where cart_id in"
            " (select id from carts where customer_id = :card)");
    run_for(uow, card, "delete from carts where customer_id = :card");
}

void blank_card(unit_of_work& uow, std::int64_t card, timestamp at)
{
    auto const before = db::stored_search_text(uow, db::searched_customers, card);
    db::change_index(uow, db::searched_customers, card, before, {});
    auto const erased_at = db::to_number(at);
    soci::statement blank =
        (sql(uow).prepare
             << "update customers set name = '', name_folded = '', phone = null, email = null,"
                " sex = null, address = null, city = null, city_folded = null, postal_code = null,"
                " import_batch_id = null, search_text = '', erased_at = :erased_at,"
                " version = version + 1 where id = :card",
         use(erased_at), use(card));
    db::run(blank);
    run_for(uow, card, "update customer_merges set other_card = '{}' where kept_id = :card");
    run_for(uow, card, "update customer_merges set other_card = '{}' where other_id = :card");
}

void insert(unit_of_work& uow, customer_erasure const& done)
{
    auto const who = done.who.value(), at = db::to_number(done.erased_at);
    sql(uow) << "insert into customer_erasures (customer_id, erased_at, erased_by, reason)"
                " values (:who, :at, :by, :reason)",
        use(who), use(at), use(done.erased_by), use(done.reason);
}

namespace {

std::vector<customer_erasure> read_erasures(unit_of_work& uow, std::string const& condition,
                                            std::int64_t who)
{
    std::vector<customer_erasure> found;
    customer_erasure each;
    std::int64_t number = 0, at = 0;
    soci::statement select =
        (sql(uow).prepare << "select customer_id, erased_at, erased_by, reason"
                             " from customer_erasures where " +
                                 condition + " order by customer_id",
         use(who), into(number), into(at), into(each.erased_by), into(each.reason));
    select.execute();
    while (select.fetch()) {
        each.who = id<customer>(number);
        each.erased_at = db::to_timestamp(at);
        found.push_back(each);
    }
    return found;
}

} // namespace

std::optional<customer_erasure> find(unit_of_work& uow, id<customer> who)
{
    auto found = read_erasures(uow, "customer_id = :who", who.value());
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<customer_erasure> all(unit_of_work& uow)
{
    constexpr std::int64_t before_the_first = 0;
    return read_erasures(uow, "customer_id > :who", before_the_first);
}

void leave_no_trace(unit_of_work& uow)
{
    db::leave_no_trace(uow);
}

bool traces_remain(unit_of_work& uow)
{
    return db::traces_remain(uow);
}

bool has_card(unit_of_work& uow, std::int64_t card)
{
    return !numbers(uow, card, "select id from customers where id = :card").empty();
}

std::string shop_id(unit_of_work& uow)
{
    std::string found;
    soci::statement select = (sql(uow).prepare << "select public_id from shop", into(found));
    db::fetch_one(select);
    return found;
}

} // namespace tokocrm::erasure_repository
