#include "../core/environment.hpp"
#include "database_state.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <unistd.h>

namespace tokocrm {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds first_busy_timeout = 30s;
constexpr int most_attempts = 5;
constexpr std::chrono::milliseconds time_between_looks = 100ms;
constexpr std::chrono::milliseconds time_between_watches = 50ms;

/// The units under way on this thread, innermost first; other threads' cannot be seen.
class running_unit
{
public:
    explicit running_unit(detail::database_state const& on) : on_(&on), outer_(innermost)
    {
        for (auto const* each = outer_; each; each = each->outer_)
            if (each->on_ == on_)
                throw error(errc::internal, "db.nested",
                            mark("the program began a unit of work inside another one on the same "
                                 "shop; please report it"));
        innermost = this;
    }
    running_unit(running_unit const&) = delete;
    running_unit& operator=(running_unit const&) = delete;
    ~running_unit() { innermost = outer_; }

private:
    static thread_local running_unit const* innermost;

    detail::database_state const* on_;
    running_unit const* outer_;
};

thread_local running_unit const* running_unit::innermost = nullptr;

std::chrono::milliseconds until(db::deadline limit)
{
    auto const rest = std::chrono::ceil<std::chrono::milliseconds>(limit - steady_clock::now());
    return std::max(rest, 0ms);
}

} // namespace

namespace detail {

database_state::database_state(std::string_view url, environment env, db::migrations schema,
                               db::group_limits limits)
    : process_(::getpid()), where_{db::path_of(url)}, file_(db::existing_file(where_.path)),
      identity_(db::identity_of(file_)), environment_(complete(env)), schema_(schema),
      busy_timeout_(first_busy_timeout), writer_(
                                             file_, where_,
                                             [this] {
                                                 auto on = connect();
                                                 on->only_read(false);
                                                 return on;
                                             },
                                             limits),
      readers_(where_, [this] { return connect(); }), watch_([this] { return connect(); })
{
    try {
        first_ = open_checked();
        if (!first_->keeps_log()) { // an older file, or one that another program has changed
            db::process_lock lock(file_, where_);
            lock.lock(steady_clock::now() + first_busy_timeout);
            require_there(); // the log goes by the name, which another file may have by now
            first_->keep_log();
        }
    } catch (soci::soci_error const&) {
        db::rethrow_translated(where_);
    }
}

database_state::~database_state()
{
    auto open = readers_.take_all();
    if (first_)
        open.push_back(std::move(first_));
    if (auto watching = watch_.take())
        open.push_back(std::move(watching));
    writer_.close(std::move(open));
}

void database_state::close(database_state* opened) noexcept
{
    if (::getpid() == opened->process_)
        delete opened;
}

void database_state::require_same_process() const
{
    if (::getpid() != process_)
        throw error(errc::internal, "db.forked",
                    mark("the program used the shop {0} in a child process that did not open it; "
                         "please report it"),
                    {where_.path});
}

void database_state::require_there() const
{
    if (db::identity_of(file_) != identity_)
        throw db::gone(where_.path);
}

void database_state::require_seen_there(steady_clock::time_point now)
{
    if (now < next_look_.load(std::memory_order_relaxed))
        return;
    require_there();
    next_look_.store(now + time_between_looks, std::memory_order_relaxed);
}

std::unique_ptr<db::connection> database_state::open_checked()
{
    require_there();
    auto on = std::make_unique<db::connection>(file_, db::connection::mode::use);
    db::require_shop(*on, where_.path);
    db::require_schema(on->schema_version(), schema_, where_.path);
    return on;
}

std::unique_ptr<db::connection> database_state::connect()
{
    {
        std::lock_guard const lock(mutex_);
        if (first_)
            return std::move(first_);
    }
    return open_checked();
}

void database_state::call(db::connection& on, bool read_only, actor const& who,
                          work_function const& work)
{
    db::unit behind{on, {where_.path, read_only}};
    session_access::lend(process_, behind, instant_of(environment_), who, environment_, work);
}

void database_state::write_once(db::writer::turn& turn, db::deadline give_up, actor const& who,
                                bool keep, work_function const& work)
{
    try {
        auto& on = turn.on();
        on.busy_timeout(until(give_up));
        if (turn.begin()) {
            require_there(); // with the lock: from here on nobody of ours replaces it
            db::require_schema(on.schema_version(), schema_, where_.path);
        }
        call(on, false, who, work);
        if (keep)
            turn.keep();
        else
            turn.take_back();
    } catch (...) {
        auto const thrown = std::current_exception();
        turn.take_back(thrown, db::is_io_failure(thrown));
        if (thrown) // none where the thread is cancelled, and nobody is left to be told anything
            turn.end(); // it may have been thrown for what a neighbour wrote
        throw;
    }
    turn.end();
}

void database_state::read_once(db::readers::lease& lease, actor const& who,
                               work_function const& work)
{
    auto& on = lease.on();
    bool wrote = false;
    try {
        on.begin_reading();
        db::require_schema(on.schema_version(), schema_, where_.path);
        call(on, true, who, work);
        wrote = on.has_written(); // whoever has the session can allow itself to
        if (!on.roll_back() || wrote)
            lease.drop_connection();
    } catch (...) {
        if (!on.roll_back())
            lease.drop_connection();
        throw;
    }
    if (wrote)
        throw db::read_only_unit();
}

void database_state::run(actor const& who, unit_kind kind, work_function const& work)
{
    require_same_process();
    running_unit const mark_of_this_thread(*this);
    bool const reads = kind == unit_kind::read;
    auto const began = steady_clock::now();
    auto const give_up = began + busy_timeout_.load();
    if (reads)
        require_seen_there(began);
    for (int attempt = 1;; ++attempt)
        try {
            if (reads) {
                db::readers::lease lease(readers_, give_up);
                lease.on().busy_timeout(until(give_up));
                return read_once(lease, who, work);
            }
            // What failed once fails or succeeds by itself the next time.
            bool const shared = kind == unit_kind::transact && attempt == 1;
            db::writer::turn turn(writer_,
                                  shared ? db::writer::company::shared : db::writer::company::alone,
                                  give_up);
            return write_once(turn, give_up, who, kind != unit_kind::rehearse, work);
        } catch (soci::soci_error const& failure) {
            if (!db::is_retryable(failure) || attempt == most_attempts ||
                steady_clock::now() >= give_up)
                db::rethrow_translated({where_.path, reads});
        }
}

std::uint64_t database_state::changes()
{
    require_same_process();
    require_seen_there(steady_clock::now());
    try {
        return watch_.changes(busy_timeout_.load());
    } catch (soci::soci_error const&) {
        db::rethrow_translated({where_.path, true});
    }
}

void run_unit(database& db, actor const& who, unit_kind kind,
              std::function<void(unit_of_work&)> const& work)
{
    auto const state = session_access::state(db); // stays open if `work` closes or moves `db`
    state->run(who, kind, work);
}

std::shared_ptr<database_state> session_access::state(database& db)
{
    if (!db.state_)
        throw error(errc::internal, "db.closed",
                    mark("the program used a shop that it had moved away; please report it"));
    return db.state_;
}

void session_access::lend(pid_t process, db::unit& behind, timestamp now, actor const& who,
                          environment const& env, std::function<void(unit_of_work&)> const& work)
{
    struct guard
    {
        pid_t process;
        ~guard()
        {
            if (::getpid() != process)
                std::terminate(); // it would commit, or let go of, what is its parent's
        }
    } const in_this_process{process};
    unit_of_work uow(&behind, now, who, env);
    try {
        work(uow);
    } catch (soci::sqlite3_soci_error const& failure) {
        db::rethrow_with_system_error(failure, behind.on.handle());
    }
    behind.on.reset_busy_statements();
    if (!behind.on.is_whole())
        throw db::unit_lost(behind.where.path);
}

} // namespace detail

database::database(std::string_view url, environment env)
    : state_(new detail::database_state(url, std::move(env), db::built_in_migrations()),
             detail::database_state::close)
{}

database::database(database&&) noexcept = default;
database& database::operator=(database&&) noexcept = default;
database::~database() = default;

void detail::database_state::busy_timeout(std::chrono::milliseconds limit) noexcept
{
    busy_timeout_ = std::clamp<std::chrono::milliseconds>(limit, 0ms, 24h);
}

std::uint64_t database::changes()
{
    return detail::session_access::state(*this)->changes();
}

bool database::wait_for_change(std::uint64_t seen, std::chrono::milliseconds at_most,
                               std::stop_token stop)
{
    auto const state = detail::session_access::state(*this);
    auto const until =
        steady_clock::now() + std::clamp<std::chrono::milliseconds>(at_most, 0ms, 24h);
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    bool changed = false;
    // Waiting comes first: in a busy shop there is always a change.
    for (auto now = steady_clock::now(); !changed; now = steady_clock::now()) {
        bool const last = stop.stop_requested() || now >= until;
        if (!last)
            stopped.wait_until(lock, stop, std::min(until, now + time_between_watches),
                               [] { return false; });
        changed = state->changes() != seen;
        if (last)
            break;
    }
    return changed;
}

void database::busy_timeout(std::chrono::milliseconds limit) noexcept
{
    if (state_)
        state_->busy_timeout(limit);
}

} // namespace tokocrm
