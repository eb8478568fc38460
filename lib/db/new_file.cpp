#include "new_file.hpp"

#include "location.hpp"

#include <tokocrm/environment.hpp>

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tokocrm::db {

namespace {

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

/// So that a new name survives a power cut.
void flush_folder_of(target const& to)
{
    int const opened = ::open(folder_of(to.file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    // Some file systems cannot flush a folder and need not.
    bool const flushed = opened >= 0 && (::fsync(opened) == 0 || errno == EINVAL);
    int const reason = errno;
    if (opened >= 0)
        ::close(opened);
    if (!flushed)
        throw system_failure(reason, to.path);
}

error folder_missing(std::string const& path, made_thing what)
{
    return what == made_thing::shop
               ? error(errc::not_found, "db.folder_missing",
                       mark("there is no folder for the shop {0}; make it first"), {path})
               : error(errc::not_found, "backup.folder_missing",
                       mark("there is no folder for the backup {0}; make it first"), {path});
}

error already_there(target const& of, std::string path)
{
    return of.what == made_thing::shop
               ? error(errc::already_exists, "db.exists",
                       mark("{0} is there already; choose another name"), {std::move(path)})
               : error(errc::already_exists, "backup.exists",
                       mark("{0} is there already; choose another name"), {std::move(path)});
}

} // namespace

bool has_no_links(int reason) noexcept
{
    return reason == EPERM || reason == EOPNOTSUPP || reason == ENOSYS || reason == EMLINK;
}

error cannot_be_made(int reason, target const& to)
{
    if (reason != EACCES && reason != EPERM && reason != EROFS)
        return system_failure(reason, to.path);
    return to.what == made_thing::shop
               ? error(errc::permission_denied, "db.not_permitted",
                       mark("the shop {0} cannot be made; you may not write to its folder"),
                       {to.path})
               : error(errc::permission_denied, "backup.not_permitted",
                       mark("the backup {0} cannot be made; you may not write to its folder"),
                       {to.path});
}

bool is_there(std::string const& file)
{
    struct stat found = {};
    return ::lstat(file.c_str(), &found) == 0;
}

target target_at(std::string path, made_thing what)
{
    target to{std::move(path), {}, what};
    auto const slash = to.path.rfind('/');
    auto const folder = slash == to.path.npos ? std::string(".") : to.path.substr(0, slash + 1);
    auto const name = to.path.substr(slash + 1);
    if (name.empty() || name == "." || name == "..") {
        if (what == made_thing::backup)
            throw already_there(to, to.path);
        throw error(errc::invalid_input, "db.url_invalid",
                    mark("{0} is a folder; name the shop's file in it"), {to.path});
    }
    char real[PATH_MAX];
    if (!::realpath(folder.c_str(), real)) {
        if (errno == EACCES)
            throw cannot_be_made(EACCES, to);
        if (errno == ENAMETOOLONG)
            throw path_too_long();
        throw folder_missing(to.path, what);
    }
    to.file = real;
    if (!to.file.ends_with('/'))
        to.file += '/';
    to.file += name;
    require_short(to.file);
    return to;
}

void require_free(target const& to)
{
    if (is_there(to.file))
        throw already_there(to, to.path);
    // SQLite would take another shop's leftovers for this one's.
    for (auto const* suffix : {"-wal", "-shm", "-journal"})
        if (is_there(to.file + suffix))
            throw already_there(to, to.path + suffix);
}

temporary_file::temporary_file(target const& to)
    : to_(to), name_(temporary_name(folder_of(to.file)))
{
    // Closed again before SQLite opens it, so no lock of SQLite's is lost.
    int const file = ::open(name_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        throw cannot_be_made(errno, to_);
    ::close(file);
}

temporary_file::~temporary_file()
{
    for (auto const* suffix : {"", "-journal", "-wal", "-shm"})
        ::unlink((name_ + suffix).c_str());
}

void temporary_file::take_name() const
{
    if (::link(name_.c_str(), to_.file.c_str()) == 0) {
        ::unlink(name_.c_str());
        return;
    }
    // Renaming without replacing does as well.
    if (has_no_links(errno) &&
        ::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, to_.file.c_str(), RENAME_NOREPLACE) == 0)
        return;
    if (errno == EEXIST)
        throw already_there(to_, to_.path);
    throw cannot_be_made(errno, to_);
}

void temporary_file::appear() const
{
    take_name();
    try {
        flush_folder_of(to_);
    } catch (error const&) {
        ::unlink(to_.file.c_str()); // a power cut could take it away: better now than then
        throw;
    }
}

void temporary_file::appear_instead() const
{
    struct stat old = {};
    if (::stat(to_.file.c_str(), &old) == 0 &&
        (::chmod(name_.c_str(), old.st_mode & 0777) != 0 ||
         (::geteuid() == 0 && ::chown(name_.c_str(), old.st_uid, old.st_gid) != 0)))
        throw cannot_be_made(errno, to_);
    if (::rename(name_.c_str(), to_.file.c_str()) != 0)
        throw cannot_be_made(errno, to_);
    flush_folder_of(to_);
}

} // namespace tokocrm::db
