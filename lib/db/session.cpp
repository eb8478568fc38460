#include "session.hpp"

#include "access.hpp"

#include <tokocrm/soci.hpp>

namespace tokocrm {

namespace {

/// Statements that are kept speak to the session that was there when they were made.
db::connection& usable(unit_of_work& uow)
{
    auto& unit = detail::session_access::unit(uow);
    if (!unit.on.has_session())
        throw db::unit_lost(unit.where.path);
    return unit.on;
}

} // namespace

soci::session& sql(unit_of_work& uow)
{
    return usable(uow).session();
}

soci::session& native(unit_of_work& uow)
{
    return sql(uow);
}

namespace db {

bool fetch_one(soci::statement& prepared)
{
    bool const found = prepared.execute(true);
    auto* const backend = static_cast<soci::sqlite3_statement_backend*>(prepared.get_backend());
    sqlite_api::sqlite3_reset(backend->stmt_);
    return found;
}

std::shared_ptr<void>& kept(unit_of_work& uow, std::type_index type)
{
    return usable(uow).kept(type);
}

std::int64_t run(soci::statement& prepared)
{
    prepared.execute(true);
    return prepared.get_affected_rows();
}

} // namespace db

} // namespace tokocrm
