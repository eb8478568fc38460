#ifndef TOKOCRM_DATABASE_HPP
#define TOKOCRM_DATABASE_HPP

#include <tokocrm/actor.hpp>
#include <tokocrm/config.hpp>
#include <tokocrm/environment.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace tokocrm TOKOCRM_PUBLIC {

class unit_of_work;

namespace detail {
class database_state;
class session_access;
} // namespace detail

/** A shop, opened once and used from every thread of a program.

    @par Thread safety
    Any number of threads may use one object; they take turns at writing, in the order in which
    they came, and read beside each other. Other processes may use the same shop at the same time.
*/
class database
{
public:
    /** Open a shop that exists.

        @param url `sqlite:PATH` or a path.

        @par Errors
        @li `errc::not_found` / `db.not_found`; `db.not_a_file` for a directory and the like
        @li `errc::invalid_input` / `db.foreign` for another program's file, `db.damaged` for one
        that is no database, `db.url_invalid`
        @li `errc::unavailable` / `db.schema_newer`, `db.schema_older`, `db.unreachable`
    */
    explicit database(std::string_view url, environment env = system_environment());
    database(database&&) noexcept;
    database& operator=(database&&) noexcept;

    /// Checkpoints if nobody else is writing, and closes. No unit may be under way.
    ~database();

    /// How long a writer waits for its turn before `db.busy`; 30 seconds at first.
    void busy_timeout(std::chrono::milliseconds limit) noexcept;

private:
    friend class detail::session_access;
    std::unique_ptr<detail::database_state> state_;
};

/** Make a new shop: the schema, and what `fill` puts in, in one commit.

    The shop appears under its name with that commit whole in it, or not at all. Nothing that
    exists is overwritten.

    @par Errors
    @li `errc::already_exists` / `db.exists`
    @li `errc::not_found` / `db.folder_missing`
    @li `errc::permission_denied` / `db.not_permitted`
    @li whatever `fill` throws
*/
void create_database(std::string_view url, actor const& who, environment const& env,
                     std::function<void(unit_of_work&)> const& fill);

} // namespace TOKOCRM_PUBLIC

#endif
