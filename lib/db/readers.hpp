#ifndef TOKOCRM_LIB_DB_READERS_HPP
#define TOKOCRM_LIB_DB_READERS_HPP

#include "connection.hpp"
#include "process_lock.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace tokocrm::db {

/// A few reading connections, opened when first needed; threads beyond their number wait.
class readers
{
public:
    readers(place where, std::function<std::unique_ptr<connection>()> open);

    /// A connection for as long as this lives.
    class lease
    {
    public:
        /// Throws `db.busy` at the deadline.
        lease(readers& of, deadline until);
        lease(lease const&) = delete;
        lease& operator=(lease const&) = delete;
        ~lease();

        connection& on() noexcept { return *connection_; }
        void drop_connection() noexcept { connection_.reset(); }

    private:
        readers& of_;
        std::unique_ptr<connection> connection_;
    };

    /// Those that are not in use.
    std::vector<std::unique_ptr<connection>> take_all() noexcept { return std::move(idle_); }

private:
    std::unique_ptr<connection> take(deadline until);
    void give_back(std::unique_ptr<connection> used) noexcept;

    place where_;
    std::function<std::unique_ptr<connection>()> open_;

    std::mutex mutex_;
    std::condition_variable given_back_;
    std::vector<std::unique_ptr<connection>> idle_;
    int in_use_ = 0;
};

} // namespace tokocrm::db

#endif
