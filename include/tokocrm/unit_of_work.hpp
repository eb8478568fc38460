#ifndef TOKOCRM_UNIT_OF_WORK_HPP
#define TOKOCRM_UNIT_OF_WORK_HPP

#include <tokocrm/actor.hpp>
#include <tokocrm/config.hpp>
#include <tokocrm/database.hpp>
#include <tokocrm/environment.hpp>
#include <tokocrm/time.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>

namespace tokocrm TOKOCRM_PUBLIC {

/** One all-or-nothing piece of work on a shop.

    Stays inside the callback, and on the thread, that it was handed to.
*/
class unit_of_work
{
public:
    unit_of_work(unit_of_work const&) = delete;
    unit_of_work& operator=(unit_of_work const&) = delete;

    /// The instant of the unit: sampled once, when it may write, anew at each retry.
    timestamp now() const noexcept { return now_; }
    tokocrm::actor const& actor() const noexcept { return actor_; }
    /// Unguessable bytes, from the environment.
    void random_bytes(std::span<std::byte> out) const { environment_.random_bytes(out); }

private:
    friend class detail::session_access;
    unit_of_work(void* session, timestamp now, tokocrm::actor const& who, environment const& env)
        : session_(session), now_(now), actor_(who), environment_(env)
    {}

    void* session_; ///< what lib/db made of it
    timestamp now_;
    tokocrm::actor const& actor_;
    environment const& environment_;
};

namespace detail {

enum class unit_kind { transact, read, rehearse };

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
    nothing. Returns what `work` returns, and only when the data is on disk.

    @par Errors
    @li whatever `work` throws, after rolling back
    @li `errc::unavailable` / `db.busy`, `db.full`, `db.io`, `db.read_only`, `db.schema_newer`,
    `db.schema_older`, `db.outcome_unknown` (nobody knows whether it was stored; not retried)
    @li `errc::internal` / `db.nested` inside another unit of this thread on the same database
*/
template <class Work>
auto transact(database& db, actor const& who, Work&& work)
{
    return detail::run(db, who, detail::unit_kind::transact, work);
}

/** Run `work` over one consistent view of what is committed; never blocks a writer.

    `work` must not write, and neither waits for a person nor writes to a pipe: a long reader
    keeps the database from tidying up.

    @par Errors
    As `transact`; a write is refused with `errc::internal` / `db.read_only_unit`.
*/
template <class Work>
auto read(database& db, actor const& who, Work&& work)
{
    return detail::run(db, who, detail::unit_kind::read, work);
}

/** Run `work` as `transact` would and roll it back: the same answer, and nothing written.

    @par Errors
    As `transact`.
*/
template <class Work>
auto rehearse(database& db, actor const& who, Work&& work)
{
    return detail::run(db, who, detail::unit_kind::rehearse, work);
}

} // namespace TOKOCRM_PUBLIC

#endif
