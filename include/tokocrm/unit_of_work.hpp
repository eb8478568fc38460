#ifndef TOKOCRM_UNIT_OF_WORK_HPP
#define TOKOCRM_UNIT_OF_WORK_HPP

#include <tokocrm/actor.hpp>
#include <tokocrm/database.hpp>
#include <tokocrm/environment.hpp>
#include <tokocrm/time.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>

#pragma GCC visibility push(default)

/** @file
    All-or-nothing pieces of work: `transact`, `transact_alone`, `read`, `rehearse`.
*/

namespace tokocrm {

/** One all-or-nothing piece of work on a shop.

    It may be used inside the callback that it was handed to and on that callback's thread, and
    nowhere else: every use after the callback's end or on another thread is refused with
    `errc::internal` / `db.unit_misused`, as long as no later unit of that thread stands in its
    place. Reads that return something return copies: those may be kept.

    @par Thread safety
    None: one thread, one unit. A thread's units may be nested on different shops only.
*/
class unit_of_work
{
public:
    unit_of_work(unit_of_work const&) = delete;
    unit_of_work& operator=(unit_of_work const&) = delete;

    /** The instant of the unit: sampled once, when it may write, anew at each retry.

        @par Errors
        `errc::internal` / `db.unit_misused`
    */
    timestamp now() const;

    /** Who does the work, as it was handed to `transact`, `read` or `rehearse`.

        @par Errors
        `errc::internal` / `db.unit_misused`
    */
    tokocrm::actor const& actor() const;

    /** Unguessable bytes, from the environment.

        @param out All of it is filled.

        @par Errors
        @li `errc::internal` / `db.unit_misused`
        @li whatever the environment throws
    */
    void random_bytes(std::span<std::byte> out) const;

private:
    friend class detail::session_access;
    unit_of_work(void* session, timestamp now, tokocrm::actor const& who,
                 environment const& env) noexcept;
    ~unit_of_work();
    void must_be_here() const;

    void* session_; ///< what lib/db made of it
    timestamp now_;
    tokocrm::actor const& actor_;
    environment const& environment_;
    unit_of_work const* outer_; ///< the thread's next outer one, on another shop
};

namespace detail {

enum class unit_kind { transact, transact_alone, read, rehearse };

void run_unit(database& db, actor const& who, unit_kind kind,
              std::function<void(unit_of_work&)> const& work);

template <class Work>
auto run(database& db, actor const& who, unit_kind kind, Work& work)
{
    using result = std::invoke_result_t<Work&, unit_of_work&>;
    if constexpr (std::is_void_v<result>)
        run_unit(db, who, kind, std::ref(work));
    else {
        std::optional<result> out;
        run_unit(db, who, kind, [&](unit_of_work& uow) { out.emplace(work(uow)); });
        return *std::move(out);
    }
}

} // namespace detail

/** Run `work` and commit it; nothing of it stays if it throws.

    May run `work` again after a conflict, so `work` has no effect outside its unit and prints
    nothing.

    Threads that come while another writes share a commit, up to 16 of them or for up to 5 ms; each
    waits until it is done. `work` sees what those before it have written, and is taken back alone
    if it throws. What it throws comes out after that commit, too, for it may rest on their work.

    @param db The shop; any thread, see there.
    @param who Who does it; read by the use cases, and kept in the audit.
    @param work Called with a `unit_of_work&`, on this thread, five times at most. It must not begin
    a unit on the same shop, nor wait for a thread that does: that one waits for this one, and both
    for the busy timeout. It does not suspend a coroutine.

    @return What `work` returns, by value, and only when the data is on disk. Moving it must not
    throw.

    @par Errors
    @li whatever `work` and the environment throw, of any type, after rolling back; what SOCI throws
    through it becomes a `tokocrm::error`, with SOCI's exception nested
    @li `errc::unavailable` / `db.busy`, `db.full`, `db.io`, `db.memory`, `db.read_only`,
    `db.unreachable`, `db.schema_newer`, `db.schema_older`, `clock.out_of_range`; `db.gone` where
    the shop's file was deleted, moved or replaced; `db.unit_lost` where the transaction ended
   before the unit; `db.outcome_unknown` (nobody knows whether it was stored; not retried). A disk
    that is full or fails is told to all who share the commit, in place of what they threw.
    @li `errc::invalid_input` / `db.damaged`
    @li `errc::internal` / `db.nested` inside another unit of this thread on the same shop,
    `db.closed` for a `database` that was moved away, `db.forked` in a child process

    @par Exception safety
    Strong, but for `db.outcome_unknown`. After any error the shop can be used on; only after
    `db.gone`, `db.closed` and `db.forked` it must be opened anew.
*/
template <class Work>
auto transact(database& db, actor const& who, Work&& work)
{
    return detail::run(db, who, detail::unit_kind::transact, work);
}

/** `transact` for long work, such as an import: it shares its commit with nobody.

    So nobody waits for its end who has done their work, and undoing it takes no memory. It has the
    same place in the queue.

    @param db The shop; any thread, see there.
    @param who As for `transact`.
    @param work As for `transact`.

    @return What `work` returns, by value, and only when the data is on disk.

    @par Errors
    As `transact`.

    @par Exception safety
    As `transact`.
*/
template <class Work>
auto transact_alone(database& db, actor const& who, Work&& work)
{
    return detail::run(db, who, detail::unit_kind::transact_alone, work);
}

/** Run `work` over one consistent view of what is committed; never blocks a writer.

    @param db The shop; any thread, see there.
    @param who Who asks.
    @param work As for `transact`. It must not write, and neither waits for a person nor writes to a
    pipe: a long reader keeps the database from tidying up.

    @return What `work` returns, by value.

    @par Errors
    As `transact`; a write is refused with `errc::internal` / `db.read_only_unit`. `db.busy` where
    eight units read already and none ends in time.
*/
template <class Work>
auto read(database& db, actor const& who, Work&& work)
{
    return detail::run(db, who, detail::unit_kind::read, work);
}

/** Run `work` as `transact` would and roll it back: the same answer, and nothing written.

    It shares with nobody: it sees commits only, and nobody who has done their work waits for it.

    @param db The shop; any thread, see there.
    @param who Who does it.
    @param work As for `transact`.

    @return What `work` returns, by value.

    @par Errors
    As `transact`.
*/
template <class Work>
auto rehearse(database& db, actor const& who, Work&& work)
{
    return detail::run(db, who, detail::unit_kind::rehearse, work);
}

} // namespace tokocrm

#pragma GCC visibility pop

#endif
