#ifndef TOKOCRM_LIB_DB_DIALECT_HPP
#define TOKOCRM_LIB_DB_DIALECT_HPP

// Every difference between SQLite and PostgreSQL that SQL itself does not bridge.

#include <tokocrm/unit_of_work.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace tokocrm::db {

enum class dialect { sqlite, postgresql };

/** A migration's SQL for a database: its tokens replaced.

    @li `{{identity:name}}` behind a column's name: numbers rows by itself, primary key of that name
    @li `{{clustered}}` behind a table: its rows lie in the order of the primary key
    @li `{{blob}}`: the type of bytes
*/
std::string translate(std::string_view sql, dialect to);

/// The first of `count` row ids that nobody else gets, for inserts that name the id: one block
/// without a gap, so that what is inserted together can be named by its first and last id.
std::int64_t reserve_ids(unit_of_work& uow, std::string_view table, std::int64_t count);

/// The last id that a table has given out or reserved; 0 where there was none.
std::int64_t last_id(unit_of_work& uow, std::string_view table);

/** The id that the row got which was inserted last, by an `insert` without `returning`.

    For rows that come in great numbers: SQLite keeps a statement that returns rows apart from its
    transaction, and FTS5 writes out each time what it has gathered of the rows before.
*/
std::int64_t inserted_id(unit_of_work& uow);

} // namespace tokocrm::db

#endif
