#ifndef TOKOCRM_DATABASE_HPP
#define TOKOCRM_DATABASE_HPP

#include <tokocrm/actor.hpp>
#include <tokocrm/environment.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace tokocrm::detail {
class database_state;
class session_access;
} // namespace tokocrm::detail

#pragma GCC visibility push(default)

/** @file
    A shop's file: made, opened and shared by threads.
*/

namespace tokocrm {

class unit_of_work;

/** A shop, opened once and used from every thread of a program.

    Work on it is done in units: `transact`, `read` and `rehearse` of unit_of_work.hpp.

    @par Thread safety
    Any number of threads may begin units on one object, and call `busy_timeout`, at the same time;
    they take turns at writing, in the order in which they came, and up to eight read beside each
    other and beside the writer. Moving, assigning to and destroying an object need it for
    themselves, as with any object: no other thread may begin a unit on it meanwhile. Units that are
    under way go on to their end: the shop is closed with the last of them. Other processes, and
    other objects in this one, may use the same shop at the same time.

    @par Forks
    An open object is not for a child of `fork`: units on it are refused there with
    `errc::internal` / `db.forked`, and destroying it there closes nothing. The child opens the shop
    anew. A child that was forked inside a unit's callback may only call `exec` or `_exit` there;
    one that comes out of the callback is ended by `std::terminate`.

    @par The file
    Nobody else may open the shop's file in this process, not even to read or copy it: closing it
    would drop the locks that this object holds. A file that is deleted, moved or replaced while it
    is open is noticed by the next unit that writes, and by those that read within a tenth of a
    second (`db.gone`).
*/
class database
{
public:
    /** Open a shop that exists.

        @param url `sqlite:PATH` or a path: any bytes but NUL, at most 440 of them once it is
        absolute, the last part at most 247.
        @param env The clock and the randomness of every unit; copied.

        @par Errors
        @li `errc::not_found` / `db.not_found`; `db.not_a_file` for a directory and the like
        @li `errc::invalid_input` / `db.foreign` for another program's file or an empty one,
        `db.damaged` for one that is no database, `db.url_invalid`, `db.path_too_long`
        @li `errc::unavailable` / `db.schema_newer`, `db.schema_older`; `db.unreachable` where
        permissions or too many open files are in the way; `db.read_only`, `db.busy`, `db.io`,
        `db.full`, `db.memory`, `db.gone`; `db.unsupported` for another kind of database
        @li `errc::internal` / `environment.incomplete`

        @par Exception safety
        Strong: what is refused leaves no file and no handle behind.
    */
    explicit database(std::string_view url, environment env = system_environment());

    /// Leaves `other` without a shop: a unit on it is refused with `errc::internal` / `db.closed`.
    database(database&& other) noexcept;

    /// Closes the shop that was open here and leaves `other` without one.
    database& operator=(database&& other) noexcept;

    /** Closes, and tidies the shop's file up if nobody else is writing.

        Never fails. May be called inside a unit: the shop is closed at the unit's end.
    */
    ~database();

    /** How long a unit waits for its turn before `db.busy`; 30 seconds at first.

        @param limit From none, for less than zero too, to 24 hours, for more too. Units that wait
        already keep theirs.
    */
    void busy_timeout(std::chrono::milliseconds limit) noexcept;

    /** How often this object has noticed that something was committed, whoever did it: another
        process, another object, a unit on this one. Look before reading, then wait for what comes
        after it: so nothing is missed that is committed in between.

        @return A number of no meaning but that it is another one after a commit; also now and then
        without one.

        @par Errors
        @li `errc::unavailable` / `db.gone`, `db.busy`, `db.io`, `db.memory`, `db.unreachable`,
        `db.schema_newer`, `db.schema_older`
        @li `errc::internal` / `db.closed`, `db.forked`

        @par Thread safety
        May be called from any number of threads, inside a unit too.
    */
    std::uint64_t changes();

    /** Wait until something is committed. It looks 20 times a second, which costs next to nothing,
        for the first time after a twentieth of a second.

        @param seen What `changes` said.
        @param at_most From none to 24 hours.
        @param stop Ends the wait early.
        @return Whether `changes` says something else by now.

        @par Errors
        As `changes`.

        @par Thread safety
        As `changes`. Not inside a unit that writes: it would hold everybody up.
    */
    bool wait_for_change(std::uint64_t seen, std::chrono::milliseconds at_most,
                         std::stop_token stop = {});

private:
    friend class detail::session_access;
    std::shared_ptr<detail::database_state> state_;
};

/** Make a new shop: the schema, and what `fill` puts in, in one commit.

    The shop appears under its name with that commit whole in it, or not at all. Nothing that
    exists is overwritten.

    @param url As for `database`; its folder must exist.
    @param who Who the unit that `fill` gets acts as.
    @param env The clock and the randomness of that unit.
    @param fill Called once, on this thread; `found_shop` of shop.hpp is what it calls as a rule.
    What is forbidden in a callback of `transact` is forbidden here.

    @par Errors
    @li `errc::already_exists` / `db.exists`; also for leftovers of another shop of that name
    @li `errc::not_found` / `db.folder_missing`
    @li `errc::permission_denied` / `db.not_permitted`
    @li `errc::invalid_input` / `db.url_invalid`, `db.path_too_long`
    @li `errc::unavailable` / `db.unreachable`, `db.full`, `db.io`, `db.memory`, `db.unit_lost`,
    `db.unsupported`, `clock.out_of_range`
    @li `errc::internal` / `db.unit_ended`, `environment.incomplete`
    @li whatever `fill` and `env` throw; `std::bad_function_call` where `fill` is empty

    @par Thread safety
    May be called from several threads, also for one name: one of them makes the shop.

    @par Exception safety
    Strong: no file is left of what failed.
*/
void create_database(std::string_view url, actor const& who, environment const& env,
                     std::function<void(unit_of_work&)> const& fill);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
