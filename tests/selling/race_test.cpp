// labels: threads
#include "tests/support/selling_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <barrier>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <sys/file.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

// What must hold however many sell at the same time. tests/selling/mutants.cmake takes one guard
// after the other out of the library, and each of these cases must notice its own.

using namespace tokocrm;

namespace {

constexpr int many_threads = 64;
constexpr int processes = 8;

struct race : test::selling_fixture
{
    race()
    {
        stock_up();
        db().busy_timeout(std::chrono::minutes(2));
    }

    /// Each thread tries once, all at the same moment; how many succeeded, and why others did not.
    struct outcome
    {
        std::atomic<int> won = 0;
        std::atomic<int> failed = 0;
        std::mutex mutex;
        std::multiset<std::string> reasons;
    };
    void all_at_once(int threads, outcome& of, std::function<void(int)> const& attempt)
    {
        std::barrier start(threads);
        std::vector<std::thread> running;
        for (int i = 0; i < threads; ++i)
            running.emplace_back([&, i] {
                start.arrive_and_wait();
                try {
                    attempt(i);
                    ++of.won;
                } catch (error const& refused) {
                    ++of.failed;
                    std::lock_guard const lock(of.mutex);
                    of.reasons.insert(refused.reason());
                }
            });
        for (auto& each : running)
            each.join();
    }

    /// Children that open the shop themselves; how many ended with each exit code.
    std::vector<int> in_processes(int count, std::function<int(database&, int)> const& work)
    {
        close();
        std::vector<pid_t> children;
        int start[2];
        BOOST_REQUIRE(::pipe(start) == 0);
        for (int i = 0; i < count; ++i) {
            auto const child = ::fork();
            BOOST_REQUIRE(child >= 0);
            if (child == 0) {
                ::alarm(300);
                ::close(start[1]);
                int code = 99;
                try {
                    database shop(url, env);
                    char byte;
                    (void)!::read(start[0], &byte, 1); // until the parent closes its end
                    code = work(shop, i);
                } catch (std::exception const&) {
                }
                ::_exit(code);
            }
            children.push_back(child);
        }
        ::close(start[0]);
        ::close(start[1]);
        std::vector<int> codes;
        for (auto const child : children) {
            int status = 0;
            BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
            codes.push_back(WIFEXITED(status) ? WEXITSTATUS(status) : 128);
        }
        return codes;
    }
    tokocrm::order place_as_owner(database& shop, order_request const& request)
    {
        return tokocrm::transact(shop, owner{},
                                 [&](unit_of_work& uow) { return place_order(uow, request); });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(selling_race, race)

BOOST_AUTO_TEST_CASE(the_last_item_is_sold_once_by_threads)
{
    add("TERAKHIR", 5'000, 0, 1);
    outcome of;
    all_at_once(many_threads, of, [&](int i) {
        auto request = i % 2 ? wish("TERAKHIR") : over_the_counter("TERAKHIR", 1);
        place_as_owner(db(), request);
    });
    BOOST_TEST(of.won == 1);
    BOOST_TEST(of.reasons.count("stock.insufficient") ==
               static_cast<std::size_t>(many_threads - 1));
    check_clean();
}

BOOST_AUTO_TEST_CASE(the_last_item_is_sold_once_by_processes)
{
    add("TERAKHIR", 5'000, 0, 3);
    auto const request = over_the_counter("TERAKHIR", 1);
    auto const codes = in_processes(processes, [&](database& shop, int) {
        int sold = 0;
        for (int i = 0; i < 5; ++i)
            try {
                place_as_owner(shop, request);
                ++sold;
            } catch (error const& refused) {
                if (refused.reason() != "stock.insufficient")
                    return 50;
            }
        return sold;
    });
    int sold = 0;
    for (auto const code : codes)
        sold += code;
    BOOST_TEST(sold == 3);
    BOOST_TEST(shelf("TERAKHIR") == "0/0");
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_coupon_of_ten_uses_is_used_ten_times)
{
    coupon draft;
    draft.code = "SEPULUH";
    draft.discount = percentage::ppm(100'000);
    draft.usage_limit = 10;
    offer(draft);
    transact([&](unit_of_work& uow) {
        receive_stock(uow, get_product(uow, "PG16").number, whole(100));
    });
    outcome of;
    all_at_once(many_threads, of, [&](int) {
        auto request = wish();
        request.coupon = "SEPULUH";
        place_as_owner(db(), request);
    });
    BOOST_TEST(of.won == 10);
    BOOST_TEST(of.reasons.count("coupon.used_up") == static_cast<std::size_t>(many_threads - 10));
    check_clean();
}

BOOST_AUTO_TEST_CASE(one_key_makes_one_order_and_everybody_gets_it)
{
    auto request = wish();
    request.key = "satu";
    std::set<std::int64_t> numbers;
    std::mutex mutex;
    outcome of;
    all_at_once(many_threads, of, [&](int) {
        auto const number = place_as_owner(db(), request).header.number;
        std::lock_guard const lock(mutex);
        numbers.insert(number);
    });
    BOOST_TEST(of.won == many_threads);
    BOOST_TEST(numbers.size() == 1U);
    BOOST_TEST(orders().size() == 1U);
    BOOST_TEST(shelf("PG16") == "5/1");
    check_clean();
}

BOOST_AUTO_TEST_CASE(one_key_makes_one_order_from_two_processes)
{
    auto request = wish();
    request.key = "dua-proses";
    auto const codes = in_processes(processes, [&](database& shop, int) {
        return static_cast<int>(place_as_owner(shop, request).header.number);
    });
    for (auto const code : codes)
        BOOST_TEST(code == 1);
    BOOST_TEST(orders().size() == 1U);
    check_clean();
}

BOOST_AUTO_TEST_CASE(the_schema_itself_refuses_a_second_order_of_one_key)
{
    auto request = wish();
    request.key = "satu";
    place(request);
    auto const second = place(wish()).header.number;
    BOOST_TEST(test::refused_because([&] {
                   transact([&](unit_of_work& uow) {
                       native(uow)
                           << "update orders set idempotency_key = 'satu' where number = :number",
                           soci::use(second);
                   });
               }) == "db.unique");
}

BOOST_AUTO_TEST_CASE(a_payment_accepted_by_many_counts_once)
{
    auto const number = place(wish()).header.number;
    transact([&](unit_of_work& uow) {
        submit_payment(uow, number,
                       {.sender = "Pembeli",
                        .bank = "BSI",
                        .amount = rupiah(28'810),
                        .paid_on = parse_date("2026-11-24")});
    });
    outcome of;
    all_at_once(many_threads, of, [&](int) {
        tokocrm::transact(db(), owner{}, [&](unit_of_work& uow) {
            accept_payment(uow, number, {.amount = rupiah(28'810)});
        });
    });
    BOOST_TEST(of.won == many_threads);
    auto const paid = order(std::to_string(number));
    BOOST_TEST(paid.header.paid.minor() == 28'810);
    BOOST_TEST(shelf("PG16") == "4/0");
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_transition_raced_has_one_winner)
{
    auto const number = place(wish()).header.number;
    std::atomic<int> paid = 0, cancelled = 0;
    outcome of;
    all_at_once(many_threads, of, [&](int i) {
        tokocrm::transact(db(), owner{}, [&](unit_of_work& uow) {
            if (i % 2)
                cancel_order(uow, number, "berubah pikiran");
            else
                accept_payment(uow, number, {.amount = rupiah(28'810)});
        });
        ++(i % 2 ? cancelled : paid);
    });
    BOOST_TEST((paid == 0) != (cancelled == 0));
    auto const one = order(std::to_string(number));
    std::size_t steps = 0;
    for (auto const& each : one.history)
        steps += each.graph == "payment";
    BOOST_TEST(steps == 2U); // awaiting, and what became of it
    check_clean();
}

BOOST_AUTO_TEST_CASE(who_writes_waits_for_the_lock_of_all_processes)
{
    db();
    std::string lock_file;
    for (auto const& each : std::filesystem::directory_iterator(folder.path()))
        if (each.path().extension() == ".lock")
            lock_file = each.path();
    BOOST_REQUIRE(!lock_file.empty());
    auto const held = ::open(lock_file.c_str(), O_RDWR | O_CLOEXEC);
    BOOST_REQUIRE(held >= 0);
    BOOST_REQUIRE(::flock(held, LOCK_EX) == 0);
    db().busy_timeout(std::chrono::milliseconds(50));
    BOOST_TEST(refused(wish()) == "db.busy");
    ::close(held);
    BOOST_TEST(refused(wish()) == "");
}

BOOST_AUTO_TEST_SUITE_END()
