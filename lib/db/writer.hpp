#ifndef TOKOCRM_LIB_DB_WRITER_HPP
#define TOKOCRM_LIB_DB_WRITER_HPP

#include "connection.hpp"
#include "process_lock.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tokocrm::db {

/// How far units share a transaction.
struct group_limits
{
    int units = 16;
    std::chrono::milliseconds length{5};
    /// How long a unit that has ended waits for its group to end.
    std::chrono::milliseconds patience = std::chrono::seconds(30);
};

/** Who may write, when, on which connection, and with whom: docs/adr/0001-one-writer.md and
    docs/adr/0008-shared-commits.md.

    A process has one writing connection for each `database`. Its threads take turns on it in the
    order in which they came; units that come one upon the other share a transaction, a *group*, and
    its commit. The process lock is held for as long as a group is open.
*/
class writer
{
    struct group;

public:
    /// @param open Makes the connection when the first writer needs it.
    writer(std::string path, place where, std::function<std::unique_ptr<connection>()> open,
           group_limits limits);
    ~writer();

    /// Whether a unit shares its commit.
    enum class company { shared, alone };

    /** A thread's turn for one unit: `begin`, then `keep` or `take_back`, then `end`.

        If it is destroyed earlier, it takes the unit back and lets the others go on.
    */
    class turn
    {
    public:
        /// Throws `db.busy` at the deadline.
        turn(writer& of, company with, deadline until);
        turn(turn const&) = delete;
        turn& operator=(turn const&) = delete;
        ~turn();

        connection& on();
        /// @return Whether the unit is its group's first, before which nobody has looked at the
        /// file.
        bool begin();
        /// The unit's work is to be stored.
        void keep();
        /** Nothing of the unit's work stays. Where that cannot be done for it alone, the group is
            given up: its other units fail by what the medium did, or are to be run again.

            @param thrown Why; may be empty.
            @param doubtful What the connection believes of the file may be wrong.
        */
        void take_back(std::exception_ptr const& thrown = {}, bool doubtful = false) noexcept;
        /// Lets the others go on and returns when what the unit saw and wrote is stored. Throws
        /// where it is not, as `shared_failure` does, or the group's end is too long in coming.
        void end();

    private:
        void leave() noexcept;

        writer& of_;
        std::shared_ptr<group> group_; ///< none once the group is given up by this unit
        bool first_ = false;
        bool begun_ = false;
        bool kept_ = false;
        bool ended_ = false; ///< kept or taken back
        bool left_ = false;
    };

    /// How many threads wait for their turn.
    std::size_t waiting();

    /** Closes the connections, the writer's too, when nothing is under way.

        @param others What else this process has open on the shop.
    */
    void close(std::vector<std::unique_ptr<connection>> others) noexcept;

private:
    struct waiting_thread
    {
        explicit waiting_thread(company of) : with(of) {}

        company const with;
        std::condition_variable called;
        bool is_next = false;
        std::atomic<bool> has_turn = false;
    };

    void wait_for_turn(company with, deadline until);
    static bool wait_awake(waiting_thread const& me) noexcept;
    void join_group(company with, deadline until);
    void call_front(std::unique_lock<std::mutex>& lock) noexcept;
    void announce_next(std::unique_lock<std::mutex>& lock) noexcept;
    bool call_into_group() noexcept;
    void call_next() noexcept;
    void commit() noexcept;
    void settle(std::optional<shared_failure> failure) noexcept;
    void tidy() noexcept;
    void remove_traces() noexcept;

    place where_;
    std::function<std::unique_ptr<connection>()> open_;
    group_limits limits_;

    std::mutex mutex_; ///< guards the next two and the groups' ends; the rest belongs to the turn
    bool taken_ = false;
    std::deque<std::shared_ptr<waiting_thread>> waiting_;

    process_lock lock_;
    std::shared_ptr<group> group_; ///< the open one, if any
    std::unique_ptr<connection> connection_;
    bool has_written_ = false;
    /// Somebody before this process may have left some.
    bool may_have_traces_ = true;
    std::chrono::steady_clock::time_point next_removal_{};
    int last_log_pages_ = 0;
    int next_checkpoint_;
};

} // namespace tokocrm::db

#endif
