#include "submission_repository.hpp"

#include "../core/business_date.hpp"
#include "../db/query_text.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"
#include "../picture/service.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::submission_repository {

using soci::into, soci::use;

namespace {

constexpr char const* submission_columns =
    "select o.number, s.position, s.sender, s.bank, s.amount, s.paid_on, s.state, s.submitted_at,"
    " s.submitted_by, s.decided_at, s.decided_by, s.reason, i.id, i.sha256, i.width, i.height,"
    " length(i.webp), i.created_at from payment_submissions s join orders o on o.id = s.order_id"
    " left join pictures i on i.id = s.picture_id ";

/// The bound variables of `submission_columns`.
struct submission_row
{
    std::int64_t number = 0, position = 0, amount = 0, paid_on = 0, submitted_at = 0;
    std::string sender, bank, state, submitted_by;
    db::nullable_number decided_at, picture_id, width, height, size, created_at;
    db::nullable_text decided_by, reason, sha256;

    void bind(soci::statement& select)
    {
        select.exchange(into(number));
        select.exchange(into(position));
        select.exchange(into(sender));
        select.exchange(into(bank));
        select.exchange(into(amount));
        select.exchange(into(paid_on));
        select.exchange(into(state));
        select.exchange(into(submitted_at));
        select.exchange(into(submitted_by));
        select.exchange(into(decided_at.value, decided_at.state));
        select.exchange(into(decided_by.value, decided_by.state));
        select.exchange(into(reason.value, reason.state));
        select.exchange(into(picture_id.value, picture_id.state));
        select.exchange(into(sha256.value, sha256.state));
        select.exchange(into(width.value, width.state));
        select.exchange(into(height.value, height.state));
        select.exchange(into(size.value, size.state));
        select.exchange(into(created_at.value, created_at.state));
    }
    payment_submission get(currency c) const
    {
        payment_submission found;
        found.order_number = number;
        found.position = position;
        found.sender = sender;
        found.bank = bank;
        found.amount = money(amount, c);
        found.paid_on = from_number(paid_on);
        if (picture_id.get())
            found.proof = picture{.number = id<picture>(picture_id.value),
                                  .sha256 = sha256.value,
                                  .width = width.value,
                                  .height = height.value,
                                  .size = size.value,
                                  .created_at = db::to_timestamp(created_at.value)};
        found.state = find_submission_state(state).value();
        found.submitted_at = db::to_timestamp(submitted_at);
        found.submitted_by = submitted_by;
        found.decided_at = db::to_timestamp(decided_at.get());
        found.decided_by = decided_by.get();
        found.reason = reason.get();
        return found;
    }
};

std::vector<payment_submission> read(soci::statement& select, submission_row& row, currency c)
{
    std::vector<payment_submission> found;
    select.execute();
    while (select.fetch())
        found.push_back(row.get(c));
    return found;
}

struct submission_insert
{
    std::int64_t order = 0, position_of = 0, position = 0, amount = 0, paid_on = 0,
                 submitted_at = 0;
    std::string sender, bank, state, submitted_by;
    db::nullable_number picture_id;
    db::nullable_text digest, key;
    soci::statement insert;

    explicit submission_insert(soci::session& session)
        : insert((session.prepare
                      << "insert into payment_submissions (order_id, position, sender, bank,"
                         " amount, paid_on, picture_id, picture_digest, state, submitted_at,"
                         " submitted_by, idempotency_key) select :order,"
                         " coalesce(max(position), 0) + 1, :sender, :bank, :amount, :paid_on,"
                         " :picture, :digest, :state, :submitted_at, :submitted_by, :key"
                         " from payment_submissions where order_id = :position_of"
                         " returning position",
                  use(order), use(sender), use(bank), use(amount), use(paid_on),
                  use(picture_id.value, picture_id.state), use(digest.value, digest.state),
                  use(state), use(submitted_at), use(submitted_by), use(key.value, key.state),
                  use(position_of), into(position)))
    {}
    submission_insert(submission_insert const&) = delete;
};

struct submission_decision
{
    std::int64_t order = 0, position = 0, decided_at = 0;
    std::string state, decided_by;
    db::nullable_text reason;
    soci::statement update;

    explicit submission_decision(soci::session& session)
        : update((session.prepare << "update payment_submissions set state = :state,"
                                     " decided_at = :decided_at, decided_by = :decided_by,"
                                     " reason = :reason where order_id = :order"
                                     " and position = :position and state = 'open'",
                  use(state), use(decided_at), use(decided_by), use(reason.value, reason.state),
                  use(order), use(position)))
    {}
    submission_decision(submission_decision const&) = delete;
};

struct order_submissions
{
    std::int64_t order = 0;
    submission_row row;
    soci::statement select;

    explicit order_submissions(soci::session& session) : select(session)
    {
        select.alloc();
        select.prepare(std::string(submission_columns) +
                       "where s.order_id = :order order by s.position");
        select.exchange(use(order));
        row.bind(select);
        select.define_and_bind();
    }
    order_submissions(order_submissions const&) = delete;
};

struct open_select
{
    std::int64_t order = 0, position = 0;
    soci::statement select;

    explicit open_select(soci::session& session)
        : select((session.prepare << "select position from payment_submissions"
                                     " where order_id = :order and state = 'open'",
                  use(order), into(position)))
    {}
    open_select(open_select const&) = delete;
};

struct same_proof_select
{
    std::string digest;
    std::int64_t number = 0, position = 0, found = 0;
    soci::statement select;

    explicit same_proof_select(soci::session& session)
        : select((session.prepare
                      << "select distinct o.number from payment_submissions s join orders o"
                         " on o.id = s.order_id where s.picture_digest = :digest"
                         " and (o.number <> :number or s.position <> :position) order by o.number",
                  use(digest), use(number), use(position), into(found)))
    {}
    same_proof_select(same_proof_select const&) = delete;
};

void add_condition(db::query_text& text, selection const& wanted)
{
    // Not bound: the few that are open have an index of their own.
    char const* between = "where (s.state = '";
    for (auto const each : wanted.states) {
        text << between << name(each) << "'";
        between = " or s.state = '";
    }
    text << ")";
    if (wanted.from) {
        text << " and s.submitted_at >=";
        text.bind(db::to_number(*wanted.from));
    }
    if (wanted.before) {
        text << " and s.submitted_at <";
        text.bind(db::to_number(*wanted.before));
    }
}

} // namespace

std::int64_t insert(unit_of_work& uow, id<order> of, payment_submission const& said,
                    std::optional<std::string> const& key)
{
    auto& query = db::cached<submission_insert>(uow);
    query.order = query.position_of = of.value();
    query.sender = said.sender;
    query.bank = said.bank;
    query.amount = said.amount.minor();
    query.paid_on = to_number(said.paid_on);
    query.picture_id = said.proof ? std::optional(said.proof->number.value()) : std::nullopt;
    query.digest = said.proof ? std::optional(said.proof->sha256) : std::nullopt;
    query.state = name(said.state);
    query.submitted_at = db::to_number(said.submitted_at);
    query.submitted_by = said.submitted_by;
    query.key = key;
    db::fetch_one(query.insert);
    return query.position;
}

bool decide(unit_of_work& uow, id<order> of, std::int64_t position, submission_state decided,
            std::optional<std::string> const& reason)
{
    auto& query = db::cached<submission_decision>(uow);
    query.order = of.value();
    query.position = position;
    query.state = name(decided);
    query.decided_at = db::to_number(uow.now());
    query.decided_by = to_record(uow.actor());
    query.reason = reason;
    return db::run(query.update) == 1;
}

std::vector<payment_submission> all_of(unit_of_work& uow, id<order> of, currency c)
{
    auto& query = db::cached<order_submissions>(uow);
    query.order = of.value();
    return read(query.select, query.row, c);
}

std::optional<std::int64_t> find_open(unit_of_work& uow, id<order> of)
{
    auto& query = db::cached<open_select>(uow);
    query.order = of.value();
    return db::fetch_one(query.select) ? std::optional(query.position) : std::nullopt;
}

std::optional<std::int64_t> find_keyed(unit_of_work& uow, id<order> of, std::string const& key)
{
    auto const row = of.value();
    std::int64_t position = 0;
    soci::statement select =
        (sql(uow).prepare << "select position from payment_submissions"
                             " where order_id = :order and idempotency_key = :key",
         use(row), use(key), into(position));
    return db::fetch_one(select) ? std::optional(position) : std::nullopt;
}

std::vector<std::int64_t> orders_with_same_proof(unit_of_work& uow, payment_submission const& as)
{
    std::vector<std::int64_t> numbers;
    if (!as.proof)
        return numbers;
    auto& query = db::cached<same_proof_select>(uow);
    query.digest = as.proof->sha256;
    query.number = as.order_number;
    query.position = as.position;
    query.select.execute();
    while (query.select.fetch())
        numbers.push_back(query.found);
    return numbers;
}

std::vector<payment_submission> list(unit_of_work& uow, selection const& wanted, std::int64_t limit,
                                     std::int64_t offset, std::optional<place> const& after,
                                     currency c)
{
    if (wanted.states.empty())
        return {};
    db::query_text text;
    text << submission_columns;
    add_condition(text, wanted);
    if (after) {
        text << " and (s.submitted_at, s.order_id, s.position) < (";
        text.bind(after->submitted_at) << ", (select id from orders where number =";
        text.bind(after->order_number) << "),";
        text.bind(after->position) << ")";
    }
    text << " order by s.submitted_at desc, s.order_id desc, s.position desc limit";
    text.bind(limit) << " offset";
    text.bind(offset);
    return db::read_rows<submission_row>(uow, text, c);
}

std::int64_t count(unit_of_work& uow, selection const& wanted, std::optional<std::int64_t> most)
{
    if (wanted.states.empty())
        return 0;
    db::query_text text;
    text << "select count(*) from (select 1 from payment_submissions s ";
    add_condition(text, wanted);
    if (most) {
        text << " limit";
        text.bind(*most);
    }
    text << ") counted";
    return db::read_number(uow, text);
}

void remove(unit_of_work& uow, order_rows rows)
{
    auto const first = rows.first.value(), last = rows.last.value();
    std::int64_t number = 0;
    std::vector<id<picture>> shown;
    soci::statement select = (sql(uow).prepare << "select picture_id from payment_submissions"
                                                  " where order_id between :first and :last"
                                                  " and picture_id is not null",
                              use(first), use(last), into(number));
    select.execute();
    while (select.fetch())
        shown.emplace_back(number);
    sql(uow) << "delete from payment_submissions where order_id between :first and :last",
        use(first), use(last);
    for (auto const each : shown)
        delete_picture(uow, each);
}

} // namespace tokocrm::submission_repository
