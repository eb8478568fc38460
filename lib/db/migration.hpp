#ifndef TOKOCRM_LIB_DB_MIGRATION_HPP
#define TOKOCRM_LIB_DB_MIGRATION_HPP

#include "connection.hpp"

#include <tokocrm/time.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm::db {

/// One step of the schema, from `lib/db/migrations/`.
struct migration
{
    std::int64_t version;
    char const* name;
    char const* sql;
    char const* sqlite;     ///< runs after `sql`, there only
    char const* postgresql; ///< likewise
};

using migrations = std::span<migration const>;

/// Those that the build put in; the last is the schema that this program speaks.
migrations built_in_migrations();

/// Cuts SQL where a line ends in a semicolon; leaves out what is only comment.
std::vector<std::string> split_statements(std::string_view sql);

/** Runs, inside a transaction, the steps that the database does not have yet.

    `schema_migrations` says which it has. `user_version` repeats the last of them, written in the
    same transaction, because each unit of work looks at it and the header is read anyway.
*/
void migrate(connection& on, migrations all, timestamp now);

/// Throws `db.foreign` where a file is another program's.
void require_shop(connection& on, std::string const& path);

/// Throws `db.schema_newer` or `db.schema_older` where the database has another schema than ours.
void require_schema(std::int64_t found, migrations all, std::string const& path);

} // namespace tokocrm::db

#endif
