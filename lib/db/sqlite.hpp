#ifndef TOKOCRM_LIB_DB_SQLITE_HPP
#define TOKOCRM_LIB_DB_SQLITE_HPP

// SOCI declares SQLite's interface inside a namespace: <sqlite3.h> itself must not come first.
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <memory>

namespace tokocrm::db {

using sqlite_api::sqlite3;
using sqlite_api::sqlite3_destructor_type; // SQLITE_TRANSIENT names it
using sqlite_api::sqlite3_stmt;

struct finalize
{
    void operator()(sqlite3_stmt* statement) const noexcept
    {
        sqlite_api::sqlite3_finalize(statement);
    }
};
using statement_handle = std::unique_ptr<sqlite3_stmt, finalize>;

} // namespace tokocrm::db

#endif
