#include "list_query.hpp"

#include "session.hpp"

#include <cstdint>

namespace tokocrm::db {

namespace {

std::string key(list_order const& order)
{
    return order.column.empty() ? order.tie : "(" + order.column + ", " + order.tie + ")";
}

void bind(query_text& to, list_order const& order, list_place const& at)
{
    if (order.column.empty()) {
        to.bind(at.number);
        return;
    }
    to << " (";
    std::visit([&](auto const& value) { to.bind(value); }, at.value);
    to << ",";
    to.bind(at.number) << ")";
}

void add_order(query_text& to, list_order const& order, bool descending)
{
    auto const direction = descending ? " desc" : "";
    to << " order by ";
    if (!order.column.empty())
        to << order.column << direction << ", ";
    to << order.tie << direction;
}

void add_from(query_text& to, list_query const& query, list_way how)
{
    bool const by_index = how == list_way::by_index;
    to << " from " << (by_index ? query.index->from : query.from) << " where 1 = 1";
    query.filter(to);
    if (by_index) {
        to << " and ";
        query.index->where(to);
    }
    if (query.has_words) {
        to << " and ";
        query.has_words(to);
    }
}

/// By the ids that an index gives, where the list is sorted by them.
list_order order_of(list_query const& query, list_way how)
{
    auto order = query.order;
    if (how == list_way::by_index && is_sorted_by_index(query))
        order.tie = query.index->id;
    return order;
}

void add_bound(query_text& to, list_query const& query, list_order const& order,
               std::optional<list_place> const& last)
{
    if (query.after) {
        if (order.is_expression) { // by the pair of it and `tie` SQLite finds no place in an index
            to << " and " << order.column << (query.descending ? " <=" : " >=");
            std::visit([&](auto const& value) { to.bind(value); }, query.after->value);
        }
        to << " and " << key(order) << (query.descending ? " <" : " >");
        bind(to, order, *query.after);
    }
    if (last) {
        to << " and " << key(order) << (query.descending ? " >=" : " <=");
        bind(to, order, *last);
    }
}

} // namespace

bool is_sorted_by_index(list_query const& query)
{
    return query.index && query.order.column.empty() && !query.index->id.empty();
}

void add_page(query_text& to, list_query const& query, std::string_view columns, list_way how,
              std::optional<list_place> const& last)
{
    to << "select " << columns;
    add_from(to, query, how);
    auto const order = order_of(query, how);
    add_bound(to, query, order, last);
    add_order(to, order, query.descending);
    if (query.limit || query.offset > 0) { // SQLite takes no offset without a limit
        to << " limit";
        to.bind(query.limit.value_or(INT64_MAX)) << " offset";
        to.bind(query.offset);
    }
}

std::optional<list_place> end_of_walk(unit_of_work& uow, list_query const& query)
{
    auto const& order = query.order;
    query_text text;
    text << "select " << (order.column.empty() ? order.tie : order.column) << ", " << order.tie
         << " from " << order.from << " where " << order.where;
    add_bound(text, query, order, std::nullopt);
    add_order(text, order, query.descending);
    text << " limit 1 offset";
    text.bind(rows_walked);
    std::string words;
    std::int64_t value = 0, number = 0;
    soci::statement select(sql(uow));
    text.prepare(select);
    if (order.is_text)
        select.exchange(soci::into(words));
    else
        select.exchange(soci::into(value));
    select.exchange(soci::into(number));
    select.define_and_bind();
    if (!fetch_one(select))
        return std::nullopt;
    list_place place{value, number};
    if (order.is_text)
        place.value = words;
    return place;
}

namespace {

std::int64_t count_rows(unit_of_work& uow, list_query const& query, list_way how,
                        std::optional<std::int64_t> most, std::optional<list_place> const& last)
{
    query_text text;
    text << (most ? "select count(*) from (select 1" : "select count(*)");
    add_from(text, query, how);
    add_bound(text, query, query.order, last);
    if (most) {
        text << " limit";
        text.bind(*most) << ") t";
    }
    return read_number(uow, text);
}

} // namespace

std::int64_t count_list(unit_of_work& uow, list_query const& query,
                        std::optional<std::int64_t> most)
{
    auto whole = query;
    whole.after.reset();
    if (!whole.has_words || !whole.index)
        return count_rows(uow, whole, list_way::along_order, most, std::nullopt);
    if (most && whole.index->count_few(uow) == few_hits)
        if (auto const last = end_of_walk(uow, whole)) {
            auto const counted = count_rows(uow, whole, list_way::along_order, most, last);
            if (counted == *most)
                return counted;
        }
    return count_rows(uow, whole, list_way::by_index, most, std::nullopt);
}

} // namespace tokocrm::db
