#include "process_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace tokocrm::db {

namespace {

constexpr std::chrono::microseconds polling_interval(200);

/// @return False if somebody else has it.
bool take(int file)
{
    while (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return false;
        if (errno != EINTR)
            throw errno;
    }
    return true;
}

void give_back(int file) noexcept
{
    ::flock(file, LOCK_UN);
}

} // namespace

process_lock::process_lock(std::string path, place where)
    : path_(std::move(path)), where_(std::move(where))
{}

process_lock::~process_lock()
{
    close_files();
}

void process_lock::close_files() noexcept
{
    for (int* const file : {&lock_, &queue_})
        if (*file >= 0)
            ::close(std::exchange(*file, -1));
}

int process_lock::open_beside(char const* suffix) const
{
    auto const name = path_ + suffix;
    // stat, not open: closing the shop's file would drop SQLite's locks on it.
    struct stat shop = {};
    if (::stat(path_.c_str(), &shop) != 0)
        throw errno == ENOENT ? gone(where_.path) : system_failure(errno, where_.path);
    auto const mode = shop.st_mode & 0666;
    int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (file >= 0) {
        // Everybody who may write to the shop must be able to lock it, whatever our umask. Only
        // root can, and need, give it to the shop's owner.
        bool const shared = ::fchmod(file, mode) == 0 &&
                            (::geteuid() != 0 || ::fchown(file, shop.st_uid, shop.st_gid) == 0);
        if (!shared) {
            int const reason = errno;
            ::close(file);
            throw system_failure(reason, where_.path);
        }
        return file;
    }
    if (errno == EEXIST) {
        file = ::open(name.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
        if (file < 0 && errno == EACCES)
            file = ::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    }
    if (file < 0)
        throw system_failure(errno, where_.path);
    return file;
}

void process_lock::open_files()
{
    if (lock_ < 0)
        lock_ = open_beside(".lock");
    if (queue_ < 0)
        queue_ = open_beside(".queue");
}

void process_lock::wait_for(int file, deadline until) const
{
    // flock itself cannot time out.
    while (!take(file)) {
        if (std::chrono::steady_clock::now() >= until)
            throw busy(where_.path);
        std::this_thread::sleep_for(polling_interval);
    }
}

/// Somebody tidied up: who comes now makes another file, and locks that.
bool process_lock::was_deleted() noexcept
{
    struct stat found = {};
    if (::fstat(lock_, &found) == 0 && found.st_nlink > 0)
        return false;
    close_files();
    return true;
}

void process_lock::lock(deadline until)
try {
    do {
        open_files();
        wait_for(queue_, until);
        try {
            wait_for(lock_, until);
        } catch (...) {
            give_back(queue_);
            throw;
        }
        give_back(queue_);
    } while (was_deleted());
} catch (int reason) {
    throw system_failure(reason, where_.path);
}

bool process_lock::try_lock() noexcept
try {
    open_files();
    if (!take(queue_))
        return false;
    bool taken = false;
    try {
        taken = take(lock_);
    } catch (int) {
        // As good as taken.
    }
    give_back(queue_);
    return taken;
} catch (...) {
    return false;
}

void process_lock::unlock() noexcept
{
    give_back(lock_);
}

} // namespace tokocrm::db
