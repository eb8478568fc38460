#include "writer.hpp"

#include "remains.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace tokocrm::db {

using std::chrono::steady_clock;

namespace {

/// 32 MB of log: one checkout in some 300 makes a checkpoint.
constexpr int checkpoint_pages = 8000;

/// Whoever erases waits for short readers; others try again now and then.
constexpr std::chrono::milliseconds patience_of_removal(2000);
constexpr std::chrono::seconds time_between_removals(1);

/// To wake a thread up takes as long as a small unit: who is next stays awake for a while.
constexpr std::chrono::microseconds shorter_than_a_sleep(200);

} // namespace

/// One transaction and those who share it.
struct writer::group
{
    explicit group(company of) : with(of) {}

    company const with;
    steady_clock::time_point const began = steady_clock::now();
    int units = 0;
    bool kept = false; ///< whether any of them is to be stored

    bool settled = false;
    std::optional<shared_failure> failure;
    std::condition_variable told;
};

writer::writer(std::string path, place where, std::function<std::unique_ptr<connection>()> open,
               group_limits limits)
    : where_(where), open_(std::move(open)), limits_(limits),
      lock_(std::move(path), std::move(where)), next_checkpoint_(checkpoint_pages)
{}

writer::~writer() = default;

void writer::wait_for_turn(company with, deadline until)
{
    std::unique_lock lock(mutex_);
    if (!taken_) {
        taken_ = true;
        return;
    }
    auto const me = std::make_shared<waiting_thread>(with);
    me->is_next = waiting_.empty();
    waiting_.push_back(me);
    me->called.wait_until(lock, until, [&] { return me->is_next || me->has_turn; });
    if (me->is_next && !me->has_turn) {
        lock.unlock();
        if (wait_awake(*me))
            return;
        lock.lock();
    }
    if (!me->called.wait_until(lock, until, [&] { return me->has_turn.load(); })) {
        bool const was_next = waiting_.front() == me;
        std::erase(waiting_, me);
        if (was_next)
            announce_next(lock);
        throw busy(where_.path);
    }
}

/// @return Whether it has got its turn so soon that it need not have slept.
bool writer::wait_awake(waiting_thread const& me) noexcept
{
    auto const enough = steady_clock::now() + shorter_than_a_sleep;
    while (!me.has_turn.load(std::memory_order_acquire)) {
        if (steady_clock::now() >= enough)
            return false;
        std::this_thread::yield();
    }
    return true;
}

void writer::join_group(company with, deadline until)
{
    if (!group_) {
        lock_.lock(until);
        try {
            group_ = std::make_shared<group>(with);
        } catch (...) {
            lock_.unlock();
            throw;
        }
    }
    ++group_->units;
}

/// With the mutex locked, which it unlocks: who is called would only wait for it.
void writer::call_front(std::unique_lock<std::mutex>& lock) noexcept
{
    auto const next = std::move(waiting_.front());
    waiting_.pop_front();
    next->has_turn = true;
    announce_next(lock);
    next->called.notify_one();
}

/// With the mutex locked, which it unlocks: the next but one wakes up meanwhile.
void writer::announce_next(std::unique_lock<std::mutex>& lock) noexcept
{
    auto const next = waiting_.empty() ? nullptr : waiting_.front();
    if (next)
        next->is_next = true;
    lock.unlock();
    if (next)
        next->called.notify_one();
}

/// @return Whether the next thread has got its turn inside the open group.
bool writer::call_into_group() noexcept
{
    std::unique_lock lock(mutex_);
    bool const full =
        group_->units >= limits_.units || steady_clock::now() - group_->began >= limits_.length;
    if (full || group_->with == company::alone || waiting_.empty() ||
        waiting_.front()->with == company::alone)
        return false;
    call_front(lock);
    return true;
}

void writer::call_next() noexcept
{
    std::unique_lock lock(mutex_);
    if (waiting_.empty())
        taken_ = false;
    else
        call_front(lock);
}

void writer::commit() noexcept
{
    std::optional<shared_failure> failure;
    bool stored = false;
    if (group_->kept) {
        try {
            connection_->commit();
            stored = true;
        } catch (soci::soci_error const& why) {
            bool const doubtful = is_io_failure(why);
            failure = share(why);
            // The medium failed between "it is written" and "it is flushed".
            failure->outcome_unknown = doubtful;
            if (!connection_->roll_back() || doubtful)
                connection_.reset();
        } catch (std::exception const&) { // no memory to say what has happened
            failure = {{}, SQLITE_NOMEM, 0, true};
            connection_.reset();
        }
    } else if (!connection_->roll_back())
        connection_.reset();
    settle(std::move(failure));
    if (stored)
        tidy();
}

/// Ends the group, and tells all who wait for it.
void writer::settle(std::optional<shared_failure> failure) noexcept
{
    auto const ended = std::move(group_);
    {
        std::unique_lock const lock(mutex_);
        ended->settled = true;
        ended->failure = std::move(failure);
    }
    ended->told.notify_all();
}

void writer::tidy() noexcept
{
    has_written_ = true;
    remove_traces();
    auto const pages = connection_->log_pages();
    if (pages < last_log_pages_)
        next_checkpoint_ = checkpoint_pages; // the log has begun anew
    last_log_pages_ = pages;
    if (pages < next_checkpoint_)
        return;
    // If it fails, the log just grows on, and the next commit meets whatever is wrong. If a long
    // reader keeps the log from beginning anew, every commit would try again in vain: wait as long
    // as the first time.
    connection_->checkpoint(SQLITE_CHECKPOINT_PASSIVE);
    next_checkpoint_ = pages + checkpoint_pages;
}

void writer::remove_traces() noexcept
{
    bool const expected = connection_->take_expected_traces();
    if (!expected && (!may_have_traces_ || steady_clock::now() < next_removal_))
        return;
    may_have_traces_ = !db::remove_traces(*connection_, expected ? patience_of_removal
                                                                 : patience_of_removal.zero());
    next_removal_ = steady_clock::now() + time_between_removals;
}

writer::turn::turn(writer& of, company with, deadline until) : of_(of)
{
    of_.wait_for_turn(with, until);
    try {
        of_.join_group(with, until);
    } catch (...) {
        of_.call_next();
        throw;
    }
    group_ = of_.group_;
    first_ = group_->units == 1;
}

writer::turn::~turn()
{
    if (!ended_)
        take_back();
    leave();
}

connection& writer::turn::on()
{
    if (!of_.connection_)
        of_.connection_ = of_.open_();
    return *of_.connection_;
}

bool writer::turn::begin()
{
    // The first can be taken back with the whole transaction, and most groups have one unit.
    if (first_) {
        // The savepoints of small units are cheap in memory; long ones sort and undo in files.
        on().keep_temporaries_in_memory(group_->with == company::shared && of_.waiting() > 0);
        on().begin_writing();
    } else
        on().set_savepoint();
    begun_ = true;
    return first_;
}

void writer::turn::keep()
{
    on().require_commit_possible();
    if (!first_)
        on().release_savepoint();
    group_->kept = kept_ = ended_ = true;
}

void writer::turn::take_back(std::exception_ptr const& thrown, bool doubtful) noexcept
{
    ended_ = true;
    auto& on = of_.connection_;
    if (!first_ && !doubtful && on) {
        if (begun_ ? on->roll_back_to_savepoint() : on->is_whole())
            return;
    }
    if (on && (!on->roll_back() || doubtful))
        on.reset();
    group_.reset();
    of_.settle(medium_failure(thrown).value_or(given_up_by_neighbour()));
}

void writer::turn::leave() noexcept
{
    if (std::exchange(left_, true))
        return;
    if (of_.group_) {
        if (of_.call_into_group())
            return;
        of_.commit();
    }
    of_.lock_.unlock();
    of_.call_next();
}

void writer::turn::end()
{
    leave();
    if (!group_)
        return;
    std::unique_lock lock(of_.mutex_);
    if (!group_->told.wait_for(lock, of_.limits_.patience, [&] { return group_->settled; }))
        throw kept_ ? commit_pending(of_.where_.path) : busy(of_.where_.path);
    if (group_->failure)
        group_->failure->raise(of_.where_);
}

std::size_t writer::waiting()
{
    std::unique_lock const lock(mutex_);
    return waiting_.size();
}

void writer::close(std::vector<std::unique_ptr<connection>> others) noexcept
{
    if (connection_)
        others.push_back(std::move(connection_));
    if (others.empty())
        return;
    // SQLite moves the log into the file when the last connection of all closes; that is a
    // checkpoint like any other and needs the lock.
    bool const alone = lock_.try_lock();
    if (!alone)
        for (auto const& each : others)
            each->leave_log_on_close();
    else if (has_written_) {
        others.erase(others.begin(), others.end() - 1);
        others.front()->checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
    }
    others.clear();
    if (alone)
        lock_.unlock();
}

} // namespace tokocrm::db
