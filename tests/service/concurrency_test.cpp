// labels: threads
#include "tests/support/shop_program.hpp"

#include <boost/json.hpp>

#include <atomic>
#include <barrier>
#include <cstdint>
#include <functional>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace tokocrm;

namespace {

// Every file books the same: so whatever is committed, each figure is a multiple of these.
constexpr std::int64_t orders_of_file = 4, units_of_file = 9, gross_of_file = 41'000,
                       customers_of_file = 2, months_of_file = 2;

/// A file of four orders in two months, of two customers whom no other file has.
std::string history(std::string const& name)
{
    auto const order = [&](char const* number, char const* on, char const* customer,
                           char const* rest) {
        return name + '-' + number + ",2026-0" + on + "," + name + ' ' + customer + "," + rest +
               "\n";
    };
    return "order,placed_at,customer,product,quantity,unit_price\n" +
           order("1", "3-05", "Siti", "Beras,2,4000") + order("2", "3-19", "Budi", "Gula,1,9000") +
           order("3", "4-02", "Siti", "Beras,4,4000") + order("4", "4-28", "Budi", "Mie,2,4000");
}

/// What one view of a shop says of itself.
struct view
{
    std::int64_t batches, orders;
    sales_report months, days;
};

view look(unit_of_work& uow)
{
    auto const count = [&](char const* sql) {
        std::int64_t found = -1;
        native(uow) << sql, soci::into(found);
        return found;
    };
    date_range const year{parse_date("2026-01-01"), parse_date("2026-11-24")};
    auto const batches = count("select count(*) from import_batches");
    auto months = report_sales(uow, year, report_granularity::month);
    auto days = report_sales(uow, year, report_granularity::day, report_basis::placed);
    return {batches, count("select count(*) from orders"), std::move(months), std::move(days)};
}

/// What of a view contradicts itself.
std::vector<std::string> contradictions(view const& seen)
{
    std::vector<std::string> found;
    auto const same = [&](char const* what, std::int64_t is, std::int64_t expected) {
        if (is != expected)
            found.push_back(std::string(what) + " is " + std::to_string(is) + ", not " +
                            std::to_string(expected) + ", with " + std::to_string(seen.batches) +
                            " imports");
    };
    auto const n = seen.batches;
    same("the count of orders", seen.orders, n * orders_of_file);
    for (auto const* report : {&seen.months, &seen.days}) {
        auto const& totals = report->totals;
        same("orders", totals.orders, n * orders_of_file);
        same("units", totals.units.thousandths(), n * units_of_file * 1'000);
        same("gross", totals.gross.minor(), n * gross_of_file);
        same("total", totals.total().minor(), n * gross_of_file);
        same("new customers", totals.new_customers, n * customers_of_file);
        std::int64_t orders = 0, gross = 0, known = 0;
        for (auto const& row : report->rows) {
            orders += row.figures.orders;
            gross += row.figures.gross.minor();
            known += row.figures.returning_customers.value_or(0);
        }
        same("the rows' orders", orders, n * orders_of_file);
        same("the rows' gross", gross, n * gross_of_file);
        // Both customers of a file buy once in each of its months.
        same("the rows' returning customers", known, n * customers_of_file * (months_of_file - 1));
    }
    return found;
}

/// One who imports, takes back and reads, beside others who do the same.
class worker
{
public:
    worker(database& shop, unsigned seed, std::string name)
        : shop_(shop), random_(seed), name_(std::move(name))
    {}

    void work(int rounds)
    {
        std::vector<std::int64_t> own;
        for (int round = 0; round < rounds; ++round) {
            // Everybody brings the same file, and it goes in once.
            if (round % 3 == 1)
                shared_ += import(history("bersama")) != 0;
            auto const csv = history(name_ + std::to_string(round));
            auto const batch = import(csv);
            expect(batch != 0, "a new file added nothing");
            own.push_back(batch);
            expect(import(csv) == 0, "a file was added twice");
            read();
            if (random_() % 2 == 0) {
                auto const at = random_() % own.size();
                undo(own[at]);
                own.erase(own.begin() + static_cast<std::ptrdiff_t>(at));
                read();
            }
        }
        kept_ = static_cast<std::int64_t>(own.size());
    }

    /// Of its own imports.
    std::int64_t kept() const { return kept_; }
    /// How often it was the one who brought the shared file.
    std::int64_t shared() const { return shared_; }
    std::vector<std::string> const& faults() const { return faults_; }

private:
    std::int64_t import(std::string const& csv)
    {
        auto const of = tokocrm::read(shop_, owner{}, get_shop);
        std::istringstream in(csv);
        order_stage stage(in, of, {});
        return transact(shop_, owner{},
                        [&](unit_of_work& uow) { return import_orders(uow, stage); })
            .batch.value();
    }
    void undo(std::int64_t batch)
    {
        auto const done = transact(shop_, owner{}, [&](unit_of_work& uow) {
            return undo_import(uow, id<import_batch>(batch));
        });
        expect(done.orders == orders_of_file, "an import was taken back in part");
    }
    void read()
    {
        auto const found = contradictions(tokocrm::read(shop_, owner{}, look));
        faults_.insert(faults_.end(), found.begin(), found.end());
    }
    void expect(bool holds, char const* otherwise)
    {
        if (!holds)
            faults_.emplace_back(otherwise);
    }

    database& shop_;
    std::mt19937 random_;
    std::string name_;
    std::vector<std::string> faults_;
    std::int64_t kept_ = 0, shared_ = 0;
};

class many_at_once : public test::shop_program
{
public:
    void must_add_up(std::int64_t batches)
    {
        auto const last = read(look);
        BOOST_TEST(last.batches == batches);
        BOOST_TEST(contradictions(last) == std::vector<std::string>(),
                   boost::test_tools::per_element());
        BOOST_TEST(findings() == std::vector<std::string>(), boost::test_tools::per_element());
        BOOST_TEST(number("select count(*) from orders where reference = 'bersama-1'") == 1);
        BOOST_TEST(number("select count(distinct number) from orders") == last.orders);
        BOOST_TEST(number("select count(*) from products") == 3);
        BOOST_TEST(texts("select integrity_check from pragma_integrity_check") ==
                       std::vector<std::string>{"ok"},
                   boost::test_tools::per_element());
    }
};

/// Another process. It ends by itself or with the test.
class process
{
public:
    /// @param work Gives the process's exit status; runs when `go` can be read from.
    process(int go, std::function<int()> const& work) : id_(::fork())
    {
        BOOST_REQUIRE(id_ >= 0);
        if (id_ > 0)
            return;
        ::alarm(300); // for a test program that vanished
        int status = 99;
        try {
            char nothing;
            if (::read(go, &nothing, 1) == 1)
                status = work();
        } catch (std::exception const& e) {
            std::cerr << e.what() << std::endl;
        }
        ::_exit(status);
    }
    process(process&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
    process& operator=(process&&) = delete;
    ~process()
    {
        if (id_ > 0) {
            ::kill(id_, SIGKILL);
            ::waitpid(id_, nullptr, 0);
        }
    }
    /// Whether it has ended; then with its exit status.
    bool ended(int& status)
    {
        int raw = 0;
        if (::waitpid(id_, &raw, WNOHANG) != id_)
            return false;
        id_ = -1;
        status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
        return true;
    }

private:
    pid_t id_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(concurrency, many_at_once)

BOOST_AUTO_TEST_CASE(eight_threads_on_one_database)
{
    constexpr unsigned threads = 8;
    constexpr int rounds = 12;
    db();
    std::vector<worker> workers;
    for (unsigned i = 0; i < threads; ++i)
        workers.emplace_back(db(), i, "benang " + std::to_string(i) + " ");
    std::barrier together(threads);
    std::vector<std::string> thrown(threads);
    {
        std::vector<std::thread> running;
        for (unsigned i = 0; i < threads; ++i)
            running.emplace_back([&, i] {
                together.arrive_and_wait();
                try {
                    workers[i].work(rounds);
                } catch (std::exception const& e) {
                    thrown[i] = e.what();
                }
            });
        for (auto& each : running)
            each.join();
    }
    std::int64_t kept = 0, shared = 0;
    for (unsigned i = 0; i < threads; ++i) {
        BOOST_TEST(thrown[i] == "");
        BOOST_TEST(workers[i].faults() == std::vector<std::string>(),
                   boost::test_tools::per_element());
        kept += workers[i].kept();
        shared += workers[i].shared();
    }
    BOOST_TEST(shared == 1);
    must_add_up(kept + shared);
    close();
    must_add_up(kept + shared);
}

BOOST_AUTO_TEST_CASE(four_processes_on_one_file)
{
    constexpr unsigned processes = 4;
    constexpr int rounds = 12;
    db();
    close(); // no connection may be carried over a fork
    int go[2], told[2];
    BOOST_REQUIRE((::pipe(go) == 0 && ::pipe(told) == 0));
    std::vector<process> running;
    for (unsigned i = 0; i < processes; ++i)
        running.emplace_back(go[0], [&, i] {
            database own(url); // with an environment of its own, too
            worker me(own, 100 + i, "proses " + std::to_string(i) + " ");
            me.work(rounds);
            for (auto const& each : me.faults())
                std::cerr << each << std::endl;
            std::int64_t const figures[] = {me.kept(), me.shared()};
            bool const answered = ::write(told[1], figures, sizeof figures) == sizeof figures;
            return me.faults().empty() && answered ? 0 : 1;
        });
    BOOST_REQUIRE(::write(go[1], "gogo", processes) == processes);

    // Meanwhile the program is asked again and again.
    std::size_t answers = 0, left = processes;
    std::vector<bool> done(processes);
    while (left > 0) {
        for (unsigned i = 0; i < processes; ++i)
            if (int status = -1; !done[i] && running[i].ended(status)) {
                BOOST_TEST(status == 0);
                done[i] = true;
                --left;
            }
        auto const said = test::run_command(line("report monthly 2026-01..2026-06 --json -q"),
                                            folder.path(), environment(), std::chrono::seconds{60});
        BOOST_REQUIRE(said.status == 0);
        BOOST_TEST(said.err == "");
        auto const totals = boost::json::parse(said.out).at("totals");
        auto const orders = totals.at("orders").as_int64();
        BOOST_TEST(orders % orders_of_file == 0);
        BOOST_TEST(totals.at("gross").as_int64() == orders / orders_of_file * gross_of_file);
        BOOST_TEST(totals.at("new_customers").as_int64() ==
                   orders / orders_of_file * customers_of_file);
        ++answers;
    }
    BOOST_TEST(answers > 0u);
    std::int64_t kept = 0, shared = 0;
    for (unsigned i = 0; i < processes; ++i) {
        std::int64_t figures[2] = {};
        BOOST_REQUIRE(::read(told[0], figures, sizeof figures) == sizeof figures);
        kept += figures[0];
        shared += figures[1];
    }
    for (int const end : {go[0], go[1], told[0], told[1]})
        ::close(end);
    BOOST_TEST(shared == 1);
    must_add_up(kept + shared);
    BOOST_TEST(toko("check").status == 0);
}

BOOST_AUTO_TEST_SUITE_END()
