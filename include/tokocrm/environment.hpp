#ifndef TOKOCRM_ENVIRONMENT_HPP
#define TOKOCRM_ENVIRONMENT_HPP

#include <tokocrm/time.hpp>

#include <cstddef>
#include <functional>
#include <span>

#pragma GCC visibility push(default)

/** @file
    The host's clock and randomness.
*/

namespace tokocrm {

/** What the library takes from the world outside; a host or a test gives its own.

    Neither function may be empty: `database` and `create_database` refuse that with
    `errc::internal` / `environment.incomplete`.

    @par Thread safety
    Both are called on whatever thread does the work, on several at once.

    @par Exception safety
    What they throw comes out of the unit of work that asked, after it was rolled back. They must
    not begin a unit on the shop that asks: it is refused with `errc::internal` / `db.nested`.
*/
struct environment
{
    /** The instant, UTC; asked once for each unit of work.

        It may stand still or go backwards. Outside of 1900-01-02 to 2199-12-30, both included, the
        unit is refused with `errc::unavailable` / `clock.out_of_range`.
    */
    std::function<timestamp()> now;

    /// Fills all of what it is given with bytes that nobody can guess.
    std::function<void(std::span<std::byte>)> random_bytes;
};

/** The system's clock and its source of randomness.

    Never fails itself. `random_bytes` throws `errc::internal` / `random.unavailable` where the
    system gives none. Its functions may be called from any thread.
*/
environment system_environment();

} // namespace tokocrm

#pragma GCC visibility pop

#endif
