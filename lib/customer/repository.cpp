#include "repository.hpp"

#include "../core/text_fold.hpp"
#include "../db/dialect.hpp"
#include "../db/list_query.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

namespace tokocrm::customer_repository {

using soci::into, soci::use;

namespace {

constexpr char const* customer_columns =
    "c.id, c.name, c.phone, c.email, c.address, c.city, c.postal_code, c.registered_at, c.sex,"
    " c.version, c.erased_at";

std::string from_customers(std::string const& condition)
{
    return std::string("select ") + customer_columns + " from customers c " + condition;
}

/// The bound variables of `customer_columns`.
struct customer_row
{
    std::int64_t number = 0, registered_at = 0, version = 0;
    std::string name;
    db::nullable_text phone, email, address, city, postal_code, sex;
    db::nullable_number erased_at;

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
        select.exchange(into(erased_at.value, erased_at.state));
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
                .sex = find_customer_sex(sex.get().value_or("")),
                .version = version,
                .erased_at = db::to_timestamp(erased_at.get())};
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

struct by_number
{
    std::int64_t number = 0;
    customer_row row;
    soci::statement select;

    explicit by_number(soci::session& session) : select(session)
    {
        select.alloc();
        select.prepare(from_customers("where c.id = (select coalesce(m.merged_into, m.id)"
                                      " from customers m where m.id = :number)"));
        select.exchange(use(number));
        row.bind(select);
        select.define_and_bind();
    }
    by_number(by_number const&) = delete;
};

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
        select.prepare(from_customers(condition + " order by id limit :most"));
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
    std::string search_text;
    soci::statement update;

    explicit completion(soci::session& session)
        : update((session.prepare
                      << "update customers set phone = coalesce(phone, :phone),"
                         " email = coalesce(email, :email), address = coalesce(address, :address),"
                         " city = coalesce(city, :city),"
                         " city_folded = coalesce(city_folded, :city_folded),"
                         " postal_code = coalesce(postal_code, :postal_code),"
                         " search_text = :search_text"
                         " where id = :number and import_batch_id = :batch",
                  use(phone.value, phone.state), use(email.value, email.state),
                  use(address.value, address.state), use(city.value, city.state),
                  use(city_folded.value, city_folded.state),
                  use(postal_code.value, postal_code.state), use(search_text), use(number),
                  use(batch)))
    {}
};

struct insertion
{
    std::string name, name_folded, search_text;
    db::nullable_text phone, email, address, city, city_folded, postal_code, sex;
    std::int64_t registered_at = 0;
    db::nullable_number batch;
    soci::statement insert;

    explicit insertion(soci::session& session)
        : insert((session.prepare
                      << "insert into customers (name, name_folded, phone, email, address, city,"
                         " city_folded, postal_code, sex, registered_at, version, import_batch_id,"
                         " search_text) values (:name, :folded, :phone, :email, :address, :city,"
                         " :city_folded, :postal_code, :sex, :registered_at, 1, :batch,"
                         " :search_text)",
                  use(name), use(name_folded), use(phone.value, phone.state),
                  use(email.value, email.state), use(address.value, address.state),
                  use(city.value, city.state), use(city_folded.value, city_folded.state),
                  use(postal_code.value, postal_code.state), use(sex.value, sex.state),
                  use(registered_at), use(batch.value, batch.state), use(search_text)))
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

std::string search_text_of(std::string const& name, contact const& reach)
{
    return search_text().add(name).add_if(reach.phone).add_if(reach.email).add_if(reach.city).get();
}

/// All columns stand in an index, and so do their ties.
db::list_order order_by(customer_sort by)
{
    db::list_order order{.column = {}, .tie = "c.id", .is_text = false, .from = "customers c"};
    if (by == customer_sort::name) {
        order.column = "c.name_folded";
        order.is_text = true;
    }
    if (by == customer_sort::registered)
        order.column = "c.registered_at";
    return order;
}

void filter(db::query_text& text, selection const& wanted)
{
    text << " and c.merged_into is null";
    if (wanted.city_folded)
        (text << " and c.city_folded =").bind(*wanted.city_folded);
    if (wanted.sex)
        (text << " and c.sex =").bind(std::string(name(*wanted.sex)));
    if (wanted.from)
        (text << " and c.registered_at >=").bind(db::to_number(*wanted.from));
    if (wanted.before)
        (text << " and c.registered_at <").bind(db::to_number(*wanted.before));
    for (auto const& tag : wanted.tags_folded) {
        text << " and c.id in (select t.customer_id from customer_tags t where t.tag_folded =";
        text.bind(tag) << " and t.removed_at is null)";
    }
}

db::list_query query_of(selection const& wanted)
{
    using db::searched_customers;
    db::list_query query{.from = "customers c",
                         .filter = [&](db::query_text& text) { filter(text, wanted); },
                         .order = order_by(wanted.sort),
                         .descending = wanted.descending,
                         .after = {},
                         .limit = {},
                         .offset = 0,
                         .has_words = {},
                         .index = {}};
    if (wanted.words.empty())
        return query;
    auto const may_have = [&](db::query_text& text) {
        db::may_have_words(text, searched_customers, wanted.words);
    };
    query.has_words = [&](db::query_text& text) {
        db::has_words(text, "c.search_text", wanted.words);
    };
    query.index = db::list_index{.from = db::from_found(searched_customers, "c"),
                                 .where = may_have,
                                 .id = db::found_id(searched_customers, "c"),
                                 .count_few = [&](unit_of_work& uow) {
                                     db::query_text ids;
                                     db::select_found(ids, searched_customers, wanted.words);
                                     return db::count_few(uow, ids);
                                 }};
    return query;
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
    into_customers.search_text = search_text_of(added.name, added.reach);
    into_customers.batch = batch ? std::optional(batch->value()) : std::nullopt;
    db::run(into_customers.insert);
    auto const number = db::inserted_id(uow);
    db::change_index(uow, db::searched_customers, number, {}, into_customers.search_text);
    return id<customer>(number);
}

bool update(unit_of_work& uow, customer const& changed, std::string const& name_folded)
{
    auto const& reach = changed.reach;
    db::nullable_text phone(reach.phone), email(reach.email), address(reach.address),
        city(reach.city), city_folded(key_of(reach.city)), postal_code(reach.postal_code),
        sex(text_of(changed.sex));
    auto const search_text = search_text_of(changed.name, reach);
    auto const registered_at = db::to_number(changed.registered_at),
               number = changed.number.value(), version = changed.version;
    soci::statement update =
        (sql(uow).prepare
             << "update customers set name = :name, name_folded = :folded, phone = :phone,"
                " email = :email, address = :address, city = :city, city_folded = :city_folded,"
                " postal_code = :postal_code, sex = :sex, registered_at = :registered_at,"
                " search_text = :search_text, version = version + 1 where id = :id and version = "
                ":version",
         use(changed.name), use(name_folded), use(phone.value, phone.state),
         use(email.value, email.state), use(address.value, address.state),
         use(city.value, city.state), use(city_folded.value, city_folded.state),
         use(postal_code.value, postal_code.state), use(sex.value, sex.state), use(registered_at),
         use(search_text), use(number), use(version));
    auto const before = db::stored_search_text(uow, db::searched_customers, number);
    if (db::run(update) != 1)
        return false;
    db::change_index(uow, db::searched_customers, number, before, search_text);
    return true;
}

std::optional<customer> find(unit_of_work& uow, std::int64_t number)
{
    auto& found = db::cached<by_number>(uow);
    found.number = number;
    return db::fetch_one(found.select) ? std::optional(found.row.get()) : std::nullopt;
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

void complete(unit_of_work& uow, customer const& card, contact const& reach, id<import_batch> batch)
{
    auto whole = card.reach;
    for (auto const part : {&contact::phone, &contact::email, &contact::city})
        if (!(whole.*part))
            whole.*part = reach.*part;
    auto& completes = db::cached<completion>(uow);
    completes.search_text = search_text_of(card.name, whole);
    completes.number = card.number.value();
    completes.batch = batch.value();
    completes.phone = reach.phone;
    completes.email = reach.email;
    completes.address = reach.address;
    completes.city = reach.city;
    completes.city_folded = key_of(reach.city);
    completes.postal_code = reach.postal_code;
    auto const before = db::stored_search_text(uow, db::searched_customers, completes.number);
    if (db::run(completes.update) == 1)
        db::change_index(uow, db::searched_customers, completes.number, before,
                         completes.search_text);
}

std::vector<customer> list(unit_of_work& uow, selection const& wanted,
                           std::optional<std::int64_t> limit, std::int64_t offset,
                           std::optional<position> const& after)
{
    auto query = query_of(wanted);
    query.limit = limit;
    query.offset = offset;
    if (after && wanted.sort == customer_sort::name)
        query.after = db::list_place{after->text, after->number};
    else if (after)
        query.after = db::list_place{after->value, after->number};
    return db::read_list(uow, query, customer_columns, [&](db::query_text& text) {
        return db::read_rows<customer_row>(uow, text);
    });
}

std::int64_t count(unit_of_work& uow, selection const& wanted, std::optional<std::int64_t> most)
{
    return db::count_list(uow, query_of(wanted), most);
}

std::vector<std::string> cities(unit_of_work& uow, std::string const& beginning, std::int64_t most)
{
    // From city to city along their index, however many live in each.
    std::string from = beginning, key, city;
    soci::statement next =
        (sql(uow).prepare << "select city_folded, city from customers"
                             " where city_folded >= :from and city_folded is not null"
                             " order by city_folded, id limit 1",
         use(from), into(key), into(city));
    std::vector<std::string> found;
    while (static_cast<std::int64_t>(found.size()) < most && db::fetch_one(next) &&
           key.starts_with(beginning)) {
        found.push_back(city);
        from = key + '\x01'; // sorts behind it, and before whatever else begins with it
    }
    return found;
}

std::int64_t remove_unused_of_batch(unit_of_work& uow, id<import_batch> batch)
{
    db::query_text unused;
    unused << is_unused << " and import_batch_id =";
    unused.bind(batch.value());
    db::take_from_index(uow, db::searched_customers, unused);
    db::query_text query;
    query << "delete from customers where " << unused;
    soci::statement remove(sql(uow));
    query.prepare(remove);
    remove.define_and_bind();
    return db::run(remove);
}

void release_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const of = batch.value();
    sql(uow) << "update customers set import_batch_id = null where import_batch_id = :batch",
        use(of);
}

} // namespace tokocrm::customer_repository
