// How soon a follower in another process tells of what is said, and what it costs meanwhile.
// following toko SHOP TOKO COUNT    `toko chat follow`, so many messages by the library
// following raw FILE COUNT          SQLite's C API, looking as often
#include "checkout.hpp"
#include "sqlite.hpp"

#include <tokocrm/chat.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/database.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <functional>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace bench {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto look_every = 50ms;

/// A process whose lines are read; it is ended with the object.
class follower
{
public:
    /// @param follow Does not return.
    explicit follower(std::function<void()> const& follow)
    {
        int ends[2];
        if (::pipe(ends) != 0)
            throw std::runtime_error("there is no pipe");
        id_ = ::fork();
        if (id_ == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::close(ends[0]);
            ::close(ends[1]);
            follow();
            ::_exit(1);
        }
        ::close(ends[1]);
        lines_.reset(::fdopen(ends[0], "r"));
        if (id_ < 0 || !lines_)
            throw std::runtime_error("a follower cannot be started");
    }
    follower(follower const&) = delete;
    follower& operator=(follower const&) = delete;
    ~follower()
    {
        ::kill(id_, SIGKILL);
        ::waitpid(id_, nullptr, 0);
    }

    void wait_for_line()
    {
        int letter = 0;
        while ((letter = std::fgetc(lines_.get())) != '\n')
            if (letter == EOF)
                throw std::runtime_error("the follower ended");
    }
    std::chrono::nanoseconds processor_time() const
    {
        clockid_t clock{};
        timespec used{};
        if (::clock_getcpuclockid(id_, &clock) != 0 || ::clock_gettime(clock, &used) != 0)
            throw std::runtime_error("the follower has no clock");
        return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
    }

private:
    struct closer
    {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    pid_t id_ = -1;
    std::unique_ptr<std::FILE, closer> lines_;
};

/// Each message at another moment between two looks of the follower.
void measure(follower& who, std::int64_t count, std::function<void()> const& say)
{
    say();
    who.wait_for_line();

    auto const idle_from = steady_clock::now();
    auto const used_before = who.processor_time();
    std::this_thread::sleep_for(3s);
    std::chrono::duration<double> const used = who.processor_time() - used_before;
    std::chrono::duration<double> const idle = steady_clock::now() - idle_from;

    std::mt19937 random(42);
    std::uniform_int_distribution<int> pause(0, 2 * static_cast<int>(look_every.count()));
    std::vector<std::int64_t> latencies;
    for (std::int64_t number = 0; number < count; ++number) {
        std::this_thread::sleep_for(std::chrono::milliseconds(pause(random)));
        auto const began = steady_clock::now();
        say();
        who.wait_for_line();
        latencies.push_back(
            std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - began)
                .count());
    }
    tell_latencies(std::move(latencies));
    std::printf("idle %.4f\n", used / idle);
}

void follow_toko(std::string const& shop, std::string const& toko, std::int64_t count)
{
    tokocrm::database opened(shop);
    auto const with = tokocrm::transact(opened, tokocrm::owner{}, [](auto& uow) {
        return tokocrm::add_customer(uow, {.name = "Pembeli"}).number;
    });
    auto const before = tokocrm::read(opened, tokocrm::owner{},
                                      [](auto& uow) { return tokocrm::newest_message(uow); });
    follower who([&] {
        ::execl(toko.c_str(), toko.c_str(), "--db", shop.c_str(), "chat", "follow",
                "--after-message", std::to_string(before.value()).c_str(), "--format", "jsonl",
                static_cast<char*>(nullptr));
    });
    measure(who, count, [&] {
        tokocrm::transact(opened, tokocrm::owner{}, [&](auto& uow) {
            tokocrm::send_message(uow, {.with = with, .text = "halo kak"});
        });
    });
}

/// Never returns.
void look_for_rows(std::string const& file)
{
    sqlite_file opened(file);
    auto const version = opened.prepare("pragma data_version");
    auto const newest = opened.prepare("select count(*) from said");
    auto const number = [](statement const& of) {
        sqlite3_step(of.get());
        auto const found = sqlite3_column_int64(of.get(), 0);
        sqlite3_reset(of.get());
        return found;
    };
    for (std::int64_t seen = -1, told = 0;; std::this_thread::sleep_for(look_every)) {
        auto const now = number(version);
        if (now == seen)
            continue;
        seen = now;
        for (auto const rows = number(newest); told < rows; ++told)
            std::puts("");
        std::fflush(stdout);
    }
}

void follow_raw(std::string const& file, std::int64_t count)
{
    std::remove(file.c_str());
    if (std::FILE* const made = std::fopen(file.c_str(), "w"))
        std::fclose(made);
    sqlite_file(file).run("pragma journal_mode = wal; create table said (text)");
    follower who([&] { look_for_rows(file); }); // before this process has the file open
    sqlite_file opened(file);
    opened.run("pragma synchronous = full");
    measure(who, count, [&] { opened.run("insert into said values ('halo kak')"); });
}

} // namespace

} // namespace bench

int main(int count, char** words)
try {
    std::vector<std::string> const told(words + 1, words + count);
    if (told.size() == 4 && told[0] == "toko")
        bench::follow_toko(told[1], told[2], std::stoll(told[3]));
    else if (told.size() == 3 && told[0] == "raw")
        bench::follow_raw(told[1], std::stoll(told[2]));
    else {
        std::fputs("usage: following toko SHOP TOKO COUNT | raw FILE COUNT\n", stderr);
        return 64;
    }
    return 0;
} catch (std::exception const& why) {
    std::fprintf(stderr, "following: %s\n", why.what());
    return 1;
}
