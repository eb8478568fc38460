// labels: threads
// Units that share a commit: what one does to the others, and what all of them are told.
#include "lib/db/database_state.hpp"
#include "tests/support/host.hpp"
#include "tests/support/shop_fixture.hpp"

#include <tokocrm/database.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/soci.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <latch>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace tokocrm;
using namespace std::chrono_literals;
using detail::unit_kind;
using test::failure_of;
using strings = std::vector<std::string>;
using work_function = std::function<void(unit_of_work&)>;

namespace {

/// Makes the write-ahead log fail, when armed, from its nth write or flush on.
class failing_medium
{
public:
    failing_medium() : system_(sqlite_api::sqlite3_vfs_find(nullptr)), ours_(*system_)
    {
        system = system_;
        ours_.zName = "toko-test-medium";
        ours_.xOpen = open;
        sqlite_api::sqlite3_vfs_register(&ours_, 1);
        disarm();
        calls = 0;
    }
    failing_medium(failing_medium const&) = delete;
    failing_medium& operator=(failing_medium const&) = delete;
    ~failing_medium()
    {
        sqlite_api::sqlite3_vfs_register(system_, 1);
        sqlite_api::sqlite3_vfs_unregister(&ours_);
    }

    enum class call { write, flush };
    /// @param nth counted from one.
    static void arm(call of, int nth, int code)
    {
        calls = 0;
        failing_call = of;
        answer = code;
        failing_from = nth;
    }
    static void disarm() { failing_from = 0; }
    /// How many calls of the armed kind there were.
    static int called() { return calls; }

private:
    static int open(sqlite_api::sqlite3_vfs*, char const* file_name, sqlite_api::sqlite3_file* file,
                    int flags, int* got)
    {
        int const result = system->xOpen(system, file_name, file, flags, got);
        if (result == SQLITE_OK && (flags & SQLITE_OPEN_WAL)) {
            static bool const once = [&] {
                real = methods = *file->pMethods;
                methods.xSync = flush;
                methods.xWrite = write;
                return true;
            }();
            file->pMethods = once ? &methods : nullptr;
        }
        return result;
    }
    static bool fails(call which)
    {
        if (failing_from == 0 || which != failing_call)
            return false;
        return ++calls >= failing_from;
    }
    static int write(sqlite_api::sqlite3_file* file, void const* from, int count,
                     sqlite_api::sqlite3_int64 at)
    {
        return fails(call::write) ? answer.load() : real.xWrite(file, from, count, at);
    }
    static int flush(sqlite_api::sqlite3_file* file, int flags)
    {
        return fails(call::flush) ? answer.load() : real.xSync(file, flags);
    }

    static inline sqlite_api::sqlite3_vfs* system = nullptr;
    static inline sqlite_api::sqlite3_io_methods real = {}, methods = {};
    static inline std::atomic<call> failing_call = call::write;
    static inline std::atomic<int> failing_from = 0, answer = 0, calls = 0;

    sqlite_api::sqlite3_vfs* system_;
    sqlite_api::sqlite3_vfs ours_;
};

void insert(unit_of_work& uow, std::string const& name)
{
    native(uow) << "insert into kept (name, pages) values (:name, zeroblob(9000))", soci::use(name);
}

std::int64_t count_of(unit_of_work& uow, std::string const& name)
{
    std::int64_t found = -1;
    native(uow) << "select count(*) from kept where name = :name", soci::use(name),
        soci::into(found);
    return found;
}

work_function writes(std::string const& name)
{
    return [name](unit_of_work& uow) { insert(uow, name); };
}

/// The log reaches the system in pieces of some 30 pages: this is several of them.
work_function writes_much(std::string const& name)
{
    return [name](unit_of_work& uow) {
        insert(uow, name);
        native(uow) << "update kept set pages = zeroblob(900000) where name = :name",
            soci::use(name);
    };
}

work_function refuses(std::string const& name)
{
    return [name](unit_of_work& uow) {
        insert(uow, name);
        throw error(errc::rule_violation, "host.says_no", "");
    };
}

/// A shop whose units are put into one group, in the order in which they stand.
class group_fixture : public test::shop_fixture
{
public:
    struct member
    {
        work_function work;
        unit_kind kind = unit_kind::transact;
    };

    /// @return What each was told, after a first unit, `gate`, that all of them waited for.
    strings together(std::vector<member> const& members, member const& gate)
    {
        strings said(members.size() + 1);
        std::latch begun(1);
        std::vector<std::thread> running;
        running.emplace_back([&] {
            bool once = false;
            said[0] = failure_of([&] {
                state().run(who, gate.kind, [&](unit_of_work& uow) {
                    if (!std::exchange(once, true)) {
                        begun.count_down();
                        wait_for(members.size());
                    }
                    gate.work(uow);
                });
            });
        });
        begun.wait();
        for (std::size_t i = 0; i < members.size(); ++i) {
            wait_for(i);
            running.emplace_back([&, i] {
                said[i + 1] =
                    failure_of([&] { state().run(who, members[i].kind, members[i].work); });
            });
        }
        for (auto& each : running)
            each.join();
        return said;
    }
    strings together(std::vector<member> const& members)
    {
        return together(members, {writes("gate")});
    }

    /// What is stored, as a new connection sees it.
    std::multiset<std::string> kept()
    {
        close();
        std::multiset<std::string> names;
        read([&](unit_of_work& uow) {
            std::string name;
            soci::statement select =
                (native(uow).prepare << "select name from kept", soci::into(name));
            select.execute();
            while (select.fetch())
                names.insert(name);
        });
        BOOST_TEST(number("select count(*) from pragma_integrity_check"
                          " where integrity_check <> 'ok'") == 0);
        test::shop_fixture::close();
        return names;
    }
    std::int64_t number(std::string const& query)
    {
        return read([&](unit_of_work& uow) {
            std::int64_t found = -1;
            native(uow) << query, soci::into(found);
            return found;
        });
    }

    /// A shop without a limit of time, so that a slow machine makes the same groups.
    detail::database_state& state()
    {
        if (!state_) {
            make_shop();
            state_ = std::make_unique<detail::database_state>(url, env, db::built_in_migrations(),
                                                              limits);
        }
        return *state_;
    }
    void close()
    {
        state_.reset();
        test::shop_fixture::close();
    }
    /// Before the shop is first used.
    db::group_limits limits{.units = 16, .length = 10min, .patience = 10min};

protected:
    void fill(unit_of_work& uow) override
    {
        native(uow) << "create table kept (id integer primary key,"
                       " name text not null constraint kept_name_known check (name <> 'bad'),"
                       " pages blob,"
                       " parent bigint references kept (id) deferrable initially deferred)";
    }

private:
    void wait_for(std::size_t threads)
    {
        while (state().waiting() < threads)
            std::this_thread::yield();
    }

    std::unique_ptr<detail::database_state> state_;
};

std::multiset<std::string> names(std::initializer_list<char const*> of)
{
    return {of.begin(), of.end()};
}

#define CHECK_SAID(said, ...)                                                                      \
    BOOST_TEST((said) == (strings{__VA_ARGS__}), boost::test_tools::per_element())
#define CHECK_KEPT(...) BOOST_TEST((kept() == names({__VA_ARGS__})))

constexpr char const* says_no = "rule_violation host.says_no";

} // namespace

BOOST_FIXTURE_TEST_SUITE(shared_commits, group_fixture)

BOOST_AUTO_TEST_CASE(who_waits_shares_the_commit_and_sees_what_is_before_it)
{
    std::int64_t seen = -1, committed = -1;
    auto const said = together({{writes("a")}, {[&](unit_of_work& uow) {
                                    seen = count_of(uow, "a") + count_of(uow, "gate");
                                    committed = number("select count(*) from kept");
                                    insert(uow, "b");
                                }}});
    CHECK_SAID(said, "", "", "");
    BOOST_TEST(seen == 2);
    BOOST_TEST(committed == 0);
    CHECK_KEPT("gate", "a", "b");
}

BOOST_AUTO_TEST_CASE(nobody_is_answered_before_the_commit)
{
    std::atomic<int> answered = 0;
    int at_the_end = -1;
    auto const last = [&](unit_of_work& uow) {
        insert(uow, "last");
        // Whoever came before has ended its work; give it every chance to come out.
        for (int i = 0; i < 1'000; ++i)
            std::this_thread::yield();
        at_the_end = answered;
    };
    std::latch begun(1);
    std::vector<std::thread> running;
    auto const start = [&](work_function const& work) {
        running.emplace_back([&, work] {
            failure_of([&] { state().run(who, unit_kind::transact, work); });
            ++answered;
        });
    };
    auto const wait = [&](std::size_t threads) {
        while (state().waiting() < threads)
            std::this_thread::yield();
    };
    start([&](unit_of_work& uow) {
        begun.count_down();
        wait(3);
        insert(uow, "gate");
    });
    begun.wait();
    start(writes("a"));
    wait(1);
    start(refuses("b"));
    wait(2);
    start(last);
    for (auto& each : running)
        each.join();
    BOOST_TEST(at_the_end == 0);
    BOOST_TEST(answered == 4);
    CHECK_KEPT("gate", "a", "last");
}

BOOST_AUTO_TEST_CASE(who_is_refused_or_throws_takes_nobody_with_it)
{
    struct shape
    {
    };
    auto const said = together({{writes("a")},
                                {refuses("b")},
                                {writes("c")},
                                {[](unit_of_work& uow) {
                                    insert(uow, "d");
                                    throw 42;
                                }},
                                {writes("bad")},
                                {[](unit_of_work& uow) {
                                    insert(uow, "e");
                                    throw std::bad_alloc();
                                }},
                                {writes("f")}});
    CHECK_SAID(said, "", "", says_no, "", "int: 42", "internal db.constraint",
               "St9bad_alloc: std::bad_alloc", "");
    CHECK_KEPT("gate", "a", "c", "f");
}

BOOST_AUTO_TEST_CASE(a_first_unit_that_is_refused_leaves_the_others_alone)
{
    auto const said = together({{writes("a")}, {refuses("b")}, {writes("c")}}, {refuses("gate")});
    CHECK_SAID(said, says_no, "", says_no, "");
    CHECK_KEPT("a", "c");
}

BOOST_AUTO_TEST_CASE(a_group_of_refusals_stores_nothing)
{
    CHECK_SAID(together({{refuses("a")}, {refuses("b")}}, {refuses("gate")}), says_no, says_no,
               says_no);
    CHECK_KEPT();
}

BOOST_AUTO_TEST_CASE(statements_left_open_hold_up_no_neighbour)
{
    std::int64_t id = 0;
    std::vector<std::unique_ptr<soci::statement>> left;
    auto const leaves_open = [&](bool throws) {
        return [&, throws](unit_of_work& uow) {
            insert(uow, "open");
            left.push_back(std::make_unique<soci::statement>(
                (native(uow).prepare << "select id from kept order by id", soci::into(id))));
            left.back()->execute(true);
            if (throws)
                throw 7;
        };
    };
    CHECK_SAID(together({{leaves_open(false)}, {writes("a")}, {leaves_open(true)}, {writes("b")}}),
               "", "", "", "int: 7", "");
    left.clear();
    CHECK_KEPT("gate", "open", "a", "b");
}

BOOST_AUTO_TEST_CASE(a_constraint_left_to_the_commit_fails_its_own_unit)
{
    auto const orphan = [](unit_of_work& uow) {
        native(uow) << "insert into kept (name, parent) values ('orphan', 4711)";
    };
    CHECK_SAID(together({{orphan}, {writes("a")}}), "", "conflict db.referenced", "");
    CHECK_KEPT("gate", "a");
    CHECK_SAID(together({{writes("b")}}, {orphan}), "conflict db.referenced", "");
    CHECK_KEPT("gate", "a", "b");
}

BOOST_AUTO_TEST_CASE(a_unit_that_ends_the_transaction_has_its_neighbours_run_again)
{
    auto const ends = [](unit_of_work& uow) {
        insert(uow, "x");
        native(uow) << "rollback";
    };
    auto const closes = [](unit_of_work& uow) {
        insert(uow, "x");
        native(uow).close();
    };
    auto const by_conflict = [](unit_of_work& uow) {
        native(uow) << "insert or rollback into kept (name) values ('bad')";
    };
    std::atomic<int> runs = 0;
    auto const counted = [&](std::string const& name) {
        return [&runs, name](unit_of_work& uow) {
            ++runs;
            insert(uow, name);
        };
    };
    auto const said =
        together({{counted("a")}, {refuses("b")}, {ends}, {counted("c")}}, {counted("gate")});
    CHECK_SAID(said, "", "", says_no, "unavailable db.unit_lost", "");
    BOOST_TEST(runs == 5); // gate and a twice
    CHECK_KEPT("gate", "a", "c");
    CHECK_SAID(together({{writes("d")}, {closes}, {writes("e")}}), "", "",
               "unavailable db.unit_lost", "");
    CHECK_SAID(together({{writes("f")}, {by_conflict}, {writes("g")}}), "", "",
               "internal db.constraint", "");
    CHECK_KEPT("gate", "gate", "gate", "a", "c", "d", "e", "f", "g");
}

BOOST_AUTO_TEST_CASE(a_neighbours_own_savepoints_do_no_harm)
{
    auto const left_open = [](unit_of_work& uow) {
        native(uow) << "savepoint mine";
        insert(uow, "left open");
    };
    auto const back_to_a_neighbours = [](unit_of_work& uow) {
        insert(uow, "x");
        native(uow) << "rollback to mine";
    };
    // What it takes back is not its own: the others are run again.
    auto const said = together({{left_open}, {writes("a")}, {back_to_a_neighbours}, {writes("b")}});
    BOOST_TEST(said[1] == "");
    BOOST_TEST(said[2] == "");
    BOOST_TEST(said[3] != "");
    BOOST_TEST(said[4] == "");
    CHECK_KEPT("gate", "left open", "a", "b");
}

BOOST_AUTO_TEST_CASE(a_unit_alone_and_a_rehearsal_share_with_nobody)
{
    std::int64_t before_alone = -1, before_rehearsal = -1, committed = -1;
    auto const said = together({{writes("a")},
                                {[&](unit_of_work& uow) {
                                     before_alone = count_of(uow, "a");
                                     committed = number("select count(*) from kept");
                                     insert(uow, "alone");
                                 },
                                 unit_kind::transact_alone},
                                {writes("b")},
                                {[&](unit_of_work& uow) {
                                     before_rehearsal = count_of(uow, "b");
                                     committed += number("select count(*) from kept");
                                     insert(uow, "rehearsed");
                                 },
                                 unit_kind::rehearse},
                                {writes("c")}});
    CHECK_SAID(said, "", "", "", "", "", "");
    BOOST_TEST(before_alone == 1);
    BOOST_TEST(before_rehearsal == 1);
    BOOST_TEST(committed == 2 + 4);
    CHECK_KEPT("gate", "a", "alone", "b", "c");
}

BOOST_AUTO_TEST_CASE(a_group_closes_when_it_has_enough_units)
{
    limits.units = 3;
    std::int64_t committed = -1;
    auto const said = together({{writes("a")}, {writes("b")}, {[&](unit_of_work& uow) {
                                    committed = number("select count(*) from kept");
                                    insert(uow, "c");
                                }}});
    CHECK_SAID(said, "", "", "", "");
    BOOST_TEST(committed == 3);
}

BOOST_AUTO_TEST_CASE(a_group_closes_when_it_has_lasted_long_enough)
{
    limits.length = 0ms;
    std::int64_t committed = -1;
    auto const said = together({{[&](unit_of_work& uow) {
        committed = number("select count(*) from kept");
        insert(uow, "a");
    }}});
    CHECK_SAID(said, "", "");
    BOOST_TEST(committed == 1);
}

BOOST_AUTO_TEST_CASE(a_thread_that_ends_in_its_callback_leaves_the_others_their_commit)
{
    auto const ends = [](unit_of_work& uow) {
        insert(uow, "x");
        ::pthread_exit(nullptr);
    };
    together({{writes("a")}, {ends}, {writes("b")}, {ends}});
    CHECK_KEPT("gate", "a", "b");
    together({{writes("c")}}, {ends});
    CHECK_KEPT("gate", "a", "b", "c");
}

BOOST_AUTO_TEST_CASE(each_unit_has_an_instant_of_its_own)
{
    timestamp first, second;
    auto const said =
        together({{[&](unit_of_work& uow) { second = uow.now(); }}}, {[&](unit_of_work& uow) {
                     first = uow.now();
                     clk.advance(1h);
                 }});
    CHECK_SAID(said, "", "");
    BOOST_TEST((second - first == 1h));
}

BOOST_AUTO_TEST_CASE(a_conflict_runs_its_own_unit_again_and_no_other)
{
    std::atomic<int> runs = 0, tries = 0;
    auto const said = together({{[&](unit_of_work& uow) {
                                    ++runs;
                                    insert(uow, "a");
                                }},
                                {[&](unit_of_work& uow) {
                                    insert(uow, "b");
                                    if (++tries < 3)
                                        throw soci::sqlite3_soci_error("busy", SQLITE_BUSY);
                                }},
                                {[&](unit_of_work& uow) {
                                    ++runs;
                                    insert(uow, "c");
                                }}});
    CHECK_SAID(said, "", "", "", "");
    BOOST_TEST(runs == 2);
    BOOST_TEST(tries == 3);
    CHECK_KEPT("gate", "a", "b", "c");
}

BOOST_AUTO_TEST_CASE(a_conflict_that_lasts_is_given_up_alone)
{
    std::atomic<int> tries = 0;
    auto const said = together({{[&](unit_of_work& uow) {
                                    insert(uow, "b");
                                    ++tries;
                                    throw soci::sqlite3_soci_error("busy", SQLITE_BUSY);
                                }},
                                {writes("c")}});
    CHECK_SAID(said, "", "unavailable db.busy", "");
    BOOST_TEST(tries == 5);
    CHECK_KEPT("gate", "c");
}

// A callback that waits for one who shares its commit: it may not, and gets an answer for it.
BOOST_AUTO_TEST_CASE(a_group_that_does_not_end_is_not_waited_for_for_ever)
{
    limits.patience = 20ms;
    std::latch told(2);
    strings said(3);
    std::latch begun(1);
    auto const wait = [&](std::size_t threads) {
        while (state().waiting() < threads)
            std::this_thread::yield();
    };
    std::thread first([&] {
        said[0] = failure_of([&] {
            state().run(who, unit_kind::transact, [&](unit_of_work& uow) {
                begun.count_down();
                wait(2);
                insert(uow, "gate");
            });
        });
        told.count_down();
    });
    begun.wait();
    std::thread second([&] {
        said[1] = failure_of([&] { state().run(who, unit_kind::transact, refuses("a")); });
        told.count_down();
    });
    wait(1);
    std::thread third([&] {
        said[2] = failure_of([&] {
            state().run(who, unit_kind::transact, [&](unit_of_work& uow) {
                insert(uow, "b");
                told.wait();
            });
        });
    });
    for (auto* each : {&first, &second, &third})
        each->join();
    CHECK_SAID(said, "unavailable db.outcome_unknown", "unavailable db.busy", "");
    CHECK_KEPT("gate", "b");
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

class failing_group : public group_fixture
{
public:
    /// A shop of one row, whose writing connection is open.
    void start_anew()
    {
        group_fixture::close();
        std::filesystem::remove(folder / "shop.db");
        state().run(who, unit_kind::transact, writes("warm"));
    }

    failing_medium medium;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(shared_commits_on_a_failing_medium, failing_group)

BOOST_AUTO_TEST_CASE(a_full_disk_at_any_write_is_told_to_all)
{
    int failed = 0;
    for (int nth = 1;; ++nth)
        BOOST_TEST_CONTEXT("write " << nth)
        {
            start_anew();
            medium.arm(failing_medium::call::write, nth, SQLITE_FULL);
            auto const said = together({{writes_much("a")}, {refuses("b")}, {writes_much("c")}});
            bool const reached = failing_medium::called() >= nth;
            medium.disarm();
            if (!reached) {
                CHECK_SAID(said, "", "", says_no, "");
                CHECK_KEPT("warm", "gate", "a", "c");
                break;
            }
            ++failed;
            std::string const full = "unavailable db.full";
            CHECK_SAID(said, full, full, full, full);
            state().run(who, unit_kind::transact, writes("after"));
            CHECK_KEPT("warm", "after");
        }
    BOOST_TEST(failed > 10);
}

BOOST_AUTO_TEST_CASE(a_failing_disk_at_any_write_leaves_the_outcome_unknown_to_all)
{
    int failed = 0;
    for (int nth = 1;; ++nth)
        BOOST_TEST_CONTEXT("write " << nth)
        {
            start_anew();
            medium.arm(failing_medium::call::write, nth, SQLITE_IOERR_WRITE);
            auto const said = together({{writes_much("a")}, {refuses("b")}, {writes_much("c")}});
            bool const reached = failing_medium::called() >= nth;
            medium.disarm();
            if (!reached) {
                CHECK_SAID(said, "", "", says_no, "");
                break;
            }
            ++failed;
            std::string const unknown = "unavailable db.outcome_unknown";
            CHECK_SAID(said, unknown, unknown, unknown, unknown);
            state().run(who, unit_kind::transact, writes("after"));
            auto const names = kept();
            BOOST_TEST(names.count("b") == 0u);
            BOOST_TEST((names.size() == 2u || names.size() == 5u)); // none or all
        }
    BOOST_TEST(failed > 10);
}

BOOST_AUTO_TEST_CASE(a_failed_flush_leaves_the_outcome_unknown_to_all)
{
    std::atomic<int> calls = 0;
    auto const counted = [&](std::string const& name) {
        return [&calls, name](unit_of_work& uow) {
            ++calls;
            insert(uow, name);
        };
    };
    start_anew();
    medium.arm(failing_medium::call::flush, 1, SQLITE_IOERR_FSYNC);
    auto const said = together({{counted("a")}, {refuses("b")}, {counted("c")}}, {counted("gate")});
    medium.disarm();
    BOOST_TEST(failing_medium::called() > 0);
    std::string const unknown = "unavailable db.outcome_unknown";
    CHECK_SAID(said, unknown, unknown, unknown, unknown);
    BOOST_TEST(calls == 3); // never tried again
    state().run(who, unit_kind::transact, writes("after"));
    auto const names = kept();
    BOOST_TEST(names.count("b") == 0u);
    BOOST_TEST((names.size() == 2u || names.size() == 5u));
}

// The medium fails one of them in the middle of its work, as where the cache is full.
BOOST_AUTO_TEST_CASE(a_medium_that_fails_in_a_units_work_is_told_to_all_before_it)
{
    for (auto const& [code, expected] : {std::pair(SQLITE_FULL, "unavailable db.full"),
                                         std::pair(SQLITE_IOERR_WRITE, "unavailable db.io")}) {
        auto const spills = [code = code](unit_of_work& uow) {
            std::int64_t ignored = 0;
            native(uow) << "pragma cache_size=10", soci::into(ignored);
            failing_medium::arm(failing_medium::call::write, 1, code);
            native(uow) << "insert into kept (name) with recursive n(i) as"
                           " (select 1 union all select i + 1 from n where i < 200)"
                           " select hex(randomblob(2000)) from n";
        };
        std::atomic<int> after = 0;
        auto const said =
            together({{writes("a")}, {refuses("b")}, {spills}, {[&](unit_of_work& uow) {
                          failing_medium::disarm();
                          ++after;
                          insert(uow, "c");
                      }}});
        std::string const all = expected;
        CHECK_SAID(said, all, all, all, all, "");
        BOOST_TEST(after == 1);
    }
    CHECK_KEPT("c", "c");
}

// SQLite takes nothing back itself where a read fails; and not all statements go through SOCI.
BOOST_AUTO_TEST_CASE(a_read_that_fails_is_told_to_all_before_it_translated_or_not)
{
    for (bool const translated : {false, true}) {
        auto const fails = [translated](unit_of_work&) {
            try {
                throw db::sqlite_failure("disk I/O error", SQLITE_IOERR_READ, 0);
            } catch (soci::soci_error const&) {
                if (translated)
                    db::rethrow_translated({"shop.db"});
                throw;
            }
        };
        std::string const io = "unavailable db.io";
        CHECK_SAID(together({{writes("a")}, {fails}, {writes("c")}}), io, io, io, "");
    }
    CHECK_KEPT("c", "c");
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

/// Knows what of the write-ahead log would be there if the power failed now.
class remembering_disk
{
public:
    remembering_disk() : system_(sqlite_api::sqlite3_vfs_find(nullptr)), ours_(*system_)
    {
        system = system_;
        written = flushed = {};
        lying = false;
        ours_.zName = "toko-test-disk";
        ours_.xOpen = open;
        sqlite_api::sqlite3_vfs_register(&ours_, 1);
    }
    remembering_disk(remembering_disk const&) = delete;
    remembering_disk& operator=(remembering_disk const&) = delete;
    ~remembering_disk()
    {
        sqlite_api::sqlite3_vfs_register(system_, 1);
        sqlite_api::sqlite3_vfs_unregister(&ours_);
    }

    static std::string log_after_power_failure()
    {
        std::lock_guard const lock(mutex);
        return flushed;
    }
    /// From now on a flush does nothing, and says that it has.
    static void lie() { lying = true; }

private:
    static int open(sqlite_api::sqlite3_vfs*, char const* file_name, sqlite_api::sqlite3_file* file,
                    int flags, int* got)
    {
        int const result = system->xOpen(system, file_name, file, flags, got);
        if (result == SQLITE_OK && (flags & SQLITE_OPEN_WAL)) {
            static bool const once = [&] {
                real = methods = *file->pMethods;
                methods.xSync = flush;
                methods.xWrite = write;
                return true;
            }();
            file->pMethods = once ? &methods : nullptr;
        }
        return result;
    }
    static int write(sqlite_api::sqlite3_file* file, void const* from, int count,
                     sqlite_api::sqlite3_int64 at)
    {
        {
            std::lock_guard const lock(mutex);
            auto const first = static_cast<std::size_t>(at), size = static_cast<std::size_t>(count);
            written.resize(std::max(written.size(), first + size));
            written.replace(first, size, static_cast<char const*>(from), size);
        }
        return real.xWrite(file, from, count, at);
    }
    static int flush(sqlite_api::sqlite3_file* file, int flags)
    {
        int const result = real.xSync(file, flags);
        std::lock_guard const lock(mutex);
        if (result == SQLITE_OK && !lying)
            flushed = written;
        return result;
    }

    static inline sqlite_api::sqlite3_vfs* system = nullptr;
    static inline sqlite_api::sqlite3_io_methods real = {}, methods = {};
    static inline std::mutex mutex;
    static inline std::string written, flushed;
    static inline std::atomic<bool> lying = false;

    sqlite_api::sqlite3_vfs* system_;
    sqlite_api::sqlite3_vfs ours_;
};

/// Many threads, each of which looks at once at what a power failure would leave of its unit.
class power_failures : public group_fixture
{
public:
    /// @return How many units were answered and would not be there.
    int lost(int threads, int units)
    {
        limits.length = 5ms;
        state();
        std::atomic<int> lost = 0;
        std::latch together(threads);
        std::vector<std::thread> running;
        for (int thread = 0; thread < threads; ++thread)
            running.emplace_back([&, thread] {
                together.arrive_and_wait();
                for (int unit = 0; unit < units; ++unit) {
                    auto const name = std::to_string(thread) + "-" + std::to_string(unit);
                    state().run(who, unit_kind::transact, writes(name));
                    lost += !survives(name, disk.log_after_power_failure());
                }
            });
        for (auto& each : running)
            each.join();
        return lost;
    }

    remembering_disk disk;

private:
    bool survives(std::string const& name, std::string const& log)
    {
        test::temporary_directory const after;
        std::filesystem::copy_file(folder / "shop.db", after / "shop.db");
        std::ofstream(after / "shop.db-wal", std::ios::binary) << log;
        database opened(after / "shop.db", env);
        return tokocrm::read(opened, who, [&](unit_of_work& uow) { return count_of(uow, name); }) ==
               1;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(shared_commits_and_power_failures, power_failures)

BOOST_AUTO_TEST_CASE(what_is_answered_is_flushed)
{
    BOOST_TEST(lost(8, 6) == 0);
}

BOOST_AUTO_TEST_CASE(a_disk_that_does_not_flush_is_noticed)
{
    state();
    disk.lie();
    BOOST_TEST(lost(2, 3) == 6);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(shared_commits_of_many, group_fixture)

BOOST_AUTO_TEST_CASE(what_sixty_four_threads_are_told_is_what_is_stored)
{
    constexpr unsigned threads = 64;
    constexpr int rounds = 12;
    auto const seed = std::random_device{}();
    std::cout << "seed " << seed << '\n';
    limits.length = 5ms;
    state().busy_timeout(10min); // on a machine that does much else
    std::vector<strings> stored(threads), faults(threads);
    std::latch together(threads);
    std::vector<std::thread> running;
    for (unsigned thread = 0; thread < threads; ++thread)
        running.emplace_back([&, thread] {
            std::mt19937 chances(seed + thread);
            together.arrive_and_wait();
            for (int round = 0; round < rounds; ++round) {
                auto const name = std::to_string(thread) + "-" + std::to_string(round);
                auto kind = unit_kind::transact;
                std::string expected;
                auto work = writes(name);
                switch (chances() % 10) {
                case 0:
                    work = refuses(name);
                    expected = says_no;
                    break;
                case 1:
                    work = [name](unit_of_work& uow) {
                        insert(uow, name);
                        throw 42;
                    };
                    expected = "int: 42";
                    break;
                case 2:
                    kind = unit_kind::transact_alone;
                    break;
                case 3:
                    kind = unit_kind::rehearse;
                    break;
                case 4:
                    work = [name](unit_of_work& uow) {
                        insert(uow, name);
                        native(uow) << "rollback";
                    };
                    expected = "unavailable db.unit_lost";
                    break;
                case 5:
                    work = [name](unit_of_work& uow) {
                        insert(uow, name);
                        native(uow).close();
                    };
                    expected = "unavailable db.unit_lost";
                    break;
                default:;
                }
                auto const said = failure_of([&] { state().run(who, kind, work); });
                if (said != expected)
                    faults[thread].push_back(name + ": " + said + ", not " + expected);
                if (said.empty() && kind != unit_kind::rehearse)
                    stored[thread].push_back(name);
            }
        });
    for (auto& each : running)
        each.join();
    std::multiset<std::string> expected;
    for (unsigned thread = 0; thread < threads; ++thread) {
        BOOST_TEST(faults[thread] == strings(), boost::test_tools::per_element());
        expected.insert(stored[thread].begin(), stored[thread].end());
    }
    BOOST_TEST((kept() == expected));
}

BOOST_AUTO_TEST_SUITE_END()
