#include "spool.hpp"

#include "errors.hpp"

namespace tokocrm::db {

using namespace sqlite_api;

namespace {

struct close_connection
{
    void operator()(sqlite3* connection) const noexcept { sqlite3_close_v2(connection); }
};

place const temporary_file{};

statement_handle prepare(sqlite3* connection, char const* sql)
{
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(connection, sql, -1, &made, nullptr) != SQLITE_OK)
        throw_translated(connection, temporary_file);
    return statement_handle(made);
}

void bind(sqlite3_stmt* statement, int position, std::string_view bytes)
{
    // The bytes outlive the step that reads them. A pointer to nowhere would be null.
    sqlite3_bind_blob64(statement, position, bytes.data() ? bytes.data() : "", bytes.size(),
                        SQLITE_STATIC);
}

std::string_view column(sqlite3_stmt* statement, int position)
{
    auto const* data = static_cast<char const*>(sqlite3_column_blob(statement, position));
    auto const size = sqlite3_column_bytes(statement, position);
    return data ? std::string_view(data, static_cast<std::size_t>(size)) : std::string_view();
}

} // namespace

struct spool::inside
{
    std::unique_ptr<sqlite3, close_connection> connection;
    statement_handle insert;
    std::int64_t rows = 0;
};

struct spool::reader::inside
{
    sqlite3* connection;
    statement_handle select;
};

spool::spool() : inside_(new inside)
{
    sqlite3* opened = nullptr;
    // Without a name SQLite makes a file in the temporary folder that has no name either.
    int const result = sqlite3_open_v2(
        "", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    inside_->connection.reset(opened);
    if (!opened)
        throw std::bad_alloc();
    sqlite3_extended_result_codes(opened, 1);
    if (result != SQLITE_OK)
        throw_translated(opened, temporary_file);
    // 24 MiB for the page cache, and as much again for sorting.
    for (auto const* sql :
         {"pragma journal_mode=off", "pragma synchronous=off", "pragma locking_mode=exclusive",
          "pragma cache_size=-24576", "pragma temp_store=file",
          "create table rows (number integer primary key, key blob not null, payload blob not "
          "null)",
          "begin"})
        if (sqlite3_exec(opened, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            throw_translated(opened, temporary_file);
    inside_->insert = prepare(opened, "insert into rows (key, payload) values (?, ?)");
}

spool::spool(spool&&) noexcept = default;
spool& spool::operator=(spool&&) noexcept = default;
spool::~spool() = default;

void spool::add(std::string_view key, std::string_view payload)
{
    auto* const statement = inside_->insert.get();
    bind(statement, 1, key);
    bind(statement, 2, payload);
    int const result = sqlite3_step(statement);
    if (result != SQLITE_DONE)
        throw_translated(inside_->connection.get(), temporary_file);
    sqlite3_reset(statement);
    ++inside_->rows;
}

std::int64_t spool::size() const noexcept
{
    return inside_->rows;
}

spool::reader spool::sorted()
{
    auto* const connection = inside_->connection.get();
    return reader(std::unique_ptr<reader::inside>(new reader::inside{
        connection, prepare(connection, "select key, payload from rows order by key, number")}));
}

spool::reader::reader(std::unique_ptr<inside> made) noexcept : inside_(std::move(made)) {}
spool::reader::reader(reader&&) noexcept = default;
spool::reader& spool::reader::operator=(reader&&) noexcept = default;
spool::reader::~reader() = default;

bool spool::reader::next()
{
    auto* const statement = inside_->select.get();
    if (!statement)
        return false;
    int const result = sqlite3_step(statement);
    if (result == SQLITE_ROW) {
        key_ = column(statement, 0);
        payload_ = column(statement, 1);
        return true;
    }
    key_ = payload_ = {};
    if (result != SQLITE_DONE)
        throw_translated(inside_->connection, temporary_file);
    inside_->select.reset(); // gives its memory back, and stays at the end
    return false;
}

} // namespace tokocrm::db
