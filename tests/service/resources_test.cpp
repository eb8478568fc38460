// labels: long serial
// apart: a_million_orders
// apart: a_shop_that_others_do_not_let_go
#include "tests/support/shop_program.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <numeric>
#include <random>
#include <string>
#include <sys/file.h>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool counts_memory = false; // a sanitizer's own would be counted, too
#else
constexpr bool counts_memory = true;
#endif

struct usage
{
    test::outcome said;
    std::int64_t peak_kib = 0;
    double seconds = 0;
};

class measured : public test::shop_program
{
public:
    /// @param input A file for its standard input; a whole pipeline with a `|` at its end.
    usage run(std::string const& words, std::string const& input = "")
    {
        auto const result = folder / "result";
        fs::remove(result);
        auto command = test::quoted_word(TOKO_TEST_MEASURE) + " " + test::quoted_word(result) +
                       " " + line(words);
        if (input.ends_with('|'))
            command = input + " " + command;
        else if (!input.empty())
            command += " < " + test::quoted_word(input);
        close();
        usage used{
            test::run_command(command, folder.path(), environment(), std::chrono::seconds{3'600})};
        std::ifstream in(result);
        double microseconds = 0;
        int status = -1;
        BOOST_REQUIRE((in >> status >> used.peak_kib >> microseconds));
        BOOST_TEST(status == used.said.status);
        used.seconds = microseconds / 1'000'000;
        std::cout << words << ": " << used.peak_kib / 1'024 << " MiB, " << used.seconds << " s\n";
        return used;
    }
};

void at_most(usage const& used, std::int64_t mebibytes)
{
    if (counts_memory)
        BOOST_TEST(used.peak_kib <= mebibytes * 1'024);
}

enum class content { alike, distinct };

/** A file of so many orders in no order at all, without holding it in memory.

    @param what Whether every order has a customer and a product of its own.
*/
std::int64_t write_orders(std::string const& name, std::uint32_t count, content what)
{
    std::ofstream csv(name);
    csv << "order,placed_at,customer,phone,product,quantity,unit_price,city\n";
    std::mt19937_64 random(7);
    // A step that shares no factor with the count passes every number once.
    std::uint64_t step = 0;
    for (step = count / 2 + random() % (count / 3); std::gcd<std::uint64_t>(step, count) != 1;)
        ++step;
    std::int64_t gross = 0;
    std::uint64_t at = random() % count;
    for (std::uint32_t i = 0; i < count; ++i) {
        at = (at + step) % count;
        auto const quantity = static_cast<std::int64_t>(1 + random() % 5);
        auto const price = static_cast<std::int64_t>(10 + random() % 900) * 100;
        auto const who = what == content::distinct ? at : random() % 500;
        auto const product = what == content::distinct ? at : random() % 200;
        gross += quantity * price;
        csv << 'A' << at << ",2025-" << 10 + random() % 3 << '-' << 10 + random() % 19
            << ",Pembeli " << who << ",+62812" << 10'000'000 + who << ",Barang " << product << ','
            << quantity << ',' << price << ",Kisaran " << who << '\n';
    }
    if (!csv.flush())
        throw std::runtime_error(name + " cannot be written");
    return gross;
}

/// Imports so many orders from a pipe, asks for them, and gives the import's usage.
usage import_and_ask(std::uint32_t count, content what)
{
    measured shop;
    auto const csv = shop.folder / "orders.csv";
    auto const gross = write_orders(csv, count, what);
    shop.db();
    auto const imported = shop.run("order import - --json -q", "cat " + csv + " |");
    BOOST_TEST(imported.said.status == 0);
    BOOST_TEST(imported.said.err == "");
    BOOST_TEST(imported.said.out.find("\"orders\":" + std::to_string(count) + ",") !=
               std::string::npos);
    at_most(imported, 256);

    auto const listed = shop.run("order list -q");
    BOOST_TEST(listed.said.status == 0);
    BOOST_TEST(std::count(listed.said.out.begin(), listed.said.out.end(), '\n') == 21);
    at_most(listed, 16);
    auto const told = shop.run("report monthly 2025 --json");
    BOOST_TEST(told.said.status == 0);
    auto const totals = told.said.out.find("\"totals\":{\"orders\":" + std::to_string(count) + ",");
    BOOST_REQUIRE(totals != std::string::npos);
    BOOST_TEST(told.said.out.find("\"gross\":" + std::to_string(gross) + ",", totals) !=
               std::string::npos);
    at_most(told, 16);
    auto const checked = shop.run("check");
    BOOST_TEST(checked.said.status == 0);
    at_most(checked, 256);
    if (!test::long_form())
        return imported;
    auto const again = shop.run("order import - -q --format count", csv);
    BOOST_TEST(again.said.status == 0);
    at_most(again, 256);
    auto const undone = shop.run("order import --undo 1 -q");
    BOOST_TEST(undone.said.status == 0);
    at_most(undone, 256);
    BOOST_TEST(shop.number("select count(*) from orders") == 0);
    BOOST_TEST(shop.number("select count(*) from customers") == 0);
    return imported;
}

} // namespace

BOOST_AUTO_TEST_SUITE(resources)

BOOST_AUTO_TEST_CASE(memory_does_not_grow_with_the_history)
{
    std::uint32_t const few = counts_memory ? 40'000 : 1'000;
    auto const small = import_and_ask(few, content::alike);
    auto const large = import_and_ask(few * 3, content::alike);
    auto const strange = import_and_ask(few, content::distinct);
    if (counts_memory) {
        // The page caches are still filling up at these sizes: growth in proportion to the orders
        // would be about 120 MiB. What a million needs is measured in the long form.
        BOOST_TEST(large.peak_kib - small.peak_kib < 96 * 1'024);
        BOOST_TEST(large.peak_kib < 192 * 1'024);
        BOOST_TEST(strange.peak_kib < 192 * 1'024);
    }
}

BOOST_AUTO_TEST_CASE(a_million_orders)
{
    if (!test::long_form()) {
        std::cout << "NOT RUN: a million orders are imported with tests/run --long\n";
        return;
    }
    import_and_ask(1'000'000, content::alike);
    import_and_ask(1'000'000, content::distinct);
}

BOOST_FIXTURE_TEST_CASE(an_endless_line_is_refused_early, measured)
{
    db();
    auto const line = run("order import -", "head -c 300000000 /dev/zero | tr '\\0' x |");
    BOOST_TEST(line.said.status == 65);
    BOOST_TEST(line.said.err ==
               "toko: line 1: the row is longer than 1 MiB; is a quote not closed?\n");
    at_most(line, 32);

    auto const row =
        run("order import -", "(echo placed_at,product,unit_price; printf '2026-01-01,\"';"
                              " yes 'Beras,1' | head -c 300000000) |");
    BOOST_TEST(row.said.status == 65);
    BOOST_TEST(row.said.err ==
               "toko: line 2: the row is longer than 1 MiB; is a quote not closed?\n");
    at_most(row, 32);

    auto const cells = run("order import -", "head -c 300000000 /dev/zero | tr '\\0' , |");
    BOOST_TEST(cells.said.status == 65);
    at_most(cells, 128);

    auto const nothing = run("order import -", "yes '' | head -c 50000000 |");
    BOOST_TEST(nothing.said.status == 65);
    BOOST_TEST(nothing.said.err ==
               "toko: the file is empty; its first line must name the columns\n");
    at_most(nothing, 32);

    // As many bad rows as one likes are counted, not collected.
    auto const rows = run("order import - -q", "(echo placed_at,product,unit_price; yes 'x,Beras,1'"
                                               " | head -n 100000) |");
    BOOST_TEST(rows.said.status == 65);
    BOOST_TEST(std::count(rows.said.err.begin(), rows.said.err.end(), '\n') < 60);
    at_most(rows, 128);
    BOOST_TEST(number("select count(*) from orders") == 0);
}

BOOST_FIXTURE_TEST_CASE(a_shop_that_others_do_not_let_go, measured)
{
    if (!test::long_form()) {
        std::cout
            << "NOT RUN: half a minute's wait for a locked shop is tried with tests/run --long\n";
        return;
    }
    db();
    test::write_file(folder / "one.csv", "placed_at,product,unit_price\n2026-01-01,Beras,1\n");
    auto const before = dump();
    BOOST_REQUIRE(toko("order import one.csv --dry-run").status == 0);
    int const lock = ::open((file + ".lock").c_str(), O_RDWR | O_CLOEXEC);
    BOOST_REQUIRE(lock >= 0);
    BOOST_REQUIRE(::flock(lock, LOCK_EX | LOCK_NB) == 0);
    auto const refused = run("order import one.csv");
    BOOST_TEST(refused.said.status == 75);
    BOOST_TEST(refused.said.err == "toko: the shop " + file +
                                       " has been in use by others for too long; try again "
                                       "later\n");
    BOOST_TEST(refused.seconds > 25);
    auto const readable = run("order list -q"); // reading waits for nobody
    BOOST_TEST(readable.said.status == 0);
    BOOST_TEST(readable.seconds < 20);
    ::close(lock);
    BOOST_TEST((dump() == before));
}

BOOST_AUTO_TEST_SUITE_END()
