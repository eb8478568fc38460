#ifndef TOKOCRM_LIB_DB_QUERY_TEXT_HPP
#define TOKOCRM_LIB_DB_QUERY_TEXT_HPP

#include <soci/soci.h>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <variant>

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

} // namespace tokocrm::db

#endif
