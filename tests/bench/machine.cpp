#include "machine.hpp"

#include "process.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sqlite3.h>
#include <sstream>
#include <sys/utsname.h>
#include <thread>
#include <unistd.h>

namespace bench {

namespace {

/// What stands behind `key` and a colon in a file of /proc.
std::string fact(char const* file, std::string const& key)
{
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(key))
            if (auto const colon = line.find(':'); colon != line.npos)
                return line.substr(std::min(line.find_first_not_of(" \t", colon + 1), line.size()));
    return "unknown";
}

/// The kind of file system that a folder is on: that of the longest mount point above it.
std::string file_system(std::string const& folder)
{
    auto const path = std::filesystem::canonical(folder).string() + '/';
    std::ifstream in("/proc/self/mounts");
    std::string kind = "unknown";
    std::size_t longest = 0;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string device, point, type;
        words >> device >> point >> type;
        auto const below = point.ends_with('/') ? point : point + '/';
        if (path.starts_with(below) && below.size() >= longest) {
            longest = below.size();
            kind = type;
        }
    }
    return kind;
}

/// The median of writing 4 KiB behind a file and flushing it, in microseconds.
double flush_microseconds(std::string const& folder)
{
    using clock = std::chrono::steady_clock;
    auto const name = folder + "/flush";
    int const file = ::open(name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    std::array<char, 4096> const page{};
    std::array<double, 301> times{};
    bool good = file >= 0;
    for (auto& each : times) {
        auto const began = clock::now();
        good = good && ::write(file, page.data(), page.size()) == ssize_t(page.size()) &&
               ::fdatasync(file) == 0;
        each = std::chrono::duration<double, std::micro>(clock::now() - began).count();
    }
    ::close(file);
    ::unlink(name.c_str());
    std::nth_element(times.begin(), times.begin() + times.size() / 2, times.end());
    return good ? times[times.size() / 2] : -1;
}

std::string kernel()
{
    utsname names{};
    ::uname(&names);
    return fmt::format("{} {} {}", names.sysname, names.release, names.machine);
}

} // namespace

std::vector<std::pair<std::string, std::string>> describe_machine(std::string const& folder)
{
    auto const flush = flush_microseconds(folder);
    auto const memory = std::strtod(fact("/proc/meminfo", "MemTotal").c_str(), nullptr);
    return {
        {"Processor", fmt::format("{}, {} cores", fact("/proc/cpuinfo", "model name"),
                                  std::thread::hardware_concurrency())},
        {"Memory", fmt::format("{:.0f} GiB", memory / 1024 / 1024)},
        {"Disk", flush < 0 ? file_system(folder)
                           : fmt::format("{}; 4 KiB written and flushed in {:.0f} µs",
                                         file_system(folder), flush)},
        {"Kernel", kernel()},
#ifdef __clang__
        {"Compiler", __VERSION__},
#else
        {"Compiler", "g++ " __VERSION__},
#endif
        {"SQLite", sqlite3_libversion()},
        {"tokocrm", TOKOCRM_BENCH_VERSION},
    };
}

} // namespace bench
