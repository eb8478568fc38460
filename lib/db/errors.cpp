#include "errors.hpp"

#include <cerrno>
#include <exception>
#include <string_view>

namespace tokocrm::db {

namespace {

int code_of(soci::soci_error const& failure)
{
    auto const* sqlite = dynamic_cast<soci::sqlite3_soci_error const*>(&failure);
    return sqlite ? sqlite->result() : SQLITE_OK;
}

int primary(int code)
{
    return code & 0xff;
}

bool is_io_code(int code)
{
    auto const kind = primary(code);
    return kind == SQLITE_IOERR || kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB ||
           kind == SQLITE_CANTOPEN;
}

/// What SQLite writes behind the colon: a constraint's name or a column's, never a value.
std::string constraint_name(std::string_view message)
{
    auto const colon = message.rfind(": ");
    return std::string(colon == message.npos ? message : message.substr(colon + 2));
}

error number_too_large()
{
    return error(errc::invalid_input, "money.overflow",
                 mark("a number became too large to be kept; check amounts and quantities"));
}

error broken_constraint(int code, std::string_view message)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return error(errc::already_exists, "db.unique",
                     mark("a value that must be unique is taken already ({0}); choose another"),
                     {constraint_name(message)});
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return error(errc::conflict, "db.referenced",
                     mark("other records depend on this one, or the record that it depends on is "
                          "gone; look at both and try again"));
    case SQLITE_CONSTRAINT_COMMITHOOK:
        return error(errc::internal, "db.unit_ended",
                     mark("the program tried to commit a unit of work by itself; nothing was "
                          "stored; please report it"));
    default:
        auto name = constraint_name(message);
        if (code == SQLITE_CONSTRAINT_CHECK && name.ends_with("_range"))
            return number_too_large();
        return error(errc::internal, "db.constraint",
                     mark("the program tried to store what the database forbids ({0}); nothing was "
                          "stored; please report it"),
                     {std::move(name)});
    }
}

error no_file_handles()
{
    return error(errc::unavailable, "db.unreachable",
                 mark("too many files are open at once; close some programs, or raise the limit "
                      "(ulimit -n)"));
}

error read_only(std::string path)
{
    return error(
        errc::unavailable, "db.read_only",
        mark("the shop {0} cannot be written; check the permissions of the file and of its folder"),
        {std::move(path)});
}

error failed_medium(std::string path)
{
    if (path.empty())
        return error(errc::unavailable, "db.io",
                     mark("a temporary file could not be read or written; check the disk, or set "
                          "TMPDIR to a folder on another one"));
    return error(errc::unavailable, "db.io",
                 mark("the disk failed while the shop {0} was read or written; check the disk"),
                 {std::move(path)});
}

error no_room(std::string path)
{
    if (path.empty())
        return error(errc::unavailable, "db.full",
                     mark("there is no room left for a temporary file; free some, or set TMPDIR to "
                          "a folder that has some"));
    return error(errc::unavailable, "db.full",
                 mark("there is no room left on the disk of the shop {0}; nothing was stored; free "
                      "some and try again"),
                 {std::move(path)});
}

error unreachable(std::string path)
{
    return error(
        errc::unavailable, "db.unreachable",
        mark("the shop {0} cannot be opened; check the permissions of the file and of its folder"),
        {std::move(path)});
}

error translated(soci::soci_error const& failure, place const& where)
{
    int const code = code_of(failure);
    switch (primary(code)) {
    case SQLITE_CONSTRAINT:
        return broken_constraint(code, failure.get_error_message());
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return busy(where.path);
    case SQLITE_FULL:
        return no_room(where.path);
    case SQLITE_NOMEM:
        return error(
            errc::unavailable, "db.memory",
            mark("there is not enough memory for this; close some programs and try again"));
    case SQLITE_IOERR:
        return failed_medium(where.path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return error(errc::invalid_input, "db.damaged",
                     mark("{0} is not a shop's database, or it is damaged; name another file, or "
                          "restore a backup"),
                     {where.path});
    case SQLITE_READONLY:
        return where.read_only_unit ? read_only_unit() : read_only(where.path);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH: {
        auto const* detailed = dynamic_cast<sqlite_failure const*>(&failure);
        int const reason = detailed ? detailed->system_error() : 0;
        if (reason == EMFILE || reason == ENFILE)
            return no_file_handles();
        return where.path.empty() ? failed_medium({}) : unreachable(where.path);
    }
    case SQLITE_TOOBIG:
        return error(errc::invalid_input, "db.too_big",
                     mark("a text or picture is too big to be kept; shorten it"));
    default:
        if (failure.get_error_message().find("integer overflow") != std::string::npos)
            return number_too_large();
        return error(errc::internal, "db.fault",
                     mark("the database did not understand the program (code {0}); nothing was "
                          "stored; please report it"),
                     {std::to_string(code)});
    }
}

} // namespace

void throw_reported(sqlite3* connection)
{
    throw sqlite_failure(sqlite_api::sqlite3_errmsg(connection),
                         sqlite_api::sqlite3_extended_errcode(connection),
                         sqlite_api::sqlite3_system_errno(connection));
}

void rethrow_translated(place const& where)
{
    try {
        throw;
    } catch (soci::soci_error const& failure) {
        std::throw_with_nested(translated(failure, where));
    }
}

void throw_translated(sqlite3* connection, place const& where)
{
    try {
        throw_reported(connection);
    } catch (soci::soci_error const&) {
        rethrow_translated(where);
    }
}

void rethrow_outcome_unknown(place const& where)
{
    std::throw_with_nested(error(
        errc::unavailable, "db.outcome_unknown",
        mark(
            "the disk failed while a change to the shop {0} was stored; nobody knows whether it is "
            "kept; check the disk, then look whether the change is there before doing it again"),
        {where.path}));
}

void shared_failure::raise(place const& where) const
{
    sqlite_failure const failure(message, code, system_error);
    if (!outcome_unknown)
        throw failure;
    try {
        throw failure;
    } catch (soci::soci_error const&) {
        rethrow_outcome_unknown(where);
    }
}

shared_failure share(soci::soci_error const& failure) noexcept
{
    auto const* const detailed = dynamic_cast<sqlite_failure const*>(&failure);
    shared_failure told{{}, code_of(failure), detailed ? detailed->system_error() : 0};
    try {
        told.message = failure.get_error_message();
    } catch (std::exception const&) {
        // The code says enough.
    }
    return told;
}

std::optional<shared_failure> medium_failure(std::exception_ptr const& thrown) noexcept
try {
    if (thrown)
        std::rethrow_exception(thrown);
    return std::nullopt;
} catch (soci::soci_error const& failure) {
    auto const code = primary(code_of(failure));
    bool const at_fault = code == SQLITE_FULL || code == SQLITE_NOMEM || is_io_failure(failure);
    return at_fault ? std::optional(share(failure)) : std::nullopt;
} catch (std::nested_exception const& translated) {
    return medium_failure(translated.nested_ptr());
} catch (...) {
    return std::nullopt;
}

shared_failure given_up_by_neighbour() noexcept
{
    return {{}, SQLITE_BUSY, 0};
}

bool is_retryable(soci::soci_error const& failure)
{
    auto const code = primary(code_of(failure));
    return code == SQLITE_BUSY || code == SQLITE_PROTOCOL;
}

bool is_io_failure(soci::soci_error const& failure)
{
    return is_io_code(code_of(failure));
}

bool is_io_failure(std::exception_ptr const& thrown) noexcept
{
    auto const failure = medium_failure(thrown);
    return failure && is_io_code(failure->code);
}

void rethrow_with_system_error(soci::sqlite3_soci_error const& failure, sqlite3* connection)
{
    if (primary(failure.result()) == SQLITE_CANTOPEN &&
        !dynamic_cast<sqlite_failure const*>(&failure))
        throw sqlite_failure(failure.get_error_message(), failure.result(),
                             sqlite_api::sqlite3_system_errno(connection));
    throw;
}

error read_only_unit()
{
    return error(errc::internal, "db.read_only_unit",
                 mark("the program tried to write where it may only read; nothing was stored; "
                      "please report it"));
}

error unit_lost(std::string path)
{
    return error(errc::unavailable, "db.unit_lost",
                 mark("the change to the shop {0} was given up before it was finished; the disk "
                      "failed or is full, or the program ended the transaction by itself"),
                 {std::move(path)});
}

error commit_pending(std::string path)
{
    return error(errc::unavailable, "db.outcome_unknown",
                 mark("a change to the shop {0} is stored together with others that do not come to "
                      "an end; nobody knows yet whether it is kept; look whether it is there "
                      "before doing it again"),
                 {std::move(path)});
}

error system_failure(int system_error, std::string path)
{
    switch (system_error) {
    case EMFILE:
    case ENFILE:
        return no_file_handles();
    case EACCES:
    case EPERM:
    case EISDIR:
    case ELOOP:
    case ENXIO:
        return unreachable(std::move(path));
    case EROFS:
        return read_only(std::move(path));
    case ENOSPC:
    case EDQUOT:
        return no_room(std::move(path));
    default:
        return failed_medium(std::move(path));
    }
}

error gone(std::string path)
{
    return error(
        errc::unavailable, "db.gone",
        mark("the shop {0} was deleted, moved or replaced while it was open; open it anew"),
        {std::move(path)});
}

error busy(std::string path)
{
    return error(errc::unavailable, "db.busy",
                 mark("the shop {0} has been in use by others for too long; try again later"),
                 {std::move(path)});
}

} // namespace tokocrm::db
