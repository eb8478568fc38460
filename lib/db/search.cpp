#include "search.hpp"

#include "session.hpp"

namespace tokocrm::db {

namespace {

/// What FTS5 is to look for. Letters, digits and blanks in quotes are text to it and no operators.
std::string match_expression(search_words_view words)
{
    std::string text;
    for (auto const& word : words) {
        text += text.empty() ? "(" : " AND (";
        for (auto const& form : word) {
            text += &form == &word.front() ? "(" : " OR (";
            bool first = true;
            for (auto const trigram : trigrams(form))
                text.append(std::exchange(first, false) ? "\"" : " AND \"")
                    .append(trigram)
                    .append("\"");
            text += ")";
        }
        text += ")";
    }
    return text;
}

/// Ids only grow, so this one tells which rows are in an index that lags.
std::string last_indexed(searched in)
{
    return std::string("(select coalesce(max(id), 0) from ") + in.index + "_docsize)";
}

void catch_up(unit_of_work& uow, searched in)
{
    soci::statement add =
        (sql(uow).prepare << std::string("insert into ") + in.index +
                                 " (rowid, search_text) select id, search_text from " + in.table +
                                 " where id > " + last_indexed(in) + " order by id");
    run(add);
}

bool is_indexed(unit_of_work& uow, searched in, std::int64_t id)
{
    std::int64_t last = 0;
    soci::statement select = (sql(uow).prepare << "select " + last_indexed(in), soci::into(last));
    fetch_one(select);
    return id <= last;
}

/// Prepared once a connection for each index.
struct index_change
{
    std::int64_t id = 0;
    std::string text;
    soci::statement add, take;

    index_change(soci::session& session, std::string const& index)
        : add((session.prepare << "insert into " + index +
                                      " (rowid, search_text) values (:id, :text)",
               soci::use(id), soci::use(text))),
          take((session.prepare << "insert into " + index + " (" + index +
                                       ", rowid, search_text) values ('delete', :id, :text)",
                soci::use(id), soci::use(text)))
    {}
    index_change(index_change const&) = delete;
    void run(std::int64_t of, std::string const& before, std::string const& after)
    {
        id = of;
        if (!before.empty()) {
            text = before;
            db::run(take);
        }
        if (!after.empty()) {
            text = after;
            db::run(add);
        }
    }
};

struct product_index_change : index_change
{
    explicit product_index_change(soci::session& session)
        : index_change(session, searched_products.index)
    {}
};

struct customer_index_change : index_change
{
    explicit customer_index_change(soci::session& session)
        : index_change(session, searched_customers.index)
    {}
};

struct order_index_change : index_change
{
    explicit order_index_change(soci::session& session)
        : index_change(session, searched_orders.index)
    {}
};

struct message_index_change : index_change
{
    explicit message_index_change(soci::session& session)
        : index_change(session, searched_messages.index)
    {}
};

} // namespace

void change_index(unit_of_work& uow, searched in, std::int64_t id, std::string const& before,
                  std::string const& after)
{
    if (before == after || (in.lags && !before.empty() && !is_indexed(uow, in, id)))
        return;
    std::string_view const index = in.index;
    if (index == searched_products.index)
        cached<product_index_change>(uow).run(id, before, after);
    else if (index == searched_customers.index)
        cached<customer_index_change>(uow).run(id, before, after);
    else if (index == searched_orders.index)
        cached<order_index_change>(uow).run(id, before, after);
    else
        cached<message_index_change>(uow).run(id, before, after);
}

std::string stored_search_text(unit_of_work& uow, searched in, std::int64_t id)
{
    std::string text;
    soci::statement select =
        (sql(uow).prepare << std::string("select search_text from ") + in.table + " where id = :id",
         soci::use(id), soci::into(text));
    return fetch_one(select) ? text : std::string();
}

void added_lately(unit_of_work& uow, searched in, std::int64_t id)
{
    constexpr std::int64_t rows_at_once = 256;
    if (id % rows_at_once == 0)
        catch_up(uow, in);
}

index_writer::index_writer(unit_of_work& uow, searched in)
    : rows_(uow, in.index, {"rowid", "search_text"})
{
    if (in.lags)
        catch_up(uow, in);
}

std::string indexed_texts(searched in)
{
    auto const all = std::string("select search_text from ") + in.table;
    return in.lags ? all + " where id <= " + last_indexed(in) : all;
}

void take_from_index(unit_of_work& uow, searched in, query_text const& condition)
{
    query_text query;
    query << "insert into " << in.index << " (" << in.index
          << ", rowid, search_text) select 'delete', id, search_text from " << in.table
          << " where search_text <> '' and id <= " << last_indexed(in) << " and " << condition;
    soci::statement take(sql(uow));
    query.prepare(take);
    take.define_and_bind();
    run(take);
}

void has_words(query_text& to, std::string_view search_text, search_words_view words)
{
    for (auto const& word : words) {
        to << (&word == &words.front() ? "(" : " and (");
        for (auto const& form : word) {
            to << (&form == &word.front() ? "" : " or ") << search_text << " like";
            to.bind("%" + form + "%");
        }
        to << ")";
    }
}

std::string from_found(searched in, std::string_view alias)
{
    // A cross join is taken in the order it is written in.
    return std::string(in.index) + " cross join " + in.table + " " + std::string(alias) + " on " +
           std::string(alias) + ".id = " + in.index + ".rowid";
}

void may_have_words(query_text& to, searched in, search_words_view words)
{
    to << in.index << " match";
    to.bind(match_expression(words));
}

std::string found_id(searched in, std::string_view)
{
    return std::string(in.index) + ".rowid";
}

void select_found(query_text& to, searched in, search_words_view words)
{
    to << "select rowid from " << in.index << " where ";
    may_have_words(to, in, words);
    if (in.lags)
        to << " union all select id from " << in.table << " where id > " << last_indexed(in);
}

std::int64_t count_few(unit_of_work& uow, query_text const& ids)
{
    query_text query;
    query << "select count(*) from (" << ids << " limit ";
    query.bind(few_hits) << ") t";
    return read_number(uow, query);
}

bool for_each_indexed_trigram(
    unit_of_work& uow, searched in,
    std::function<void(std::string const& trigram, std::int64_t rows)> const& take)
{
    std::string trigram;
    std::int64_t rows = 0;
    soci::statement select = (sql(uow).prepare << std::string("select term, doc from ") + in.terms,
                              soci::into(trigram), soci::into(rows));
    select.execute();
    while (select.fetch())
        take(trigram, rows);
    return true;
}

} // namespace tokocrm::db
