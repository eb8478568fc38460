#include "log_file.hpp"

#include <cstring>
#include <new>
#include <utility>

namespace tokocrm::db {

using namespace sqlite_api;

namespace {

/// SQLite writes less than 128 KiB at once; a checkout is about that.
constexpr int most_gathered = 127 * 1024;

/// Stands in the place of an open file's own methods.
struct joined_writes
{
    sqlite3_io_methods methods; // first: by it a file leads here
    sqlite3_io_methods const* own;
    sqlite3_int64 begin = 0;
    int size = 0;
    char gathered[most_gathered];
};

joined_writes& of(sqlite3_file* log)
{
    return *reinterpret_cast<joined_writes*>(const_cast<sqlite3_io_methods*>(log->pMethods));
}

/// What could not be written is forgotten: SQLite takes the transaction back.
int write_gathered(sqlite3_file* log)
{
    auto& joined = of(log);
    auto const size = std::exchange(joined.size, 0);
    return size == 0 ? SQLITE_OK : joined.own->xWrite(log, joined.gathered, size, joined.begin);
}

int write(sqlite3_file* log, void const* bytes, int size, sqlite3_int64 at)
{
    auto& joined = of(log);
    if (at != joined.begin + joined.size || size > most_gathered - joined.size) {
        if (int const failed = write_gathered(log))
            return failed;
        joined.begin = at;
    }
    if (size > most_gathered)
        return joined.own->xWrite(log, bytes, size, at);
    std::memcpy(joined.gathered + joined.size, bytes, static_cast<std::size_t>(size));
    joined.size += size;
    return SQLITE_OK;
}

/// One of the file's own methods, when all is written that comes before it.
template <class Method, class... Arguments>
int written_then(Method method, sqlite3_file* log, Arguments... arguments)
{
    int const failed = write_gathered(log);
    return failed ? failed : (of(log).own->*method)(log, arguments...);
}

int read(sqlite3_file* log, void* bytes, int size, sqlite3_int64 at)
{
    return written_then(&sqlite3_io_methods::xRead, log, bytes, size, at);
}

int truncate(sqlite3_file* log, sqlite3_int64 size)
{
    return written_then(&sqlite3_io_methods::xTruncate, log, size);
}

int flush(sqlite3_file* log, int how)
{
    return written_then(&sqlite3_io_methods::xSync, log, how);
}

int file_size(sqlite3_file* log, sqlite3_int64* size)
{
    return written_then(&sqlite3_io_methods::xFileSize, log, size);
}

int close(sqlite3_file* log)
{
    int const failed = write_gathered(log);
    std::unique_ptr<joined_writes> const joined(&of(log));
    log->pMethods = joined->own;
    int const closed = log->pMethods->xClose(log);
    return failed ? failed : closed;
}

} // namespace

void join_log_writes(sqlite3* connection) noexcept
{
    sqlite3_file* log = nullptr;
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (!log || !log->pMethods || log->pMethods->xWrite == write)
        return;
    auto* const joined = new (std::nothrow) joined_writes;
    if (!joined)
        return;
    joined->own = log->pMethods;
    joined->methods = *log->pMethods;
    joined->methods.xClose = close;
    joined->methods.xRead = read;
    joined->methods.xWrite = write;
    joined->methods.xTruncate = truncate;
    joined->methods.xSync = flush;
    joined->methods.xFileSize = file_size;
    log->pMethods = &joined->methods;
}

} // namespace tokocrm::db
