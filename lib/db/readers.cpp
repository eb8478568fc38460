#include "readers.hpp"

namespace tokocrm::db {

namespace {

constexpr int most_connections = 8;

} // namespace

readers::readers(place where, std::function<std::unique_ptr<connection>()> open)
    : where_(std::move(where)), open_(std::move(open))
{
    idle_.reserve(most_connections); // so that giving one back cannot fail
}

std::unique_ptr<connection> readers::take(deadline until)
{
    {
        std::unique_lock lock(mutex_);
        if (!given_back_.wait_until(lock, until, [&] { return in_use_ < most_connections; }))
            throw busy(where_.path);
        ++in_use_;
        if (!idle_.empty()) {
            auto taken = std::move(idle_.back()); // the one whose cache is freshest
            idle_.pop_back();
            return taken;
        }
    }
    try {
        auto opened = open_();
        opened->only_read(true);
        return opened;
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void readers::give_back(std::unique_ptr<connection> used) noexcept
{
    {
        std::lock_guard const lock(mutex_);
        --in_use_;
        if (used)
            idle_.push_back(std::move(used));
    }
    given_back_.notify_one();
}

readers::lease::lease(readers& of, deadline until) : of_(of), connection_(of.take(until)) {}

readers::lease::~lease()
{
    of_.give_back(std::move(connection_));
}

} // namespace tokocrm::db
