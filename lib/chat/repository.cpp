#include "repository.hpp"

#include "../db/search.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::chat_repository {

using soci::into, soci::use;

namespace {

constexpr char const* message_columns =
    "m.id, m.customer_id, c.name, m.from_customer, m.text, m.sent_at, m.sent_by,"
    " cast(case when m.id <= case when m.from_customer = 1 then v.read_by_shop"
    " else v.read_by_customer end then 1 else 0 end as bigint)";

/// Joined from the left, so that whatever index gives the messages keeps them in its order.
constexpr char const* message_parts =
    "messages m left join conversations v on v.customer_id = m.customer_id"
    " left join customers c on c.id = m.customer_id";

constexpr char const* conversation_columns =
    ", v.last_at, v.last_message, v.unread_by_shop, v.unread_by_customer";

chat_side side_of(std::int64_t from_customer)
{
    return from_customer ? chat_side::customer : chat_side::shop;
}

std::int64_t flag_of(chat_side from)
{
    return from == chat_side::customer ? 1 : 0;
}

/// The bound variables of `message_columns`.
struct message_row
{
    std::int64_t number = 0, customer = 0, from_customer = 0, sent_at = 0, read = 0;
    std::string customer_name, text, actor;

    void bind(soci::statement& select)
    {
        select.exchange(into(number));
        select.exchange(into(customer));
        select.exchange(into(customer_name));
        select.exchange(into(from_customer));
        select.exchange(into(text));
        select.exchange(into(sent_at));
        select.exchange(into(actor));
        select.exchange(into(read));
    }
    chat_message get() const
    {
        return {.number = id<chat_message>(number),
                .with = id<tokocrm::customer>(customer),
                .customer_name = customer_name,
                .from = side_of(from_customer),
                .text = text,
                .sent_at = db::to_timestamp(sent_at),
                .actor = actor,
                .read = read != 0};
    }
};

/// And of `conversation_columns` behind them.
struct conversation_row
{
    message_row shown;
    std::int64_t last_at = 0, last = 0, unread_by_shop = 0, unread_by_customer = 0;

    void bind(soci::statement& select)
    {
        shown.bind(select);
        select.exchange(into(last_at));
        select.exchange(into(last));
        select.exchange(into(unread_by_shop));
        select.exchange(into(unread_by_customer));
    }
    conversation get() const
    {
        auto message = shown.get();
        return {.with = message.with,
                .customer_name = message.customer_name,
                .shown = message,
                .last_at = db::to_timestamp(last_at),
                .last = id<chat_message>(last),
                .unread_by_shop = unread_by_shop,
                .unread_by_customer = unread_by_customer};
    }
};

struct message_insert
{
    std::int64_t customer = 0, from_customer = 0, from_shop = 0, sent_at = 0, number = 0;
    std::string text, sent_by, words;
    db::nullable_text key;
    soci::statement begin, insert, count;

    explicit message_insert(soci::session& session)
        : begin((session.prepare
                     << "insert into conversations (customer_id, last_message, last_at,"
                        " read_by_customer, read_by_shop, unread_by_customer, unread_by_shop)"
                        " values (:customer, 0, :at, 0, 0, 0, 0) on conflict do nothing",
                 use(customer), use(sent_at))),
          insert(
              (session.prepare << "insert into messages (customer_id, from_customer, text, sent_at,"
                                  " sent_by, idempotency_key, search_text) values (:customer,"
                                  " :from_customer, :text, :at, :by, :key, :words) returning id",
               use(customer), use(from_customer), use(text), use(sent_at), use(sent_by),
               use(key.value, key.state), use(words), into(number))),
          count(
              (session.prepare << "update conversations set last_message = :number, last_at = :at,"
                                  " unread_by_customer = unread_by_customer + :from_shop,"
                                  " unread_by_shop = unread_by_shop + :from_customer"
                                  " where customer_id = :customer",
               use(number), use(sent_at), use(from_shop), use(from_customer), use(customer)))
    {}
    message_insert(message_insert const&) = delete;
};

/// The columns of a side in `conversations`.
struct side_columns
{
    char const* read;
    char const* unread;
};

constexpr side_columns columns_of(chat_side by)
{
    return by == chat_side::shop ? side_columns{"read_by_shop", "unread_by_shop"}
                                 : side_columns{"read_by_customer", "unread_by_customer"};
}

/// A condition on the messages: they have the words.
void add_words(db::query_text& text, std::vector<search_word> const& words)
{
    text << " and m.id in (";
    db::select_found(text, db::searched_messages, words);
    text << ") and ";
    db::has_words(text, "m.search_text", words);
}

void add_page(db::query_text& text, std::optional<std::int64_t> limit, std::int64_t offset)
{
    if (limit || offset > 0) {
        text << " limit ";
        text.bind(limit.value_or(INT64_MAX));
    }
    if (offset > 0) {
        text << " offset ";
        text.bind(offset);
    }
}

void filter(db::query_text& text, message_selection const& wanted)
{
    text << " where 1 = 1";
    if (wanted.with) {
        text << " and m.customer_id =";
        text.bind(wanted.with->value());
    }
    if (wanted.from) {
        text << " and m.from_customer =";
        text.bind(flag_of(*wanted.from));
    }
    if (wanted.words)
        add_words(text, *wanted.words);
}

/// All tables, and which rows of them.
void add_parts(db::query_text& text, conversation_selection const& wanted)
{
    text << " from conversations v";
    if (wanted.words) {
        text << " join (select m.customer_id, max(m.id) as message from messages m where 1 = 1";
        add_words(text, *wanted.words);
        text << " group by m.customer_id) f on f.customer_id = v.customer_id"
                " left join messages m on m.id = f.message";
    } else
        text << " left join messages m on m.id = v.last_message";
    text << " left join customers c on c.id = v.customer_id where 1 = 1";
    if (wanted.with) {
        text << " and v.customer_id =";
        text.bind(wanted.with->value());
    }
    if (wanted.unread) // not bound: what is unread has an index of its own
        text << " and v.unread_by_shop > 0";
}

/// How many rows the parts behind `from` give.
std::int64_t count_rows(unit_of_work& uow, db::query_text const& parts,
                        std::optional<std::int64_t> most)
{
    db::query_text text;
    text << "select count(*) from (select 1" << parts;
    add_page(text, most, 0);
    text << ") t";
    return db::read_number(uow, text);
}

std::optional<chat_message> find_one(unit_of_work& uow, db::query_text const& condition)
{
    db::query_text text;
    text << "select " << message_columns << " from " << message_parts << " where " << condition;
    auto found = db::read_rows<message_row>(uow, text);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

/// The bound variables of a quick answer.
struct quick_row
{
    std::int64_t number = 0;
    std::string name, text;

    void bind(soci::statement& select)
    {
        select.exchange(into(number));
        select.exchange(into(name));
        select.exchange(into(text));
    }
    quick_answer get() const { return {id<quick_answer>(number), name, text}; }
};

constexpr char const* select_quick = "select id, name, text from quick_answers";

std::optional<quick_answer> find_one_quick(unit_of_work& uow, db::query_text const& condition)
{
    db::query_text text;
    text << select_quick << " where " << condition;
    auto found = db::read_rows<quick_row>(uow, text);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

} // namespace

id<chat_message> insert(unit_of_work& uow, chat_message const& sent,
                        std::optional<std::string> const& key)
{
    auto& query = db::cached<message_insert>(uow);
    query.customer = sent.with.value();
    query.from_customer = flag_of(sent.from);
    query.from_shop = 1 - query.from_customer;
    query.sent_at = db::to_number(sent.sent_at);
    query.text = sent.text;
    query.sent_by = sent.actor;
    query.key = key;
    query.words = search_text().add(sent.text).get();
    db::run(query.begin);
    db::fetch_one(query.insert);
    db::run(query.count);
    db::added_lately(uow, db::searched_messages, query.number);
    return id<chat_message>(query.number);
}

std::optional<chat_message> find_by_key(unit_of_work& uow, id<customer> with,
                                        std::string const& key)
{
    db::query_text condition;
    condition << "m.customer_id =";
    condition.bind(with.value());
    condition << " and m.idempotency_key =";
    condition.bind(key);
    return find_one(uow, condition);
}

id<chat_message> newest(unit_of_work& uow)
{
    std::int64_t number = 0;
    soci::statement select =
        (sql(uow).prepare << "select cast(coalesce(max(id), 0) as bigint) from messages",
         into(number));
    db::fetch_one(select);
    return id<chat_message>(number);
}

std::optional<reading_mark> find_mark(unit_of_work& uow, id<customer> with, chat_side by)
{
    auto const customer = with.value();
    auto const columns = columns_of(by);
    reading_mark found;
    soci::statement select =
        (sql(uow).prepare << std::string("select last_message, ") + columns.read + ", " +
                                 columns.unread +
                                 " from conversations where customer_id = :customer",
         use(customer), into(found.last), into(found.read), into(found.unread));
    return db::fetch_one(select) ? std::optional(found) : std::nullopt;
}

std::int64_t set_mark(unit_of_work& uow, id<customer> with, chat_side by, std::int64_t read)
{
    auto const customer = with.value();
    auto const others = 1 - flag_of(by);
    auto const columns = columns_of(by);
    std::int64_t unread = 0;
    soci::statement count =
        (sql(uow).prepare << "select count(*) from messages where customer_id = :customer"
                             " and id > :read and from_customer = :others",
         use(customer), use(read), use(others), into(unread));
    db::fetch_one(count);
    sql(uow) << std::string("update conversations set ") + columns.read + " = :read, " +
                    columns.unread + " = :unread where customer_id = :customer",
        use(read), use(unread), use(customer);
    return unread;
}

std::vector<chat_message> list(unit_of_work& uow, message_selection const& wanted,
                               std::optional<std::int64_t> limit, std::int64_t offset,
                               std::optional<std::int64_t> after)
{
    db::query_text text;
    text << "select " << message_columns << " from " << message_parts;
    filter(text, wanted);
    if (after) {
        text << (wanted.descending ? " and m.id <" : " and m.id >");
        text.bind(*after);
    }
    text << " order by m.id" << (wanted.descending ? " desc" : "");
    add_page(text, limit, offset);
    return db::read_rows<message_row>(uow, text);
}

std::int64_t count(unit_of_work& uow, message_selection const& wanted,
                   std::optional<std::int64_t> most)
{
    db::query_text parts;
    parts << " from messages m";
    filter(parts, wanted);
    return count_rows(uow, parts, most);
}

std::vector<conversation> list(unit_of_work& uow, conversation_selection const& wanted,
                               std::optional<std::int64_t> limit, std::int64_t offset,
                               std::optional<std::int64_t> after)
{
    db::query_text text;
    text << "select " << message_columns << conversation_columns;
    add_parts(text, wanted);
    if (after) {
        text << " and v.last_message <";
        text.bind(*after);
    }
    text << " order by v.last_message desc";
    add_page(text, limit, offset);
    return db::read_rows<conversation_row>(uow, text);
}

std::int64_t count(unit_of_work& uow, conversation_selection const& wanted,
                   std::optional<std::int64_t> most)
{
    db::query_text parts;
    add_parts(parts, wanted);
    return count_rows(uow, parts, most);
}

id<quick_answer> insert(unit_of_work& uow, quick_answer const& added,
                        std::string const& name_folded)
{
    std::int64_t number = 0;
    soci::statement adding =
        (sql(uow).prepare << "insert into quick_answers (name, name_folded, text)"
                             " values (:name, :folded, :text) returning id",
         use(added.name), use(name_folded), use(added.text), into(number));
    db::fetch_one(adding);
    return id<quick_answer>(number);
}

std::optional<quick_answer> find_quick(unit_of_work& uow, std::string const& name_folded)
{
    db::query_text condition;
    condition << "name_folded =";
    condition.bind(name_folded);
    return find_one_quick(uow, condition);
}

std::optional<quick_answer> find_quick(unit_of_work& uow, id<quick_answer> number)
{
    db::query_text condition;
    condition << "id =";
    condition.bind(number.value());
    return find_one_quick(uow, condition);
}

std::vector<quick_answer> list_quick(unit_of_work& uow, std::int64_t limit, std::int64_t offset,
                                     std::optional<std::string> const& after)
{
    db::query_text text;
    text << select_quick;
    if (after) {
        text << " where name_folded >";
        text.bind(*after);
    }
    text << " order by name_folded";
    add_page(text, limit, offset);
    return db::read_rows<quick_row>(uow, text);
}

void update(unit_of_work& uow, quick_answer const& changed, std::string const& name_folded)
{
    auto const number = changed.number.value();
    sql(uow) << "update quick_answers set name = :name, name_folded = :folded, text = :text"
                " where id = :id",
        use(changed.name), use(name_folded), use(changed.text), use(number);
}

void remove(unit_of_work& uow, id<quick_answer> gone)
{
    auto const number = gone.value();
    sql(uow) << "delete from quick_answers where id = :id", use(number);
}

} // namespace tokocrm::chat_repository
