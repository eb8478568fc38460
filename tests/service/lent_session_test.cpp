// A program that is lent the unit's session and does with it what it must not.
#include "tests/support/host.hpp"
#include "tests/support/sales_fixture.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/catalog.hpp>

#include <boost/test/unit_test.hpp>
#include <soci/sqlite3/soci-sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using namespace tokocrm;
using test::failure_of;
using strings = std::vector<std::string>;

namespace {

class lent_session : public test::sales_fixture
{
protected:
    void fill(unit_of_work& uow) override
    {
        sales_fixture::fill(uow);
        native(uow) << "create table notes (note text not null)";
    }

public:
    using step = std::function<void(soci::session&)>;

    static void note(soci::session& sql) { sql << "insert into notes (note) values ('x')"; }
    std::int64_t notes() { return number("select count(*) from notes"); }

    /// Notes, does something, notes again and ends well if it is let.
    std::string written(step const& misuse)
    {
        return failure_of([&] { transact(between(misuse)); });
    }
    std::string only(step const& misuse)
    {
        return failure_of([&] { transact([&](unit_of_work& uow) { misuse(native(uow)); }); });
    }
    std::string rehearsed(step const& misuse)
    {
        return failure_of([&] { rehearse(db(), who, between(misuse)); });
    }
    std::string read_with(step const& misuse)
    {
        return failure_of([&] { read([&](unit_of_work& uow) { misuse(native(uow)); }); });
    }
    void must_be_as_before(std::int64_t expected)
    {
        BOOST_TEST(notes() == expected);
        BOOST_TEST(written([](soci::session&) {}) == "");
        BOOST_TEST(notes() == expected + 2);
        BOOST_TEST(findings() == strings(), boost::test_tools::per_element());
    }

private:
    static std::function<void(unit_of_work&)> between(step const& misuse)
    {
        return [&misuse](unit_of_work& uow) {
            note(native(uow));
            misuse(native(uow));
            note(native(uow));
        };
    }
};

/// Does something and goes on whatever comes of it.
lent_session::step swallowing(lent_session::step first, lent_session::step then = {})
{
    return [=](soci::session& sql) {
        for (auto const& each : {first, then})
            try {
                if (each)
                    each(sql);
            } catch (soci::soci_error const&) {
            }
    };
}

void commit(soci::session& sql)
{
    sql.commit();
}
void roll_back(soci::session& sql)
{
    sql.rollback();
}
void begin(soci::session& sql)
{
    sql.begin();
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lent_session_transactions, lent_session)

BOOST_AUTO_TEST_CASE(a_program_cannot_commit_the_unit)
{
    BOOST_TEST(written(commit) == "internal db.unit_ended");
    BOOST_TEST(written([](soci::session& sql) { sql << "end"; }) == "internal db.unit_ended");
    BOOST_TEST(written(swallowing(commit)) == "internal db.unit_ended"); // by writing on
    BOOST_TEST(only(swallowing(commit)) == "unavailable db.unit_lost");
    BOOST_TEST(written(swallowing(commit, begin)) == "unavailable db.unit_lost");
    must_be_as_before(0);
}

BOOST_AUTO_TEST_CASE(a_program_cannot_commit_a_rehearsal)
{
    BOOST_TEST(rehearsed(commit) == "internal db.unit_ended");
    BOOST_TEST(rehearsed(swallowing(commit)) == "internal db.unit_ended");
    BOOST_TEST(rehearsed(swallowing(commit, begin)) == "unavailable db.unit_lost");
    must_be_as_before(0);
}

BOOST_AUTO_TEST_CASE(a_program_that_rolls_the_unit_back_is_told)
{
    BOOST_TEST(only(roll_back) == "unavailable db.unit_lost");
    // What is written behind it would commit itself.
    BOOST_TEST(written(roll_back) == "internal db.unit_ended");
    BOOST_TEST(rehearsed(roll_back) == "internal db.unit_ended");
    // Another transaction in the place of ours is not taken for it.
    BOOST_TEST(written([](soci::session& sql) {
                   roll_back(sql);
                   begin(sql);
               }) == "unavailable db.unit_lost");
    BOOST_TEST(written([](soci::session& sql) {
                   roll_back(sql);
                   begin(sql);
                   commit(sql);
                   begin(sql);
               }) != "");
    must_be_as_before(0);
}

BOOST_AUTO_TEST_CASE(a_program_that_ends_a_reading_unit_is_told)
{
    BOOST_TEST(read_with(commit) == "unavailable db.unit_lost");
    BOOST_TEST(read_with(roll_back) == "unavailable db.unit_lost");
    BOOST_TEST(read_with([](soci::session& sql) {
                   roll_back(sql);
                   begin(sql);
               }) == "unavailable db.unit_lost");
    must_be_as_before(0);
}

BOOST_AUTO_TEST_CASE(a_reading_unit_that_is_made_to_write_stores_nothing)
{
    auto const force = [](soci::session& sql) {
        sql << "pragma query_only=0";
        note(sql);
    };
    read_with(force);
    read_with([&](soci::session& sql) {
        force(sql);
        try {
            commit(sql);
        } catch (soci::soci_error const&) {
        }
    });
    BOOST_TEST(read_with(note) == "internal db.read_only_unit");
    must_be_as_before(0);
}

BOOST_AUTO_TEST_CASE(a_program_that_begins_again_is_refused)
{
    BOOST_TEST(written(begin) == "internal db.fault");
    BOOST_TEST(written([](soci::session& sql) { soci::transaction own(sql); }) ==
               "internal db.fault");
    BOOST_TEST(written(swallowing(begin)) == "");
    BOOST_TEST(read_with(begin) == "internal db.fault");
    must_be_as_before(2);
}

BOOST_AUTO_TEST_CASE(a_programs_own_savepoints_are_its_own_affair)
{
    BOOST_TEST(written([](soci::session& sql) {
                   sql << "savepoint own";
                   note(sql);
                   sql << "rollback to own";
                   sql << "release own";
               }) == "");
    BOOST_TEST(written([](soci::session& sql) { sql << "savepoint left"; }) == "");
    must_be_as_before(4);
}

BOOST_AUTO_TEST_CASE(a_conflict_clause_that_rolls_back_is_told)
{
    transact([](unit_of_work& uow) {
        native(uow) << "create table once (number integer not null constraint once_pk primary key)";
        native(uow) << "insert into once (number) values (1)";
    });
    auto const clash = [](soci::session& sql) {
        sql << "insert or rollback into once (number) values (1)";
    };
    BOOST_TEST(written(clash) == "already_exists db.unique");
    BOOST_TEST(only(swallowing(clash)) == "unavailable db.unit_lost");
    must_be_as_before(0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(lent_session_ends, lent_session)

BOOST_AUTO_TEST_CASE(a_session_that_is_closed_or_opened_anew_is_replaced)
{
    transact([](unit_of_work& uow) { get_shop(uow); }); // statements that are kept
    lent_session::step const misuses[] = {
        [](soci::session& sql) { sql.close(); },
        [](soci::session& sql) { sql.reconnect(); },
        [](soci::session& sql) {
            sql.close();
            sql.open(soci::sqlite3, ":memory:");
        },
    };
    for (auto const& misuse : misuses) {
        auto const files = test::open_files();
        auto const only = [&](unit_of_work& uow) { misuse(native(uow)); };
        for (int i = 0; i < 3; ++i) {
            BOOST_TEST(failure_of([&] { transact(only); }) == "unavailable db.unit_lost");
            BOOST_TEST(failure_of([&] { rehearse(db(), who, only); }) ==
                       "unavailable db.unit_lost");
            BOOST_TEST(failure_of([&] { read(only); }) == "unavailable db.unit_lost");
            BOOST_TEST(written(misuse) != "");
            BOOST_TEST(failure_of([&] {
                           transact([&](unit_of_work& uow) {
                               only(uow);
                               get_shop(uow); // through a statement that is kept
                           });
                       }) != "");
            BOOST_TEST(failure_of([&] {
                           transact([&](unit_of_work& uow) {
                               only(uow);
                               throw 42;
                           });
                       }) == "int: 42");
        }
        read(get_shop);
        transact([](unit_of_work&) {});
        BOOST_TEST(test::open_files() <= files + 2); // a connection that was not open before
        BOOST_TEST(failure_of([&] { create_database(folder / "other.db", who, env, only); }) != "");
        BOOST_TEST(!std::filesystem::exists(folder / "other.db"));
    }
    must_be_as_before(0);
}

BOOST_AUTO_TEST_CASE(a_founding_that_ends_its_transaction_makes_no_shop)
{
    for (lent_session::step const& misuse :
         {lent_session::step(commit), lent_session::step(roll_back), swallowing(commit),
          swallowing(commit, begin), swallowing(roll_back, begin)}) {
        auto const said = failure_of([&] {
            create_database(folder / "other.db", who, env, [&](unit_of_work& uow) {
                found_shop(uow, profile);
                misuse(native(uow));
            });
        });
        BOOST_TEST((said == "internal db.unit_ended" || said == "unavailable db.unit_lost"));
        BOOST_TEST(!std::filesystem::exists(folder / "other.db"));
    }
}

BOOST_AUTO_TEST_CASE(statements_left_open_by_a_unit_that_failed_hold_up_nobody)
{
    std::int64_t value = 0;
    std::vector<std::unique_ptr<soci::statement>> left;
    for (int i = 0; i < 3; ++i) {
        auto const leave = [&](soci::session& sql) {
            left.push_back(std::make_unique<soci::statement>(
                (sql.prepare << "select 1 union all select 2", soci::into(value))));
            left.back()->execute(true);
            commit(sql);
        };
        BOOST_TEST(written(leave) != "");
        BOOST_TEST(rehearsed(leave) != "");
        BOOST_TEST(read_with(leave) != "");
    }
    must_be_as_before(0);
    left.clear();
    must_be_as_before(2);
}

BOOST_AUTO_TEST_CASE(a_statement_kept_beyond_the_shop_may_still_be_destroyed)
{
    std::int64_t value = 0;
    std::vector<std::unique_ptr<soci::statement>> left;
    auto const leave = [&](unit_of_work& uow) {
        left.push_back(std::make_unique<soci::statement>(
            (native(uow).prepare << "select 1 union all select 2", soci::into(value))));
        left.back()->execute(true);
    };
    transact(leave);
    read(leave);
    close();
    left.clear();
    must_be_as_before(0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(lent_session_errors, lent_session)

BOOST_AUTO_TEST_CASE(what_soci_throws_is_translated_whoever_throws_it)
{
    auto const throwing = [](auto const& what) { return [=](soci::session&) { throw what; }; };
    BOOST_TEST(written(throwing(soci::soci_error("a host's own"))) == "internal db.fault");
    BOOST_TEST(written(throwing(soci::sqlite3_soci_error("full", SQLITE_FULL))) ==
               "unavailable db.full");
    BOOST_TEST(written(throwing(soci::sqlite3_soci_error("odd", 123'456))) == "internal db.fault");
    BOOST_TEST(read_with(throwing(soci::soci_error("a host's own"))) == "internal db.fault");
    BOOST_TEST(written([](soci::session& sql) { sql << "select * from nowhere"; }) ==
               "internal db.fault");
    BOOST_TEST(written([](soci::session& sql) {
                   std::int64_t into = 0;
                   sql << "select null", soci::into(into); // no indicator
               }) == "internal db.fault");
    std::int64_t value = 0;
    BOOST_TEST(written([&](soci::session& sql) {
                   sql << "select 1 union all select 2", soci::into(value), soci::into(value);
               }) == "internal db.fault");
    must_be_as_before(0);
}

BOOST_AUTO_TEST_CASE(a_program_that_drops_a_table_of_the_shops_gets_errors_not_nonsense)
{
    transact([](unit_of_work& uow) { // so that statements for it are kept
        product_draft draft;
        draft.name = "Beras";
        add_product(uow, draft);
    });
    auto const drop = [](soci::session& sql) { sql << "drop table audit_events"; };
    BOOST_TEST(rehearsed(drop) == "");
    must_be_as_before(0);
    BOOST_TEST(written(drop) == ""); // it is the owner of its shop
    BOOST_TEST(failure_of([&] {
                   transact([](unit_of_work& uow) { record_audit_event(uow, "a.b", "c"); });
               }) == "internal db.fault");
    BOOST_TEST(written([](soci::session&) {}) == ""); // the program's own table is still there
    close();
    BOOST_TEST(notes() == 6);
}

BOOST_AUTO_TEST_SUITE_END()
