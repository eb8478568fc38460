// labels: long
#include "tests/support/selling_fixture.hpp"
#include "tests/support/shop_program.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <csignal>
#include <random>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <vector>

// One command of a day after the other is killed, or loses its disk, at each of its system calls
// that change a file. Afterwards the shop is as before or as after, `check` is clean, and what was
// answered is there. The short form takes every seventh of them, beginning where the seed says.

namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

struct step_of_a_day
{
    char const* name;
    char const* before; ///< commands that lead up to it
    char const* command;
};

constexpr char const* founding = "product add --sku PG16 --name Pintu --price 19000 --discount 1;"
                                 "stock receive PG16 50; shipping add --city Kisaran --fee 10000;"
                                 "customer add --name Pembeli --phone 081234567890;"
                                 "coupon add --code LBR01 --percent 10 --limit 100";

constexpr char const* placing =
    "order place --customer 1 --item PG16:4 --city Kisaran --coupon LBR01 --key satu";

constexpr step_of_a_day steps[] = {
    {"checkout", "", placing},
    {"counter", "", "order place --item PG16:2 --pay cash"},
    {"payment", placing, "payment accept 1 --amount 77716"},
    {"cancel", placing, "order cancel 1 --reason batal --yes"},
    {"refund", "order place --item PG16:2 --pay cash",
     "order refund 1 --item PG16:1 --restock --reason rusak"},
    {"import", "", "order import history.csv"},
};

struct day : test::shop_program
{
    void found()
    {
        db();
        test::write_file(folder / "history.csv", "order,placed_at,customer,product,unit_price\n"
                                                 "F1,2026-01-05,Pembeli 1,Beras,13500\n"
                                                 "F2,2026-02-06,Pembeli 2,Gula,15000\n");
        all(founding);
    }
    void all(std::string commands)
    {
        std::istringstream in(commands);
        for (std::string each; std::getline(in, each, ';');)
            if (each.find_first_not_of(' ') != each.npos)
                BOOST_REQUIRE(toko(each + " -q").status == 0);
    }
    test::outcome injected(std::string const& command, std::string const& how,
                           std::string const& traced)
    {
        return toko(command, "LSAN_OPTIONS=detect_leaks=0 strace -f -qq -o trace -e trace=" +
                                 traced + (how.empty() ? "" : " -e inject=" + how) + " ");
    }
    int calls(std::string const& call)
    {
        return std::stoi(shell("grep -c '" + call + "(' trace || true").out);
    }
};

/// A step, the shop before it and the shop after it.
struct rehearsed : day
{
    explicit rehearsed(step_of_a_day const& which) : step(which)
    {
        found();
        all(step.before);
        before = dump();
        close();
        day whole;
        take(whole);
        BOOST_REQUIRE(whole.injected(step.command, "", changing).status == 0);
        for (auto const* const call : {"pwrite64", "fdatasync", "unlink", "rename", "ftruncate"})
            counts.emplace_back(call, whole.calls(call));
        after = whole.dump();
        BOOST_REQUIRE((before != after));
        whole.must_be(after);
    }
    void take(day& copy)
    {
        copy.copy_of(*this);
        std::filesystem::copy_file(folder / "history.csv", copy.folder / "history.csv");
    }
    /// As before or as after; as after where the command said so.
    void must_be_whole(day& victim, bool answered)
    {
        auto const is = victim.dump();
        auto const through = is == after;
        if (answered)
            BOOST_TEST(through);
        victim.must_be(through ? after : before);
    }

    static constexpr char const* changing = "pwrite64,fdatasync,unlink,rename,ftruncate";
    step_of_a_day step;
    test::table_dump before, after;
    std::vector<std::pair<std::string, int>> counts;
};

std::uint32_t seed_of_run()
{
    if (auto const* const told = std::getenv("TOKO_SEED"))
        return static_cast<std::uint32_t>(std::strtoul(told, nullptr, 10));
    return std::random_device()();
}

} // namespace

BOOST_AUTO_TEST_SUITE(selling_crash)

BOOST_AUTO_TEST_CASE(killed_at_any_write_a_day_is_as_before_or_as_after)
{
    auto const seed = seed_of_run();
    BOOST_TEST_MESSAGE("seed " << seed);
    int const stride = test::long_form() ? 1 : 7;
    int landed = 0;
    for (auto const& step : steps) {
        rehearsed shop(step);
        for (auto const& [call, count] : shop.counts)
            for (int when = 1 + static_cast<int>(seed % static_cast<std::uint32_t>(stride));
                 when <= count; when += stride)
                BOOST_TEST_CONTEXT("TOKO_SEED=" << seed << ": " << step.name << " killed at "
                                                << call << ' ' << when << " of " << count)
                {
                    day victim;
                    shop.take(victim);
                    auto const done = victim.injected(
                        step.command, call + ":signal=KILL:when=" + std::to_string(when),
                        rehearsed::changing);
                    landed += done.status != 0;
                    shop.must_be_whole(victim, done.status == 0);
                }
    }
    BOOST_TEST(landed > 10);
}

BOOST_AUTO_TEST_CASE(killed_at_any_moment_a_day_is_as_before_or_as_after)
{
    auto const seed = seed_of_run();
    std::mt19937 random(seed);
    int const kills = test::long_form() ? 200 : 12;
    for (auto const& step : steps) {
        rehearsed shop(step);
        for (int i = 0; i * static_cast<int>(std::size(steps)) < kills; ++i)
            BOOST_TEST_CONTEXT("TOKO_SEED=" << seed << ": " << step.name << ", kill " << i)
            {
                day victim;
                shop.take(victim);
                test::child_process running({"/bin/sh", "-c", "exec " + victim.line(step.command)},
                                            victim.folder.path().string(), victim.environment(),
                                            {});
                auto const until = steady_clock::now() + microseconds(random() % 12'000);
                while (steady_clock::now() < until && !running.ended())
                    std::this_thread::yield();
                running.kill();
                auto const status = running.wait();
                shop.must_be_whole(victim, WIFEXITED(status) && WEXITSTATUS(status) == 0);
            }
    }
}

BOOST_AUTO_TEST_CASE(without_room_or_with_a_failing_disk_nothing_is_answered_that_is_not_there)
{
    int const stride = test::long_form() ? 1 : 5;
    int refused = 0;
    for (auto const& step : steps) {
        rehearsed shop(step);
        for (auto const& [call, count] : shop.counts)
            for (auto const* const fault : {"ENOSPC", "EIO"})
                for (int when = 1; when <= count; when += stride)
                    BOOST_TEST_CONTEXT(step.name << ": " << fault << " at " << call << ' ' << when)
                    {
                        day victim;
                        shop.take(victim);
                        auto const done = victim.injected(step.command,
                                                          call + ":error=" + fault +
                                                              ":when=" + std::to_string(when) + "+",
                                                          rehearsed::changing);
                        refused += done.status != 0;
                        if (done.status != 0)
                            BOOST_TEST(
                                (done.status == 74 || done.status == 69 || done.status == 73));
                        shop.must_be_whole(victim, done.status == 0);
                    }
    }
    BOOST_TEST(refused > 5);
}

BOOST_AUTO_TEST_SUITE_END()
