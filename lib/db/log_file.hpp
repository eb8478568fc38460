#ifndef TOKOCRM_LIB_DB_LOG_FILE_HPP
#define TOKOCRM_LIB_DB_LOG_FILE_HPP

#include "sqlite.hpp"

namespace tokocrm::db {

/** From now on what a connection writes to its write-ahead log, which it has opened, reaches the
    system in few calls.

    SQLite writes each page in two pieces, and tells others of a commit only when it has flushed
    them: until then nobody looks at them, and a crash loses what is not committed anyway. So they
    are gathered up to the next flush, look or leap. The connection must flush each commit
    (`synchronous=full`).

    Nothing changes where there is no memory, or where it was done before.
*/
void join_log_writes(sqlite3* connection) noexcept;

} // namespace tokocrm::db

#endif
