// labels: long
#include "tests/sweep/sweep_shop.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

// Ctrl-C at each system call of what takes long or writes files: the exit is 130, the shop is as
// before or as after, a file is whole or not there, and nothing unfinished is left. The short form
// takes some of the calls, beginning where the seed says.

namespace {

namespace fs = std::filesystem;

struct scenario
{
    char const* name;
    char const* command;
    char const* shop = "shop.db"; ///< where it works
};

constexpr scenario scenarios[] = {
    {"an import", "order import history.csv"},
    {"an import that sets orders aside", "order import some.csv --rejects aside.csv"},
    {"an import of products", "product import products.csv --rejects aside.csv"},
    {"a backup", "backup copy.toko"},
    {"a restore", "restore shop-2026-11-24.toko", "trial.db"},
    {"a restore that replaces", "restore shop-2026-11-24.toko --replace --yes"},
    {"a report in a file", "report monthly 2026 --output laporan.csv"},
    {"an export in a file", "order export --output orders-out.jsonl"},
};

constexpr char const* calls[] = {"openat", "read",      "write",  "pread64",   "pwrite64",
                                 "fsync",  "fdatasync", "unlink", "rename",    "renameat2",
                                 "link",   "ftruncate", "fcntl",  "fallocate", "close"};

std::string all_calls()
{
    std::string joined;
    for (auto const* const call : calls)
        joined.append(joined.empty() ? "" : ",").append(call);
    return joined;
}

std::uint32_t seed_of_run()
{
    if (auto const* const told = std::getenv("TOKO_SEED"))
        return static_cast<std::uint32_t>(std::strtoul(told, nullptr, 10));
    return std::random_device()();
}

/// What SQLite and the lock keep beside a shop while it is used, and may leave.
bool of_the_engine(std::string const& name)
{
    for (auto const* const ending : {"-wal", "-shm", ".lock", ".queue"})
        if (name.ends_with(ending))
            return true;
    return name == "trace";
}

class interrupted_shop : public test::sweep_shop
{
public:
    test::outcome traced(scenario const& which, std::string const& injection)
    {
        close();
        return test::run_command(
            "LSAN_OPTIONS=detect_leaks=0 strace -f -qq -o trace -e trace=" + all_calls() +
                (injection.empty() ? "" : " -e inject=" + injection) + " " +
                test::quoted_word(test::toko_program()) + " --lang en --db " + which.shop + " " +
                which.command,
            folder.path(), environment(), std::chrono::seconds{600});
    }

    std::set<std::string> names() const
    {
        std::set<std::string> all;
        for (auto const& each : fs::directory_iterator(folder.path()))
            if (auto const name = each.path().filename().string(); !of_the_engine(name))
                all.insert(name);
        return all;
    }
};

/// A scenario as it goes undisturbed.
struct rehearsal
{
    explicit rehearsal(scenario const& of, interrupted_shop const& from) : which(of)
    {
        interrupted_shop whole;
        whole.take(from);
        names_before = whole.names();
        before = whole.dump();
        BOOST_REQUIRE(whole.traced(which, "").status == 0);
        std::istringstream trace(test::content_of(whole.folder / "trace"));
        std::map<std::string, int> counted;
        for (std::string line; std::getline(trace, line);)
            for (auto const* const call : calls)
                counted[call] += line.find(' ' + std::string(call) + '(') != line.npos;
        for (auto const& [call, count] : counted)
            for (int when = 1; when <= count; ++when)
                moments.emplace_back(call, when);
        names_after = whole.names();
        for (auto const& name : names_after)
            if (!names_before.contains(name) &&
                (name.ends_with(".csv") || name.ends_with(".jsonl")))
                made.emplace(name, test::content_of(whole.folder / name));
        after = whole.dump();
    }

    void must_be_whole(interrupted_shop& victim) const
    {
        for (auto const& name : victim.names()) {
            BOOST_TEST((names_before.contains(name) || names_after.contains(name)),
                       "left behind: " << name);
            if (made.contains(name))
                BOOST_TEST(test::content_of(victim.folder / name) == made.at(name));
            if (name == "copy.toko")
                BOOST_TEST(victim.toko("restore copy.toko --replace --dry-run -q").status == 0);
        }
        BOOST_REQUIRE(fs::exists(victim.folder / "shop.db"));
        if (fs::exists(victim.folder / "trial.db")) {
            auto const checked = victim.shell(test::quoted_word(test::toko_program()) +
                                              " --db trial.db check -q && " +
                                              test::quoted_word(test::toko_program()) +
                                              " --db trial.db order list --format count");
            BOOST_TEST(checked.status == 0);
        }
        auto const is = victim.dump();
        victim.must_be(is == after ? after : before);
    }

    scenario which;
    std::set<std::string> names_before, names_after;
    std::map<std::string, std::string> made;
    test::table_dump before, after;
    std::vector<std::pair<std::string, int>> moments;
};

} // namespace

BOOST_AUTO_TEST_SUITE(interruptions)

BOOST_AUTO_TEST_CASE(at_any_moment_nothing_is_left_half_written)
{
    auto const seed = seed_of_run();
    interrupted_shop first;
    first.found();
    std::string history = "order,placed_at,customer,product,unit_price\n";
    for (int i = 0; i < 300; ++i)
        history += "H" + std::to_string(i) + ",2026-03-05,Pembeli " + std::to_string(i % 40) +
                   ",Barang " + std::to_string(i % 60) + "," + std::to_string(500 + i) + "\n";
    test::write_file(first.folder / "history.csv", history);
    test::write_file(first.folder / "some.csv", history + "H900,never,Siti,Gula,1\n");
    test::write_file(first.folder / "products.csv",
                     "sku,name,price\nMIE,Mie,3000\nSALAH,Salah,mahal\nTEH,Teh,5000\n");
    first.close();

    int as_before = 0, as_after = 0;
    for (auto const& which : scenarios) {
        rehearsal const shop(which, first);
        auto const some = std::max<std::size_t>(shop.moments.size() / 12, 1);
        std::size_t const stride = test::long_form() ? 1 : some;
        for (auto at = seed % stride; at < shop.moments.size(); at += stride) {
            auto const& [call, when] = shop.moments[at];
            BOOST_TEST_CONTEXT("TOKO_SEED=" << seed << ": Ctrl-C in " << which.name << " at "
                                            << call << " " << when)
            {
                interrupted_shop victim;
                victim.take(first);
                auto const done =
                    victim.traced(which, call + ":signal=INT:when=" + std::to_string(when));
                BOOST_TEST(done.status == 130);
                shop.must_be_whole(victim);
                ++(victim.dump() == shop.before ? as_before : as_after);
            }
        }
    }
    BOOST_TEST_MESSAGE("the shop was " << as_before << " times as before, " << as_after
                                       << " times as after");
    BOOST_TEST(as_before > 20);
}

BOOST_AUTO_TEST_SUITE_END()
