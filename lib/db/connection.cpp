#include "connection.hpp"

#include "log_file.hpp"

#include <string_view>

namespace tokocrm::db {

using namespace sqlite_api;

namespace {

/// A reader of a few rows stays small; a writer of millions finds its indexes' pages again.
constexpr std::int64_t reading_cache_kib = 8 * 1024;
constexpr std::int64_t writing_cache_kib = 80 * 1024;
constexpr std::int64_t idle_log_bytes = 64 * 1024 * 1024;

} // namespace

connection::connection(std::string const& path, mode how)
    // SOCI takes its connection string apart at '=' and blanks: it opens nothing here, and gets
    // the real handle below.
    : session_(soci::sqlite3, ":memory:"),
      backend_(static_cast<soci::sqlite3_session_backend*>(session_.get_backend()))
{
    sqlite3_close(std::exchange(backend_->conn_, nullptr));
    try {
        open(path, how);
        set_up(how);
    } catch (...) {
        close();
        throw;
    }
}

connection::~connection()
{
    close();
}

void connection::open(std::string const& path, mode how)
{
    int const access = how == mode::look ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    int const result =
        sqlite3_open_v2(path.c_str(), &handle_, access | SQLITE_OPEN_NOMUTEX, nullptr);
    if (!handle_)
        throw sqlite_failure("no memory for a connection", SQLITE_NOMEM, 0);
    backend_->conn_ = handle_;
    sqlite3_extended_result_codes(handle_, 1);
    if (result != SQLITE_OK)
        throw_reported(handle_);
}

void connection::close() noexcept
{
    if (!has_session())
        backend_ = nullptr; // whoever closed it has freed it
    kept_.clear();
    for (auto* statement :
         {&begin_writing_, &begin_reading_, &commit_, &roll_back_, &set_savepoint_,
          &release_savepoint_, &roll_back_to_savepoint_, &schema_version_, &data_version_})
        statement->reset();
    if (backend_)
        backend_->conn_ = nullptr; // SOCI's own closing gives up where a statement is left
    sqlite3_close_v2(std::exchange(handle_, nullptr));
}

void connection::set_up(mode how)
{
    using namespace std::chrono_literals;
    busy_timeout(5s);
    set("foreign_keys", 1);
    set("cell_size_check", 1);
    set("trusted_schema", 0);
    set("secure_delete", 1);
    set("cache_size", -writing_cache_kib);
    set("wal_autocheckpoint", 0);
    // A misspelt column in double quotes is an error, not a text.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    set("synchronous", 2);
    sqlite3_commit_hook(handle_, may_commit, this);
    sqlite3_rollback_hook(handle_, rolled_back, this);
    if (how == mode::build) {
        execute("pragma journal_mode=memory");
    } else {
        set("journal_size_limit", idle_log_bytes);
        sqlite3_wal_hook(handle_, committed, this);
    }
}

int connection::may_commit(void* self)
{
    return static_cast<connection*>(self)->in_unit_; // not 0: roll back instead
}

void connection::rolled_back(void* self)
{
    static_cast<connection*>(self)->rolled_back_ = true;
}

int connection::committed(void* self, sqlite3*, char const*, int pages)
{
    static_cast<connection*>(self)->log_pages_ = pages;
    return SQLITE_OK;
}

statement_handle connection::prepare(char const* sql)
{
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(handle_, sql, -1, &made, nullptr) != SQLITE_OK)
        throw_reported(handle_);
    return statement_handle(made);
}

void connection::execute(char const* sql)
{
    statement_handle none;
    run(none, sql);
}

std::int64_t connection::number(char const* sql)
{
    auto const statement = prepare(sql);
    int const result = sqlite3_step(statement.get());
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        throw_reported(handle_);
    return result == SQLITE_ROW ? sqlite3_column_int64(statement.get(), 0) : 0;
}

void connection::run(statement_handle& prepared, char const* sql)
{
    if (!prepared)
        prepared = prepare(sql);
    int result = SQLITE_ROW;
    while (result == SQLITE_ROW)
        result = sqlite3_step(prepared.get());
    if (result != SQLITE_DONE) {
        sqlite_failure const failure(sqlite3_errmsg(handle_), sqlite3_extended_errcode(handle_),
                                     sqlite3_system_errno(handle_));
        sqlite3_reset(prepared.get());
        throw failure;
    }
    sqlite3_reset(prepared.get());
}

void connection::set(std::string const& pragma, std::int64_t value)
{
    execute(("pragma " + pragma + "=" + std::to_string(value)).c_str());
    if (number(("pragma " + pragma).c_str()) != value)
        throw sqlite_failure("a setting was not taken: " + pragma, SQLITE_MISUSE, 0);
}

bool connection::is_shop()
{
    return number("pragma application_id") == application_id;
}

std::int64_t connection::number(statement_handle& prepared, char const* sql)
{
    if (!prepared)
        prepared = prepare(sql);
    int const result = sqlite3_step(prepared.get());
    auto const value =
        result == SQLITE_ROW ? sqlite3_column_int64(prepared.get(), 0) : std::int64_t(0);
    if (result != SQLITE_ROW) {
        sqlite3_reset(prepared.get());
        throw_reported(handle_);
    }
    sqlite3_reset(prepared.get());
    return value;
}

std::int64_t connection::schema_version()
{
    return number(schema_version_, "pragma user_version");
}

std::int64_t connection::data_version()
{
    return number(data_version_, "pragma data_version");
}

bool connection::keeps_log()
{
    auto const statement = prepare("pragma journal_mode");
    if (sqlite3_step(statement.get()) != SQLITE_ROW)
        throw_reported(handle_);
    auto const* kept = reinterpret_cast<char const*>(sqlite3_column_text(statement.get(), 0));
    return kept && std::string_view(kept) == "wal";
}

void connection::keep_log()
{
    execute("pragma journal_mode=wal");
    if (!keeps_log())
        throw sqlite_failure("no write-ahead log", SQLITE_CANTOPEN, 0);
}

void connection::only_read(bool yes)
{
    set("query_only", yes);
    set("cache_size", -(yes ? reading_cache_kib : writing_cache_kib));
}

void connection::busy_timeout(std::chrono::milliseconds limit) noexcept
{
    if (limit.count() != busy_timeout_)
        sqlite3_busy_timeout(handle_, static_cast<int>(limit.count()));
    busy_timeout_ = limit.count();
}

void connection::keep_temporaries_in_memory(bool yes)
{
    if (yes == temporaries_in_memory_)
        return;
    execute(yes ? "pragma temp_store=memory" : "pragma temp_store=default");
    temporaries_in_memory_ = yes;
}

void connection::begin_writing()
{
    run(begin_writing_, "begin immediate");
    in_unit_ = true;
    rolled_back_ = false;
    if (!joins_log_writes_ && keeps_log()) {
        join_log_writes(handle_);
        joins_log_writes_ = true;
    }
}

void connection::begin_reading()
{
    run(begin_reading_, "begin");
    in_unit_ = true;
    rolled_back_ = false;
}

void connection::commit()
{
    in_unit_ = false;
    run(commit_, "commit");
}

bool connection::roll_back() noexcept
try {
    reset_busy_statements();
    // SQLite has done it by itself after some failures.
    if (in_transaction())
        run(roll_back_, "rollback");
    in_unit_ = false;
    return !in_transaction() && has_session();
} catch (std::exception const&) {
    return false;
}

void connection::set_savepoint()
{
    run(set_savepoint_, "savepoint tokocrm_unit");
}

void connection::release_savepoint()
{
    run(release_savepoint_, "release tokocrm_unit");
}

bool connection::roll_back_to_savepoint() noexcept
try {
    reset_busy_statements();
    if (!is_whole())
        return false;
    run(roll_back_to_savepoint_, "rollback to tokocrm_unit");
    release_savepoint();
    return true;
} catch (std::exception const&) {
    return false;
}

void connection::require_commit_possible()
{
    int open = 0, ignored = 0;
    sqlite3_db_status(handle_, SQLITE_DBSTATUS_DEFERRED_FKS, &open, &ignored, 0);
    if (open)
        throw sqlite_failure("FOREIGN KEY constraint failed", SQLITE_CONSTRAINT_FOREIGNKEY, 0);
}

bool connection::in_transaction() const noexcept
{
    return sqlite3_get_autocommit(handle_) == 0;
}

bool connection::has_written() const noexcept
{
    return sqlite3_txn_state(handle_, nullptr) == SQLITE_TXN_WRITE;
}

void connection::reset_busy_statements() noexcept
{
    for (auto* each = sqlite3_next_stmt(handle_, nullptr); each;
         each = sqlite3_next_stmt(handle_, each))
        if (sqlite3_stmt_busy(each))
            sqlite3_reset(each);
}

bool connection::checkpoint(int how, std::chrono::milliseconds patience) noexcept
{
    busy_timeout(patience);
    return sqlite3_wal_checkpoint_v2(handle_, nullptr, how, nullptr, nullptr) == SQLITE_OK;
}

void connection::leave_log_on_close() noexcept
{
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

} // namespace tokocrm::db
