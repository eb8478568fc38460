// labels: threads
#include "lib/db/database_state.hpp"
#include "lib/db/dialect.hpp"
#include "lib/db/migration.hpp"
#include "lib/db/row_writer.hpp"
#include "lib/db/session.hpp"
#include "lib/db/spool.hpp"
#include "tests/support/shop_fixture.hpp"

#include <tokocrm/database.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/soci.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <boost/test/unit_test.hpp>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <latch>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace tokocrm;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

void execute(unit_of_work& uow, std::string const& sql)
{
    native(uow) << sql;
}

std::int64_t number(unit_of_work& uow, std::string const& sql)
{
    std::int64_t found = -1;
    native(uow) << sql, soci::into(found);
    return found;
}

/// A shop with a table of the program's own beside the shop's.
class scratch_fixture : public test::shop_fixture
{
protected:
    void fill(unit_of_work& uow) override
    {
        execute(uow,
                "create table scratch (id integer primary key,"
                " value bigint not null constraint scratch_value_range check (value < 1000000),"
                " kind text not null constraint scratch_kind_known check (kind <> 'bad'),"
                " label text constraint scratch_label_unique unique,"
                " parent bigint constraint scratch_parent_fk references scratch (id))");
        execute(uow, "insert into scratch (id, value, kind) values (1, 0, 'counter')");
    }

public:
    std::int64_t counter()
    {
        return read([](unit_of_work& uow) { return count(uow); });
    }
    static std::int64_t count(unit_of_work& uow)
    {
        return number(uow, "select value from scratch where id = 1");
    }
    static void set_count(unit_of_work& uow, std::int64_t to)
    {
        native(uow) << "update scratch set value = :v where id = 1", soci::use(to);
    }
    /// Reads, then writes: loses counts wherever two writers are at it together.
    static void count_up(unit_of_work& uow) { set_count(uow, count(uow) + 1); }
};

/// The error that `work` throws; the test fails if there is none.
template <class Work>
error thrown_by(Work&& work)
{
    try {
        work();
    } catch (error const& e) {
        return e;
    }
    return error(errc::internal, "test.nothing_thrown", "");
}

#define CHECK_ERROR(expression, code_, reason_)                                                    \
    do {                                                                                           \
        auto const e_ = thrown_by([&] { expression; });                                            \
        BOOST_TEST(e_.reason() == reason_);                                                        \
        BOOST_TEST(tokocrm::name(e_.code()) == tokocrm::name(errc::code_));                        \
    } while (false)

std::set<std::string> names_in(fs::path const& folder)
{
    std::set<std::string> names;
    for (auto const& entry : fs::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

mode_t mode_of(std::string const& file)
{
    struct stat found = {};
    BOOST_REQUIRE(::stat(file.c_str(), &found) == 0);
    return found.st_mode & 0777;
}

void nothing(unit_of_work&) {}

/// Another process's hold on one of the lock files.
class file_lock
{
public:
    explicit file_lock(std::string const& name) : file_(::open(name.c_str(), O_RDWR | O_CLOEXEC))
    {
        BOOST_REQUIRE(file_ >= 0);
    }
    file_lock(file_lock const&) = delete;
    file_lock& operator=(file_lock const&) = delete;
    ~file_lock() { ::close(file_); }

    bool take() { return ::flock(file_, LOCK_EX | LOCK_NB) == 0; }
    void give_back() { ::flock(file_, LOCK_UN); }

private:
    int file_;
};

void write_file(std::string const& name, std::string const& content)
{
    std::ofstream(name, std::ios::binary) << content;
}

} // namespace

namespace {

/// While it lives, the next flush of a write-ahead log fails as a broken disk makes it fail.
class failing_flush
{
public:
    failing_flush() : system_(sqlite_api::sqlite3_vfs_find(nullptr)), ours_(*system_)
    {
        system = system_;
        ours_.zName = "toko-test";
        ours_.xOpen = open;
        sqlite_api::sqlite3_vfs_register(&ours_, 1);
    }
    failing_flush(failing_flush const&) = delete;
    failing_flush& operator=(failing_flush const&) = delete;
    ~failing_flush()
    {
        sqlite_api::sqlite3_vfs_register(system_, 1);
        sqlite_api::sqlite3_vfs_unregister(&ours_);
    }
    void arm() { armed = true; }

private:
    static int open(sqlite_api::sqlite3_vfs*, char const* file_name, sqlite_api::sqlite3_file* file,
                    int flags, int* got)
    {
        int const result = system->xOpen(system, file_name, file, flags, got);
        if (result == SQLITE_OK && (flags & SQLITE_OPEN_WAL)) {
            methods = *file->pMethods;
            real_sync = methods.xSync;
            methods.xSync = sync;
            file->pMethods = &methods;
        }
        return result;
    }
    static int sync(sqlite_api::sqlite3_file* file, int flags)
    {
        return armed.exchange(false) ? SQLITE_IOERR_FSYNC : real_sync(file, flags);
    }

    static inline sqlite_api::sqlite3_vfs* system = nullptr;
    static inline sqlite_api::sqlite3_io_methods methods = {};
    static inline int (*real_sync)(sqlite_api::sqlite3_file*, int) = nullptr;
    static inline std::atomic<bool> armed = false;

    sqlite_api::sqlite3_vfs* system_;
    sqlite_api::sqlite3_vfs ours_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(database_create, scratch_fixture)

BOOST_AUTO_TEST_CASE(a_new_shop_is_one_private_file)
{
    auto const old_mask = ::umask(0022);
    make_shop();
    ::umask(old_mask);
    BOOST_TEST((names_in(folder.path()) == std::set<std::string>{"shop.db"}));
    BOOST_TEST(mode_of(folder / "shop.db") == 0600u);
    BOOST_TEST(counter() == 0);
}

BOOST_AUTO_TEST_CASE(what_exists_is_not_overwritten)
{
    write_file(folder / "shop.db", "a diary");
    bool filled = false;
    CHECK_ERROR(create_database(url, who, env, [&](unit_of_work&) { filled = true; }),
                already_exists, "db.exists");
    BOOST_TEST(!filled);
    BOOST_TEST(fs::file_size(folder / "shop.db") == 7u);
    BOOST_TEST(names_in(folder.path()).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_shop_that_appears_meanwhile_is_not_overwritten)
{
    CHECK_ERROR(create_database(url, who, env,
                                [&](unit_of_work&) { write_file(folder / "shop.db", "a diary"); }),
                already_exists, "db.exists");
    BOOST_TEST(fs::file_size(folder / "shop.db") == 7u);
    BOOST_TEST(names_in(folder.path()).size() == 1u);
}

BOOST_AUTO_TEST_CASE(another_shops_log_is_not_taken_over)
{
    write_file(folder / "shop.db-wal", "leftover");
    CHECK_ERROR(create_database(url, who, env, nothing), already_exists, "db.exists");
    BOOST_TEST(names_in(folder.path()).size() == 1u);
}

BOOST_AUTO_TEST_CASE(nothing_is_left_of_a_shop_that_failed)
{
    BOOST_CHECK_THROW(create_database(url, who, env, [](unit_of_work&) { throw 42; }), int);
    CHECK_ERROR(create_database(url, who, env, [](unit_of_work& uow) { execute(uow, "nonsense"); }),
                internal, "db.fault");
    BOOST_TEST(names_in(folder.path()).empty());
}

BOOST_AUTO_TEST_CASE(places_that_cannot_be)
{
    CHECK_ERROR(create_database(folder / "none/shop.db", who, env, nothing), not_found,
                "db.folder_missing");
    CHECK_ERROR(create_database(folder / "none/", who, env, nothing), invalid_input,
                "db.url_invalid");
    CHECK_ERROR(create_database("", who, env, nothing), invalid_input, "db.url_invalid");
    CHECK_ERROR(create_database("postgresql://localhost/shop", who, env, nothing), unavailable,
                "db.unsupported");
    if (::geteuid() != 0) {
        fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
        CHECK_ERROR(create_database(url, who, env, nothing), permission_denied, "db.not_permitted");
        fs::permissions(folder.path(), fs::perms::owner_all);
    }
}

BOOST_AUTO_TEST_CASE(any_file_name_will_do)
{
    for (std::string const name :
         {"two words.db", "it's", "a=b dbname=c", "quo\"te\".db", "toko \xc3\xa9\xe5\xba\x97.db",
          "semi;colon", "per%41cent?mode=ro#x", "file:strange?mode=memory",
          ":memory:", "-dash --option", "new\nline", "back\\slash", "timeout=0 readonly=true"}) {
        BOOST_TEST_CONTEXT("the name " << name)
        {
            auto const path = folder / name;
            create_database("sqlite:" + path, who, env, [this](unit_of_work& uow) { fill(uow); });
            BOOST_TEST(fs::exists(path));
            database odd("sqlite:" + path, env);
            tokocrm::transact(odd, who, count_up);
            BOOST_TEST(tokocrm::read(odd, who, count) == 1);
        }
        BOOST_TEST(fs::exists(folder / name));
    }
}

BOOST_AUTO_TEST_CASE(a_path_may_be_relative_and_without_a_scheme)
{
    auto const before = fs::current_path();
    fs::current_path(folder.path());
    create_database("here.db", who, env, nothing);
    auto const opened = thrown_by([&] { database("./here.db", env); });
    fs::current_path(before);
    BOOST_TEST(opened.reason() == "test.nothing_thrown");
    BOOST_TEST(fs::exists(folder / "here.db"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(database_open, scratch_fixture)

BOOST_AUTO_TEST_CASE(what_is_no_shop)
{
    CHECK_ERROR(database(folder / "none.db"), not_found, "db.not_found");
    CHECK_ERROR(database(folder / "none/shop.db"), not_found, "db.not_found");
    CHECK_ERROR(database(folder.path().string()), not_found, "db.not_a_file");
    CHECK_ERROR(database("/dev/null"), not_found, "db.not_a_file");
    CHECK_ERROR(database(""), invalid_input, "db.url_invalid");
    CHECK_ERROR(database("https://example.com/shop"), invalid_input, "db.url_invalid");
    CHECK_ERROR(database("postgresql://localhost/shop"), unavailable, "db.unsupported");

    write_file(folder / "empty.db", "");
    CHECK_ERROR(database(folder / "empty.db"), invalid_input, "db.foreign");
    write_file(folder / "letter.txt", std::string(5000, 'x'));
    CHECK_ERROR(database(folder / "letter.txt"), invalid_input, "db.damaged");
    {
        soci::session other(soci::sqlite3, folder / "other.db");
        other << "create table diary (day text)";
    }
    CHECK_ERROR(database(folder / "other.db"), invalid_input, "db.foreign");
    BOOST_TEST(
        (names_in(folder.path()) == std::set<std::string>{"empty.db", "letter.txt", "other.db"}));
    BOOST_TEST(fs::file_size(folder / "empty.db") == 0u);
}

BOOST_AUTO_TEST_CASE(no_file_handle_is_left)
{
    db();
    close();
    auto const handles = fs::directory_iterator("/proc/self/fd");
    auto const open = std::distance(begin(handles), end(handles)) - 1;
    rlimit before = {};
    BOOST_REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    // None for the file; then one for it, and none for its log.
    for (auto const more : {0, 1}) {
        rlimit few = before;
        few.rlim_cur = static_cast<rlim_t>(open + more);
        BOOST_REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
        auto const e = thrown_by([&] { database{url}; });
        BOOST_REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
        BOOST_TEST(e.reason() == "db.unreachable");
        BOOST_TEST(std::string(e.what()).find("too many files") != std::string::npos);
    }
    BOOST_TEST(counter() == 0);
}

BOOST_AUTO_TEST_CASE(the_sentence_says_how_to_begin)
{
    auto const e = thrown_by([&] { database(folder / "none.db"); });
    BOOST_TEST(std::string(e.what()).find(folder / "none.db") != std::string::npos);
    BOOST_TEST(std::string(e.what()).find("toko init") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_damaged_page)
{
    db();
    close();
    auto const size = fs::file_size(folder / "shop.db");
    {
        std::fstream file(folder / "shop.db", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(100); // behind the header: the schema's page
        file << std::string(static_cast<std::size_t>(std::min<std::uintmax_t>(size, 4096)) - 100,
                            '\xff');
    }
    CHECK_ERROR(database{url}, invalid_input, "db.damaged");
}

BOOST_AUTO_TEST_CASE(another_version_of_the_schema)
{
    transact([](unit_of_work& uow) { execute(uow, "pragma user_version=9999"); });
    CHECK_ERROR(transact(nothing), unavailable, "db.schema_newer");
    CHECK_ERROR(read(nothing), unavailable, "db.schema_newer");
    close();
    CHECK_ERROR(db(), unavailable, "db.schema_newer");
    {
        soci::session direct(soci::sqlite3, folder / "shop.db");
        direct << "pragma user_version=0";
    }
    auto const e = thrown_by([&] { db(); });
    BOOST_TEST(e.reason() == "db.schema_older");
    BOOST_TEST(std::string(e.what()).find("toko upgrade") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_settings_hold_in_every_session)
{
    auto const check = [](unit_of_work& uow) {
        std::string mode;
        native(uow) << "pragma journal_mode", soci::into(mode);
        BOOST_TEST(mode == "wal");
        BOOST_TEST(number(uow, "pragma synchronous") == 2);
        BOOST_TEST(number(uow, "pragma foreign_keys") == 1);
        BOOST_TEST(number(uow, "pragma cell_size_check") == 1);
        BOOST_TEST(number(uow, "pragma trusted_schema") == 0);
        BOOST_TEST(number(uow, "pragma wal_autocheckpoint") == 0);
    };
    transact(check);
    read(check);
    // The session that was opened first belonged to the writer; the other way round too:
    close();
    read(check);
    transact(check);
}

BOOST_AUTO_TEST_CASE(a_file_kept_without_a_log_gets_one)
{
    db();
    close();
    {
        soci::session direct(soci::sqlite3, folder / "shop.db");
        std::string mode;
        direct << "pragma journal_mode=delete", soci::into(mode);
        BOOST_REQUIRE(mode == "delete");
    }
    transact([](unit_of_work& uow) {
        std::string mode;
        native(uow) << "pragma journal_mode", soci::into(mode);
        BOOST_TEST(mode == "wal");
    });
}

BOOST_AUTO_TEST_CASE(closing_leaves_the_shop_in_its_file)
{
    transact(count_up);
    BOOST_TEST(fs::exists(folder / "shop.db-wal"));
    close();
    BOOST_TEST((names_in(folder.path()) ==
                std::set<std::string>{"shop.db", "shop.db.lock", "shop.db.queue"}));
    BOOST_TEST(mode_of(folder / "shop.db.lock") == 0600u);
    BOOST_TEST(mode_of(folder / "shop.db.queue") == 0600u);
}

BOOST_AUTO_TEST_CASE(the_lock_lies_beside_the_real_file)
{
    db();
    close();
    fs::permissions(folder / "shop.db", fs::perms(0660));
    fs::create_directory(folder / "elsewhere");
    fs::create_symlink(folder / "shop.db", folder / "elsewhere/link.db");
    database through_link(folder / "elsewhere/link.db");
    tokocrm::transact(through_link, who, count_up);
    BOOST_TEST(names_in(folder / "elsewhere").size() == 1u);
    BOOST_TEST(mode_of(folder / "shop.db.lock") == 0600u); // was there before
    fs::remove(folder / "shop.db.queue");
    database again(url);
    tokocrm::transact(again, who, count_up);
    BOOST_TEST(mode_of(folder / "shop.db.queue") == 0660u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(database_units, scratch_fixture)

BOOST_AUTO_TEST_CASE(a_unit_returns_what_its_work_returns)
{
    BOOST_TEST(transact([](unit_of_work& uow) {
                   count_up(uow);
                   return std::to_string(count(uow));
               }) == "1");
    BOOST_TEST(counter() == 1);
}

BOOST_AUTO_TEST_CASE(nothing_stays_of_a_unit_that_throws)
{
    BOOST_CHECK_THROW(transact([](unit_of_work& uow) {
                          count_up(uow);
                          throw 42;
                      }),
                      int);
    BOOST_TEST(counter() == 0);
    CHECK_ERROR(transact([](unit_of_work& uow) {
                    count_up(uow);
                    throw error(errc::rule_violation, "coupon.expired", "");
                }),
                rule_violation, "coupon.expired");
    BOOST_TEST(counter() == 0);
    BOOST_CHECK_THROW(read([](unit_of_work&) { throw 42; }), int);
    transact(count_up);
    BOOST_TEST(counter() == 1);
}

BOOST_AUTO_TEST_CASE(a_rehearsal_gives_the_answer_and_leaves_nothing)
{
    BOOST_TEST(rehearse(db(), who, [](unit_of_work& uow) {
                   count_up(uow);
                   return count(uow);
               }) == 1);
    BOOST_TEST(counter() == 0);
    BOOST_CHECK_THROW(rehearse(db(), who, [](unit_of_work&) { throw 42; }), int);
}

BOOST_AUTO_TEST_CASE(units_do_not_nest_on_one_database)
{
    auto const inner = [&](unit_of_work&) {
        CHECK_ERROR(transact(nothing), internal, "db.nested");
        CHECK_ERROR(read(nothing), internal, "db.nested");
        CHECK_ERROR(rehearse(db(), who, nothing), internal, "db.nested");
    };
    transact(inner);
    read(inner);
    rehearse(db(), who, inner);
    transact(nothing);
}

BOOST_AUTO_TEST_CASE(units_nest_on_different_databases)
{
    create_database(folder / "second.db", who, env, [this](unit_of_work& uow) { fill(uow); });
    database second(folder / "second.db", env);
    transact([&](unit_of_work& uow) {
        tokocrm::transact(second, who, [&](unit_of_work& other) {
            CHECK_ERROR(transact(nothing), internal, "db.nested");
            set_count(other, 7);
        });
        count_up(uow);
    });
    BOOST_TEST(counter() == 1);
    BOOST_TEST(tokocrm::read(second, who, count) == 7);
}

BOOST_AUTO_TEST_CASE(a_reading_unit_cannot_write)
{
    CHECK_ERROR(read(count_up), internal, "db.read_only_unit");
    BOOST_TEST(counter() == 0);
    transact(count_up); // the session that reads is not the one that writes
}

BOOST_AUTO_TEST_CASE(a_reading_unit_has_one_view)
{
    read([&](unit_of_work& uow) {
        BOOST_TEST(count(uow) == 0);
        std::thread([&] { transact(count_up); }).join();
        BOOST_TEST(count(uow) == 0);
    });
    BOOST_TEST(counter() == 1);
}

BOOST_AUTO_TEST_CASE(a_reading_unit_sees_commits_only)
{
    transact([&](unit_of_work& uow) {
        count_up(uow);
        std::int64_t seen = -1;
        std::thread([&] { seen = counter(); }).join();
        BOOST_TEST(seen == 0);
    });
    BOOST_TEST(counter() == 1);
}

BOOST_AUTO_TEST_CASE(the_instant_is_the_environments)
{
    auto const instant = [](unit_of_work& uow) { return uow.now(); };
    BOOST_TEST((transact(instant) == clk.now()));
    clk.advance(1h);
    BOOST_TEST((read(instant) == clk.now()));
    transact([&](unit_of_work& uow) {
        auto const began = uow.now();
        clk.advance(1h);
        BOOST_TEST((uow.now() == began));
    });
}

BOOST_AUTO_TEST_CASE(a_conflict_runs_the_unit_again_later)
{
    std::vector<timestamp> instants;
    transact([&](unit_of_work& uow) {
        instants.push_back(uow.now());
        clk.advance(1s);
        count_up(uow);
        if (instants.size() < 3)
            throw soci::sqlite3_soci_error("database is locked", SQLITE_BUSY);
    });
    BOOST_REQUIRE(instants.size() == 3u);
    BOOST_TEST((instants[2] == instants[0] + 2s));
    BOOST_TEST(counter() == 1);
}

BOOST_AUTO_TEST_CASE(a_lasting_conflict_is_given_up)
{
    int calls = 0;
    CHECK_ERROR(transact([&](unit_of_work& uow) {
                    ++calls;
                    count_up(uow);
                    throw soci::sqlite3_soci_error("database is locked", SQLITE_BUSY);
                }),
                unavailable, "db.busy");
    BOOST_TEST(calls > 1);
    BOOST_TEST(calls < 20);
    BOOST_TEST(counter() == 0);
}

BOOST_AUTO_TEST_CASE(a_statement_left_open_holds_up_nobody)
{
    std::int64_t value = 0;
    {
        std::vector<std::unique_ptr<soci::statement>> left;
        auto const leave = [&](unit_of_work& uow) {
            left.push_back(std::make_unique<soci::statement>(
                (native(uow).prepare << "select 1 union all select 2", soci::into(value))));
            left.back()->execute(true);
        };
        transact([&](unit_of_work& uow) {
            leave(uow);
            left.push_back(std::make_unique<soci::statement>(
                (native(uow).prepare << "insert into scratch (value, kind)"
                                        " values (1, 'a'), (2, 'b') returning value",
                 soci::into(value))));
            left.back()->execute(true);
        });
        BOOST_CHECK_THROW(transact([&](unit_of_work& uow) {
                              leave(uow);
                              throw 42;
                          }),
                          int);
        read(leave);
        transact(count_up);
        BOOST_TEST(counter() == 1); // not the snapshot of the statement left open
        left.clear();
    }
    BOOST_TEST(
        read([](unit_of_work& uow) { return number(uow, "select count(*) from scratch"); }) == 3);
}

BOOST_AUTO_TEST_CASE(closing_with_a_statement_left_is_harmless)
{
    // Destroyed after the database, as a careless host would.
    std::int64_t value = 0;
    std::unique_ptr<soci::statement> left;
    transact([&](unit_of_work& uow) {
        left = std::make_unique<soci::statement>(
            (native(uow).prepare << "select value from scratch", soci::into(value)));
        left->execute(true);
        left->clean_up();
    });
    close();
    BOOST_TEST(counter() == 0);
}

BOOST_AUTO_TEST_CASE(what_the_database_refuses_has_a_reason)
{
    auto const refused = [&](std::string const& sql) {
        return thrown_by([&] {
            transact([&](unit_of_work& uow) {
                count_up(uow);
                execute(uow, sql);
            });
        });
    };
    auto const insert = [&](std::string const& columns, std::string const& values) {
        return refused("insert into scratch (" + columns + ") values (" + values + ")");
    };
    transact([](unit_of_work& uow) {
        execute(uow, "insert into scratch (value, kind, label) values (1, 'x', 'taken')");
    });
    auto const unique = insert("value, kind, label", "1, 'x', 'taken'");
    BOOST_TEST(unique.reason() == "db.unique");
    BOOST_TEST((unique.code() == errc::already_exists));
    BOOST_TEST(std::string(unique.what()).find("taken')") == std::string::npos);
    auto const range = insert("value, kind", "1000000, 'x'");
    BOOST_TEST(range.reason() == "money.overflow");
    BOOST_TEST((range.code() == errc::invalid_input));
    auto const check = insert("value, kind", "1, 'bad'");
    BOOST_TEST(check.reason() == "db.constraint");
    BOOST_TEST(check.arguments().at(0) == "scratch_kind_known");
    BOOST_TEST(insert("value", "1").reason() == "db.constraint");
    auto const parent = insert("value, kind, parent", "1, 'x', 77");
    BOOST_TEST(parent.reason() == "db.referenced");
    BOOST_TEST((parent.code() == errc::conflict));
    BOOST_TEST(refused("update scratch set value = (select sum(column1) from (values"
                       " (9223372036854775807), (9223372036854775807)))")
                   .reason() == "money.overflow");
    auto const fault = refused("insert into nowhere values ('secret value')");
    BOOST_TEST(fault.reason() == "db.fault");
    BOOST_TEST(std::string(fault.what()).find("secret") == std::string::npos);
    BOOST_TEST(counter() == 0);
}

BOOST_AUTO_TEST_CASE(the_cause_is_nested_for_logs)
{
    bool nested = false;
    try {
        transact([](unit_of_work& uow) { execute(uow, "nonsense"); });
    } catch (error const& e) {
        try {
            std::rethrow_if_nested(e);
        } catch (soci::soci_error const&) {
            nested = true;
        }
    }
    BOOST_TEST(nested);
}

BOOST_AUTO_TEST_CASE(a_full_disk_stores_nothing_of_the_unit)
{
    auto const fill_up = [](unit_of_work& uow) {
        count_up(uow);
        auto const pages = number(uow, "pragma page_count");
        number(uow, "pragma max_page_count=" + std::to_string(pages + 10));
        execute(uow, "create table filler as with recursive n(i) as"
                     " (select 1 union all select i + 1 from n where i < 1000)"
                     " select i, randomblob(1000) as bytes from n");
    };
    CHECK_ERROR(transact(fill_up), unavailable, "db.full");
    BOOST_TEST(counter() == 0);
    // Also where the work did not let the failure out and SQLite had rolled everything back.
    auto const e = thrown_by([&] {
        transact([&](unit_of_work& uow) {
            try {
                fill_up(uow);
            } catch (soci::soci_error const&) {
                execute(uow, "rollback");
            }
        });
    });
    BOOST_TEST(e.reason() == "db.unit_lost");
    BOOST_TEST(counter() == 0);
    transact([](unit_of_work& uow) {
        number(uow, "pragma max_page_count=1000000");
        count_up(uow);
    });
    BOOST_TEST(counter() == 1);
}

BOOST_AUTO_TEST_CASE(a_failed_flush_is_neither_success_nor_failure)
{
    failing_flush disk;
    transact(count_up);
    int calls = 0;
    disk.arm();
    CHECK_ERROR(transact([&](unit_of_work& uow) {
                    ++calls;
                    count_up(uow);
                }),
                unavailable, "db.outcome_unknown");
    BOOST_TEST(calls == 1); // never tried again
    auto const known = counter();
    BOOST_TEST((known == 1 || known == 2));
    transact(count_up); // on a connection that does not believe what the other one did
    BOOST_TEST(counter() == known + 1);
    close();
}

BOOST_AUTO_TEST_CASE(a_database_moves)
{
    db();
    database moved = std::move(db());
    tokocrm::transact(moved, who, count_up);
    BOOST_TEST(tokocrm::read(moved, who, count) == 1);
    db() = std::move(moved);
    BOOST_TEST(counter() == 1);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(database_together, scratch_fixture)

BOOST_AUTO_TEST_CASE(eight_threads_lose_no_count)
{
    constexpr int threads = 8, units = 100;
    db();
    std::atomic<int> failed = 0;
    {
        std::vector<std::thread> workers;
        for (int i = 0; i < threads; ++i)
            workers.emplace_back([&] {
                try {
                    for (int n = 0; n < units; ++n)
                        transact(count_up);
                } catch (std::exception const&) {
                    ++failed;
                }
            });
        for (auto& each : workers)
            each.join();
    }
    BOOST_TEST(failed == 0);
    BOOST_TEST(counter() == threads * units);
}

BOOST_AUTO_TEST_CASE(more_readers_than_sessions_take_turns)
{
    constexpr int threads = 24;
    db();
    std::atomic<int> seen = 0;
    std::latch start(threads);
    std::vector<std::thread> workers;
    for (int i = 0; i < threads; ++i)
        workers.emplace_back([&] {
            start.arrive_and_wait();
            if (counter() == 0)
                ++seen;
        });
    for (auto& each : workers)
        each.join();
    BOOST_TEST(seen == threads);
}

BOOST_AUTO_TEST_CASE(all_reading_sessions_in_use_is_busy_in_the_end)
{
    db().busy_timeout(30ms);
    constexpr int sessions = 8;
    std::latch reading(sessions), asked(1);
    std::vector<std::thread> workers;
    for (int i = 0; i < sessions; ++i)
        workers.emplace_back([&] {
            read([&](unit_of_work&) {
                reading.count_down();
                asked.wait();
            });
        });
    reading.wait();
    CHECK_ERROR(read(nothing), unavailable, "db.busy");
    asked.count_down();
    for (auto& each : workers)
        each.join();
    read(nothing);
}

BOOST_AUTO_TEST_CASE(a_writer_waits_no_longer_than_it_was_told)
{
    database neighbour(url.substr(7), (db(), env)); // as another process: a lock of its own
    std::latch writing(1), asked(1);
    std::thread holder([&] {
        transact([&](unit_of_work& uow) {
            count_up(uow);
            writing.count_down();
            asked.wait();
        });
    });
    writing.wait();
    neighbour.busy_timeout(20ms);
    CHECK_ERROR(tokocrm::transact(neighbour, who, count_up), unavailable, "db.busy");
    db().busy_timeout(20ms);
    CHECK_ERROR(transact(count_up), unavailable, "db.busy"); // threads of one database likewise
    BOOST_TEST(tokocrm::read(neighbour, who, count) == 0);   // readers do not wait
    asked.count_down();
    holder.join();
    tokocrm::transact(neighbour, who, count_up);
    BOOST_TEST(counter() == 2);
}

BOOST_AUTO_TEST_CASE(a_writing_unit_has_the_lock_and_leaves_the_queue)
{
    transact(nothing); // makes the files
    file_lock lock(folder / "shop.db.lock"), queue(folder / "shop.db.queue");
    transact([&](unit_of_work&) {
        BOOST_TEST(!lock.take());
        BOOST_TEST(queue.take());
        queue.give_back();
    });
    BOOST_TEST(lock.take());
    lock.give_back();
    read([&](unit_of_work&) {
        BOOST_TEST(lock.take());
        lock.give_back();
    });
    BOOST_CHECK_THROW(transact([](unit_of_work&) { throw 42; }), int);
    BOOST_TEST(lock.take());
}

BOOST_AUTO_TEST_CASE(who_finds_the_lock_or_the_queue_taken_waits)
{
    transact(nothing);
    for (auto const* name : {"shop.db.lock", "shop.db.queue"}) {
        file_lock other(folder / name);
        BOOST_REQUIRE(other.take());
        db().busy_timeout(10ms);
        CHECK_ERROR(transact(count_up), unavailable, "db.busy");
        CHECK_ERROR(rehearse(db(), who, count_up), unavailable, "db.busy");
        BOOST_TEST(counter() == 0);
        other.give_back();
        db().busy_timeout(30s);
        transact(nothing);
    }
}

BOOST_AUTO_TEST_CASE(closing_leaves_the_log_to_whoever_has_the_lock)
{
    transact(count_up);
    {
        file_lock other(folder / "shop.db.lock");
        BOOST_REQUIRE(other.take());
        close();
        BOOST_TEST(fs::file_size(folder / "shop.db-wal") > 0u);
    }
    BOOST_TEST(counter() == 1);
    close();
    BOOST_TEST(!fs::exists(folder / "shop.db-wal"));
}

BOOST_AUTO_TEST_CASE(a_lock_that_is_let_go_is_taken_within_the_timeout)
{
    transact(nothing);
    file_lock other(folder / "shop.db.lock"), queue(folder / "shop.db.queue");
    BOOST_REQUIRE(other.take());
    std::thread waiting([&] { transact(count_up); });
    while (queue.take()) { // until the thread stands at the queue's head
        queue.give_back();
        std::this_thread::yield();
    }
    other.give_back();
    waiting.join();
    BOOST_TEST(counter() == 1);
}

BOOST_AUTO_TEST_CASE(processes_lose_no_count)
{
    constexpr int processes = 3, units = 100;
    make_shop();
    std::vector<pid_t> children;
    for (int i = 0; i < processes; ++i) {
        auto const child = ::fork(); // no database is open in this process
        BOOST_REQUIRE(child >= 0);
        if (child == 0) {
            int status = 1;
            try {
                database own(url);
                for (int n = 0; n < units; ++n)
                    tokocrm::transact(own, owner{}, count_up);
                status = 0;
            } catch (...) {
            }
            ::_exit(status);
        }
        children.push_back(child);
    }
    for (auto const child : children) {
        int status = -1;
        BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
        BOOST_TEST((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    }
    BOOST_TEST(counter() == processes * units);
}

BOOST_AUTO_TEST_CASE(a_process_that_dies_in_its_turn_holds_up_nobody)
{
    make_shop();
    auto const child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        database own(url);
        tokocrm::transact(own, owner{}, count_up);
        tokocrm::transact(own, owner{}, [](unit_of_work& uow) {
            count_up(uow);
            ::_exit(0);
        });
    }
    int status = -1;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_TEST((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    BOOST_TEST(counter() == 1);
    transact(count_up);
    BOOST_TEST(counter() == 2);
}

BOOST_AUTO_TEST_CASE(the_log_stays_short)
{
    std::uintmax_t longest = 0;
    transact([](unit_of_work& uow) { execute(uow, "create table pages (bytes blob)"); });
    for (int i = 0; i < 240; ++i) {
        transact([](unit_of_work& uow) {
            execute(uow, "insert into pages with recursive n(i) as"
                         " (select 1 union all select i + 1 from n where i < 100)"
                         " select randomblob(4000) from n");
        });
        longest = std::max(longest, fs::file_size(folder / "shop.db-wal"));
    }
    // 240 times 100 pages went through it.
    BOOST_TEST(longest < 9000u * 4096u);
    BOOST_TEST(longest > 7000u * 4096u);
}

BOOST_AUTO_TEST_CASE(a_long_reader_does_not_stop_writers)
{
    db();
    std::latch reading(1), written(1);
    std::thread reader([&] {
        read([&](unit_of_work& uow) {
            BOOST_REQUIRE(count(uow) == 0);
            reading.count_down();
            written.wait();
            BOOST_REQUIRE(count(uow) == 0);
        });
    });
    reading.wait();
    transact([](unit_of_work& uow) { execute(uow, "create table pages (bytes blob)"); });
    for (int i = 0; i < 30; ++i)
        transact([](unit_of_work& uow) {
            count_up(uow);
            execute(uow, "insert into pages with recursive n(i) as"
                         " (select 1 union all select i + 1 from n where i < 100)"
                         " select randomblob(4000) from n");
        });
    written.count_down();
    reader.join();
    BOOST_TEST(counter() == 30);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(database_parts, scratch_fixture)

BOOST_AUTO_TEST_CASE(a_migrations_statements_end_with_their_lines)
{
    auto const statements = db::split_statements("-- a page; of comment\n\ncreate table a (\n"
                                                 "    b text default ';' not null\n);\r\n"
                                                 "  -- more;\ncreate table c (d);\n-- end\n");
    BOOST_REQUIRE(statements.size() == 2u);
    BOOST_TEST(statements[0] == "create table a (\nb text default ';' not null\n);\n");
    BOOST_TEST(statements[1] == "create table c (d);\n");
    BOOST_TEST(db::split_statements("-- nothing\n").empty());
    BOOST_TEST(db::split_statements("create table a (b)").size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_migrations_tokens_are_the_dialects)
{
    auto const sql = "t (id {{identity:t_pk}}, b {{blob}}) {{clustered}};";
    BOOST_TEST(db::translate(sql, db::dialect::sqlite) ==
               "t (id integer not null constraint t_pk primary key autoincrement, b blob) without "
               "rowid;");
    BOOST_TEST(db::translate(sql, db::dialect::postgresql) ==
               "t (id bigint generated by default as identity constraint t_pk primary key, b "
               "bytea) ;");
    BOOST_CHECK_THROW(db::translate("{{blub}}", db::dialect::sqlite), std::logic_error);
    BOOST_CHECK_THROW(db::translate("{{blob", db::dialect::sqlite), std::logic_error);
}

BOOST_AUTO_TEST_CASE(migrations_run_once_and_in_order)
{
    static constexpr db::migration steps[] = {
        {1, "0001_first", "create table first (id {{identity:first_pk}});", "", "not for us;"},
        {2, "0002_second", "alter table first add column two bigint;",
         "create index first_two on first (two);", ""}};
    db::migrations const all(steps);
    auto const fill_nothing = [](unit_of_work& uow) {
        BOOST_TEST(number(uow, "pragma user_version") == 1);
    };
    db::create(url, who, env, fill_nothing, all.first(1));
    CHECK_ERROR(detail::database_state(url, env, all), unavailable, "db.schema_older");
    {
        db::connection on(folder / "shop.db", db::connection::mode::use);
        on.begin_writing();
        db::migrate(on, all, clk.now());
        db::migrate(on, all, clk.now());
        on.commit();
        BOOST_TEST(on.number("select count(*) from schema_migrations") == 2);
        BOOST_TEST(on.number("select max(applied_at) from schema_migrations") ==
                   clk.now().time_since_epoch().count());
        BOOST_TEST(on.number("select count(*) from sqlite_schema where name = 'first_two'") == 1);
    }
    detail::database_state opened(url, env, all);
    opened.run(who, detail::unit_kind::read,
               [](unit_of_work& uow) { BOOST_TEST(number(uow, "pragma user_version") == 2); });
    CHECK_ERROR(detail::database_state(url, env, all.first(1)), unavailable, "db.schema_newer");
}

BOOST_AUTO_TEST_CASE(the_built_in_schema_counts_up_from_one)
{
    std::int64_t expected = 0;
    for (auto const& step : db::built_in_migrations())
        BOOST_TEST(step.version == ++expected);
    BOOST_TEST(expected > 0);
}

BOOST_AUTO_TEST_CASE(one_row_is_fetched_and_the_statement_ended)
{
    transact([](unit_of_work& uow) {
        std::int64_t value = 5, wanted = 1;
        soci::statement select = (sql(uow).prepare << "select value + 10 from scratch where id = :i"
                                                      " union all select 99 order by 1",
                                  soci::use(wanted), soci::into(value));
        BOOST_TEST(db::fetch_one(select));
        BOOST_TEST(value == 10); // the first of two rows
        soci::statement none =
            (sql(uow).prepare << "select value from scratch where id = 77", soci::into(value));
        BOOST_TEST(!db::fetch_one(none));
        BOOST_TEST(value == 10);
        count_up(uow);
        BOOST_TEST(db::fetch_one(select)); // again, with what changed
        BOOST_TEST(value == 11);
        soci::statement update =
            (sql(uow).prepare << "update scratch set value = value where id > :i",
             soci::use(wanted));
        BOOST_TEST(db::run(update) == 0);
    });
}

BOOST_AUTO_TEST_CASE(many_rows_through_one_statement)
{
    transact([](unit_of_work& uow) {
        db::row_writer rows(uow, "scratch", {"value", "kind", "label", "parent"});
        std::optional<std::string> const no_label;
        rows.add(7, "literal", std::string("text"), std::nullopt);
        rows.add(std::int64_t(8), std::string_view("view"), no_label,
                 std::optional<std::int64_t>(1));
        rows.add(9, std::string_view(), std::optional<std::string_view>(""), std::nullopt);
    });
    read([](unit_of_work& uow) {
        BOOST_TEST(number(uow, "select count(*) from scratch where value = 7 and kind = 'literal'"
                               " and label = 'text' and parent is null") == 1);
        BOOST_TEST(number(uow, "select count(*) from scratch where value = 8 and kind = 'view'"
                               " and label is null and parent = 1") == 1);
        BOOST_TEST(number(uow, "select count(*) from scratch where value = 9 and kind = ''"
                               " and label = ''") == 1);
    });
}

BOOST_AUTO_TEST_CASE(a_refused_row_says_why_and_the_next_goes_in)
{
    transact([](unit_of_work& uow) {
        db::row_writer rows(uow, "scratch", {"value", "kind"});
        CHECK_ERROR(rows.add(1000000, "too large"), invalid_input, "money.overflow");
        rows.add(1, "good");
        BOOST_CHECK_THROW(rows.add(1), std::logic_error);
        BOOST_CHECK_THROW(rows.add(1, "good", 3), std::logic_error);
        CHECK_ERROR(db::row_writer(uow, "nowhere", {"a"}), internal, "db.fault");
    });
    CHECK_ERROR(read([](unit_of_work& uow) {
                    db::row_writer rows(uow, "scratch", {"value", "kind"});
                    rows.add(1, "good");
                }),
                internal, "db.read_only_unit");
}

BOOST_AUTO_TEST_CASE(reserved_ids_are_given_once)
{
    transact([](unit_of_work& uow) {
        execute(uow, "create table numbered (id integer primary key autoincrement, a bigint)");
        BOOST_TEST(db::reserve_ids(uow, "numbered", 10) == 1);
        BOOST_TEST(db::reserve_ids(uow, "numbered", 1) == 11);
        execute(uow, "insert into numbered (id, a) values (3, 0)");
        execute(uow, "insert into numbered (a) values (1)");
        BOOST_TEST(number(uow, "select id from numbered where a = 1") == 12);
        BOOST_TEST(db::reserve_ids(uow, "numbered", 1) == 13);
        BOOST_CHECK_THROW(db::reserve_ids(uow, "numbered", 0), std::invalid_argument);
    });
}

BOOST_AUTO_TEST_CASE(a_spool_sorts_by_bytes)
{
    using namespace std::string_view_literals;
    db::spool rows;
    BOOST_TEST(!rows.sorted().next());
    rows.add("b", "first b");
    rows.add("\xff", "last");
    rows.add("b", "second b");
    rows.add("a\0z"sv, "\0"sv);
    rows.add("", "");
    rows.add("a", "short");
    BOOST_TEST(rows.size() == 6);
    db::spool moved = std::move(rows);
    for (int pass = 0; pass < 2; ++pass) {
        auto reader = moved.sorted();
        for (auto const& [key, payload] :
             {std::pair(""sv, ""sv), std::pair("a"sv, "short"sv), std::pair("a\0z"sv, "\0"sv),
              std::pair("b"sv, "first b"sv), std::pair("b"sv, "second b"sv),
              std::pair("\xff"sv, "last"sv)}) {
            BOOST_REQUIRE(reader.next());
            BOOST_TEST(reader.key() == key);
            BOOST_TEST(reader.payload() == payload);
        }
        BOOST_TEST(!reader.next());
        BOOST_TEST(!reader.next());
    }
}

BOOST_AUTO_TEST_CASE(a_spool_sorts_more_than_it_keeps_in_memory)
{
    constexpr std::uint64_t rows = 200000, step = 77777; // coprime: every number once
    db::spool spool;
    std::string const payload(400, 'x'); // 80 MB together
    for (std::uint64_t i = 0; i < rows; ++i) {
        auto const key = std::to_string(1000000 + i * step % rows);
        spool.add(key, payload);
    }
    auto reader = spool.sorted();
    std::uint64_t expected = 1000000;
    while (reader.next()) {
        BOOST_REQUIRE(reader.key() == std::to_string(expected));
        BOOST_REQUIRE(reader.payload().size() == payload.size());
        ++expected;
    }
    BOOST_TEST(expected == 1000000 + rows);
}

BOOST_AUTO_TEST_SUITE_END()
