#include "run_command.hpp"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace test {

namespace {

[[noreturn]] void fail(char const* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

struct pipe_ends
{
    int read = -1;
    int write = -1;

    pipe_ends()
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            fail("pipe2");
        read = ends[0];
        write = ends[1];
    }
    pipe_ends(pipe_ends const&) = delete;
    pipe_ends& operator=(pipe_ends const&) = delete;
    ~pipe_ends()
    {
        close(read);
        close(write);
    }

    static void close(int& end)
    {
        if (end >= 0)
            ::close(std::exchange(end, -1));
    }
};

void drain(int& end, std::string& into)
{
    char buffer[65536];
    auto const n = ::read(end, buffer, sizeof buffer);
    if (n > 0)
        into.append(buffer, static_cast<std::size_t>(n));
    else if (n == 0 || errno != EINTR)
        pipe_ends::close(end);
}

} // namespace

outcome run_command(std::string const& line, std::filesystem::path const& folder,
                    std::vector<std::string> environment, std::chrono::seconds limit)
{
    std::vector<char*> env;
    for (auto& e : environment)
        env.push_back(e.data());
    env.push_back(nullptr);
    std::string const directory = folder.string();
    pipe_ends out;
    pipe_ends err;

    auto const child = ::fork();
    if (child < 0)
        fail("fork");
    if (child == 0) {
        // Only async-signal-safe calls from here on. A group of its own can be killed as a whole.
        ::setpgid(0, 0);
        int const nothing = ::open("/dev/null", O_RDONLY);
        if (nothing < 0 || ::dup2(nothing, 0) < 0 || ::dup2(out.write, 1) < 0 ||
            ::dup2(err.write, 2) < 0 || ::chdir(directory.c_str()) != 0)
            ::_exit(126);
        char const* const arguments[] = {"sh", "-c", line.c_str(), nullptr};
        ::execve("/bin/sh", const_cast<char* const*>(arguments), env.data());
        ::_exit(127);
    }
    ::setpgid(child, child);
    pipe_ends::close(out.write);
    pipe_ends::close(err.write);

    outcome result;
    auto const end = std::chrono::steady_clock::now() + limit;
    while (out.read >= 0 || err.read >= 0) {
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(
            end - std::chrono::steady_clock::now());
        if (left.count() <= 0) {
            result.timed_out = true;
            ::kill(-child, SIGKILL);
            break;
        }
        pollfd waiting[] = {{out.read, POLLIN, 0}, {err.read, POLLIN, 0}};
        if (::poll(waiting, 2, static_cast<int>(left.count()) + 1) < 0 && errno != EINTR)
            fail("poll");
        if (waiting[0].revents)
            drain(out.read, result.out);
        if (waiting[1].revents)
            drain(err.read, result.err);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            fail("waitpid");
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

} // namespace test
