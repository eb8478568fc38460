#ifndef TOKOCRM_LIB_DB_SESSION_HPP
#define TOKOCRM_LIB_DB_SESSION_HPP

// For repositories and the queries of lib/report only.

#include <tokocrm/unit_of_work.hpp>

#include <soci/soci.h>

#include <concepts>
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

/** The connection's one `Query`, made from its session or from the unit when first asked for.

    For statements of hot paths: `Query` holds prepared statements and the variables that are bound
    to them, so they are prepared once a connection and not once a call.

    @code
    namespace { // unnamed: the type is the key

    struct stock_taking
    {
        std::int64_t product = 0, taken = 0, left = 0; // before the statement, which binds them
        soci::statement update;

        explicit stock_taking(soci::session& session)
            : update((session.prepare << "update stock set left = left - :taken"
                                         " where product_id = :product and left >= :enough"
                                         " returning left",
                      use(taken), use(product), use(taken), into(left)))
        {}
        stock_taking(stock_taking const&) = delete; // the statement points into it
    };

    } // namespace

    auto& takes = db::cached<stock_taking>(uow);
    takes.product = number;
    takes.taken = amount;
    if (!db::fetch_one(takes.update)) // db::run for what returns no rows, execute/fetch for many
        return std::nullopt;
    return takes.left;
    @endcode

    Every run begins the statement anew, also after one that threw or was left half read, and what
    is still open at the unit's end is ended there. What a `Query` keeps outlives the unit, also one
    that is rolled back: set every bound variable before each run, and remember nothing else that
    was read. Two things at once on one `Query` are in each other's way: read its rows to the end,
    or copy them, before calling what may use it again. The reference is for this unit only: a
    connection that fails goes with all it keeps.
*/
template <class Query>
Query& cached(unit_of_work& uow)
{
    auto& place = kept(uow, typeid(Query));
    if (!place) {
        if constexpr (std::constructible_from<Query, unit_of_work&>)
            place = std::make_shared<Query>(uow);
        else
            place = std::make_shared<Query>(sql(uow));
    }
    return *static_cast<Query*>(place.get());
}

} // namespace db

} // namespace tokocrm

#endif
