#ifndef TOKOCRM_LIB_DB_ACCESS_HPP
#define TOKOCRM_LIB_DB_ACCESS_HPP

#include "connection.hpp"

#include <tokocrm/database.hpp>
#include <tokocrm/unit_of_work.hpp>

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
    static unit_of_work make(db::unit& behind, timestamp now, actor const& who,
                             environment const& env)
    {
        return unit_of_work(&behind, now, who, env);
    }
    static db::unit& unit(unit_of_work& uow) noexcept
    {
        return *static_cast<db::unit*>(uow.session_);
    }
    static database_state& state(database& db) noexcept { return *db.state_; }
};

} // namespace detail

} // namespace tokocrm

#endif
