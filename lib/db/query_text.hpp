#ifndef TOKOCRM_LIB_DB_QUERY_TEXT_HPP
#define TOKOCRM_LIB_DB_QUERY_TEXT_HPP

#include "session.hpp"

#include <tokocrm/unit_of_work.hpp>

#include <soci/soci.h>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tokocrm::db {

/// SQL that is put together, with the values that it binds. Lives as long as what is prepared.
class query_text
{
public:
    query_text& operator<<(std::string_view sql)
    {
        text_ += sql;
        return *this;
    }
    query_text& operator<<(query_text const& part);
    query_text& bind(std::string value);
    query_text& bind(std::int64_t value);

    /// Prepares a statement and binds the values; columns are exchanged afterwards.
    void prepare(soci::statement& select);

private:
    /// Each value at its place in the text.
    struct bound
    {
        std::size_t at;
        std::variant<std::int64_t, std::string> value;
    };
    std::string text_;
    std::deque<bound> values_; // a statement points to them
};

/** What a query finds.

    @tparam Row Binds its columns (`bind`), and makes an object of them (`get`).
    @param more What `get` needs besides.
*/
template <class Row, class... More>
auto read_rows(unit_of_work& uow, query_text& query, More const&... more)
{
    Row row;
    soci::statement select(sql(uow));
    query.prepare(select);
    row.bind(select);
    select.define_and_bind();
    select.execute();
    std::vector<decltype(row.get(more...))> found;
    while (select.fetch())
        found.push_back(row.get(more...));
    return found;
}

/// The one number that a query finds.
std::int64_t read_number(unit_of_work& uow, query_text& query);

} // namespace tokocrm::db

#endif
