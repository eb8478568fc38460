#ifndef TOKOCRM_SOCI_HPP
#define TOKOCRM_SOCI_HPP

#include <tokocrm/config.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <soci/soci.h>

namespace tokocrm TOKOCRM_PUBLIC {

/** The session of a unit, so that a program's own tables change in the same commit.

    It is lent for as long as the callback runs: no `begin`, `commit`, `rollback`, `close` or
    `reconnect` on it, and no statement kept beyond the callback. What SOCI throws comes out of
    `transact`, `read` and `rehearse` as `tokocrm::error`, with SOCI's exception nested.
*/
soci::session& native(unit_of_work& uow);

} // namespace TOKOCRM_PUBLIC

#endif
