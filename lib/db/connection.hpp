#ifndef TOKOCRM_LIB_DB_CONNECTION_HPP
#define TOKOCRM_LIB_DB_CONNECTION_HPP

#include "errors.hpp"
#include "sqlite.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <typeindex>
#include <unordered_map>
#include <utility>

namespace tokocrm::db {

/// "toko": tells a shop's file from other programs'.
inline constexpr std::int64_t application_id = 0x746F6B6F;

/** One connection to a shop's file, set up as the project needs it. One thread at a time.

    Failures are `soci_error`s.
*/
class connection
{
public:
    enum class mode {
        use,  ///< write-ahead log, every commit on disk
        look, ///< the same, and nothing of it can be changed
        build ///< a file nobody else knows: rollback in memory, one flush at the end
    };

    /// Opens a file that exists. `path` is absolute, so SQLite takes no byte of it for anything
    /// else.
    connection(std::string const& path, mode how);
    connection(connection const&) = delete;
    connection& operator=(connection const&) = delete;
    ~connection();

    soci::session& session() noexcept { return session_; }
    /// Whether the session is the one that was lent: whoever has it may have closed it.
    bool has_session() noexcept
    {
        return backend_ && session_.get_backend() == backend_ && backend_->conn_ == handle_;
    }
    sqlite3* handle() const noexcept { return handle_; }

    bool is_shop();
    std::int64_t schema_version();
    /// Differs from before once another connection has committed something.
    std::int64_t data_version();
    bool keeps_log();
    /// Writes to the file where it is kept without a write-ahead log.
    void keep_log();
    void only_read(bool yes);
    void busy_timeout(std::chrono::milliseconds limit) noexcept;
    /// Where what savepoints and sorting need is kept: in memory, or in files. Not in a
    /// transaction.
    void keep_temporaries_in_memory(bool yes);

    void begin_writing();
    void begin_reading();
    void commit();
    /// False where the connection can be used no more.
    bool roll_back() noexcept;
    bool in_transaction() const noexcept;
    /// Inside a transaction, one at a time.
    void set_savepoint();
    void release_savepoint();
    /// False where the whole transaction has to go.
    bool roll_back_to_savepoint() noexcept;
    /// Throws where a constraint that is left to the commit would make it fail.
    void require_commit_possible();
    /// Whether what began last is still under way, and its session is there.
    bool is_whole() noexcept { return in_transaction() && !rolled_back_ && has_session(); }
    /// In the transaction that is under way.
    bool has_written() const noexcept;

    /// Ends statements that were not run to their end: they would hold up commits and snapshots.
    void reset_busy_statements() noexcept;

    /// Pages in the write-ahead log after this connection's last commit.
    int log_pages() const noexcept { return log_pages_; }
    /// Moves what it can from the log into the file. False if it failed.
    /// @param patience How long others who use the log are waited for.
    bool checkpoint(int how, std::chrono::milliseconds patience = {}) noexcept;
    /// A unit has erased what is to leave no trace.
    void expect_traces() noexcept { traces_expected_ = true; }
    /// Whether one has since it was last asked.
    bool take_expected_traces() noexcept { return std::exchange(traces_expected_, false); }
    /// Closing is to leave the log alone: somebody else may be writing.
    void leave_log_on_close() noexcept;

    /// What is kept with the connection under a type: statements prepared once, and the like.
    std::shared_ptr<void>& kept(std::type_index type) { return kept_[type]; }

    void execute(char const* sql);
    std::int64_t number(char const* sql);

private:
    void open(std::string const& path, mode how);
    void close() noexcept;
    void set_up(mode how);
    void set(std::string const& pragma, std::int64_t value);
    void run(statement_handle& prepared, char const* sql);
    statement_handle prepare(char const* sql);
    std::int64_t number(statement_handle& prepared, char const* sql);
    static int may_commit(void* self);
    static void rolled_back(void* self);
    static int committed(void* self, sqlite3*, char const*, int pages);

    soci::session session_;
    soci::sqlite3_session_backend* backend_;
    sqlite3* handle_ = nullptr;
    int log_pages_ = 0;
    bool in_unit_ = false;     ///< between beginning and `commit`, which nobody else may do
    bool rolled_back_ = false; ///< since it began
    bool traces_expected_ = false;
    std::int64_t busy_timeout_ = -1;
    bool temporaries_in_memory_ = false;
    bool joins_log_writes_ = false;

    std::unordered_map<std::type_index, std::shared_ptr<void>> kept_;
    statement_handle begin_writing_;
    statement_handle begin_reading_;
    statement_handle commit_;
    statement_handle roll_back_;
    statement_handle set_savepoint_;
    statement_handle release_savepoint_;
    statement_handle roll_back_to_savepoint_;
    statement_handle schema_version_;
    statement_handle data_version_;
};

} // namespace tokocrm::db

#endif
