#ifndef TOKOCRM_LIB_DB_CHANGE_WATCH_HPP
#define TOKOCRM_LIB_DB_CHANGE_WATCH_HPP

#include "connection.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

namespace tokocrm::db {

/** Notices commits of anybody, whatever process they come from.

    It has a connection of its own, opened when first needed: SQLite counts for each connection what
    others have committed.
*/
class change_watch
{
public:
    explicit change_watch(std::function<std::unique_ptr<connection>()> open)
        : open_(std::move(open))
    {}

    /// Grows with every look that finds something committed since the look before.
    std::uint64_t changes(std::chrono::milliseconds patience);

    /// None where it was not needed.
    std::unique_ptr<connection> take() noexcept { return std::move(connection_); }

private:
    std::function<std::unique_ptr<connection>()> open_;
    std::mutex mutex_;
    std::unique_ptr<connection> connection_;
    std::int64_t seen_ = 0;
    std::uint64_t changes_ = 0;
};

} // namespace tokocrm::db

#endif
