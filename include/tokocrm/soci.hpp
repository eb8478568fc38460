#ifndef TOKOCRM_SOCI_HPP
#define TOKOCRM_SOCI_HPP

#include <tokocrm/unit_of_work.hpp>

#include <soci/soci.h>

#pragma GCC visibility push(default)

/** @file
    The host's own tables in the same commit; opt-in, needs SOCI.
*/

namespace tokocrm {

/** The session of a unit, so that a program's own tables change in the same commit.

    It is lent for as long as the callback runs, on the callback's thread. A reference to it that is
    kept beyond that is not checked: using it then is undefined behaviour. Statements are made,
    run and destroyed inside the callback; one that is left open is ended with it, and one that is
    left may only be destroyed, on the thread that uses the shop, while nobody else does.

    @par Forbidden on it
    @li to commit: refused with `errc::internal` / `db.unit_ended`, and the unit is rolled back
    @li to roll back, also by `or rollback`: the unit fails with `errc::unavailable` /
    `db.unit_lost`, and what is written afterwards with `errc::internal` / `db.unit_ended`
    @li to begin a transaction: SQLite refuses it, `errc::internal` / `db.fault`; savepoints of
    one's own are allowed, under names that do not begin with `tokocrm_`
    @li `close`, `open` and `reconnect`: the unit fails with `db.unit_lost`
    @li to write in a `read`: `errc::internal` / `db.read_only_unit`, and nothing is stored
    @li settings (`pragma`), `attach`, functions and hooks of one's own: not noticed, and they can
    cost data
    @li to change the shop's own tables other than through the library: not noticed; where a table
   is gone, what needs it fails with `errc::internal` / `db.fault`

    @param uow The unit of the callback.

    @return The unit's session. SOCI makes a program's own tables in the callback of
    `create_database` or `transact`, as any other change.

    @par Errors
    @li `errc::internal` / `db.unit_misused` after the callback's end or on another thread
    @li `errc::unavailable` / `db.unit_lost` where the session was closed

    @par Exception safety
    What SOCI throws comes out of `transact`, `read` and `rehearse` as `tokocrm::error`, with SOCI's
    exception nested; a `soci_error` of the program's own, too. A `soci_error` that says that the
    database is busy has the unit run again.
*/
soci::session& native(unit_of_work& uow);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
