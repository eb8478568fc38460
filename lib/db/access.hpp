#ifndef TOKOCRM_LIB_DB_ACCESS_HPP
#define TOKOCRM_LIB_DB_ACCESS_HPP

#include "connection.hpp"

#include <tokocrm/database.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <functional>
#include <memory>
#include <sys/types.h>

namespace tokocrm {

namespace db {

/// What stands behind a `unit_of_work`.
struct unit
{
    connection& on;
    place where;
};

} // namespace db

namespace detail {

/// The one way through the private parts of the public classes.
class session_access
{
public:
    /// Calls `work` with a unit of this process; one that `work` forks is ended where it comes out
    /// of it.
    static void lend(pid_t process, db::unit& behind, timestamp now, actor const& who,
                     environment const& env, std::function<void(unit_of_work&)> const& work);
    /// Throws `db.unit_misused` where it is not this thread's to use.
    static db::unit& unit(unit_of_work& uow)
    {
        uow.must_be_here();
        return *static_cast<db::unit*>(uow.session_);
    }
    /// Throws `db.closed` where it was moved away.
    static std::shared_ptr<database_state> state(database& db);
};

} // namespace detail

} // namespace tokocrm

#endif
