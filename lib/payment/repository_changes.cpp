#include "../core/business_date.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"
#include "repository.hpp"

#include <soci/soci.h>

namespace tokocrm::payment_repository {

using soci::into, soci::use;

namespace {

struct payment_insert
{
    std::int64_t order = 0, position_of = 0, position = 0, amount = 0, received_at = 0,
                 received_on = 0;
    std::string method, actor;
    db::nullable_number submission;
    db::nullable_text key;
    soci::statement insert;

    explicit payment_insert(soci::session& session)
        : insert((session.prepare
                      << "insert into payments (order_id, position, method, amount, received_at,"
                         " received_on, actor, submission, idempotency_key) select :order,"
                         " coalesce(max(position), 0) + 1, :method, :amount, :received_at,"
                         " :received_on, :actor, :submission, :key from payments"
                         " where order_id = :position_of returning position",
                  use(order), use(method), use(amount), use(received_at), use(received_on),
                  use(actor), use(submission.value, submission.state), use(key.value, key.state),
                  use(position_of), into(position)))
    {}
};

struct refund_insert
{
    std::int64_t order = 0, position_of = 0, position = 0, goods = 0, shipping = 0, other = 0,
                 amount = 0, refunded_at = 0, refunded_on = 0;
    std::string reason, actor;
    db::nullable_text key, request;
    soci::statement insert;

    explicit refund_insert(soci::session& session)
        : insert((session.prepare
                      << "insert into refunds (order_id, position, goods, shipping, other, amount,"
                         " reason, actor, refunded_at, refunded_on, idempotency_key,"
                         " request_digest) select :order, coalesce(max(position), 0) + 1, :goods,"
                         " :shipping, :other, :amount, :reason, :actor, :refunded_at,"
                         " :refunded_on, :key, :request from refunds where order_id = :position_of"
                         " returning position",
                  use(order), use(goods), use(shipping), use(other), use(amount), use(reason),
                  use(actor), use(refunded_at), use(refunded_on), use(key.value, key.state),
                  use(request.value, request.state), use(position_of), into(position)))
    {}
};

struct refund_line_insert
{
    std::int64_t order = 0, refund = 0, line = 0, amount = 0, base_amount = 0, given = 0,
                 restocked = 0;
    soci::statement insert;

    explicit refund_line_insert(soci::session& session)
        : insert((session.prepare
                      << "insert into refund_lines (order_id, refund, line, quantity,"
                         " base_quantity, amount, restocked) values (:order, :refund, :line,"
                         " :quantity, :base_quantity, :amount, :restocked)",
                  use(order), use(refund), use(line), use(amount), use(base_amount), use(given),
                  use(restocked)))
    {}
};

} // namespace

void insert(unit_of_work& uow, id<order> of, received_money const& came, date today)
{
    auto& query = db::cached<payment_insert>(uow);
    query.order = query.position_of = of.value();
    query.method = came.method;
    query.amount = came.amount.minor();
    query.received_at = db::to_number(uow.now());
    query.received_on = to_number(today);
    query.actor = to_record(uow.actor());
    query.submission = came.submission;
    query.key = came.key;
    db::fetch_one(query.insert);
}

std::optional<std::int64_t> find_keyed(unit_of_work& uow, id<order> of, std::string const& key)
{
    auto const row = of.value();
    std::int64_t position = 0;
    soci::statement select = (sql(uow).prepare << "select position from payments"
                                                  " where order_id = :order"
                                                  " and idempotency_key = :key",
                              use(row), use(key), into(position));
    return db::fetch_one(select) ? std::optional(position) : std::nullopt;
}

std::int64_t insert_refund(unit_of_work& uow, id<order> of, refund const& given,
                           std::optional<refund_key> const& key)
{
    auto& query = db::cached<refund_insert>(uow);
    query.order = query.position_of = of.value();
    query.goods = given.goods.minor();
    query.shipping = given.shipping.minor();
    query.other = given.other.minor();
    query.amount = given.amount.minor();
    query.reason = given.reason;
    query.actor = given.actor;
    query.refunded_at = db::to_number(given.refunded_at);
    query.refunded_on = to_number(given.refunded_on);
    query.key = key ? std::optional(key->key) : std::nullopt;
    query.request = key ? std::optional(key->request) : std::nullopt;
    db::fetch_one(query.insert);
    auto const position = query.position;
    auto& line = db::cached<refund_line_insert>(uow);
    for (auto const& each : given.lines) {
        line.order = of.value();
        line.refund = position;
        line.line = each.line;
        line.amount = each.amount.thousandths();
        line.base_amount = each.base_amount.thousandths();
        line.given = each.given.minor();
        line.restocked = each.restocked;
        db::run(line.insert);
    }
    return position;
}

std::optional<keyed_refund> find_keyed_refund(unit_of_work& uow, id<order> of,
                                              std::string const& key)
{
    auto const row = of.value();
    keyed_refund found;
    soci::statement select =
        (sql(uow).prepare << "select position, coalesce(request_digest, '') from refunds"
                             " where order_id = :order and idempotency_key = :key",
         use(row), use(key), into(found.position), into(found.request));
    return db::fetch_one(select) ? std::optional(found) : std::nullopt;
}

} // namespace tokocrm::payment_repository
