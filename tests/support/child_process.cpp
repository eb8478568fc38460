#include "child_process.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace test {

std::string toko_program()
{
    auto const* const given = std::getenv("TOKO_TEST_PROGRAM");
    if (!given || !*given)
        throw std::runtime_error("TOKO_TEST_PROGRAM must name the built toko");
    return given;
}

std::vector<std::string> plain_environment(std::string const& home)
{
    std::vector<std::string> all{"PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
                                 "HOME=" + home, "TOKO_NOW=2026-11-24T10:00:00+07:00"};
    for (auto const* const name :
         {"ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "TMPDIR"})
        if (auto const* const value = std::getenv(name))
            all.push_back(std::string(name) + '=' + value);
    return all;
}

std::string quoted_word(std::string const& word)
{
    std::string quoted = "'";
    for (char const c : word)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

child_process::child_process(std::vector<std::string> words, std::string const& folder,
                             std::vector<std::string> environment, files const& with)
{
    auto const pointers_to = [](std::vector<std::string>& texts) {
        std::vector<char*> pointers;
        for (auto& text : texts)
            pointers.push_back(text.data());
        pointers.push_back(nullptr);
        return pointers;
    };
    auto const arguments = pointers_to(words);
    auto const variables = pointers_to(environment);
    id_ = ::fork();
    if (id_ < 0)
        throw std::system_error(errno, std::generic_category(), "fork");
    if (id_ == 0) {
        // Only async-signal-safe calls from here on.
        constexpr int written = O_WRONLY | O_CREAT | O_TRUNC;
        int const in = ::open(with.in.c_str(), O_RDONLY);
        int const out = ::open(with.out.c_str(), written, 0600);
        int const err = ::open(with.err.c_str(), written, 0600);
        if (in < 0 || out < 0 || err < 0 || ::dup2(in, 0) < 0 || ::dup2(out, 1) < 0 ||
            ::dup2(err, 2) < 0 || ::chdir(folder.c_str()) != 0)
            ::_exit(126);
        for (int const spare : {in, out, err})
            if (spare > 2)
                ::close(spare);
        ::execve(arguments.front(), arguments.data(), variables.data());
        ::_exit(127);
    }
}

child_process::~child_process()
{
    if (status_)
        return;
    ::kill(id_, SIGKILL);
    int ignored = 0;
    while (::waitpid(id_, &ignored, 0) < 0 && errno == EINTR) {
    }
}

std::optional<int> child_process::ended()
{
    if (!status_) {
        int status = 0;
        auto const found = ::waitpid(id_, &status, WNOHANG);
        if (found < 0 && errno != EINTR)
            throw std::system_error(errno, std::generic_category(), "waitpid");
        if (found == id_)
            status_ = status;
    }
    return status_;
}

int child_process::wait()
{
    int status = 0;
    while (!status_) {
        if (::waitpid(id_, &status, 0) == id_)
            status_ = status;
        else if (errno != EINTR)
            throw std::system_error(errno, std::generic_category(), "waitpid");
    }
    return *status_;
}

void child_process::kill()
{
    if (!status_)
        ::kill(id_, SIGKILL);
}

} // namespace test
