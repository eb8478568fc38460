#include "process.hpp"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace bench {

namespace {

void require(int result, std::string const& what)
{
    if (result != 0)
        throw std::system_error(result, std::generic_category(), what);
}

/// The files that a program is started with.
class redirections
{
public:
    redirections(std::string const& out, std::string const& err)
    {
        require(::posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init");
        open(0, "/dev/null", O_RDONLY);
        open(1, out, O_WRONLY | O_CREAT | O_TRUNC);
        open(2, err, O_WRONLY | O_CREAT | O_TRUNC);
    }
    redirections(redirections const&) = delete;
    redirections& operator=(redirections const&) = delete;
    ~redirections() { ::posix_spawn_file_actions_destroy(&actions_); }
    posix_spawn_file_actions_t const* get() const noexcept { return &actions_; }

private:
    void open(int as, std::string const& file, int how)
    {
        require(::posix_spawn_file_actions_addopen(&actions_, as, file.c_str(), how, 0600), file);
    }
    posix_spawn_file_actions_t actions_{};
};

std::string content(std::string const& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A file for what a program says, gone with the object.
class said
{
public:
    said() : name_((std::filesystem::temp_directory_path() / "toko-bench-XXXXXX").string())
    {
        int const file = ::mkstemp(name_.data());
        if (file < 0)
            throw std::system_error(errno, std::generic_category(), name_);
        ::close(file);
    }
    said(said const&) = delete;
    said& operator=(said const&) = delete;
    ~said() { ::unlink(name_.c_str()); }
    std::string const& name() const noexcept { return name_; }

private:
    std::string name_;
};

double seconds(timeval const& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

usage run(command const& words, std::string const& output)
{
    using clock = std::chrono::steady_clock;
    static said const errors;
    redirections const files(output, errors.name());
    std::vector<char*> arguments;
    for (auto const& word : words)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);

    auto const began = clock::now();
    pid_t child = 0;
    require(::posix_spawnp(&child, arguments.front(), files.get(), nullptr, arguments.data(),
                           ::environ),
            words.front());
    int status = 0;
    rusage used{};
    while (::wait4(child, &status, 0, &used) < 0)
        if (errno != EINTR)
            throw std::system_error(errno, std::generic_category(), "wait4");
    std::chrono::duration<double> const took = clock::now() - began;

    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::string line;
        for (auto const& word : words)
            line += word + ' ';
        throw std::runtime_error("failed: " + line + "\n" + content(errors.name()));
    }
    return {.seconds = took.count(),
            .processor_seconds = seconds(used.ru_utime) + seconds(used.ru_stime),
            .peak_mib = static_cast<double>(used.ru_maxrss) / 1024};
}

std::string output_of(command const& words)
{
    said const out;
    run(words, out.name());
    return content(out.name());
}

} // namespace bench
