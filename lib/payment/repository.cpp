#include "repository.hpp"

#include "../core/business_date.hpp"
#include "../db/row_writer.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

namespace tokocrm {

using soci::into, soci::use;

struct payment_writer::tables
{
    explicit tables(unit_of_work& uow)
        : payments(
              uow, "payments",
              {"order_id", "position", "method", "amount", "received_at", "received_on", "actor"}),
          refunds(uow, "refunds",
                  {"order_id", "position", "goods", "shipping", "other", "amount", "reason",
                   "actor", "refunded_at", "refunded_on"})
    {}
    db::row_writer payments, refunds;
};

payment_writer::payment_writer(unit_of_work& uow) : tables_(std::make_unique<tables>(uow)) {}
payment_writer::payment_writer(payment_writer&&) noexcept = default;
payment_writer::~payment_writer() = default;

void payment_writer::put_off_indexes()
{
    tables_->payments.put_off_indexes();
}

void payment_writer::make_indexes()
{
    tables_->payments.make_indexes();
}

void payment_writer::add(id<order> of, std::int64_t position, payment const& accepted)
{
    tables_->payments.add(of.value(), position, accepted.method, accepted.amount.minor(),
                          db::to_number(accepted.received_at), to_number(accepted.received_on),
                          accepted.actor);
}

void payment_writer::add(id<order> of, std::int64_t position, refund const& given)
{
    tables_->refunds.add(of.value(), position, given.goods.minor(), given.shipping.minor(),
                         given.other.minor(), given.amount.minor(), given.reason, given.actor,
                         db::to_number(given.refunded_at), to_number(given.refunded_on));
}

namespace payment_repository {

namespace {

/// Each refund gets its own lines; the refunds are by position.
void add_lines(unit_of_work& uow, id<order> of, currency c, std::vector<refund>& to)
{
    auto const row = of.value();
    std::int64_t refund = 0, line = 0, amount = 0, base_amount = 0, given = 0, restocked = 0;
    soci::statement select =
        (sql(uow).prepare << "select refund, line, quantity, base_quantity, amount, restocked"
                             " from refund_lines where order_id = :row order by refund, line",
         use(row), into(refund), into(line), into(amount), into(base_amount), into(given),
         into(restocked));
    select.execute();
    auto current = to.begin();
    while (select.fetch()) {
        while (current != to.end() && current->position < refund)
            ++current;
        if (current != to.end() && current->position == refund)
            current->lines.push_back({.line = line,
                                      .amount = quantity::thousandths(amount),
                                      .base_amount = quantity::thousandths(base_amount),
                                      .given = money(given, c),
                                      .restocked = restocked != 0});
    }
}

} // namespace

std::vector<payment> payments(unit_of_work& uow, id<order> of, currency c)
{
    auto const row = of.value();
    db::nullable_text method;
    db::nullable_number submission;
    std::int64_t amount = 0, received_at = 0, received_on = 0, position = 0;
    std::string actor;
    std::vector<payment> found;
    soci::statement select =
        (sql(uow).prepare << "select method, amount, received_at, received_on, actor, position,"
                             " submission from payments where order_id = :row order by position",
         use(row), into(method.value, method.state), into(amount), into(received_at),
         into(received_on), into(actor), into(position), into(submission.value, submission.state));
    select.execute();
    while (select.fetch())
        found.push_back({.method = method.get(),
                         .amount = money(amount, c),
                         .received_at = db::to_timestamp(received_at),
                         .received_on = from_number(received_on),
                         .actor = actor,
                         .position = position,
                         .submission = submission.get()});
    return found;
}

std::vector<refund> refunds(unit_of_work& uow, id<order> of, currency c)
{
    auto const row = of.value();
    std::int64_t goods = 0, shipping = 0, other = 0, amount = 0, refunded_at = 0, refunded_on = 0,
                 position = 0;
    std::string reason, actor;
    std::vector<refund> found;
    soci::statement select =
        (sql(uow).prepare << "select goods, shipping, other, amount, reason, actor, refunded_at,"
                             " refunded_on, position from refunds where order_id = :row"
                             " order by position",
         use(row), into(goods), into(shipping), into(other), into(amount), into(reason),
         into(actor), into(refunded_at), into(refunded_on), into(position));
    select.execute();
    while (select.fetch())
        found.push_back({.goods = money(goods, c),
                         .shipping = money(shipping, c),
                         .other = money(other, c),
                         .amount = money(amount, c),
                         .reason = reason,
                         .actor = actor,
                         .refunded_at = db::to_timestamp(refunded_at),
                         .refunded_on = from_number(refunded_on),
                         .position = position});
    if (!found.empty())
        add_lines(uow, of, c, found);
    return found;
}

void remove(unit_of_work& uow, order_rows rows)
{
    auto const first = rows.first.value(), last = rows.last.value();
    sql(uow) << "delete from payments where order_id between :first and :last", use(first),
        use(last);
    sql(uow) << "delete from refund_lines where order_id between :first and :last", use(first),
        use(last);
    sql(uow) << "delete from refunds where order_id between :first and :last", use(first),
        use(last);
}

} // namespace payment_repository

} // namespace tokocrm
