#include "row_writer.hpp"

#include "access.hpp"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tokocrm::db {

using namespace sqlite_api;

struct row_writer::inside
{
    sqlite3* connection;
    place where;
    statement_handle insert;
    std::string table;
    std::size_t columns;
    std::vector<std::string> indexes; ///< put off: the statements that make them

    statement_handle prepare(std::string const& sql) const
    {
        sqlite3_stmt* made = nullptr;
        if (sqlite3_prepare_v2(connection, sql.c_str(), -1, &made, nullptr) != SQLITE_OK)
            throw_translated(connection, where);
        return statement_handle(made);
    }
    void execute(std::string const& sql) const
    {
        if (sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            throw_translated(connection, where);
    }
};

row_writer::row_writer(unit_of_work& uow, std::string_view table,
                       std::initializer_list<char const*> columns)
{
    auto& unit = detail::session_access::unit(uow);
    std::string names, marks;
    for (auto const* column : columns) {
        names += names.empty() ? "" : ", ";
        names += column;
        marks += marks.empty() ? "?" : ", ?";
    }
    auto const statement =
        "insert into " + std::string(table) + " (" + names + ") values (" + marks + ")";
    inside_.reset(
        new inside{unit.on.handle(), unit.where, {}, std::string(table), columns.size(), {}});
    inside_->insert = inside_->prepare(statement);
}

row_writer::row_writer(row_writer&&) noexcept = default;
row_writer& row_writer::operator=(row_writer&&) noexcept = default;
row_writer::~row_writer() = default;

void row_writer::require_columns(std::size_t values) const
{
    if (values != inside_->columns)
        throw std::logic_error("row_writer: not a value a column");
}

void row_writer::bind(int column, std::int64_t value)
{
    bound(sqlite3_bind_int64(inside_->insert.get(), column, value));
}

void row_writer::bind(int column, std::string_view value)
{
    // The statement may outlive the text: SQLite copies it. An empty view can point nowhere, which
    // SQLite would take for null.
    bound(sqlite3_bind_text64(inside_->insert.get(), column, value.data() ? value.data() : "",
                              value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void row_writer::bind_null(int column)
{
    bound(sqlite3_bind_null(inside_->insert.get(), column));
}

void row_writer::bound(int result)
{
    if (result != SQLITE_OK)
        throw_translated(inside_->connection, inside_->where);
}

void row_writer::write()
{
    int const result = sqlite3_step(inside_->insert.get());
    if (result != SQLITE_DONE) {
        struct at_end
        {
            sqlite3_stmt* statement;
            ~at_end() { sqlite3_reset(statement); }
        } const reset{inside_->insert.get()};
        throw_translated(inside_->connection, inside_->where);
    }
    sqlite3_reset(inside_->insert.get());
}

void row_writer::put_off_indexes()
{
    auto const found = inside_->prepare("select name, sql from sqlite_schema where type = 'index' "
                                        "and tbl_name = ? and sql is not null order by rowid");
    sqlite3_bind_text64(found.get(), 1, inside_->table.data(), inside_->table.size(), SQLITE_STATIC,
                        SQLITE_UTF8);
    std::vector<std::string> names;
    int result;
    while ((result = sqlite3_step(found.get())) == SQLITE_ROW) {
        auto const text = [&](int column) {
            return reinterpret_cast<char const*>(sqlite3_column_text(found.get(), column));
        };
        names.emplace_back(text(0));
        inside_->indexes.emplace_back(text(1));
    }
    if (result != SQLITE_DONE)
        throw_translated(inside_->connection, inside_->where);
    sqlite3_reset(found.get());
    for (auto const& name : names)
        inside_->execute("drop index " + name);
}

void row_writer::make_indexes()
{
    for (auto const& statement : std::exchange(inside_->indexes, {}))
        inside_->execute(statement);
}

} // namespace tokocrm::db
