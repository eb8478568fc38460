// labels: long
// apart: a_disk_that_is_really_full
#include "tests/support/shop_program.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <optional>
#include <random>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;
using std::chrono::steady_clock;
namespace fs = std::filesystem;

/// Orders of many lines with long names: much to write for little to compute.
std::string orders_csv(int orders, int lines)
{
    std::string csv = "order,placed_at,customer,product,quantity,unit_price,city\n";
    for (int order = 0; order < orders; ++order)
        for (int line = 0; line < lines; ++line) {
            auto const product = (order * 7 + line * 31) % 400;
            csv += "K" + std::to_string(order) + ",2026-0" + std::to_string(1 + order % 9) + "-1" +
                   std::to_string(order % 10) + ",Pembeli " + std::to_string(order % 300) +
                   ",Barang " + std::to_string(product) + ' ' +
                   std::string(static_cast<std::size_t>(60 + product % 120), 'x') + "," +
                   std::to_string(1 + line % 5) + "," + std::to_string(500 + product * 25) +
                   ",Kisaran\n";
        }
    return csv;
}

std::uintmax_t size_of(std::string const& file)
{
    struct stat found = {};
    return ::stat(file.c_str(), &found) == 0 ? static_cast<std::uintmax_t>(found.st_size) : 0;
}

bool was_killed(int status)
{
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

/** Runs the program and kills it some time after `begun` was first true.

    @return Whether the kill landed: after `begun`, and before the program ended.
*/
template <class Begun>
bool kill_in_the_middle(test::child_process& running, Begun const& begun, microseconds after)
{
    while (!begun()) {
        if (running.ended())
            return false;
        std::this_thread::yield();
    }
    auto const moment = steady_clock::now() + after;
    while (steady_clock::now() < moment)
        if (running.ended())
            return false;
    running.kill();
    return was_killed(running.wait());
}

/// From when `begun` is first true to the program's end.
template <class Begun>
microseconds duration(test::child_process& running, Begun const& begun)
{
    while (!begun() && !running.ended())
        std::this_thread::yield();
    auto const first = steady_clock::now();
    BOOST_TEST(running.wait() == 0);
    return std::chrono::duration_cast<microseconds>(steady_clock::now() - first);
}

/// An import, the shop before it and the shop after it.
class crash_fixture : public test::shop_program
{
public:
    void prepare(std::string const& csv)
    {
        test::write_file(folder / "first.csv", "order,placed_at,customer,product,unit_price\n"
                                               "F1,2026-01-05,Pembeli 1,Beras,13500\n"
                                               "F2,2026-02-06,Pembeli 2,Gula,15000\n");
        history = folder / "history.csv";
        test::write_file(history, csv);
        db();
        BOOST_REQUIRE(toko("order import first.csv").status == 0);
        before = dump();
        close();

        test::shop_program whole;
        whole.copy_of(*this);
        test::child_process running(words(whole), whole.folder.path().string(), whole.environment(),
                                    {});
        longest = duration(running, [&] { return has_written(whole); });
        after = whole.dump();
        BOOST_REQUIRE((before != after));
        whole.must_be(after);
    }

    std::vector<std::string> words(test::shop_program const& of) const
    {
        return {test::toko_program(), "--db", of.file, "order", "import", history};
    }
    /// An empty log is there as soon as anybody has looked into the shop.
    static bool has_written(test::shop_program const& to) { return size_of(to.file + "-wal") > 0; }

    /// As before or as after, and whole in either case; the same import then completes it.
    void must_be_whole(test::shop_program& victim)
    {
        bool const came_through = victim.dump() == after;
        ++(came_through ? seen_after : seen_before);
        victim.must_be(came_through ? after : before);
        auto const again = victim.toko("order import " + history);
        BOOST_TEST(again.status == 0);
        BOOST_TEST(again.err == (came_through ? "nothing new was in the file\n"
                                              : "to take it back: toko order import --undo 2\n"));
        victim.must_be(after);
    }

    std::string history;
    test::table_dump before, after;
    microseconds longest{};
    int seen_before = 0, seen_after = 0;
};

/// Kills imports until so many kills have landed.
void campaign(crash_fixture& shop, int wanted, std::uint32_t seed)
{
    std::mt19937 random(seed);
    int landed = 0, missed = 0;
    while (landed < wanted && missed < 20 * wanted) {
        test::shop_program victim;
        victim.copy_of(shop);
        std::uniform_int_distribution<std::int64_t> any(0, shop.longest.count());
        microseconds const moment(any(random));
        test::child_process running(shop.words(victim), victim.folder.path().string(),
                                    victim.environment(), {});
        if (!kill_in_the_middle(
                running, [&] { return crash_fixture::has_written(victim); }, moment)) {
            ++missed;
            continue;
        }
        ++landed;
        BOOST_TEST_CONTEXT("kill " << landed << ", " << moment.count()
                                   << " us after the first write")
        {
            shop.must_be_whole(victim);
        }
    }
    BOOST_TEST(landed == wanted);
    std::cout << landed << " kills landed between the first write to the shop and the exit ("
              << missed << " others came too late and were repeated): " << shop.seen_before
              << " times the shop was as before, " << shop.seen_after << " times as after\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(crash)

BOOST_FIXTURE_TEST_CASE(an_import_that_is_killed_while_it_is_stored, crash_fixture)
{
    prepare(orders_csv(600, 2));
    campaign(*this, 34, 20261124);
}

// More than the page cache holds, so that the log is written long before the commit.
BOOST_FIXTURE_TEST_CASE(a_large_import_that_is_killed, crash_fixture)
{
    prepare(orders_csv(2'500, 24));
    campaign(*this, 16, 4711);
}

BOOST_AUTO_TEST_CASE(a_demo_shop_that_is_killed_while_it_is_made)
{
    auto const words = [](test::shop_program const& of) {
        return std::vector<std::string>{test::toko_program(), "--db", of.file, "init", "--demo"};
    };
    auto const began = [](test::shop_program const& of) {
        for (auto const& each : fs::directory_iterator(of.folder.path()))
            if (each.path().filename().string().starts_with(".toko-"))
                return true;
        return false;
    };
    test::shop_program whole;
    microseconds longest;
    {
        test::child_process running(words(whole), whole.folder.path().string(), whole.environment(),
                                    {});
        longest = duration(running, [&] { return began(whole); });
    }
    auto const orders = whole.number("select count(*) from orders");
    auto const total = whole.number("select sum(total) from orders");
    BOOST_TEST(orders > 0);

    int const wanted = test::long_form() ? 20 : 5;
    std::mt19937 random(1945);
    int landed = 0, missed = 0, made = 0;
    while (landed < wanted && missed < 20 * wanted) {
        test::shop_program victim;
        std::uniform_int_distribution<std::int64_t> any(0, longest.count());
        microseconds const moment(any(random));
        {
            test::child_process running(words(victim), victim.folder.path().string(),
                                        victim.environment(), {});
            if (!kill_in_the_middle(
                    running, [&] { return began(victim); }, moment)) {
                ++missed;
                continue;
            }
        }
        ++landed;
        BOOST_TEST_CONTEXT("kill " << landed << ", " << moment.count() << " us after it began")
        {
            bool const there = fs::exists(victim.file);
            made += there;
            if (!there)
                BOOST_TEST(victim.toko("init --demo").status == 0);
            BOOST_TEST(victim.findings() == std::vector<std::string>(),
                       boost::test_tools::per_element());
            BOOST_TEST(victim.number("select count(*) from orders") == orders);
            BOOST_TEST(victim.number("select sum(total) from orders") == total);
        }
    }
    BOOST_TEST(landed == wanted);
    std::cout << landed << " kills landed while a demo shop was made: " << made
              << " times it was there, whole\n";
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

/// Imports while the kernel answers some calls with errors.
class failing_disk : public crash_fixture
{
public:
    failing_disk() { prepare(orders_csv(600, 2)); }

    /// @param file The one whose calls fail: `shop.db` or `shop.db-wal`.
    /// @param how strace's words, such as `pwrite64:error=ENOSPC:when=1`.
    test::outcome import_with(test::shop_program& victim, std::string const& file_name,
                              std::string const& how)
    {
        victim.copy_of(*this);
        auto const call = how.substr(0, how.find(':'));
        auto done = victim.toko("order import " + history,
                                "LSAN_OPTIONS=detect_leaks=0 strace -f -qq -o trace -P " +
                                    test::quoted_word(victim.folder / file_name) +
                                    " -e trace=" + call + " -e inject=" + how + " ");
        injected = victim.shell("grep -c INJECTED trace").out;
        return done;
    }
    /// How often the undisturbed import calls it.
    int calls(std::string const& file_name, std::string const& call)
    {
        test::shop_program quiet;
        import_with(quiet, file_name, call + ":delay_enter=0:when=1");
        quiet.must_be(after);
        return std::stoi(quiet.shell("grep -c '" + call + "(' trace").out);
    }

    std::string injected;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(failing_disks, failing_disk)

BOOST_AUTO_TEST_CASE(no_room_for_the_log)
{
    auto const writes = calls("shop.db-wal", "pwrite64");
    BOOST_REQUIRE(writes > 10);
    for (int const when : {1, 2, 3, writes / 2, writes - 1, writes})
        BOOST_TEST_CONTEXT("write " << when << " of " << writes)
        {
            test::shop_program victim;
            auto const done = import_with(
                victim, "shop.db-wal", "pwrite64:error=ENOSPC:when=" + std::to_string(when) + "+");
            BOOST_TEST(std::stoi(injected) > 0);
            BOOST_TEST(done.status == 74);
            BOOST_TEST(done.out == "");
            BOOST_TEST(done.err == "toko: there is no room left on the disk of the shop " +
                                       victim.file +
                                       "; nothing was stored; free some and try again\n");
            victim.must_be(before);
            must_be_whole(victim);
        }
}

BOOST_AUTO_TEST_CASE(the_log_cannot_be_flushed)
{
    test::shop_program victim;
    auto const done = import_with(victim, "shop.db-wal", "fdatasync:error=EIO:when=1+");
    BOOST_TEST(std::stoi(injected) > 0);
    BOOST_TEST(done.status == 69);
    BOOST_TEST(done.out == "");
    BOOST_TEST(done.err ==
               "toko: the disk failed while a change to the shop " + victim.file +
                   " was stored; nobody knows whether it is kept; check the disk, then look "
                   "whether the change is there before doing it again\n");
    must_be_whole(victim);
}

BOOST_AUTO_TEST_CASE(the_log_cannot_be_written)
{
    test::shop_program victim;
    auto const done = import_with(victim, "shop.db-wal", "pwrite64:error=EIO:when=3+");
    BOOST_TEST(std::stoi(injected) > 0);
    BOOST_TEST(done.status == 69);
    must_be_whole(victim);
}

// What is committed stays in the log, and the next to open the shop finds it there.
BOOST_AUTO_TEST_CASE(the_log_cannot_be_moved_into_the_file)
{
    for (std::string const how : {"pwrite64:error=ENOSPC:when=1+", "pwrite64:error=EIO:when=2+",
                                  "fdatasync:error=EIO:when=1+"})
        BOOST_TEST_CONTEXT(how)
        {
            test::shop_program victim;
            auto const done = import_with(victim, "shop.db", how);
            BOOST_TEST(std::stoi(injected) > 0);
            BOOST_TEST(done.status == 0);
            victim.must_be(after);
            must_be_whole(victim);
        }
}

BOOST_AUTO_TEST_CASE(the_flush_comes_before_the_answer)
{
    test::shop_program victim;
    victim.copy_of(*this);
    auto const done = victim.toko("order import " + history,
                                  "LSAN_OPTIONS=detect_leaks=0 strace -f -y -qq -o trace -e "
                                  "trace=pwrite64,fdatasync,write ");
    BOOST_TEST(done.status == 0);
    auto const order = victim.shell("awk '/pwrite64.*shop.db-wal/ { w = NR } "
                                    "/fdatasync.*shop.db-wal/ { f = NR } "
                                    "/write.1</ { print w, f, NR; exit }' trace");
    std::istringstream lines(order.out);
    int written = 0, flushed = 0, answered = 0;
    BOOST_REQUIRE((lines >> written >> flushed >> answered));
    BOOST_TEST(written < flushed);
    BOOST_TEST(flushed < answered);
}

// A file system of a few megabytes, seen by its own processes only.
BOOST_AUTO_TEST_CASE(a_disk_that_is_really_full)
{
    std::string const unshare =
        ::geteuid() == 0 ? "unshare --mount " : "unshare --mount --map-root-user ";
    if (shell(unshare + "mount -t tmpfs -o size=1m toko /mnt").status != 0) {
        std::cout << "NOT RUN: no file system can be mounted here; failures are only injected\n";
        return;
    }
    fs::create_directory(folder / "small");
    fs::create_directory(folder / "out");
    auto const on_a_disk_of = [&](std::string const& size, std::string const& words) {
        return shell(
            unshare + "sh -c " +
            test::quoted_word("mount -t tmpfs -o size=" + size + " toko small && " + words));
    };
    auto const program = test::quoted_word(test::toko_program());
    auto const import = program + " --lang en --db small/shop.db order import history.csv";
    auto const room = std::to_string((fs::file_size(file) + 200'000) / 1'024) + "k";
    auto const full =
        on_a_disk_of(room, "cp shop.db small/ && " + import + "; echo $?; cp small/shop.db* out/");
    BOOST_TEST(full.out == "74\n");
    BOOST_TEST(full.err == "toko: there is no room left on the disk of the shop small/shop.db; "
                           "nothing was stored; free some and try again\n");
    test::shop_program victim;
    for (auto const& each : fs::directory_iterator(folder / "out"))
        fs::copy_file(each.path(), victim.folder.path() / each.path().filename());
    must_be_whole(victim);

    // No room for the sorted copy of the file that is read.
    test::write_file(folder / "history.csv", orders_csv(4'000, 24));
    auto const no_copy =
        on_a_disk_of("1m", "TMPDIR=$PWD/small SQLITE_TMPDIR=$PWD/small " + program +
                               " --lang en --db shop.db order import history.csv; echo $?");
    BOOST_TEST(no_copy.out == "74\n");
    BOOST_TEST(no_copy.err == "toko: there is no room left for a temporary file; free some, or set "
                              "TMPDIR to a folder that has some\n");
    must_be(before);

    auto const no_shop = on_a_disk_of(
        "200k", program + " --lang en --db small/new.db init --demo; echo $?; ls -A small");
    BOOST_TEST(no_shop.out == "74\n");
}

BOOST_AUTO_TEST_SUITE_END()
