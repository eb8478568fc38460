#include "repository.hpp"

#include "../core/text_fold.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

namespace tokocrm::customer_repository {

using soci::into, soci::use;

namespace {

constexpr char const* customer_columns =
    "select id, name, phone, email, address, city, postal_code, registered_at, sex, version"
    " from customers ";

/// The bound variables of `customer_columns`.
struct customer_row
{
    std::int64_t number = 0, registered_at = 0, version = 0;
    std::string name;
    db::nullable_text phone, email, address, city, postal_code, sex;

    void bind(soci::statement& select)
    {
        select.exchange(into(number));
        select.exchange(into(name));
        select.exchange(into(phone.value, phone.state));
        select.exchange(into(email.value, email.state));
        select.exchange(into(address.value, address.state));
        select.exchange(into(city.value, city.state));
        select.exchange(into(postal_code.value, postal_code.state));
        select.exchange(into(registered_at));
        select.exchange(into(sex.value, sex.state));
        select.exchange(into(version));
    }
    customer get() const
    {
        return {.number = id<customer>(number),
                .name = name,
                .reach = {.phone = phone.get(),
                          .email = email.get(),
                          .address = address.get(),
                          .city = city.get(),
                          .postal_code = postal_code.get()},
                .registered_at = db::to_timestamp(registered_at),
                .sex = find_customer_sex(sex.value),
                .version = version};
    }
};

std::vector<customer> all(soci::statement& select, customer_row const& row)
{
    std::vector<customer> found;
    select.execute();
    while (select.fetch())
        found.push_back(row.get());
    return found;
}

/// A statement that finds customers by a text, prepared once a session.
struct finder
{
    std::string key;
    std::int64_t most = 0;
    customer_row row;
    soci::statement select;

    finder(soci::session& session, std::string const& condition) : select(session)
    {
        select.alloc();
        select.prepare(customer_columns + condition + " order by id limit :most");
        select.exchange(use(key));
        select.exchange(use(most));
        row.bind(select);
        select.define_and_bind();
    }
    std::vector<customer> find(std::string_view wanted, std::int64_t at_most)
    {
        key = wanted;
        most = at_most;
        return all(select, row);
    }
};

struct by_phone : finder
{
    explicit by_phone(soci::session& session) : finder(session, "where phone = :phone") {}
};

struct by_email : finder
{
    explicit by_email(soci::session& session) : finder(session, "where email = :email") {}
};

/// The contacts that a card must not have, so that nothing contradicts: each has an index.
struct by_name : finder
{
    explicit by_name(soci::session& session) : finder(session, "where name_folded = :name") {}
};

struct by_name_without_phone : finder
{
    explicit by_name_without_phone(soci::session& session)
        : finder(session, "where name_folded = :name and phone is null")
    {}
};

struct by_name_without_email : finder
{
    explicit by_name_without_email(soci::session& session)
        : finder(session, "where name_folded = :name and email is null")
    {}
};

struct by_name_alone : finder
{
    explicit by_name_alone(soci::session& session)
        : finder(session, "where name_folded = :name and phone is null and email is null")
    {}
};

struct completion
{
    std::int64_t number = 0, batch = 0;
    db::nullable_text phone, email, address, city, city_folded, postal_code;
    soci::statement update;

    explicit completion(soci::session& session)
        : update((session.prepare
                      << "update customers set phone = coalesce(phone, :phone),"
                         " email = coalesce(email, :email), address = coalesce(address, :address),"
                         " city = coalesce(city, :city),"
                         " city_folded = coalesce(city_folded, :city_folded),"
                         " postal_code = coalesce(postal_code, :postal_code)"
                         " where id = :number and import_batch_id = :batch",
                  use(phone.value, phone.state), use(email.value, email.state),
                  use(address.value, address.state), use(city.value, city.state),
                  use(city_folded.value, city_folded.state),
                  use(postal_code.value, postal_code.state), use(number), use(batch)))
    {}
};

struct insertion
{
    std::string name, name_folded;
    db::nullable_text phone, email, address, city, city_folded, postal_code, sex;
    std::int64_t registered_at = 0;
    db::nullable_number batch;
    std::int64_t number = 0;
    soci::statement insert;

    explicit insertion(soci::session& session)
        : insert((session.prepare
                      << "insert into customers (name, name_folded, phone, email, address, city,"
                         " city_folded, postal_code, sex, registered_at, version, import_batch_id)"
                         " values (:name, :folded, :phone, :email, :address, :city, :city_folded,"
                         " :postal_code, :sex, :registered_at, 1, :batch) returning id",
                  use(name), use(name_folded), use(phone.value, phone.state),
                  use(email.value, email.state), use(address.value, address.state),
                  use(city.value, city.state), use(city_folded.value, city_folded.state),
                  use(postal_code.value, postal_code.state), use(sex.value, sex.state),
                  use(registered_at), use(batch.value, batch.state), into(number)))
    {}
};

std::optional<std::string> key_of(std::optional<std::string> const& text)
{
    return text ? std::optional(folded(*text)) : std::nullopt;
}

std::optional<std::string> text_of(std::optional<customer_sex> sex)
{
    return sex ? std::optional<std::string>(name(*sex)) : std::nullopt;
}

std::string conditions(customer_query const& query)
{
    return query.city ? "where city_folded = :city" : "where 1 = 1";
}

} // namespace

id<customer> insert(unit_of_work& uow, customer const& added, std::string const& name_folded,
                    std::optional<id<import_batch>> batch)
{
    auto& into_customers = db::cached<insertion>(uow);
    into_customers.name = added.name;
    into_customers.name_folded = name_folded;
    into_customers.phone = added.reach.phone;
    into_customers.email = added.reach.email;
    into_customers.address = added.reach.address;
    into_customers.city = added.reach.city;
    into_customers.city_folded = key_of(added.reach.city);
    into_customers.postal_code = added.reach.postal_code;
    into_customers.sex = text_of(added.sex);
    into_customers.registered_at = db::to_number(added.registered_at);
    into_customers.batch = batch ? std::optional(batch->value()) : std::nullopt;
    db::fetch_one(into_customers.insert);
    return id<customer>(into_customers.number);
}

bool update(unit_of_work& uow, customer const& changed, std::string const& name_folded)
{
    auto const& reach = changed.reach;
    db::nullable_text phone(reach.phone), email(reach.email), address(reach.address),
        city(reach.city), city_folded(key_of(reach.city)), postal_code(reach.postal_code),
        sex(text_of(changed.sex));
    auto const registered_at = db::to_number(changed.registered_at),
               number = changed.number.value(), version = changed.version;
    soci::statement update =
        (sql(uow).prepare
             << "update customers set name = :name, name_folded = :folded, phone = :phone,"
                " email = :email, address = :address, city = :city, city_folded = :city_folded,"
                " postal_code = :postal_code, sex = :sex, registered_at = :registered_at,"
                " version = version + 1 where id = :id and version = :version",
         use(changed.name), use(name_folded), use(phone.value, phone.state),
         use(email.value, email.state), use(address.value, address.state),
         use(city.value, city.state), use(city_folded.value, city_folded.state),
         use(postal_code.value, postal_code.state), use(sex.value, sex.state), use(registered_at),
         use(number), use(version));
    return db::run(update) == 1;
}

std::optional<customer> find(unit_of_work& uow, std::int64_t number)
{
    customer_row row;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(std::string(customer_columns) + "where id = :number");
    select.exchange(use(number));
    row.bind(select);
    select.define_and_bind();
    return db::fetch_one(select) ? std::optional(row.get()) : std::nullopt;
}

std::vector<customer> find_by_phone(unit_of_work& uow, std::string_view phone, std::int64_t most)
{
    return db::cached<by_phone>(uow).find(phone, most);
}

std::vector<customer> find_by_email(unit_of_work& uow, std::string_view email, std::int64_t most)
{
    return db::cached<by_email>(uow).find(email, most);
}

std::vector<customer> find_by_name(unit_of_work& uow, std::string_view name_folded,
                                   bool without_phone, bool without_email)
{
    constexpr std::int64_t enough_to_see_others = 2;
    if (without_phone && without_email)
        return db::cached<by_name_alone>(uow).find(name_folded, enough_to_see_others);
    if (without_phone)
        return db::cached<by_name_without_phone>(uow).find(name_folded, enough_to_see_others);
    if (without_email)
        return db::cached<by_name_without_email>(uow).find(name_folded, enough_to_see_others);
    return db::cached<by_name>(uow).find(name_folded, enough_to_see_others);
}

void complete(unit_of_work& uow, std::int64_t number, contact const& reach, id<import_batch> batch)
{
    auto& completes = db::cached<completion>(uow);
    completes.number = number;
    completes.batch = batch.value();
    completes.phone = reach.phone;
    completes.email = reach.email;
    completes.address = reach.address;
    completes.city = reach.city;
    completes.city_folded = key_of(reach.city);
    completes.postal_code = reach.postal_code;
    db::run(completes.update);
}

std::vector<customer> list(unit_of_work& uow, customer_query const& query,
                           std::optional<std::int64_t> limit, std::int64_t offset,
                           std::optional<position> const& after)
{
    auto const column = std::string(query.sort == customer_sort::name         ? "name_folded"
                                    : query.sort == customer_sort::registered ? "registered_at"
                                                                              : "id");
    auto const direction = std::string(query.descending ? " desc" : "");
    auto const beyond = std::string(query.descending ? " < " : " > ");
    auto text = customer_columns + conditions(query);
    if (after)
        text += query.sort == customer_sort::number
                    ? " and id" + beyond + ":number"
                    : " and (" + column + ", id)" + beyond + "(:value, :number)";
    text += " order by " + column + direction;
    if (query.sort != customer_sort::number)
        text += ", id" + direction;
    if (limit || offset > 0) // SQLite takes no offset without a limit
        text += " limit " + std::to_string(limit.value_or(INT64_MAX)) + " offset " +
                std::to_string(offset);

    auto const city = folded(query.city.value_or(""));
    auto from = after.value_or(position{});
    customer_row row;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(text);
    if (query.city)
        select.exchange(use(city));
    if (after && query.sort == customer_sort::name)
        select.exchange(use(from.text));
    if (after && query.sort == customer_sort::registered)
        select.exchange(use(from.value));
    if (after)
        select.exchange(use(from.number));
    row.bind(select);
    select.define_and_bind();
    return all(select, row);
}

std::int64_t count(unit_of_work& uow, customer_query const& query)
{
    std::int64_t number = 0;
    auto const city = folded(query.city.value_or(""));
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare("select count(*) from customers " + conditions(query));
    if (query.city)
        select.exchange(use(city));
    select.exchange(into(number));
    select.define_and_bind();
    db::fetch_one(select);
    return number;
}

std::int64_t remove_unused_of_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const of = batch.value();
    soci::statement remove =
        (sql(uow).prepare
             << "delete from customers where import_batch_id = :batch and version = 1"
                " and not exists (select 1 from orders o where o.customer_id = customers.id)"
                " and not exists (select 1 from coupon_uses u where u.customer_id = customers.id)",
         use(of));
    remove.execute(true);
    auto const removed = remove.get_affected_rows();
    return removed;
}

void release_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const of = batch.value();
    sql(uow) << "update customers set import_batch_id = null where import_batch_id = :batch",
        use(of);
}

} // namespace tokocrm::customer_repository
