#ifndef TOKOCRM_LIB_DB_REMAINS_HPP
#define TOKOCRM_LIB_DB_REMAINS_HPP

// What was erased is not to stand in the file's free space, its indexes or its log either.

#include "connection.hpp"

#include <tokocrm/unit_of_work.hpp>

#include <chrono>

namespace tokocrm::db {

/** What the unit erases is to leave no trace: after the commit the file is written anew and its log
    emptied. Where somebody who reads the log prevents that, or the program ends before, whoever
    writes next does it.
*/
void leave_no_trace(unit_of_work& uow);

/// Whether what was erased may still stand in the file or its log.
bool traces_remain(unit_of_work& uow);

/** Outside a transaction, and with the lock over all writers.

    @param patience How long those who read the log are waited for.
    @return Whether nothing remains. False also where it failed: then it is as it was, or nearer.
*/
bool remove_traces(connection& on, std::chrono::milliseconds patience) noexcept;

} // namespace tokocrm::db

#endif
