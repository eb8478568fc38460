#ifndef TOKOCRM_LIB_DB_LIST_QUERY_HPP
#define TOKOCRM_LIB_DB_LIST_QUERY_HPP

#include "search.hpp"

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tokocrm::db {

/// A row's place in a list: the value of the column that it is sorted by, and what breaks ties.
struct list_place
{
    std::variant<std::int64_t, std::string> value;
    std::int64_t number = 0;
};

/// The index that a list is sorted by, alone.
struct list_order
{
    std::string column; ///< empty: by `tie` alone
    std::string tie;
    bool is_expression = false;  ///< no plain column
    bool is_text = false;        ///< what `column` has
    std::string from;            ///< the table of both, under its alias
    std::string where = "1 = 1"; ///< what the index is limited to
};

/// What stands behind `from` and `where` to get at rows that a search may mean by an index.
struct list_index
{
    std::string from;
    std::function<void(query_text&)> where;
    std::string id; ///< what the rows come ordered by; empty where by nothing
    /// How many there are, counted up to `few_hits`.
    std::function<std::int64_t(unit_of_work&)> count_few;
};

/** Rows of a list, of which a search may mean some.

    All its pages are read as quickly: by `list_order`'s index where they are not searched or where
    the search means many, else by `list_index`.
*/
struct list_query
{
    std::string from; ///< all tables
    std::function<void(query_text&)> filter;
    list_order order;
    bool descending = false;
    std::optional<list_place> after;
    std::optional<std::int64_t> limit;
    std::int64_t offset = 0;
    /// A condition: the row has what is searched for; empty where nothing is.
    std::function<void(query_text&)> has_words;
    /// None where the filter leaves few rows.
    std::optional<list_index> index;
};

/// Reads the rows. @param read Runs a query for `columns`, hands over what it finds.
template <class Read>
auto read_list(unit_of_work& uow, list_query const& query, std::string_view columns, Read read);

/// Counts them up to `most`; `after`, `limit` and `offset` aside.
std::int64_t count_list(unit_of_work& uow, list_query const& query,
                        std::optional<std::int64_t> most);

// Parts of `read_list`.
enum class list_way {
    along_order, ///< in the list's order, looking at each
    by_index     ///< where a search may be
};
void add_page(query_text& to, list_query const& query, std::string_view columns, list_way how,
              std::optional<list_place> const& last);
bool is_sorted_by_index(list_query const& query);
/// The place of the row so far along the list that nobody walks further; none where it is shorter.
std::optional<list_place> end_of_walk(unit_of_work& uow, list_query const& query);

template <class Read>
auto read_list(unit_of_work& uow, list_query const& query, std::string_view columns, Read read)
{
    auto const page = [&](list_way how, std::optional<list_place> const& last) {
        query_text text;
        add_page(text, query, columns, how, last);
        return read(text);
    };
    if (!query.has_words || !query.index)
        return page(list_way::along_order, std::nullopt);
    if (query.limit && !is_sorted_by_index(query) && query.index->count_few(uow) == few_hits) {
        auto const last = end_of_walk(uow, query);
        auto found = page(list_way::along_order, last);
        if (!last || static_cast<std::int64_t>(found.size()) == *query.limit)
            return found;
    }
    return page(list_way::by_index, std::nullopt);
}

} // namespace tokocrm::db

#endif
