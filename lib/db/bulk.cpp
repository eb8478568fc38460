#include "bulk.hpp"

#include "access.hpp"

#include <stdexcept>
#include <string>

namespace tokocrm::db {

using namespace sqlite_api;

struct bulk_writer::inside
{
    sqlite3* connection;
    place const& where;
    statement_handle insert;
    int columns;
    int filled = 0;
};

bulk_writer::bulk_writer(unit_of_work& uow, std::string_view table,
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
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(unit.on.handle(), statement.c_str(), -1, &made, nullptr) != SQLITE_OK)
        throw_translated(unit.on.handle(), unit.where);
    inside_.reset(new inside{unit.on.handle(), unit.where, statement_handle(made),
                             static_cast<int>(columns.size())});
}

bulk_writer::bulk_writer(bulk_writer&&) noexcept = default;
bulk_writer& bulk_writer::operator=(bulk_writer&&) noexcept = default;
bulk_writer::~bulk_writer() = default;

void bulk_writer::add(std::int64_t value)
{
    added(sqlite3_bind_int64(inside_->insert.get(), ++inside_->filled, value));
}

void bulk_writer::add(std::string_view value)
{
    // The text may be gone before the row ends: SQLite copies it. An empty view can point nowhere,
    // which SQLite would take for null.
    added(sqlite3_bind_text64(inside_->insert.get(), ++inside_->filled,
                              value.data() ? value.data() : "", value.size(), SQLITE_TRANSIENT,
                              SQLITE_UTF8));
}

void bulk_writer::add_null()
{
    added(sqlite3_bind_null(inside_->insert.get(), ++inside_->filled));
}

void bulk_writer::added(int result)
{
    if (result == SQLITE_RANGE)
        throw std::logic_error("bulk_writer: more values than columns");
    if (result != SQLITE_OK)
        throw_translated(inside_->connection, inside_->where);
}

void bulk_writer::end_row()
{
    if (std::exchange(inside_->filled, 0) != inside_->columns)
        throw std::logic_error("bulk_writer: fewer values than columns");
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

} // namespace tokocrm::db
