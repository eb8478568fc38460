#include "file.hpp"

#include "../command_error.hpp"
#include "../text/tr.hpp"
#include "descriptor.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace toko {

namespace {

constexpr std::array ending_signals{SIGINT, SIGTERM, SIGHUP};

/// Keeps the signals waiting that end the process.
class without_signals
{
public:
    without_signals()
    {
        sigset_t all;
        ::sigemptyset(&all);
        for (int const signal : ending_signals)
            ::sigaddset(&all, signal);
        ::pthread_sigmask(SIG_BLOCK, &all, &before_);
    }
    without_signals(without_signals const&) = delete;
    without_signals& operator=(without_signals const&) = delete;
    ~without_signals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_{};
};

/// The unfinished file's path, for the signal handler: it may call `unlink` and little else.
std::array<char, 4096> unfinished;
volatile std::sig_atomic_t has_unfinished = 0;

extern "C" void remove_unfinished(int signal)
{
    if (has_unfinished)
        ::unlink(unfinished.data());
    // the handler was installed for one signal: the second one ends the process as usual
    ::raise(signal);
}

command_error failure_of(int number, std::string const& path)
{
    if (number == ENOENT || number == ENOTDIR) {
        return {tokocrm::errc::unavailable,
                "output.folder_missing",
                tr("the folder of {0} is not there"),
                {path}};
    }
    if (number == EACCES || number == EPERM || number == EROFS) {
        return {tokocrm::errc::unavailable,
                "output.not_permitted",
                tr("{0} may not be written"),
                {path}};
    }
    if (number == ENOSPC) {
        return {tokocrm::errc::unavailable,
                "output.failed",
                tr("{0} cannot be written: there is no room left on the disk; free some and try "
                   "again"),
                {path}};
    }
    if (number == ENAMETOOLONG) {
        return {tokocrm::errc::unavailable,
                "output.failed",
                tr("the file's name is too long; give a shorter one"),
                {}};
    }
    return {tokocrm::errc::unavailable,
            "output.failed",
            tr("{0} cannot be written: {1}"),
            {path, std::strerror(number)}};
}

/// Where a link leads to: the file is replaced, not the link.
std::filesystem::path behind_links(std::string const& path)
{
    std::error_code failure;
    auto const real = std::filesystem::weakly_canonical(std::filesystem::absolute(path), failure);
    return failure ? std::filesystem::path(path) : real;
}

/// A device or a pipe is written to as it is.
bool is_special(std::filesystem::path const& path)
{
    std::error_code failure;
    auto const status = std::filesystem::status(path, failure);
    return std::filesystem::is_character_file(status) || std::filesystem::is_fifo(status) ||
           std::filesystem::is_socket(status) || std::filesystem::is_block_file(status);
}

/// What the file is called until it is whole.
std::string unfinished_name(std::filesystem::path const& target, int attempt)
{
    auto const name = "." + target.filename().string() + "." + std::to_string(::getpid()) + "-" +
                      std::to_string(attempt);
    return (target.parent_path() / name).string();
}

bool names_no_file(std::filesystem::path const& target)
{
    std::error_code ignored;
    return target.filename().empty() || std::filesystem::is_directory(target, ignored);
}

/// Zero where it could be written, else why not.
int obstacle_to(std::string const& path)
{
    if (is_special(path))
        return ::access(path.c_str(), W_OK) == 0 ? 0 : errno;
    auto const target = behind_links(path);
    if (names_no_file(target))
        return EISDIR;
    auto const folder = (target.parent_path() / ".").string();
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        return errno;
    struct stat there
    {
    };
    auto const unfinished_there = unfinished_name(target, 0);
    return ::lstat(unfinished_there.c_str(), &there) == 0 || errno == ENOENT ? 0 : errno;
}

} // namespace

struct output_file::state
{
    state(std::string const& named, readers who) : path(named), alone(who == readers::owner_alone)
    {
        if (is_special(path)) {
            descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        } else {
            auto const target = behind_links(path);
            if (names_no_file(target))
                throw failure_of(EISDIR, path);
            final_path = target.string();
            make_unfinished(target);
        }
        if (descriptor < 0)
            throw failure_of(errno, path);
        buffer.emplace(descriptor);
        stream.rdbuf(&*buffer);
        stream.exceptions(std::ios::badbit);
    }

    ~state()
    {
        if (buffer && !committed)
            buffer.reset();
        if (descriptor >= 0)
            ::close(descriptor);
        forget_unfinished();
    }

    void make_unfinished(std::filesystem::path const& target)
    {
        mode_t const mode = alone ? 0600 : 0666; // less the umask
        for (int attempt = 0; attempt < 100; ++attempt) {
            auto const candidate = unfinished_name(target, attempt);
            if (candidate.size() >= unfinished.size()) {
                errno = ENAMETOOLONG;
                return;
            }
            without_signals const until_remembered;
            descriptor = ::open(candidate.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
            if (descriptor >= 0) {
                remember_unfinished(candidate);
                return;
            }
            if (errno != EEXIST)
                return;
        }
    }

    void remember_unfinished(std::string const& at)
    {
        temporary = at;
        std::memcpy(unfinished.data(), at.c_str(), at.size() + 1);
        has_unfinished = 1;
        struct sigaction once
        {
        };
        once.sa_handler = remove_unfinished;
        once.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
        for (std::size_t at_signal = 0; at_signal < ending_signals.size(); ++at_signal) {
            ::sigaction(ending_signals[at_signal], nullptr, &before[at_signal]);
            if (before[at_signal].sa_handler != SIG_IGN)
                ::sigaction(ending_signals[at_signal], &once, nullptr);
        }
    }

    void forget_unfinished()
    {
        if (temporary.empty())
            return;
        if (!committed)
            ::unlink(temporary.c_str());
        has_unfinished = 0;
        for (std::size_t at_signal = 0; at_signal < ending_signals.size(); ++at_signal)
            ::sigaction(ending_signals[at_signal], &before[at_signal], nullptr);
        temporary.clear();
    }

    void check(int answer) const
    {
        if (answer < 0)
            throw failure_of(errno, path);
    }

    void commit()
    {
        try {
            stream.flush();
        } catch (tokocrm::error const&) {
            throw failure_of(errno, path);
        } catch (closed_pipe const&) {
            committed = true;
            return;
        }
        if (!temporary.empty()) {
            struct stat old
            {
            };
            // who may read a file does not change because it is written anew
            if (!alone && ::stat(final_path.c_str(), &old) == 0)
                check(::fchmod(descriptor, old.st_mode & 07777));
            check(::fsync(descriptor));
            check(::rename(temporary.c_str(), final_path.c_str()));
        }
        committed = true;
        sync_folder();
    }

    /// So that the new name survives a power cut, where the file system can do that.
    void sync_folder() const
    {
        if (final_path.empty())
            return;
        auto const folder = std::filesystem::path(final_path).parent_path();
        int const opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (opened < 0)
            return;
        ::fsync(opened);
        ::close(opened);
    }

    std::string path;
    bool alone;
    std::string final_path;
    std::string temporary;
    int descriptor = -1;
    bool committed = false;
    std::array<struct sigaction, ending_signals.size()> before{};
    std::optional<descriptor_buffer> buffer;
    std::ostream stream{nullptr};
};

output_file::output_file(std::string path, readers who) : state_(std::make_unique<state>(path, who))
{}

output_file::~output_file() = default;

std::ostream& output_file::stream() noexcept
{
    return state_->stream;
}

void output_file::commit()
{
    state_->commit();
}

void refuse_file_of_shop(std::string const& path, std::string const& shop)
{
    constexpr std::string_view scheme = "sqlite:";
    auto const file = shop.starts_with(scheme) ? shop.substr(scheme.size()) : shop;
    auto const target = behind_links(path);
    auto const of_shop = behind_links(file).string();
    for (auto const* suffix : {"", "-wal", "-shm", "-journal", ".lock", ".queue"}) {
        std::error_code failure;
        if (target == of_shop + suffix ||
            std::filesystem::equivalent(target, of_shop + suffix, failure))
            throw usage_error("usage.contradiction",
                              tr("{0} belongs to the shop itself; name another file"), {path});
    }
}

void require_output_file(std::string const& path, std::string const& shop)
{
    refuse_file_of_shop(path, shop);
    if (int const obstacle = obstacle_to(path))
        throw failure_of(obstacle, path);
}

} // namespace toko
