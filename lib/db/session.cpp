#include "session.hpp"

#include "access.hpp"

#include <tokocrm/soci.hpp>

namespace tokocrm {

soci::session& sql(unit_of_work& uow)
{
    return detail::session_access::unit(uow).on.session();
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
    return detail::session_access::unit(uow).on.kept(type);
}

std::int64_t run(soci::statement& prepared)
{
    prepared.execute(true);
    return prepared.get_affected_rows();
}

} // namespace db

} // namespace tokocrm
