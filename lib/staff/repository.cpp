#include "repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::staff_repository {

using soci::into, soci::use;

namespace {

struct standing_query
{
    std::int64_t number = 0, is_owner = 0, disabled = 0;
    std::string name;
    soci::statement select;

    explicit standing_query(soci::session& session)
        : select((session.prepare << "select name, case when role = 'owner' then 1 else 0 end,"
                                     " case when disabled_at is null then 0 else 1 end"
                                     " from users where id = :id",
                  use(number), into(name), into(is_owner), into(disabled)))
    {}
    standing_query(standing_query const&) = delete;
};

/// The bound variables of a select of users.
struct user_row
{
    std::string name, role;
    std::int64_t number = 0, has_password = 0, created_at = 0, version = 0;
    db::nullable_number disabled_at;
    soci::statement select;

    user_row(soci::session& session, std::string const& condition) : select(session)
    {
        select.alloc();
        select.prepare("select id, name, role, case when password_hash is null then 0 else 1 end,"
                       " disabled_at, created_at, version from users " +
                       condition);
        select.exchange(into(number));
        select.exchange(into(name));
        select.exchange(into(role));
        select.exchange(into(has_password));
        select.exchange(into(disabled_at.value, disabled_at.state));
        select.exchange(into(created_at));
        select.exchange(into(version));
    }
    staff_member get() const
    {
        return {.name = name,
                .role = role == "owner" ? staff_role::owner : staff_role::cashier,
                .disabled_at = db::to_timestamp(disabled_at.get()),
                .has_password = has_password != 0,
                .created_at = db::to_timestamp(created_at),
                .number = id<staff_member>(number),
                .version = version};
    }
    std::optional<staff_member> one()
    {
        select.define_and_bind();
        return db::fetch_one(select) ? std::optional(get()) : std::nullopt;
    }
};

} // namespace

bool is_same_person(unit_of_work& uow, id<customer> one, id<customer> other)
{
    auto const first = one.value(), second = other.value();
    std::int64_t found = 0;
    soci::statement select =
        (sql(uow).prepare << "select a.id from customers a join customers b"
                             " on coalesce(a.merged_into, a.id) = coalesce(b.merged_into, b.id)"
                             " where a.id = :one and b.id = :other",
         use(first), use(second), into(found));
    return db::fetch_one(select);
}

std::optional<standing> find_standing(unit_of_work& uow, id<staff_member> who)
{
    auto& query = db::cached<standing_query>(uow);
    query.number = who.value();
    if (!db::fetch_one(query.select))
        return std::nullopt;
    return standing{query.name, query.is_owner != 0, query.disabled != 0};
}

id<staff_member> insert(unit_of_work& uow, staff_member const& added,
                        std::string const& name_folded,
                        std::optional<std::string> const& password_hash)
{
    std::string const role(name(added.role));
    db::nullable_text hash(password_hash);
    auto const created_at = db::to_number(added.created_at);
    std::int64_t number = 0;
    soci::statement insert =
        (sql(uow).prepare << "insert into users (name, name_folded, role, password_hash,"
                             " created_at) values (:name, :folded, :role, :hash, :created_at)"
                             " returning id",
         use(added.name), use(name_folded), use(role), use(hash.value, hash.state), use(created_at),
         into(number));
    db::fetch_one(insert);
    return id<staff_member>(number);
}

std::optional<staff_member> find(unit_of_work& uow, std::string_view name_folded)
{
    std::string const key(name_folded);
    user_row row(sql(uow), "where name_folded = :key");
    row.select.exchange(use(key));
    return row.one();
}

std::optional<staff_member> find(unit_of_work& uow, id<staff_member> number)
{
    auto const key = number.value();
    user_row row(sql(uow), "where id = :id");
    row.select.exchange(use(key));
    return row.one();
}

std::vector<staff_member> list(unit_of_work& uow, std::int64_t limit, std::int64_t offset,
                               std::optional<std::string> const& after)
{
    auto const from = after.value_or("");
    user_row row(sql(uow), std::string(after ? "where name_folded > :after " : "") +
                               "order by name_folded limit :limit offset :offset");
    if (after)
        row.select.exchange(use(from));
    row.select.exchange(use(limit));
    row.select.exchange(use(offset));
    row.select.define_and_bind();
    row.select.execute();
    std::vector<staff_member> found;
    while (row.select.fetch())
        found.push_back(row.get());
    return found;
}

bool update(unit_of_work& uow, staff_member const& changed, std::string const& name_folded)
{
    std::string const role(name(changed.role));
    db::nullable_number disabled_at(db::to_number(changed.disabled_at));
    auto const number = changed.number.value(), version = changed.version;
    soci::statement update =
        (sql(uow).prepare << "update users set name = :name, name_folded = :folded, role = :role,"
                             " disabled_at = :disabled_at, version = version + 1"
                             " where id = :id and version = :version",
         use(changed.name), use(name_folded), use(role), use(disabled_at.value, disabled_at.state),
         use(number), use(version));
    return db::run(update) == 1;
}

std::optional<std::string> password_hash_of(unit_of_work& uow, id<staff_member> whose)
{
    auto const number = whose.value();
    db::nullable_text hash;
    sql(uow) << "select password_hash from users where id = :id", use(number),
        into(hash.value, hash.state);
    return hash.get();
}

void set_password_hash(unit_of_work& uow, id<staff_member> whose, std::string const& hash)
{
    auto const number = whose.value();
    sql(uow) << "update users set password_hash = :hash, version = version + 1 where id = :id",
        use(hash), use(number);
}

} // namespace tokocrm::staff_repository
