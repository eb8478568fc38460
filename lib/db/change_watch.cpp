#include "change_watch.hpp"

namespace tokocrm::db {

std::uint64_t change_watch::changes(std::chrono::milliseconds patience)
{
    std::lock_guard const lock(mutex_);
    if (!connection_) {
        auto opened = open_();
        opened->only_read(true);
        opened->busy_timeout(patience);
        seen_ = opened->data_version();
        connection_ = std::move(opened);
        ++changes_;
    } else if (auto const version = connection_->data_version(); version != seen_) {
        seen_ = version;
        ++changes_;
    }
    return changes_;
}

} // namespace tokocrm::db
