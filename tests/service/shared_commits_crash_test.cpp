// labels: long
// Units that share a commit, in a program that is traced, killed, and given errors by the kernel.
#include "tests/support/shop_program.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <vector>

namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr int rows = 3;

/// What a program said of its units, and what is there.
struct account
{
    std::map<std::string, std::set<std::string>> said; ///< the units, by answer
    std::set<std::string> whole, partial;              ///< the units whose rows are there

    std::set<std::string> const& units(std::string const& answer) { return said[answer]; }
    int answers() const
    {
        std::size_t sum = 0;
        for (auto const& [answer, units] : said)
            sum += units.size();
        return static_cast<int>(sum);
    }
};

class committers : public test::shop_program
{
public:
    /// Makes the table, so that every run begins alike.
    committers()
    {
        db();
        run(1, 1, "");
        shell("sqlite3 shop.db 'delete from answered'");
    }

    std::string words(int threads, int units) const
    {
        return test::quoted_word(TOKO_TEST_COMMITTERS) + " shop.db " + std::to_string(threads) +
               " " + std::to_string(units) + " " + std::to_string(rows);
    }
    test::outcome run(int threads, int units, std::string const& before)
    {
        return shell(before + words(threads, units) + " > said");
    }

    account look()
    {
        account found;
        std::ifstream lines(folder / "said");
        for (std::string answer, unit; lines >> answer >> unit;)
            found.said[answer].insert(unit);
        std::string name;
        std::int64_t count = 0;
        read([&](tokocrm::unit_of_work& uow) {
            soci::statement select = (tokocrm::native(uow).prepare
                                          << "select name, count(*) from answered group by name",
                                      soci::into(name), soci::into(count));
            select.execute();
            while (select.fetch())
                (count == rows ? found.whole : found.partial).insert(name);
        });
        return found;
    }

    /// Never an answer of success for what is not there, and nothing by halves.
    account must_hold()
    {
        auto found = look();
        BOOST_TEST(found.partial.empty());
        for (auto const& [answer, units] : found.said)
            for (auto const& unit : units)
                if (answer == "kept")
                    BOOST_TEST(found.whole.count(unit) == 1u, "acknowledged and lost: " << unit);
                else if (answer != "db.outcome_unknown")
                    BOOST_TEST(found.whole.count(unit) == 0u,
                               answer << " was the answer, but it is there: " << unit);
        BOOST_TEST(texts("select integrity_check from pragma_integrity_check") ==
                       std::vector<std::string>{"ok"},
                   boost::test_tools::per_element());
        return found;
    }
    void start_anew()
    {
        close();
        shell("sqlite3 shop.db 'delete from answered'; rm -f said");
    }
    int count(std::string const& pattern)
    {
        return std::stoi(shell("grep -c -e '" + pattern + "' trace").out);
    }
};

std::string traced(std::string const& how)
{
    return "LSAN_OPTIONS=detect_leaks=0 strace -f -qq -y -o trace " + how + " ";
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(shared_commits_traced, committers)

BOOST_AUTO_TEST_CASE(sixteen_callers_flush_at_most_a_quarter_as_often_as_they_are_answered)
{
    auto const done = run(16, 50, traced("-e trace=fdatasync"));
    BOOST_TEST(done.status == 0);
    BOOST_TEST(done.err == "");
    auto const found = must_hold();
    auto const answers = found.answers();
    auto const flushes = count("fdatasync.*shop.db-wal.* = 0");
    BOOST_TEST(answers == 16 * 50);
    BOOST_TEST(flushes > 0);
    BOOST_TEST(4 * flushes <= answers);
    std::cout << flushes << " flushes for " << answers << " units of 16 threads\n";
}

// pwrite, fdatasync, answer: line by line where one thread does it all.
BOOST_AUTO_TEST_CASE(each_answer_comes_behind_the_flush_of_its_own_data)
{
    constexpr int units = 20;
    auto const done = run(1, units, traced("-e trace=pwrite64,fdatasync,write"));
    BOOST_TEST(done.status == 0);
    std::ifstream trace(folder / "trace");
    bool written = false, flushed = false;
    int answers = 0, kept = 0;
    for (std::string line; std::getline(trace, line);) {
        auto const has = [&](char const* part) { return line.find(part) != line.npos; };
        if (has("pwrite64(") && has("shop.db-wal")) {
            written = true;
            flushed = false;
        } else if (has("fdatasync(") && has("shop.db-wal") && has("= 0"))
            flushed = true;
        else if (has("write(1<")) {
            ++answers;
            if (has("\"kept ")) {
                ++kept;
                BOOST_TEST((written && flushed), "answered before the flush: " << line);
            } else
                BOOST_TEST(!written, "a refused unit was stored: " << line);
            written = flushed = false;
        }
    }
    BOOST_TEST(answers == units);
    BOOST_TEST(kept == units - units / 4);
}

BOOST_AUTO_TEST_CASE(a_kill_at_any_write_or_flush_loses_nothing_that_was_answered)
{
    int landed = 0, answered = 0;
    for (std::string const call : {"pwrite64", "fdatasync"})
        for (int when = 1;; ++when)
            BOOST_TEST_CONTEXT(call << " " << when)
            {
                start_anew();
                auto const done = run(4, 24,
                                      traced("-P " + test::quoted_word(folder / "shop.db-wal") +
                                             " -e trace=" + call + " -e inject=" + call +
                                             ":signal=KILL:when=" + std::to_string(when)));
                auto const found = must_hold();
                if (done.status == 0)
                    break;
                BOOST_TEST(done.status == 128 + 9);
                ++landed;
                answered += found.answers() > 0;
            }
    BOOST_TEST(landed > 5);
    BOOST_TEST(answered > 0);
    std::cout << landed << " kills landed at a write or a flush, " << answered
              << " of them after the first answers\n";
}

BOOST_AUTO_TEST_CASE(a_kill_at_any_moment_loses_nothing_that_was_answered)
{
    auto const seed = std::random_device{}();
    std::cout << "seed " << seed << '\n';
    std::mt19937 moments(seed);
    auto const began = steady_clock::now();
    BOOST_TEST(run(16, 40, "").status == 0);
    auto const longest =
        std::chrono::duration_cast<microseconds>(steady_clock::now() - began).count();
    int const wanted = test::long_form() ? 200 : 25;
    int landed = 0, missed = 0, answered = 0;
    while (landed < wanted && missed < 20 * wanted) {
        start_anew();
        microseconds const moment(std::uniform_int_distribution<std::int64_t>(0, longest)(moments));
        test::child_process running({TOKO_TEST_COMMITTERS, "shop.db", "16", "40", "3"},
                                    folder.path().string(), environment(),
                                    {.out = folder / "said"});
        std::this_thread::sleep_for(moment);
        running.kill();
        int const status = running.wait();
        auto const found = must_hold();
        bool const hit = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
        landed += hit;
        missed += !hit;
        answered += hit && found.answers() > 0;
    }
    BOOST_TEST(landed == wanted);
    BOOST_TEST(answered > 0);
    std::cout << landed << " kills landed, " << answered << " of them after the first answers\n";
}

BOOST_AUTO_TEST_CASE(no_room_or_a_failing_disk_is_told_to_all_who_shared_and_to_nobody_else)
{
    for (std::string const call :
         {"pwrite64:error=ENOSPC", "pwrite64:error=EIO", "fdatasync:error=EIO"}) {
        std::string const expected =
            call == "pwrite64:error=ENOSPC" ? "db.full" : "db.outcome_unknown";
        auto const name = call.substr(0, call.find(':'));
        int told = 0;
        for (int const when : {1, 2, 3, 5, 9, 14})
            BOOST_TEST_CONTEXT(call << " " << when)
            {
                start_anew();
                auto const done = run(8, 8,
                                      traced("-P " + test::quoted_word(folder / "shop.db-wal") +
                                             " -e trace=" + name + " -e inject=" + call +
                                             ":when=" + std::to_string(when)));
                BOOST_TEST(done.status == 0);
                auto found = must_hold();
                BOOST_TEST(found.answers() == 8 * 8);
                auto const failed = found.units(expected).size();
                told += failed > 0;
                BOOST_TEST(failed < 8u * 8u); // the others went on
                BOOST_TEST(found.units("kept").size() + found.units("refused").size() + failed ==
                           8u * 8u);
            }
        BOOST_TEST(told > 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
