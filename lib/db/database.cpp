#include "database_state.hpp"
#include "location.hpp"

#include <algorithm>

namespace tokocrm {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds first_busy_timeout = 30s;
constexpr int most_attempts = 5;

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

database_state::database_state(std::string_view url, environment env, db::migrations schema)
    : where_{db::path_of(url)}, file_(db::existing_file(where_.path)), environment_(std::move(env)),
      schema_(schema), busy_timeout_(first_busy_timeout), writer_(file_, where_,
                                                                  [this] {
                                                                      auto on = connect();
                                                                      on->only_read(false);
                                                                      return on;
                                                                  }),
      readers_(where_, [this] { return connect(); })
{
    try {
        first_ = open_checked();
        if (!first_->keeps_log()) { // an older file, or one that another program has changed
            db::process_lock lock(file_, where_);
            lock.lock(steady_clock::now() + first_busy_timeout);
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
    writer_.close(std::move(open));
}

std::unique_ptr<db::connection> database_state::open_checked()
{
    auto on = std::make_unique<db::connection>(file_, db::connection::mode::use);
    if (!on->is_shop())
        throw error(
            errc::invalid_input, "db.foreign",
            mark(
                "{0} is not a shop; it belongs to another program, or is empty; name another file"),
            {where_.path});
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
    db::require_schema(on.schema_version(), schema_, where_.path);
    db::unit behind{on, {where_.path, read_only}};
    auto uow = session_access::make(behind, environment_.now(), who, environment_);
    work(uow);
    on.reset_busy_statements();
    if (!on.in_transaction())
        throw error(errc::unavailable, "db.unit_lost",
                    mark("the change to the shop {0} was given up before it was finished; the disk "
                         "failed or is full, or the program ended the transaction by itself"),
                    {where_.path});
}

void database_state::write_once(db::writer::turn& turn, actor const& who, bool keep,
                                work_function const& work)
{
    auto& on = turn.on();
    bool committing = false;
    try {
        on.begin_writing();
        call(on, false, who, work);
        if (keep) {
            committing = true;
            on.commit();
        } else if (!on.roll_back())
            turn.drop_connection();
    } catch (soci::soci_error const& failure) {
        bool const doubtful = db::is_io_failure(failure);
        if (!on.roll_back() || doubtful)
            turn.drop_connection();
        // The medium failed between "it is written" and "it is flushed".
        if (committing && doubtful)
            db::rethrow_outcome_unknown(where_);
        throw;
    } catch (...) {
        if (!on.roll_back())
            turn.drop_connection();
        throw;
    }
    if (keep)
        turn.tidy();
}

void database_state::read_once(db::readers::lease& lease, actor const& who,
                               work_function const& work)
{
    auto& on = lease.on();
    try {
        on.begin_reading();
        call(on, true, who, work);
        if (!on.roll_back())
            lease.drop_connection();
    } catch (...) {
        if (!on.roll_back())
            lease.drop_connection();
        throw;
    }
}

void database_state::run(actor const& who, unit_kind kind, work_function const& work)
{
    running_unit const mark_of_this_thread(*this);
    bool const reads = kind == unit_kind::read;
    auto const give_up = steady_clock::now() + busy_timeout_.load();
    for (int attempt = 1;; ++attempt)
        try {
            if (reads) {
                db::readers::lease lease(readers_, give_up);
                lease.on().busy_timeout(until(give_up));
                return read_once(lease, who, work);
            }
            db::writer::turn turn(writer_, give_up);
            turn.on().busy_timeout(until(give_up));
            return write_once(turn, who, kind == unit_kind::transact, work);
        } catch (soci::soci_error const& failure) {
            if (!db::is_retryable(failure) || attempt == most_attempts ||
                steady_clock::now() >= give_up)
                db::rethrow_translated({where_.path, reads});
        }
}

void run_unit(database& db, actor const& who, unit_kind kind,
              std::function<void(unit_of_work&)> const& work)
{
    session_access::state(db).run(who, kind, work);
}

} // namespace detail

database::database(std::string_view url, environment env)
    : state_(
          std::make_unique<detail::database_state>(url, std::move(env), db::built_in_migrations()))
{}

database::database(database&&) noexcept = default;
database& database::operator=(database&&) noexcept = default;
database::~database() = default;

void detail::database_state::busy_timeout(std::chrono::milliseconds limit) noexcept
{
    busy_timeout_ = std::clamp<std::chrono::milliseconds>(limit, 0ms, 24h);
}

void database::busy_timeout(std::chrono::milliseconds limit) noexcept
{
    state_->busy_timeout(limit);
}

} // namespace tokocrm
