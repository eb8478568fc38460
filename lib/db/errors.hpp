#ifndef TOKOCRM_LIB_DB_ERRORS_HPP
#define TOKOCRM_LIB_DB_ERRORS_HPP

#include "sqlite.hpp"

#include <tokocrm/error.hpp>

#include <exception>
#include <optional>
#include <string>

namespace tokocrm::db {

/// What SQLite reported, with the system's reason beside it.
class sqlite_failure : public soci::sqlite3_soci_error
{
public:
    sqlite_failure(std::string const& message, int code, int system_error)
        : soci::sqlite3_soci_error(message, code), system_error_(system_error)
    {}
    int system_error() const noexcept { return system_error_; }

private:
    int system_error_;
};

/// Throws what a connection reported last; translated at the unit's edge.
[[noreturn]] void throw_reported(sqlite3* connection);

/// What a sentence can say of the place where something failed.
struct place
{
    std::string path;            ///< as the user wrote it; empty for a temporary file
    bool read_only_unit = false; ///< a refused write is then the program's fault
};

/// In a handler of a `soci_error`: throws the `error` for it, with the `soci_error` nested.
[[noreturn]] void rethrow_translated(place const& where);

/// As `throw_reported`, translated at once.
[[noreturn]] void throw_translated(sqlite3* connection, place const& where);

/// In a handler of a `soci_error` that COMMIT threw: throws `db.outcome_unknown`.
[[noreturn]] void rethrow_outcome_unknown(place const& where);

/// Somebody else was in the way: the unit may be run again.
bool is_retryable(soci::soci_error const& failure);

/// The medium failed: what the connection believes of the file may be wrong from now on.
bool is_io_failure(soci::soci_error const& failure);
/// Also where it has been translated; false without an exception.
bool is_io_failure(std::exception_ptr const& thrown) noexcept;

/** What the medium did to a transaction that units share, to be told to each of them.

    By value: an exception itself is not shared by threads.
*/
struct shared_failure
{
    std::string message;
    int code;
    int system_error;
    bool outcome_unknown = false;

    /// Throws `db.outcome_unknown`, or a `sqlite_failure` as any other.
    [[noreturn]] void raise(place const& where) const;
};

/// What a `soci_error` says, for others to be told.
shared_failure share(soci::soci_error const& failure) noexcept;

/// The failure of medium or memory that an exception comes from, also where it has been translated.
std::optional<shared_failure> medium_failure(std::exception_ptr const& thrown) noexcept;

/// The transaction was given up for a neighbour's sake: a retryable failure.
shared_failure given_up_by_neighbour() noexcept;

/// What it shares its commit with does not come to an end.
error commit_pending(std::string path);

/// What a system call on a shop's file or folder reported.
error system_failure(int system_error, std::string path);

error busy(std::string path);

/// A unit that may only read has written.
error read_only_unit();

/// The unit's transaction has ended before the unit.
error unit_lost(std::string path);

/// The file under the shop's name is not the one that was opened.
error gone(std::string path);

/// In a handler of what SOCI threw: throws it with the system's reason where that tells more.
[[noreturn]] void rethrow_with_system_error(soci::sqlite3_soci_error const& failure,
                                            sqlite3* connection);

} // namespace tokocrm::db

#endif
