#ifndef TOKOCRM_LIB_DB_WRITER_HPP
#define TOKOCRM_LIB_DB_WRITER_HPP

#include "connection.hpp"
#include "process_lock.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace tokocrm::db {

/** Who may write, when, and on which connection: docs/adr/0001-one-writer.md.

    A process has one writing connection for each `database`; its threads take turns on it in the
    order in which they came, and hold the process lock while they do.
*/
class writer
{
public:
    /// @param open Makes the connection when the first writer needs it.
    writer(std::string path, place where, std::function<std::unique_ptr<connection>()> open);

    /// A thread's turn, for as long as this lives.
    class turn
    {
    public:
        /// Throws `db.busy` at the deadline.
        turn(writer& of, deadline until);
        turn(turn const&) = delete;
        turn& operator=(turn const&) = delete;
        ~turn();

        connection& on();
        /// What the connection believes is in doubt: the next turn gets another.
        void drop_connection() noexcept;
        /// After a commit: moves the log into the file when it has grown long.
        void tidy() noexcept;

    private:
        writer& of_;
    };

    /** Closes the connections, the writer's too, when nothing is under way.

        @param others What else this process has open on the shop.
    */
    void close(std::vector<std::unique_ptr<connection>> others) noexcept;

private:
    struct waiting_thread
    {
        std::condition_variable called;
        bool has_turn = false;
    };

    void wait_for_threads(deadline until);
    void wait_for_processes(deadline until);
    void hand_on() noexcept;
    bool turn_is_used_up() const noexcept;

    place where_;
    std::function<std::unique_ptr<connection>()> open_;

    std::mutex mutex_; ///< guards the next two; the rest belongs to whoever has the turn
    bool taken_ = false;
    std::deque<waiting_thread*> waiting_;

    process_lock lock_;
    bool locked_ = false;
    int units_in_turn_ = 0;
    std::chrono::steady_clock::time_point turn_began_;

    std::unique_ptr<connection> connection_;
    bool has_written_ = false;
    int last_log_pages_ = 0;
    int next_checkpoint_;
};

} // namespace tokocrm::db

#endif
