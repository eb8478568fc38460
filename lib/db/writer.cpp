#include "writer.hpp"

#include <algorithm>

namespace tokocrm::db {

using std::chrono::steady_clock;

namespace {

/// 8 MB of log: far from slow to read through, and a checkpoint every few hundred units.
constexpr int checkpoint_pages = 2000;

/// Changing the writing process empties the other's page cache, so a turn is more than one unit.
constexpr int units_per_turn = 16;
constexpr std::chrono::milliseconds turn_length(5);

} // namespace

writer::writer(std::string path, place where, std::function<std::unique_ptr<connection>()> open)
    : where_(where), open_(std::move(open)), lock_(std::move(path), std::move(where)),
      next_checkpoint_(checkpoint_pages)
{}

void writer::wait_for_threads(deadline until)
{
    std::unique_lock lock(mutex_);
    if (!taken_) {
        taken_ = true;
        return;
    }
    waiting_thread me;
    waiting_.push_back(&me);
    if (!me.called.wait_until(lock, until, [&] { return me.has_turn; })) {
        std::erase(waiting_, &me);
        throw busy(where_.path);
    }
}

void writer::wait_for_processes(deadline until)
{
    if (!locked_) {
        lock_.lock(until);
        locked_ = true;
        units_in_turn_ = 0;
        turn_began_ = steady_clock::now();
    }
    ++units_in_turn_;
}

bool writer::turn_is_used_up() const noexcept
{
    return units_in_turn_ >= units_per_turn || steady_clock::now() - turn_began_ >= turn_length;
}

void writer::hand_on() noexcept
{
    std::unique_lock lock(mutex_);
    if (locked_ && (waiting_.empty() || turn_is_used_up())) {
        lock_.unlock();
        locked_ = false;
    }
    if (waiting_.empty()) {
        taken_ = false;
        return;
    }
    auto& next = *waiting_.front();
    waiting_.pop_front();
    next.has_turn = true;
    next.called.notify_one(); // with the mutex held: afterwards `next` may be gone
}

writer::turn::turn(writer& of, deadline until) : of_(of)
{
    of_.wait_for_threads(until);
    try {
        of_.wait_for_processes(until);
    } catch (...) {
        of_.hand_on();
        throw;
    }
}

writer::turn::~turn()
{
    of_.hand_on();
}

connection& writer::turn::on()
{
    if (!of_.connection_)
        of_.connection_ = of_.open_();
    return *of_.connection_;
}

void writer::turn::drop_connection() noexcept
{
    of_.connection_.reset();
}

void writer::turn::tidy() noexcept
{
    of_.has_written_ = true;
    auto const pages = of_.connection_->log_pages();
    if (pages < of_.last_log_pages_)
        of_.next_checkpoint_ = checkpoint_pages; // the log has begun anew
    of_.last_log_pages_ = pages;
    if (pages < of_.next_checkpoint_)
        return;
    // If it fails, the log just grows on, and the next commit meets whatever is wrong. If a long
    // reader keeps the log from beginning anew, every commit would try again in vain: wait as long
    // as the first time.
    of_.connection_->checkpoint(SQLITE_CHECKPOINT_PASSIVE);
    of_.next_checkpoint_ = pages + checkpoint_pages;
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
