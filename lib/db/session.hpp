#ifndef TOKOCRM_LIB_DB_SESSION_HPP
#define TOKOCRM_LIB_DB_SESSION_HPP

// For repositories and lib/report/queries.cpp only.

#include <tokocrm/unit_of_work.hpp>

#include <soci/soci.h>

#include <cstdint>
#include <memory>
#include <string>
#include <typeindex>

namespace tokocrm {

/// The unit's session.
soci::session& sql(unit_of_work& uow);

namespace db {

/** Runs a prepared statement with its bound variables as they are now, for one row.

    Afterwards the statement is at its end, also where there were more rows, so it holds no
    snapshot and no commit up; the variables keep the first row.

    @return Whether there was a row; if not, the variables are as they were.
*/
bool fetch_one(soci::statement& prepared);

/** Runs a prepared statement that returns no rows.

    @return How many rows it changed.
*/
std::int64_t run(soci::statement& prepared);

/// The place of what a connection keeps under a type.
std::shared_ptr<void>& kept(unit_of_work& uow, std::type_index type);

/** The connection's one `Query`, made from its session when first asked for.

    For statements of hot paths: `Query` holds a prepared statement and the variables that are bound
    to it, so it is prepared once a connection and not once a call.
*/
template <class Query>
Query& cached(unit_of_work& uow)
{
    auto& place = kept(uow, typeid(Query));
    if (!place)
        place = std::make_shared<Query>(sql(uow));
    return *static_cast<Query*>(place.get());
}

} // namespace db

} // namespace tokocrm

#endif
