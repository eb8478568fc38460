#include "merge_repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/actor.hpp>
#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::merge_repository {

using soci::into, soci::use;

namespace {

std::int64_t move(unit_of_work& uow, char const* update, id<customer> from, id<customer> to)
{
    auto const source = from.value(), goal = to.value();
    soci::statement moving = (sql(uow).prepare << update, use(goal), use(source));
    return db::run(moving);
}

constexpr char const* move_messages = "update messages set customer_id = :to"
                                      " where customer_id = :from";

/// What one side has not read of what the other wrote.
reading read_by(unit_of_work& uow, std::int64_t of, bool customer, std::int64_t last,
                std::int64_t mark)
{
    std::int64_t const from_customer = customer ? 0 : 1;
    reading found{.last = last, .unread = 0, .first_unread = 0};
    soci::statement select =
        (sql(uow).prepare << "select count(*), cast(coalesce(min(id), 0) as bigint) from messages"
                             " where customer_id = :of and id > :mark"
                             " and from_customer = :from_customer",
         use(of), use(mark), use(from_customer), into(found.unread), into(found.first_unread));
    db::fetch_one(select);
    return found;
}

void delete_conversation(unit_of_work& uow, std::int64_t of)
{
    sql(uow) << "delete from conversations where customer_id = :of", use(of);
}

} // namespace

std::int64_t move_reviews(unit_of_work& uow, id<customer> from, id<customer> to)
{
    return move(uow, "update reviews set customer_id = :to where customer_id = :from", from, to);
}

std::optional<conversation_state> find_conversation(unit_of_work& uow, id<customer> of)
{
    auto const number = of.value();
    std::int64_t last = 0, by_customer = 0, by_shop = 0;
    soci::statement select =
        (sql(uow).prepare << "select last_message, read_by_customer, read_by_shop"
                             " from conversations where customer_id = :of",
         use(number), into(last), into(by_customer), into(by_shop));
    if (!db::fetch_one(select))
        return std::nullopt;
    return conversation_state{.by_customer = read_by(uow, number, true, last, by_customer),
                              .by_shop = read_by(uow, number, false, last, by_shop)};
}

std::int64_t hand_conversation_over(unit_of_work& uow, id<customer> from, id<customer> to)
{
    auto const source = from.value(), goal = to.value();
    sql(uow) << "insert into conversations (customer_id, last_message, last_at, read_by_customer,"
                " read_by_shop, unread_by_customer, unread_by_shop) select cast(:goal as bigint),"
                " last_message, last_at, read_by_customer, read_by_shop, unread_by_customer,"
                " unread_by_shop from conversations where customer_id = :source",
        use(goal), use(source);
    auto const moved = move(uow, move_messages, from, to);
    delete_conversation(uow, source);
    return moved;
}

std::int64_t join_conversations(unit_of_work& uow, id<customer> from, id<customer> to,
                                std::int64_t read_by_customer, std::int64_t read_by_shop)
{
    auto const source = from.value(), goal = to.value();
    // A key that both conversations know answers with the message of the one that stays.
    sql(uow) << "update messages set idempotency_key = null where customer_id = :source"
                " and idempotency_key in (select k.idempotency_key from messages k"
                " where k.customer_id = :goal)",
        use(source), use(goal);
    auto const moved = move(uow, move_messages, from, to);
    sql(uow) << "update conversations set last_message = (select max(m.id) from messages m"
                " where m.customer_id = conversations.customer_id),"
                " last_at = (select m.sent_at from messages m where m.id = (select max(n.id)"
                " from messages n where n.customer_id = conversations.customer_id)),"
                " read_by_customer = :by_customer, read_by_shop = :by_shop,"
                " unread_by_customer = (select count(*) from messages m"
                " where m.customer_id = conversations.customer_id and m.id > :after_customer"
                " and m.from_customer = 0),"
                " unread_by_shop = (select count(*) from messages m"
                " where m.customer_id = conversations.customer_id and m.id > :after_shop"
                " and m.from_customer = 1) where customer_id = :goal",
        use(read_by_customer), use(read_by_shop), use(read_by_customer), use(read_by_shop),
        use(goal);
    delete_conversation(uow, source);
    return moved;
}

void insert(unit_of_work& uow, id<customer> kept, id<customer> other, std::string const& trace)
{
    auto const goal = kept.value(), source = other.value(), now = db::to_number(uow.now());
    auto const by = to_record(uow.actor());
    sql(uow) << "insert into customer_merges (kept_id, other_id, merged_at, merged_by, other_card)"
                " values (:kept, :other, :now, :by, :trace)",
        use(goal), use(source), use(now), use(by), use(trace);
}

std::vector<stored_merge> list(unit_of_work& uow, id<customer> kept)
{
    auto const of = kept.value();
    stored_merge row;
    std::int64_t merged_at = 0;
    std::vector<stored_merge> found;
    soci::statement select =
        (sql(uow).prepare << "select kept_id, other_id, merged_at, merged_by, other_card"
                             " from customer_merges where other_id in (select id from customers"
                             " where merged_into = :of) order by id",
         use(of), into(row.kept), into(row.other), into(merged_at), into(row.merged_by),
         into(row.trace));
    select.execute();
    while (select.fetch()) {
        row.merged_at = db::to_timestamp(merged_at);
        found.push_back(row);
    }
    return found;
}

} // namespace tokocrm::merge_repository
