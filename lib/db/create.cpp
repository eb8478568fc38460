#include "../core/environment.hpp"
#include "database_state.hpp"
#include "location.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tokocrm {

namespace {

bool exists(std::string const& file)
{
    struct stat found = {};
    return ::lstat(file.c_str(), &found) == 0;
}

error already_there(std::string path)
{
    return error(errc::already_exists, "db.exists",
                 mark("{0} is there already; choose another name"), {std::move(path)});
}

error cannot_be_made(int reason, std::string const& path)
{
    if (reason == EACCES || reason == EPERM || reason == EROFS)
        return error(errc::permission_denied, "db.not_permitted",
                     mark("the shop {0} cannot be made; you may not write to its folder"), {path});
    return db::system_failure(reason, path);
}

/// The file's absolute path through a folder that exists.
std::string new_file(std::string const& path)
{
    auto const slash = path.rfind('/');
    auto const folder = slash == path.npos ? std::string(".") : path.substr(0, slash + 1);
    auto const name = path.substr(slash + 1);
    if (name.empty() || name == "." || name == "..")
        throw error(errc::invalid_input, "db.url_invalid",
                    mark("{0} is a folder; name the shop's file in it"), {path});
    char real[PATH_MAX];
    if (!::realpath(folder.c_str(), real)) {
        if (errno == EACCES)
            throw cannot_be_made(EACCES, path);
        if (errno == ENAMETOOLONG)
            throw db::path_too_long();
        throw error(errc::not_found, "db.folder_missing",
                    mark("there is no folder for the shop {0}; make it first"), {path});
    }
    std::string file = real;
    if (!file.ends_with('/'))
        file += '/';
    file += name;
    db::require_short(file);
    return file;
}

std::string folder_of(std::string const& file)
{
    return file.substr(0, file.rfind('/') + 1);
}

/// A name that nobody guesses: the injected randomness may be seeded, this one never is.
std::string temporary_name(std::string const& folder)
{
    std::array<std::byte, 16> bytes;
    system_environment().random_bytes(bytes);
    std::string name = folder + ".toko-";
    for (auto const b : bytes) {
        constexpr char const* digits = "0123456789abcdef";
        name += digits[std::to_integer<unsigned>(b) >> 4];
        name += digits[std::to_integer<unsigned>(b) & 15];
    }
    return name + ".new";
}

/// The shop while it is being made.
class temporary_file
{
public:
    explicit temporary_file(std::string name, std::string const& path) : name_(std::move(name))
    {
        // Closed again before SQLite opens it, so no lock of SQLite's is lost.
        int const file = ::open(name_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0)
            throw cannot_be_made(errno, path);
        ::close(file);
    }
    temporary_file(temporary_file const&) = delete;
    temporary_file& operator=(temporary_file const&) = delete;
    ~temporary_file()
    {
        for (auto const* suffix : {"", "-journal", "-wal", "-shm"})
            ::unlink((name_ + suffix).c_str());
    }
    std::string const& name() const noexcept { return name_; }

    /// Gives it its name if that is free.
    void appear_as(std::string const& file, std::string const& path) const
    {
        if (::link(name_.c_str(), file.c_str()) == 0)
            return;
        // Some file systems have no links; renaming without replacing does as well.
        if (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS || errno == EMLINK)
            if (::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0)
                return;
        if (errno == EEXIST)
            throw already_there(path);
        throw cannot_be_made(errno, path);
    }

private:
    std::string name_;
};

void flush_folder(std::string const& folder, std::string const& path)
{
    int const opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    // Some file systems cannot flush a folder and need not.
    bool const flushed = opened >= 0 && (::fsync(opened) == 0 || errno == EINVAL);
    int const reason = errno;
    if (opened >= 0)
        ::close(opened);
    if (!flushed)
        throw db::system_failure(reason, path);
}

void build(std::string const& file, db::place const& where, actor const& who,
           environment const& env, std::function<void(unit_of_work&)> const& fill,
           db::migrations schema)
{
    db::connection on(file, db::connection::mode::build);
    on.begin_writing();
    auto const now = instant_of(env);
    on.execute(("pragma application_id=" + std::to_string(db::application_id)).c_str());
    db::migrate(on, schema, now);
    db::unit behind{on, where};
    detail::session_access::lend(::getpid(), behind, now, who, env, fill);
    on.commit();
    on.keep_log();
}

} // namespace

namespace db {

void create(std::string_view url, actor const& who, environment const& env,
            std::function<void(unit_of_work&)> const& fill, migrations schema)
{
    complete(env);
    place const where{path_of(url)};
    auto const file = new_file(where.path);
    auto const folder = folder_of(file);
    if (exists(file))
        throw already_there(where.path);
    // SQLite would take another shop's leftovers for this one's.
    for (auto const* suffix : {"-wal", "-shm", "-journal"})
        if (exists(file + suffix))
            throw already_there(where.path + suffix);
    temporary_file const made(temporary_name(folder), where.path);
    try {
        build(made.name(), where, who, env, fill, schema);
    } catch (soci::soci_error const&) {
        rethrow_translated(where);
    }
    made.appear_as(file, where.path);
    ::unlink(made.name().c_str());
    try {
        flush_folder(folder, where.path);
    } catch (error const&) {
        ::unlink(file.c_str()); // a power cut could take it away: better now than then
        throw;
    }
}

} // namespace db

void create_database(std::string_view url, actor const& who, environment const& env,
                     std::function<void(unit_of_work&)> const& fill)
{
    db::create(url, who, env, fill, db::built_in_migrations());
}

} // namespace tokocrm
