#ifndef TOKOCRM_LIB_DB_PROCESS_LOCK_HPP
#define TOKOCRM_LIB_DB_PROCESS_LOCK_HPP

#include "errors.hpp"

#include <chrono>
#include <string>

namespace tokocrm::db {

using deadline = std::chrono::steady_clock::time_point;

/** The one lock over every write and checkpoint of all processes, in two files beside the shop.

    The second file is the queue before the first: who waits for the lock stands alone at its head,
    so a process that lets go and comes back at once stands behind those who waited.
*/
class process_lock
{
public:
    /// @param path The shop's file, its real path.
    process_lock(std::string path, place where);
    process_lock(process_lock const&) = delete;
    process_lock& operator=(process_lock const&) = delete;
    ~process_lock();

    /// Throws `db.busy` at the deadline.
    void lock(deadline until);
    /// Only if nobody has it, waits for it, or it cannot be had at all.
    bool try_lock() noexcept;
    void unlock() noexcept;

private:
    void open_files();
    void close_files() noexcept;
    int open_beside(char const* suffix) const;
    bool was_deleted() noexcept;
    void wait_for(int file, deadline until) const;

    std::string path_;
    place where_;
    int lock_ = -1;
    int queue_ = -1;
};

} // namespace tokocrm::db

#endif
