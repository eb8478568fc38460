// Where a shop cannot be, who may not have it, and what becomes of it while it is open.
#include "tests/support/host.hpp"
#include "tests/support/sales_fixture.hpp"

#include <tokocrm/audit.hpp>

#include <boost/test/unit_test.hpp>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <vector>

using namespace tokocrm;
using test::failure_of;
using test::in_child;
using test::sentence_of;
using strings = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

void nothing(unit_of_work&) {}

void record(unit_of_work& uow)
{
    record_audit_event(uow, "test.write", "test");
}

class shop_file : public test::sales_fixture
{
public:
    std::string const file = folder / "shop.db";

    std::string opened(std::string const& path)
    {
        return failure_of([&] { database(path, env); });
    }
    std::string created(std::string const& path)
    {
        return failure_of(
            [&] { create_database(path, who, env, [this](unit_of_work& uow) { fill(uow); }); });
    }
    strings names()
    {
        strings found;
        for (auto const& each : fs::directory_iterator(folder.path()))
            found.push_back(each.path().filename().string());
        std::sort(found.begin(), found.end());
        return found;
    }
    std::int64_t writes()
    {
        return number("select count(*) from audit_events where action = 'test.write'");
    }
    /// A closed shop in a folder that everybody may pass, of these rights each.
    void give_away(mode_t folders, mode_t files)
    {
        transact(record);
        close();
        set_rights(files);
        BOOST_REQUIRE(::chmod(folder.path().c_str(), folders) == 0);
    }
    void set_rights(mode_t files)
    {
        for (auto const& each : fs::directory_iterator(folder.path()))
            BOOST_REQUIRE(::chmod(each.path().c_str(), files) == 0);
    }
    /// What somebody who reads and reads meets in the end.
    std::string met_by_reader()
    {
        auto const end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        std::string said;
        while (said.empty() && std::chrono::steady_clock::now() < end)
            said = failure_of([&] { read(nothing); });
        return said;
    }
    /// What somebody without root's rights meets: at opening, reading and writing.
    std::string met_by_somebody()
    {
        return in_child([&] {
            test::become_somebody();
            database own(url, env);
            return failure_of([&] { tokocrm::read(own, who, get_shop); }) + "; " +
                   failure_of([&] { tokocrm::transact(own, who, record); });
        });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(shop_file_paths, shop_file)

BOOST_AUTO_TEST_CASE(a_path_with_a_nul_is_refused)
{
    db();
    for (auto const& path :
         {std::string("shop\0.db", 8), url + std::string("\0", 1), std::string("\0", 1)}) {
        BOOST_TEST(opened(path) == "invalid_input db.url_invalid");
        BOOST_TEST(created(path) == "invalid_input db.url_invalid");
    }
}

BOOST_AUTO_TEST_CASE(a_path_of_any_other_bytes_is_a_path)
{
    for (auto const* name : {"\xff\xfe.db", "caf\xe9", "\xc0\xaf", "\xed\xa0\x80", "\x01\x7f"}) {
        auto const path = folder / name;
        BOOST_TEST(opened(path) == "not_found db.not_found");
        BOOST_TEST(created(path) == "");
        BOOST_TEST(fs::exists(path));
        database odd(path, env);
        tokocrm::transact(odd, who, record);
        BOOST_TEST(created(path) == "already_exists db.exists");
    }
}

BOOST_AUTO_TEST_CASE(a_path_that_is_too_long_is_refused)
{
    std::string const far(5'000, 'x');
    std::string deep = folder.path().string();
    while (deep.size() < 5'000)
        deep += "/sub";
    for (auto const& path : {far, "/" + far, folder / far, "sqlite:" + far}) {
        BOOST_TEST(opened(path) == "invalid_input db.path_too_long");
        BOOST_TEST(created(path) == "invalid_input db.path_too_long");
    }
    BOOST_TEST(opened(deep) == "invalid_input db.path_too_long");
    BOOST_TEST(created(deep) == "not_found db.folder_missing");
    BOOST_TEST(names() == strings(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_longest_name_that_is_taken_can_be_used)
{
    std::size_t longest = 0;
    for (std::size_t length = 230; length <= 256; ++length) {
        auto const path = folder / std::string(length, 'x');
        auto const said = created(path);
        if (said.empty()) {
            BOOST_TEST(longest == (length == 230 ? 0 : length - 1));
            longest = length;
            database own(path, env);
            tokocrm::transact(own, who, record);
            tokocrm::read(own, who, nothing);
        } else {
            BOOST_TEST(said == "invalid_input db.path_too_long");
        }
    }
    BOOST_TEST(longest >= 240u);
    BOOST_TEST(longest < 256u);
}

BOOST_AUTO_TEST_CASE(the_deepest_folder_that_is_taken_can_be_used)
{
    auto deep = folder.path().string();
    bool refused = false;
    while (deep.size() < 700) {
        deep += "/" + std::string(19, 'f');
        fs::create_directory(deep);
        auto const said = created(deep + "/shop.db");
        if (said.empty()) {
            BOOST_TEST(!refused);
            database own(deep + "/shop.db", env);
            tokocrm::transact(own, who, record);
            tokocrm::read(own, who, nothing);
        } else {
            refused = true;
            BOOST_TEST(said == "invalid_input db.path_too_long");
            BOOST_TEST(fs::is_empty(deep));
            fs::copy_file(folder.path() / std::string(19, 'f') / "shop.db", deep + "/shop.db");
            BOOST_TEST(opened(deep + "/shop.db") == "invalid_input db.path_too_long");
            fs::remove(deep + "/shop.db");
        }
    }
    BOOST_TEST(refused);
}

BOOST_AUTO_TEST_CASE(what_is_no_file_is_neither_opened_nor_waited_for)
{
    auto const pipe = folder / "pipe", loop = folder / "loop", dangling = folder / "dangling";
    BOOST_REQUIRE(::mkfifo(pipe.c_str(), 0666) == 0);
    fs::create_symlink(loop, loop);
    fs::create_symlink(folder / "nowhere", dangling);
    BOOST_TEST(opened(pipe) == "not_found db.not_a_file");
    BOOST_TEST(opened("/dev/zero") == "not_found db.not_a_file");
    BOOST_TEST(opened("/dev/tty") == "not_found db.not_a_file");
    BOOST_TEST(opened(loop) == "not_found db.not_found");
    BOOST_TEST(opened(dangling) == "not_found db.not_found");
    for (auto const& path : {pipe, loop, dangling, std::string("/dev/null")})
        BOOST_TEST(created(path) == "already_exists db.exists");
    BOOST_TEST(created("/dev/null/shop.db") == "not_found db.folder_missing");
    BOOST_TEST(created(folder.path().string() + "/") == "invalid_input db.url_invalid");
    BOOST_TEST(created(folder.path().string()) == "already_exists db.exists");
}

BOOST_AUTO_TEST_CASE(strange_things_in_the_place_of_the_lock_files)
{
    for (auto const* suffix : {".lock", ".queue"})
        for (std::string const kind : {"folder", "link", "pipe"}) {
            db();
            close();
            auto const strange = file + suffix;
            fs::remove(strange);
            if (kind == "folder")
                fs::create_directory(strange);
            else if (kind == "link")
                fs::create_symlink(folder / "elsewhere", strange);
            else
                BOOST_REQUIRE(::mkfifo(strange.c_str(), 0600) == 0);
            BOOST_TEST_CONTEXT(kind << " for " << suffix)
            {
                auto const said = failure_of([&] { transact(record); });
                if (kind == "pipe") // as good a lock as a file
                    BOOST_TEST(said == "");
                else
                    BOOST_TEST(said == "unavailable db.unreachable");
                read(get_shop);
                close();
            }
            BOOST_TEST(!fs::exists(folder / "elsewhere"));
            fs::remove(strange);
        }
    transact(record);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(shop_file_rights, shop_file)

BOOST_AUTO_TEST_CASE(a_file_that_may_be_read_but_not_written)
{
    give_away(0777, 0444);
    BOOST_TEST(met_by_somebody() == "; unavailable db.read_only");
    BOOST_TEST(writes() == 1);
}

BOOST_AUTO_TEST_CASE(a_folder_that_may_not_be_written)
{
    give_away(0755, 0666);
    if (::geteuid() != 0)
        BOOST_REQUIRE(::chmod(folder.path().c_str(), 0555) == 0);
    BOOST_TEST(met_by_somebody() == "unavailable db.read_only");
    BOOST_TEST(in_child([&] {
                   test::become_somebody();
                   return created(folder / "new.db");
               }) == "permission_denied db.not_permitted");
    BOOST_REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
    BOOST_TEST(writes() == 1);
}

BOOST_AUTO_TEST_CASE(a_file_or_a_folder_that_may_not_be_looked_at)
{
    give_away(0777, 0000);
    BOOST_TEST(met_by_somebody() == "unavailable db.unreachable");
    set_rights(0600);
    give_away(0000, 0600);
    BOOST_TEST(met_by_somebody() == "unavailable db.unreachable");
    BOOST_TEST(in_child([&] {
                   test::become_somebody();
                   return created(folder / "new.db");
               }) == "permission_denied db.not_permitted");
    BOOST_REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
}

BOOST_AUTO_TEST_CASE(a_lock_that_is_somebody_elses)
{
    give_away(0777, 0666);
    BOOST_REQUIRE(::chmod((file + ".lock").c_str(), 0000) == 0);
    BOOST_TEST(met_by_somebody() == "; unavailable db.unreachable");
    BOOST_REQUIRE(::chmod((file + ".lock").c_str(), 0600) == 0);
    BOOST_TEST(writes() == 1);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(shop_file_handles, shop_file)

BOOST_AUTO_TEST_CASE(without_file_handles_all_is_refused_and_afterwards_all_works)
{
    transact(record);
    close();
    auto const no_preparation = [] {};
    struct step
    {
        char const* name;
        std::function<void()> before;
        std::function<void()> work;
    };
    step const steps[] = {
        {"the first reading unit", [&] { transact(record); }, [&] { read(get_shop); }},
        {"the first writing unit", [&] { read(get_shop); }, [&] { transact(record); }},
        {"opening", no_preparation, [&] { database another(url, env); }},
        {"founding", no_preparation,
         [&] {
             create_database(folder / "new.db", who, env, [this](unit_of_work& uow) { fill(uow); });
         }},
    };
    for (auto const& each : steps)
        BOOST_TEST_CONTEXT(each.name)
        {
            int refusals = 0;
            bool succeeded = false;
            for (int more = 0; more < 12; ++more)
                BOOST_TEST_CONTEXT("with " << more << " handles")
                {
                    db();
                    each.before();
                    std::string said, sentence;
                    int after = 0, later = 0;
                    {
                        test::few_handles const few(more);
                        sentence = sentence_of([&] {
                            said = failure_of(each.work);
                            if (!said.empty())
                                each.work();
                        });
                        after = test::open_files();
                        for (int i = 0; i < 3 && !said.empty(); ++i)
                            failure_of(each.work);
                        later = test::open_files();
                    }
                    BOOST_TEST(later == after);
                    if (said.empty()) {
                        succeeded = true;
                        fs::remove(folder / "new.db");
                    } else {
                        ++refusals;
                        BOOST_TEST(!succeeded);
                        BOOST_TEST(said == "unavailable db.unreachable");
                        BOOST_TEST(sentence.find("too many files") != sentence.npos);
                    }
                    transact(record);
                    read(get_shop);
                    close();
                }
            BOOST_TEST(succeeded);
            BOOST_TEST(refusals > 0);
        }
    BOOST_TEST(!fs::exists(folder / "new.db"));
    BOOST_TEST(names() == (strings{"shop.db", "shop.db.lock", "shop.db.queue"}),
               boost::test_tools::per_element());
    BOOST_TEST(findings() == strings(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_zone_that_cannot_be_read_now_can_be_later)
{
    // One that nothing else in this program asks for: what is loaded once is kept.
    auto const zone = [] { time_zone("Pacific/Chatham"); };
    {
        test::few_handles const none(0);
        BOOST_TEST(failure_of(zone) == "unavailable time_zone.unreadable");
    }
    BOOST_TEST(failure_of(zone) == "");
    BOOST_TEST(failure_of([] { time_zone("Pacific/Chatam"); }) ==
               "invalid_input time_zone.unknown");
}

BOOST_AUTO_TEST_CASE(a_query_that_gets_no_temporary_file)
{
    auto const sort_much = [](unit_of_work& uow) {
        std::int64_t found = -1;
        native(uow) << "with recursive n(i) as (select 1 union all select i + 1 from n"
                       " where i < 200000) select count(*) from (select i, hex(i) || i as t"
                       " from n order by t limit -1 offset 1)",
            soci::into(found);
        return found;
    };
    read(sort_much);
    auto const before = test::open_files();
    std::string said, sentence;
    {
        test::few_handles const none(0);
        said = failure_of([&] { read(sort_much); });
        sentence = sentence_of([&] { read(sort_much); });
    }
    if (!said.empty()) { // where it was not sorted in memory
        BOOST_TEST(said == "unavailable db.unreachable");
        BOOST_TEST(sentence.find("too many files") != sentence.npos);
    }
    BOOST_TEST(read(sort_much) == 199'999);
    BOOST_TEST(test::open_files() <= before + 1);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(shop_file_changed, shop_file)

BOOST_AUTO_TEST_CASE(a_shop_that_is_deleted_while_it_is_open)
{
    transact(record);
    read(nothing);
    for (auto const& each : fs::directory_iterator(folder.path()))
        fs::remove(each);
    BOOST_TEST(failure_of([&] { transact(record); }) == "unavailable db.gone");
    BOOST_TEST(failure_of([&] { rehearse(db(), who, record); }) == "unavailable db.gone");
    BOOST_TEST(met_by_reader() == "unavailable db.gone");
    close();
    BOOST_TEST(names() == strings(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(who_only_reads_notices_soon_that_the_shop_was_deleted)
{
    read(nothing);
    fs::remove(file);
    BOOST_TEST(met_by_reader() == "unavailable db.gone");
}

BOOST_AUTO_TEST_CASE(a_shop_that_is_deleted_before_its_first_unit)
{
    db();
    for (auto const& each : fs::directory_iterator(folder.path()))
        fs::remove(each);
    BOOST_TEST(failure_of([&] { transact(record); }) == "unavailable db.gone");
    BOOST_TEST(met_by_reader() == "unavailable db.gone");
    close();
    BOOST_TEST(names() == strings(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_shop_that_another_replaces_while_it_is_open)
{
    transact(record);
    transact(record);
    BOOST_TEST(writes() == 2);
    create_database(folder / "other.db", who, env, [this](unit_of_work& uow) { fill(uow); });
    {
        database other(folder / "other.db", env);
        tokocrm::transact(other, who, record);
    }
    fs::rename(file, folder / "old.db");
    fs::remove(file + "-shm");
    fs::rename(file + "-wal", folder / "old.db-wal");
    fs::rename(folder / "other.db", file);
    for (int i = 0; i < 2; ++i) {
        BOOST_TEST(failure_of([&] { transact(record); }) == "unavailable db.gone");
        BOOST_TEST(met_by_reader() == "unavailable db.gone");
    }
    // Whoever opens the new one is not harmed when the old one is closed.
    database fresh(url, env);
    tokocrm::transact(fresh, who, record);
    close();
    tokocrm::transact(fresh, who, record);
    BOOST_TEST(writes() == 3);
    BOOST_TEST(findings() == strings(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_shop_whose_lock_files_are_deleted_still_has_one_lock)
{
    transact(record);
    database neighbour(url, env); // as another process
    tokocrm::transact(neighbour, who, record);
    fs::remove(file + ".lock");
    fs::remove(file + ".queue");
    transact([&](unit_of_work& uow) {
        record(uow);
        neighbour.busy_timeout(std::chrono::milliseconds(10));
        std::string said;
        std::thread([&] {
            said = failure_of([&] {
                tokocrm::transact(neighbour, who, [](unit_of_work&) { BOOST_REQUIRE(false); });
            });
        }).join();
        BOOST_TEST(said == "unavailable db.busy");
        BOOST_TEST(fs::exists(file + ".lock"));
    });
    tokocrm::transact(neighbour, who, record);
    BOOST_TEST(writes() == 4);
}

BOOST_AUTO_TEST_CASE(a_shop_that_is_cut_short_while_it_is_open)
{
    transact(record);
    close();
    db();
    fs::resize_file(file, 0);
    for (int i = 0; i < 2; ++i) {
        auto const said = failure_of([&] { read(get_shop); });
        BOOST_TEST_MESSAGE(said);
        BOOST_TEST((said == "invalid_input db.damaged" || said == "unavailable db.io" ||
                    said == "unavailable db.schema_older" || said == "invalid_input db.foreign"));
    }
    auto const said = failure_of([&] { transact(record); });
    BOOST_TEST(said != "");
    close();
}

BOOST_AUTO_TEST_SUITE_END()
