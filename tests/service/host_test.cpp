// labels: threads
// A program that embeds the library and treats it badly: its threads, its callbacks, its clock.
#include "tests/support/host.hpp"
#include "tests/support/sales_fixture.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/catalog.hpp>
#include <tokocrm/customer.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <functional>
#include <iostream>
#include <latch>
#include <memory>
#include <optional>
#include <pthread.h>
#include <random>
#include <stdexcept>
#include <string>
#include <sys/file.h>
#include <thread>
#include <vector>

using namespace tokocrm;
using namespace std::chrono_literals;
using test::failure_of;
using strings = std::vector<std::string>;

namespace {

void nothing(unit_of_work&) {}

void add_named(unit_of_work& uow, std::string name)
{
    product_draft draft;
    draft.name = std::move(name);
    add_product(uow, draft);
}

class host : public test::sales_fixture
{
public:
    std::int64_t products() { return number("select count(*) from products"); }

    void must_be_in_order()
    {
        BOOST_TEST(findings() == strings(), boost::test_tools::per_element());
        BOOST_TEST(number("select count(*) from pragma_integrity_check"
                          " where integrity_check <> 'ok'") == 0);
    }
    void must_work()
    {
        auto const before = products();
        transact([&](unit_of_work& uow) { add_named(uow, "Kopi " + std::to_string(before)); });
        BOOST_TEST(products() == before + 1);
    }
};

/// A thread of a program that does all kinds of things and is not careful.
class careless
{
public:
    careless(database& shop, unsigned number, unsigned seed)
        : shop_(shop), random_(seed + number), name_("P" + std::to_string(number) + "-")
    {}

    void work(int rounds)
    {
        import();
        for (int round = 0; round < rounds; ++round)
            switch (random_() % 7) {
            case 0:
            case 1:
                kept_ += transact(shop_, owner{}, [&](unit_of_work& uow) {
                    add(uow);
                    return 1;
                });
                break;
            case 2:
                expect(rehearse(shop_, owner{},
                                [&](unit_of_work& uow) {
                                    add(uow);
                                    return own(uow);
                                }) == kept_ + 1,
                       "a rehearsal gave another answer");
                break;
            case 3:
                expect(failure_of([&] {
                           transact(shop_, owner{}, [&](unit_of_work& uow) {
                               add(uow);
                               throw 42;
                           });
                       }) == "int: 42",
                       "a number that was thrown did not arrive");
                break;
            case 4:
                expect(failure_of([&] {
                           read(shop_, owner{}, [&](unit_of_work& uow) {
                               own(uow);
                               throw error(errc::rule_violation, "host.says_no", "");
                           });
                       }) == "rule_violation host.says_no",
                       "an error that was thrown did not arrive");
                break;
            case 5:
                expect(failure_of([&] {
                           transact(shop_, owner{}, [&](unit_of_work& uow) {
                               add(uow);
                               read(shop_, owner{}, nothing);
                           });
                       }) == "internal db.nested",
                       "a unit began inside a unit");
                break;
            default:
                expect(read(shop_, owner{}, [&](unit_of_work& uow) { return own(uow); }) == kept_,
                       "another number of products than were stored");
            }
    }

    std::int64_t kept() const { return kept_; }
    strings const& faults() const { return faults_; }

private:
    void add(unit_of_work& uow) { add_named(uow, name_ + std::to_string(++last_)); }
    std::int64_t own(unit_of_work& uow)
    {
        std::int64_t count = -1;
        auto const first = name_, behind = name_ + ":"; // behind the digits
        native(uow) << "select count(*) from products where name > :first and name < :behind",
            soci::use(first), soci::use(behind), soci::into(count);
        return count;
    }
    void import()
    {
        auto const of = read(shop_, owner{}, get_shop);
        std::istringstream csv("order,placed_at,product,quantity,unit_price\n" + name_ +
                               "1,2026-03-05,Beras,2,4000\n");
        order_stage stage(csv, of, {});
        auto const done =
            transact(shop_, owner{}, [&](unit_of_work& uow) { return import_orders(uow, stage); });
        expect(done.batch.value() != 0, "nothing was imported");
    }
    void expect(bool holds, char const* otherwise)
    {
        if (!holds)
            faults_.emplace_back(otherwise);
    }

    database& shop_;
    std::mt19937 random_;
    std::string name_;
    int last_ = 0;
    std::int64_t kept_ = 0;
    strings faults_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(host_threads, host)

BOOST_AUTO_TEST_CASE(sixty_four_threads_that_write_read_rehearse_and_throw)
{
    constexpr unsigned threads = 64;
    constexpr int rounds = 20;
    auto const seed = std::random_device{}();
    std::cout << "seed " << seed << '\n';
    db().busy_timeout(10min); // on a machine that does much else
    std::vector<careless> workers;
    for (unsigned i = 0; i < threads; ++i)
        workers.emplace_back(db(), i, seed);
    strings thrown(threads);
    std::latch together(threads);
    {
        std::vector<std::thread> running;
        for (unsigned i = 0; i < threads; ++i)
            running.emplace_back([&, i] {
                together.arrive_and_wait();
                thrown[i] = failure_of([&] { workers[i].work(rounds); });
            });
        for (auto& each : running)
            each.join();
    }
    std::int64_t kept = 0;
    for (unsigned i = 0; i < threads; ++i) {
        BOOST_TEST(thrown[i] == "");
        BOOST_TEST(workers[i].faults() == strings(), boost::test_tools::per_element());
        kept += workers[i].kept();
    }
    BOOST_TEST(products() == kept + 1); // and the one that all orders are of
    BOOST_TEST(orders().size() == std::size_t(threads));
    must_be_in_order();
    auto const files = test::open_files();
    close();
    BOOST_TEST(test::open_files() < files);
    BOOST_TEST(products() == kept + 1);
}

BOOST_AUTO_TEST_CASE(a_unit_that_waits_for_another_threads_unit_gets_an_answer)
{
    db().busy_timeout(20ms);
    transact([&](unit_of_work& uow) {
        add_named(uow, "Beras");
        std::string said;
        std::thread([&] { said = failure_of([&] { transact(nothing); }); }).join();
        BOOST_TEST(said == "unavailable db.busy");
    });
    BOOST_TEST(products() == 1);
}

BOOST_AUTO_TEST_CASE(a_unit_is_refused_on_another_thread)
{
    auto const try_all = [](unit_of_work& uow) {
        for (std::function<void()> const& use : std::initializer_list<std::function<void()>>{
                 [&] { add_named(uow, "Beras"); }, [&] { native(uow) << "select 1"; },
                 [&] { uow.now(); }, [&] { uow.actor(); },
                 [&] {
                     std::byte one[1];
                     uow.random_bytes(one);
                 }})
            BOOST_TEST(failure_of(use) == "internal db.unit_misused");
    };
    transact([&](unit_of_work& uow) {
        std::thread([&] { try_all(uow); }).join();
        std::thread([&] {
            create_database(folder / "other.db", who, env, [&](unit_of_work&) { try_all(uow); });
        }).join();
        add_named(uow, "Gula");
    });
    read([&](unit_of_work& uow) { std::thread([&] { try_all(uow); }).join(); });
    BOOST_TEST(products() == 1);
}

BOOST_AUTO_TEST_CASE(a_unit_is_refused_beyond_its_callback)
{
    unit_of_work* kept = nullptr;
    auto const keep = [&](unit_of_work& uow) { kept = &uow; };
    auto const use_it = [&] { return failure_of([&] { add_named(*kept, "Beras"); }); };
    transact(keep);
    BOOST_TEST(use_it() == "internal db.unit_misused");
    read(keep);
    BOOST_TEST(use_it() == "internal db.unit_misused");
    rehearse(db(), who, keep);
    BOOST_TEST(use_it() == "internal db.unit_misused");
    BOOST_CHECK_THROW(transact([&](unit_of_work& uow) {
                          keep(uow);
                          throw 42;
                      }),
                      int);
    BOOST_TEST(use_it() == "internal db.unit_misused");
    close();
    BOOST_TEST(use_it() == "internal db.unit_misused");
    create_database(folder / "other.db", who, env, keep);
    BOOST_TEST(use_it() == "internal db.unit_misused");
    BOOST_TEST(products() == 0);
}

BOOST_AUTO_TEST_CASE(both_units_of_nested_work_on_two_shops_may_be_used)
{
    create_database(folder / "other.db", who, env, [this](unit_of_work& uow) { fill(uow); });
    database other(folder / "other.db", env);
    transact([&](unit_of_work& outer) {
        tokocrm::transact(other, who, [&](unit_of_work& inner) {
            add_named(outer, "Beras");
            add_named(inner, "Gula");
        });
        add_named(outer, "Mie");
    });
    BOOST_TEST(products() == 2);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(host_callbacks, host)

BOOST_AUTO_TEST_CASE(whatever_is_thrown_comes_out_and_takes_the_work_back)
{
    struct shape
    {
        int sides;
    };
    auto const throwing = [this](auto const& what) {
        using thrown = std::decay_t<decltype(what)>;
        auto const work = [&](unit_of_work& uow) {
            add_named(uow, "Beras");
            throw what;
        };
        BOOST_CHECK_THROW(transact(work), thrown);
        BOOST_CHECK_THROW(rehearse(db(), who, work), thrown);
        BOOST_CHECK_THROW(read([&](unit_of_work&) { throw what; }), thrown);
        BOOST_CHECK_THROW(create_database(folder / "other.db", who, env,
                                          [&](unit_of_work& uow) {
                                              found_shop(uow, profile);
                                              throw what;
                                          }),
                          thrown);
        BOOST_TEST(!std::filesystem::exists(folder / "other.db"));
        BOOST_TEST(products() == 0);
    };
    throwing(std::runtime_error("a host's own"));
    throwing(std::bad_alloc());
    throwing(7);
    throwing("a text");
    throwing(static_cast<void const*>(this));
    throwing(std::make_shared<int>(7));
    throwing(shape{4});
    throwing(std::make_exception_ptr(7));
    throwing(error(errc::conflict, "host.changed", ""));
    must_work();
    must_be_in_order();
}

BOOST_AUTO_TEST_CASE(a_thread_that_ends_in_a_callback_leaves_nothing_behind)
{
    db();
    auto const files = [&] {
        must_work();
        return test::open_files();
    }();
    for (auto const kind :
         {detail::unit_kind::transact, detail::unit_kind::rehearse, detail::unit_kind::read})
        std::thread([&] {
            detail::run_unit(db(), who, kind, [&](unit_of_work& uow) {
                if (kind != detail::unit_kind::read)
                    add_named(uow, "Beras");
                ::pthread_exit(nullptr);
            });
        }).join();
    BOOST_TEST(products() == 1);
    must_work();
    BOOST_TEST(test::open_files() == files);
}

BOOST_AUTO_TEST_CASE(an_empty_callback_is_the_programs_own_fault)
{
    std::function<void(unit_of_work&)> const none;
    BOOST_CHECK_THROW(transact(none), std::bad_function_call);
    BOOST_CHECK_THROW(read(none), std::bad_function_call);
    BOOST_CHECK_THROW(create_database(folder / "other.db", who, env, none), std::bad_function_call);
    BOOST_TEST(!std::filesystem::exists(folder / "other.db"));
    must_work();
}

BOOST_AUTO_TEST_CASE(a_shop_that_is_moved_or_closed_in_a_callback_stays_open_until_its_end)
{
    db();
    std::optional<database> shop(std::in_place, (close(), url), env);
    std::optional<database> other;
    tokocrm::transact(*shop, who, [&](unit_of_work& uow) {
        add_named(uow, "Beras");
        other.emplace(std::move(*shop));
        add_named(uow, "Gula");
        BOOST_TEST(failure_of([&] { tokocrm::transact(*other, who, nothing); }) ==
                   "internal db.nested");
    });
    tokocrm::transact(*other, who, [&](unit_of_work& uow) {
        other.reset();
        add_named(uow, "Mie");
    });
    shop.emplace(url, env);
    tokocrm::read(*shop, who, [&](unit_of_work& uow) {
        *shop = database(url, env);
        native(uow) << "select 1";
    });
    shop.reset();
    BOOST_TEST(products() == 3);
    must_be_in_order();
}

BOOST_AUTO_TEST_CASE(a_shop_that_another_thread_closes_stays_open_until_the_units_end)
{
    db();
    close();
    auto shop = std::make_unique<database>(url, env);
    std::latch begun(2), closed(1);
    std::thread writing([&] {
        tokocrm::transact(*shop, who, [&](unit_of_work& uow) {
            begun.count_down();
            closed.wait();
            add_named(uow, "Beras");
        });
    });
    std::thread reading([&] {
        tokocrm::read(*shop, who, [&](unit_of_work& uow) {
            begun.count_down();
            closed.wait();
            std::int64_t one = 0;
            native(uow) << "select 1", soci::into(one);
            BOOST_REQUIRE(one == 1);
        });
    });
    begun.wait();
    shop.reset();
    closed.count_down();
    writing.join();
    reading.join();
    BOOST_TEST(products() == 1);
}

BOOST_AUTO_TEST_CASE(a_shop_that_was_moved_away_says_so)
{
    database moved = std::move(db());
    auto& gone = db();
    BOOST_TEST(failure_of([&] { tokocrm::transact(gone, who, nothing); }) == "internal db.closed");
    BOOST_TEST(failure_of([&] { tokocrm::read(gone, who, nothing); }) == "internal db.closed");
    BOOST_TEST(failure_of([&] { rehearse(gone, who, nothing); }) == "internal db.closed");
    gone.busy_timeout(1s);
    tokocrm::transact(moved, who, nothing);
    auto& self = moved;
    moved = std::move(self);
    tokocrm::transact(moved, who, nothing);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(host_environment, host)

BOOST_AUTO_TEST_CASE(an_environment_that_lacks_something_is_refused_at_once)
{
    db();
    for (auto const& lacking :
         {environment{}, environment{env.now, {}}, environment{{}, env.random_bytes}}) {
        BOOST_TEST(failure_of([&] { database(url, lacking); }) ==
                   "internal environment.incomplete");
        BOOST_TEST(failure_of([&] {
                       create_database(folder / "other.db", who, lacking, nothing);
                   }) == "internal environment.incomplete");
    }
    BOOST_TEST(!std::filesystem::exists(folder / "other.db"));
}

BOOST_AUTO_TEST_CASE(a_clock_that_cannot_be_right_is_refused)
{
    using std::chrono::sys_days;
    using std::chrono::year;
    db();
    auto const last = sys_days(year(2199) / 12 / 31), first = sys_days(year(1900) / 1 / 2);
    for (timestamp const at : {timestamp::min(), timestamp::max(), timestamp(first - 1us),
                               timestamp(last), timestamp(sys_days(year(9999) / 1 / 1))}) {
        clk.set(at);
        BOOST_TEST(failure_of([&] { transact(nothing); }) == "unavailable clock.out_of_range");
        BOOST_TEST(failure_of([&] { read(nothing); }) == "unavailable clock.out_of_range");
        BOOST_TEST(failure_of([&] { create_database(folder / "other.db", who, env, nothing); }) ==
                   "unavailable clock.out_of_range");
    }
    BOOST_TEST(!std::filesystem::exists(folder / "other.db"));
    // The first and the last instants that are taken have a business date everywhere on earth.
    for (auto const zone : {"Pacific/Kiritimati", "Etc/GMT+12", "Asia/Manila"})
        for (timestamp const at : {timestamp(first), timestamp(last - 1us)}) {
            clk.set(at);
            transact([&](unit_of_work& uow) {
                auto const on = time_zone(zone).local_date(uow.now());
                BOOST_TEST((first_business_date() <= on && on <= last_business_date()));
                add_named(uow, zone + std::to_string(at.time_since_epoch().count()));
            });
        }
    must_be_in_order();
}

BOOST_AUTO_TEST_CASE(a_clock_that_goes_backwards_harms_nothing)
{
    char const* const csv = "order,placed_at,customer,product,quantity,unit_price\n"
                            "A1,2026-03-05,Siti,Beras,2,4000\n"
                            "A2,2026-04-05,Siti,Beras,1,4000\n";
    auto const first = import(csv);
    clk.advance(-std::chrono::hours(24 * 365 * 30));
    must_work();
    undo(first.batch);
    clk.advance(-1us);
    must_work();
    auto const again = import(csv);
    BOOST_TEST(again.batch.value() != 0);
    clk.advance(std::chrono::hours(24 * 365 * 90));
    must_work();
    clk.advance(-std::chrono::hours(24 * 365 * 60));
    undo(again.batch);
    BOOST_TEST(products() == 3);
    must_be_in_order();
}

BOOST_AUTO_TEST_CASE(a_clock_or_a_random_source_that_throws_or_begins_a_unit)
{
    enum class mood { fine, throws, nests };
    std::atomic<mood> clock = mood::fine, bytes = mood::fine;
    std::optional<database> shop;
    auto const act = [&](mood now) {
        if (now == mood::throws)
            throw 42;
        if (now == mood::nests)
            tokocrm::read(*shop, who, nothing);
    };
    environment const moody{[&] {
                                act(clock);
                                return clk.now();
                            },
                            [&](std::span<std::byte> out) {
                                act(bytes);
                                random(out);
                            }};
    for (auto* which : {&clock, &bytes}) {
        *which = mood::throws;
        BOOST_TEST(failure_of([&] {
                       create_database(folder / "other.db", who, moody,
                                       [this](unit_of_work& uow) { fill(uow); });
                   }) == "int: 42");
        BOOST_TEST(!std::filesystem::exists(folder / "other.db"));
        *which = mood::fine;
    }
    db();
    close();
    shop.emplace(url, moody);
    auto const needs_bytes = [](unit_of_work& uow) {
        add_named(uow, "Beras");
        std::byte some[16];
        uow.random_bytes(some);
    };
    for (auto* which : {&clock, &bytes}) {
        *which = mood::throws;
        BOOST_TEST(failure_of([&] { tokocrm::transact(*shop, who, needs_bytes); }) == "int: 42");
        *which = mood::nests;
        BOOST_TEST(failure_of([&] { tokocrm::transact(*shop, who, needs_bytes); }) ==
                   "internal db.nested");
        *which = mood::fine;
    }
    tokocrm::transact(*shop, who, needs_bytes);
    shop.reset();
    BOOST_TEST(products() == 1);
}

BOOST_AUTO_TEST_CASE(any_busy_timeout_will_do)
{
    using std::chrono::milliseconds;
    for (auto const limit :
         {milliseconds(0), milliseconds(-1), milliseconds::min(), milliseconds::max()}) {
        db().busy_timeout(limit);
        must_work(); // nobody is in the way
        BOOST_TEST(failure_of([&] { rehearse(db(), who, nothing); }) == "");
    }
    for (auto const limit : {milliseconds(0), milliseconds(-1), milliseconds::min()}) {
        db().busy_timeout(limit);
        transact([&](unit_of_work&) {
            std::string said;
            std::thread([&] { said = failure_of([&] { transact(nothing); }); }).join();
            BOOST_TEST(said == "unavailable db.busy");
        });
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(host_forks, host)

BOOST_AUTO_TEST_CASE(a_forked_child_may_not_use_its_parents_shop)
{
    must_work();
    read(nothing);
    BOOST_TEST(test::in_child([&] {
                   auto const said = failure_of([&] { transact(nothing); }) + ", " +
                                     failure_of([&] { read(nothing); });
                   close(); // leaves alone what is the parent's
                   database own(url, env);
                   tokocrm::transact(own, who, [](unit_of_work& uow) { add_named(uow, "Anak"); });
                   return said;
               }) == "internal db.forked, internal db.forked");
    BOOST_TEST(products() == 2);
    must_work();
    must_be_in_order();
}

BOOST_AUTO_TEST_CASE(a_child_that_closes_its_parents_shop_leaves_the_parents_turn_alone)
{
    must_work();
    transact([&](unit_of_work& uow) {
        add_named(uow, "Beras");
        BOOST_TEST(test::in_child([&] {
                       close();
                       int const lock = ::open((folder / "shop.db.lock").c_str(), O_RDWR);
                       return lock >= 0 && ::flock(lock, LOCK_EX | LOCK_NB) < 0 ? "taken" : "free";
                   }) == "taken");
        add_named(uow, "Gula");
    });
    BOOST_TEST(products() == 3);
    must_be_in_order();
}

BOOST_AUTO_TEST_CASE(a_child_that_comes_out_of_its_parents_callback_is_ended)
{
    db();
    auto const parent = ::getpid();
    for (bool const throws : {false, true})
        for (bool const writes : {true, false}) {
            auto const fork_and_return = [&](unit_of_work& uow) {
                if (writes)
                    add_named(uow, "Beras");
                auto const child = ::fork();
                BOOST_REQUIRE(child >= 0);
                if (child > 0) {
                    int status = 0;
                    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
                    BOOST_TEST((WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT));
                } else {
                    std::signal(SIGABRT, SIG_DFL);
                    rlimit const no_core = {};
                    ::setrlimit(RLIMIT_CORE, &no_core);
                }
                if (throws)
                    throw 42;
            };
            auto const said = failure_of([&] {
                if (writes)
                    rehearse(db(), who, fork_and_return);
                else
                    read(fork_and_return);
            });
            if (::getpid() != parent)
                ::_exit(0);
            BOOST_TEST(said == (throws ? "int: 42" : ""));
        }
    must_work();
    must_be_in_order();
}

BOOST_AUTO_TEST_SUITE_END()
