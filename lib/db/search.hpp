#ifndef TOKOCRM_LIB_DB_SEARCH_HPP
#define TOKOCRM_LIB_DB_SEARCH_HPP

// Searches in tables with a `search_text`; docs/adr/0007-search.md

#include "../core/search_text.hpp"
#include "query_text.hpp"
#include "row_writer.hpp"

#include <tokocrm/unit_of_work.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace tokocrm::db {

/// A table, and what finds its rows by the trigrams of their search text.
struct searched
{
    char const* table;
    char const* index;
    char const* terms; ///< of the index
    /// Rows come one a commit, and each would cost the index as much as many at once: the newest
    /// few are not in it, and are looked at one by one.
    bool lags = false;
};

inline constexpr searched searched_products{"products", "product_search", "product_search_terms"};
inline constexpr searched searched_customers{"customers", "customer_search",
                                             "customer_search_terms"};
inline constexpr searched searched_orders{"orders", "order_search", "order_search_terms", true};
inline constexpr searched searched_messages{"messages", "message_search", "message_search_terms",
                                            true};

using search_words_view = std::span<search_word const>;

/// Whoever writes a row's search text tells the index what it was and what it is; empty where there
/// was or is no row.
void change_index(unit_of_work& uow, searched in, std::int64_t id, std::string const& before,
                  std::string const& after);
/// What a row's search text is; empty where there is no row.
std::string stored_search_text(unit_of_work& uow, searched in, std::int64_t id);
/// A row was added to a table whose index lags behind.
void added_lately(unit_of_work& uow, searched in, std::int64_t id);
/// Rows that are about to be deleted. @param condition What stands behind `where`.
void take_from_index(unit_of_work& uow, searched in, query_text const& condition);

/// Many rows that are added, with greater ids than others or in the place of others.
class index_writer
{
public:
    index_writer(unit_of_work& uow, searched in);
    void add(std::int64_t id, std::string const& text) { rows_.add(id, text); }

private:
    row_writer rows_;
};

/// A condition: a search text has all words.
void has_words(query_text& to, std::string_view search_text, search_words_view words);

/// The rows of a table that may have the words, in the order of their ids, as what stands behind
/// `from`; `may_have_words` belongs into the `where` and `found_id` is what they are ordered by.
std::string from_found(searched in, std::string_view alias);
/// A condition; more rows than have them can fulfil it, so `has_words` comes with it.
void may_have_words(query_text& to, searched in, search_words_view words);
std::string found_id(searched in, std::string_view alias);

/// A query for the ids of those that may have the words.
void select_found(query_text& to, searched in, search_words_view words);

/// So many hits are quickly looked at, each of them; with more, the first rows of a list are found
/// by walking along it.
inline constexpr std::int64_t few_hits = 2'000;
inline constexpr std::int64_t rows_walked = 20'000;

/// How many rows a query for ids has, counted up to `few_hits`.
std::int64_t count_few(unit_of_work& uow, query_text const& ids);

/// A query for the search texts that are in the index.
std::string indexed_texts(searched in);

/// How many rows of the index have each trigram. @return False where the index is the database's
/// own, of which nobody has to ask.
bool for_each_indexed_trigram(
    unit_of_work& uow, searched in,
    std::function<void(std::string const& trigram, std::int64_t rows)> const& take);

} // namespace tokocrm::db

#endif
