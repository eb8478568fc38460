#ifndef TOKOCRM_TESTS_BENCH_SQLITE_HPP
#define TOKOCRM_TESTS_BENCH_SQLITE_HPP

// SQLite's C API with nothing in between but what closes and what notices a failure.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <sqlite3.h>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bench {

struct sqlite_closer
{
    void operator()(sqlite3* connection) const noexcept { sqlite3_close(connection); }
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};

using statement = std::unique_ptr<sqlite3_stmt, sqlite_closer>;

class sqlite_file
{
public:
    explicit sqlite_file(std::string const& file)
    {
        sqlite3* opened = nullptr;
        int const result = sqlite3_open_v2(file.c_str(), &opened,
                                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
        connection_.reset(opened);
        if (result != SQLITE_OK)
            throw std::runtime_error(file + ": " + sqlite3_errstr(result));
    }
    void run(std::string const& sql)
    {
        if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            fail(sql);
    }
    statement prepare(std::string const& sql)
    {
        sqlite3_stmt* made = nullptr;
        if (sqlite3_prepare_v3(connection_.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &made,
                               nullptr) != SQLITE_OK)
            fail(sql);
        return statement(made);
    }
    [[noreturn]] void fail(std::string const& doing)
    {
        throw std::runtime_error(doing + ": " + sqlite3_errmsg(connection_.get()));
    }

private:
    std::unique_ptr<sqlite3, sqlite_closer> connection_;
};

inline std::string_view text(sqlite3_stmt* row, int column)
{
    auto const* const data = reinterpret_cast<char const*>(sqlite3_column_text(row, column));
    return data
               ? std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(row, column)))
               : std::string_view();
}

} // namespace bench

#endif
