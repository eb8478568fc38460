// labels: long
// Backup, restore and upgrade: whole files, whatever happens meanwhile.
#include "lib/db/upkeep.hpp"
#include "tests/support/host.hpp"
#include "tests/support/shop_program.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/maintenance.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <vector>

using namespace tokocrm;
using test::failure_of;
using strings = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

constexpr char const* history = "order,placed_at,customer,product,quantity,unit_price\n"
                                "F1,2026-01-05,Pembeli 1,Beras,2.5,13500\n"
                                "F2,2026-02-06,Pembeli 2,Gula,1,15000\n"
                                "F2,2026-02-06,Pembeli 2,Beras,1,13500\n";

class whole_files : public test::shop_program
{
public:
    std::string const kept = folder / "shop.toko";

    backup_summary back_up(std::string const& to, maintenance_options const& options = {})
    {
        return backup_database(url, to, who, env, options);
    }
    restore_result bring_back(std::string const& from, bool replace = false,
                              maintenance_options const& options = {})
    {
        return restore_database(url, from, replace, who, env, options);
    }
    /// Everything in the folder but locks, which are never deleted.
    strings files() const
    {
        strings found;
        for (auto const& each : fs::directory_iterator(folder.path())) {
            auto const name = each.path().filename().string();
            if (!name.ends_with(".lock") && !name.ends_with(".queue"))
                found.push_back(name);
        }
        std::sort(found.begin(), found.end());
        return found;
    }
    test::table_dump rows() { return dump({"audit_events", "sqlite_sequence"}); }
    std::string sqlite(std::string const& of, std::string const& sql)
    {
        return shell("sqlite3 " + test::quoted_word(of) + " " + test::quoted_word(sql)).out;
    }
    /// Whether the program has begun to write beside the shop.
    bool has_begun() const
    {
        for (auto const& each : fs::directory_iterator(folder.path()))
            if (each.path().filename().string().starts_with(".toko-"))
                return true;
        return false;
    }
    std::unique_ptr<test::child_process> started(strings const& words)
    {
        close();
        strings all{test::toko_program(), "--lang", "en", "--db", file};
        all.insert(all.end(), words.begin(), words.end());
        return std::make_unique<test::child_process>(all, folder.path().string(), environment(),
                                                     test::child_process::files{});
    }
    /// Kills the program some time after it began to write. @return Whether that came in time.
    bool killed(strings const& words, microseconds after)
    {
        auto const running = started(words);
        while (!has_begun() && !running->ended())
            std::this_thread::yield();
        auto const moment = steady_clock::now() + after;
        while (steady_clock::now() < moment)
            if (running->ended())
                return false;
        running->kill();
        return WIFSIGNALED(running->wait());
    }
    /// From its first writing to its end.
    microseconds duration(strings const& words)
    {
        auto const running = started(words);
        while (!has_begun() && !running->ended())
            std::this_thread::yield();
        auto const began = steady_clock::now();
        BOOST_TEST(running->wait() == 0);
        return std::chrono::duration_cast<microseconds>(steady_clock::now() - began);
    }
};

/// A shop as the first schema had it.
class old_shop : public whole_files
{
public:
    old_shop() { make_old(); }

    void make_old()
    {
        BOOST_REQUIRE(shell("sqlite3 shop.db < " +
                            test::quoted_word(TOKOCRM_SOURCE_DIR "/tests/shops/schema_1.sql"))
                          .status == 0);
    }
    std::string schema() { return sqlite(file, "pragma user_version"); }
    /// All rows of the first schema's columns; the counter of numbers has become that of ids.
    std::string old_rows(std::string const& of)
    {
        if (queries_.empty()) {
            for (auto const& table :
                 lines(sqlite(file, "select name from sqlite_schema where type = 'table' and name "
                                    "not like 'sqlite_%' and name not in ('schema_migrations', "
                                    "'audit_events', 'counters') order by name"))) {
                auto const columns =
                    sqlite(file, "select group_concat(name, ', ') from pragma_table_info('" +
                                     table + "')");
                queries_ += "select '" + table + "'; select " + columns + " from " + table +
                            " order by 1, 2; ";
            }
        }
        return sqlite(of, queries_);
    }

private:
    static strings lines(std::string const& text)
    {
        strings all;
        std::istringstream in(text);
        for (std::string line; std::getline(in, line);)
            all.push_back(line);
        return all;
    }
    std::string queries_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(upgrades, old_shop)

BOOST_AUTO_TEST_CASE(an_upgrade_by_whoever_may_not_leaves_nothing_behind)
{
    sqlite(file, "insert into users (id, name, name_folded, role, disabled_at, created_at) values"
                 " (1, 'Siti', 'siti', 'cashier', null, 0), (2, 'Eka', 'eka', 'owner', 1, 0),"
                 " (3, 'Ani', 'ani', 'owner', null, 0)");
    auto const before = old_rows(file);
    id<staff_member> const siti{1}, eka{2}, ani{3};
    std::vector<std::pair<actor, std::string>> const refused{
        {siti, "permission_denied staff.not_permitted"},
        {eka, "permission_denied staff.disabled"},
        {id<staff_member>(9), "permission_denied staff.unknown"},
        {id<customer>(1), "permission_denied staff.not_permitted"},
        {visitor{}, "permission_denied staff.not_permitted"}};
    for (auto const& [by, expected] : refused) {
        BOOST_TEST(failure_of([&, &by = by] { upgrade_database(url, by, env); }) == expected);
        BOOST_TEST(failure_of([&, &by = by] {
                       upgrade_database(url, by, env, {.rehearse = true});
                   }) == expected);
    }
    BOOST_TEST(schema() == "1\n");
    BOOST_TEST((old_rows(file) == before));
    BOOST_TEST(shell("ls | grep -c schema-").out == "0\n");
    BOOST_TEST(upgrade_database(url, ani, env).from == 1);
}

BOOST_AUTO_TEST_CASE(an_older_shop_is_upgraded_with_all_that_is_in_it)
{
    auto const before = old_rows(file);
    BOOST_TEST(before.find("Beras Curah") != before.npos);
    BOOST_TEST(failure_of([&] { database(url, env); }) == "unavailable db.schema_older");

    auto const done = upgrade_database(url, who, env);
    BOOST_TEST(done.from == 1);
    BOOST_TEST(done.to == db::built_in_migrations().back().version);
    BOOST_TEST(done.steps.size() == static_cast<std::size_t>(done.to - 1));
    BOOST_REQUIRE(done.backup.has_value());
    BOOST_TEST((old_rows(file) == before));
    BOOST_TEST((old_rows(*done.backup) == before));
    BOOST_TEST(sqlite(*done.backup, "pragma user_version") == "1\n");
    BOOST_TEST(findings() == strings(), boost::test_tools::per_element());
    BOOST_TEST(read([](unit_of_work& uow) { return audit_trail(uow, "shop"); }).back().action ==
               "shop.upgrade");

    auto const again = upgrade_database(url, who, env);
    BOOST_TEST(again.from == done.to);
    BOOST_TEST(again.steps.empty());
    BOOST_TEST(!again.backup.has_value());
}

BOOST_AUTO_TEST_CASE(an_upgraded_shop_gives_no_number_out_again)
{
    for (auto const* const higher :
         {"update counters set value = 20", "update sqlite_sequence set seq = 30"}) {
        sqlite(file, higher);
        auto const last = sqlite(file, "select max(value, seq) from counters, sqlite_sequence"
                                       " where sqlite_sequence.name = 'orders'");
        auto const copy = std::string(folder / "copy.db");
        fs::copy_file(file, copy, fs::copy_options::overwrite_existing);
        upgrade_database(copy, who, env);
        BOOST_TEST(sqlite(copy, "select seq from sqlite_sequence where name = 'orders'") == last);
        fs::remove(copy);
    }
}

BOOST_AUTO_TEST_CASE(a_step_that_fails_leaves_the_shop_as_it_was)
{
    auto const before = old_rows(file);
    static std::vector<db::migration> steps;
    steps.assign(db::built_in_migrations().begin(), db::built_in_migrations().end());
    steps.push_back({steps.back().version + 1, "9999_wrong",
                     "create table good (id bigint);\ninsert into nowhere values (1);\n", "", ""});
    db::advance silent(nullptr);
    BOOST_TEST(failure_of([&] {
                   db::upgrade(url, {who, env, steps, false, silent, [](unit_of_work&, bool) {}});
               }) == "internal db.fault");
    BOOST_TEST(schema() == "1\n");
    BOOST_TEST((old_rows(file) == before));
    BOOST_TEST(upgrade_database(url, who, env).from == 1);
}

BOOST_AUTO_TEST_CASE(who_comes_at_the_same_time_finds_it_done)
{
    std::vector<std::unique_ptr<test::child_process>> running;
    for (int i = 0; i < 4; ++i)
        running.push_back(started({"upgrade"}));
    for (auto& each : running)
        BOOST_TEST(each->wait() == 0);
    int backups = 0;
    for (auto const& name : files())
        backups += name.find(".schema-1-") != name.npos;
    BOOST_TEST(backups == 1);
    BOOST_TEST(findings() == strings(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_upgrade_that_is_killed_leaves_the_old_shop_or_the_new)
{
    auto const before = old_rows(file);
    auto const longest = duration({"upgrade"});
    auto const newest = schema();
    constexpr std::uint32_t seed = 20261125;
    std::mt19937 any_number(seed);
    int const wanted = test::long_form() ? 60 : 12;
    int landed = 0, seen_old = 0;
    for (int tries = 0; landed < wanted && tries < 20 * wanted; ++tries) {
        for (auto const& each : fs::directory_iterator(folder.path()))
            fs::remove_all(each.path());
        make_old();
        std::uniform_int_distribution<std::int64_t> any(0, longest.count());
        if (!killed({"upgrade"}, microseconds(any(any_number))))
            continue;
        ++landed;
        auto const found = schema();
        seen_old += found == "1\n";
        BOOST_TEST((found == "1\n" || found == newest));
        BOOST_TEST((old_rows(file) == before));
        for (auto const& name : files())
            if (name.find(".schema-1-") != name.npos)
                BOOST_TEST((old_rows(folder / name) == before));
        BOOST_TEST(toko("upgrade").status == 0);
        BOOST_TEST(schema() == newest);
        BOOST_TEST((old_rows(file) == before));
        BOOST_TEST(findings() == strings(), boost::test_tools::per_element());
    }
    BOOST_TEST(landed == wanted);
    std::cout << "seed " << seed << ": " << landed << " kills, the schema was old " << seen_old
              << " times\n";
}

// Each of its system calls that change a file; the short form takes some of them.
BOOST_AUTO_TEST_CASE(an_upgrade_that_is_killed_or_fails_at_any_call_leaves_the_old_shop_or_the_new)
{
    auto const before = old_rows(file);
    auto const upgrade_with = [&](std::string const& injected) {
        for (auto const& each : fs::directory_iterator(folder.path()))
            fs::remove_all(each.path());
        make_old();
        return toko("upgrade -q",
                    "LSAN_OPTIONS=detect_leaks=0 strace -f -qq -o trace -e trace=pwrite64,"
                    "fdatasync,fsync,link,linkat,rename,renameat2,unlink,ftruncate " +
                        injected + " ")
            .status;
    };
    BOOST_REQUIRE(upgrade_with("") == 0);
    auto const newest = schema();
    std::vector<std::pair<std::string, int>> calls;
    for (std::string const call : {"pwrite64", "fdatasync", "fsync", "link", "linkat", "rename",
                                   "renameat2", "unlink", "ftruncate"})
        calls.emplace_back(call, std::stoi(shell("grep -c ' " + call + "(' trace || true").out));
    auto const seed = std::random_device()();
    int ended_otherwise = 0, seen_old = 0, seen_new = 0;
    for (std::string const fault : {"signal=KILL", "error=ENOSPC", "error=EIO"})
        for (auto const& [call, count] : calls) {
            bool const kills = fault == "signal=KILL";
            int const wanted = test::long_form() ? (kills ? count : 40) : (kills ? 6 : 2);
            int const stride = std::max(1, count / std::max(1, wanted));
            for (int when = 1 + static_cast<int>(seed % static_cast<std::uint32_t>(stride));
                 when <= count; when += stride)
                BOOST_TEST_CONTEXT("seed " << seed << ": " << fault << " at " << call << ' ' << when
                                           << " of " << count)
                {
                    auto const at = ":when=" + std::to_string(when);
                    auto const ended =
                        upgrade_with("-e inject=" + call + ':' + fault + at + (kills ? "" : "+"));
                    ended_otherwise += ended != 0;
                    auto const found = schema();
                    ++(found == newest ? seen_new : seen_old);
                    BOOST_TEST((found == newest || (found == "1\n" && ended != 0)));
                    BOOST_TEST((old_rows(file) == before));
                    for (auto const& name : files())
                        if (name.find(".schema-1-") != name.npos)
                            BOOST_TEST((old_rows(folder / name) == before));
                    BOOST_TEST(toko("upgrade -q").status == 0);
                    BOOST_TEST(schema() == newest);
                    BOOST_TEST((old_rows(file) == before));
                    BOOST_TEST(findings() == strings(), boost::test_tools::per_element());
                }
        }
    BOOST_TEST(ended_otherwise > 10);
    BOOST_TEST(seen_old > 5);
    BOOST_TEST(seen_new > 5);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(backups, whole_files)

BOOST_AUTO_TEST_CASE(a_backup_is_the_shop_in_one_file_for_its_owner_alone)
{
    import(history);
    auto const before = rows();
    auto const made = back_up(kept);
    BOOST_TEST(made.file == kept);
    BOOST_TEST(made.orders == 2);
    BOOST_TEST(made.shop == "Toko Uji");
    BOOST_TEST((made.made_at == clk.now()));
    BOOST_TEST(made.bytes == static_cast<std::int64_t>(fs::file_size(kept)));
    struct stat found = {};
    BOOST_REQUIRE(::stat(kept.c_str(), &found) == 0);
    BOOST_TEST((found.st_mode & 07777) == 0600u);
    close();
    BOOST_TEST(files() == (strings{"shop.db", "shop.toko"}), boost::test_tools::per_element());
    BOOST_TEST(sqlite(kept, "pragma journal_mode; pragma integrity_check") == "delete\nok\n");

    fs::remove(file);
    fs::copy_file(kept, file);
    BOOST_TEST((rows() == before));
    BOOST_TEST(read([](unit_of_work& uow) { return audit_trail(uow, "shop"); }).back().action ==
               "shop.backup");
}

BOOST_AUTO_TEST_CASE(a_backup_is_of_one_instant_while_others_write)
{
    import(history);
    auto& shop = db();
    std::atomic<bool> enough = false;
    std::atomic<int> written = 0;
    std::vector<std::thread> writers;
    for (int i = 0; i < 2; ++i)
        writers.emplace_back([&, i] {
            while (!enough) {
                std::istringstream csv("order,placed_at,product,unit_price\nW" + std::to_string(i) +
                                       "-" + std::to_string(written) + ",2026-03-01,Teh,9000\n");
                auto const of = tokocrm::read(shop, who, get_shop);
                order_stage staged(csv, of, {});
                tokocrm::transact(shop, who, [&](unit_of_work& uow) {
                    return import_orders(uow, staged, on_conflict::skip, false);
                });
                ++written;
            }
        });
    std::int64_t seen = 0;
    for (int i = 0; i < 6; ++i) {
        auto const goal = written + 3;
        while (written < goal)
            std::this_thread::yield();
        auto const made = back_up(folder / ("copy" + std::to_string(i)));
        BOOST_TEST(made.orders > seen);
        seen = made.orders;
        BOOST_TEST(describe_backup(made.file).orders == seen);
    }
    enough = true;
    for (auto& each : writers)
        each.join();
    BOOST_TEST(findings() == strings(), boost::test_tools::per_element());
}

// Whoever opens and closes the file besides SQLite would drop the locks of this process.
BOOST_AUTO_TEST_CASE(a_backup_leaves_the_locks_of_its_process)
{
    import(history);
    auto& shop = db();
    tokocrm::read(shop, who,
                  [&](unit_of_work& uow) { BOOST_TEST(get_shop(uow).profile.name == "Toko Uji"); });
    back_up(kept);
    test::child_process other({"/bin/sh", "-c", "exec " + line("product add --name Kopi --sku K1")},
                              folder.path().string(), environment(), {});
    BOOST_TEST(other.wait() == 0);
    tokocrm::transact(shop, who,
                      [](unit_of_work& uow) { record_audit_event(uow, "test.write", "test"); });
    BOOST_TEST(sqlite(file, "select count(*) from audit_events where action = 'test.write'") ==
               "1\n");
}

BOOST_AUTO_TEST_CASE(a_backup_that_cannot_be_made_leaves_nothing)
{
    import(history);
    close();
    test::write_file(folder / "taken", "mine");
    BOOST_TEST(failure_of([&] { back_up(folder / "taken"); }) == "already_exists backup.exists");
    BOOST_TEST(failure_of([&] { back_up(folder.path().string()); }) ==
               "already_exists backup.exists");
    BOOST_TEST(failure_of([&] { back_up(file); }) == "already_exists backup.exists");
    BOOST_TEST(failure_of([&] { back_up(folder / "no/where"); }) ==
               "not_found backup.folder_missing");
    BOOST_TEST(failure_of([&] { back_up(""); }) == "invalid_input db.url_invalid");
    BOOST_TEST(failure_of([&] { back_up(std::string("a\0b", 3)); }) ==
               "invalid_input db.url_invalid");
    for (int const at : {0, 60, 70, 90}) {
        auto const stop = [&](int percent) {
            if (percent >= at)
                throw percent;
        };
        BOOST_TEST(failure_of([&] { back_up(kept, {false, stop}); }).starts_with("int: "));
    }
    BOOST_TEST(files() == (strings{"shop.db", "taken"}), boost::test_tools::per_element());
    back_up(kept, {.rehearse = true});
    BOOST_TEST(files() == (strings{"shop.db", "taken"}), boost::test_tools::per_element());
}

// The usual way to end a program that takes too long.
BOOST_AUTO_TEST_CASE(a_backup_that_is_ended_by_a_signal_leaves_nothing)
{
    db();
    close();
    fs::remove(file);
    BOOST_REQUIRE(toko("init --demo").status == 0);
    int ended = 0;
    for (int i = 0; i < 5 && ended < 2; ++i) {
        auto const done = shell("exec 3>&1; " + line("backup one.toko") +
                                " & while ! ls .toko-* > /dev/null 2>&1 && kill -0 $! 2> "
                                "/dev/null; do :; done; kill -TERM $!; wait $!");
        ended += done.status == 143;
        BOOST_TEST((done.status == 143 || done.status == 0));
        BOOST_TEST(fs::exists(folder / "one.toko") == (done.status == 0));
        fs::remove(folder / "one.toko");
        BOOST_TEST(files() == strings{"shop.db"}, boost::test_tools::per_element());
    }
    BOOST_TEST(ended > 0);
}

BOOST_AUTO_TEST_CASE(a_shop_that_does_not_add_up_is_not_backed_up)
{
    import(history);
    close();
    sqlite(file, "update orders set total = total + 1 where number = 1");
    BOOST_TEST(failure_of([&] { back_up(kept); }) == "invalid_input backup.unsound");
    BOOST_TEST(failure_of([&] { back_up(kept, {.rehearse = true}); }) ==
               "invalid_input backup.unsound");
    sqlite(file, "update orders set total = total - 1 where number = 1;"
                 "pragma foreign_keys = off; update order_lines set product_id = 4711");
    BOOST_TEST(failure_of([&] { back_up(kept); }) == "invalid_input db.damaged");
    BOOST_TEST(files() == strings{"shop.db"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(restores, whole_files)

BOOST_AUTO_TEST_CASE(a_restored_shop_has_all_that_the_backup_has)
{
    import(history);
    auto const before = rows();
    back_up(kept);
    close();
    fs::remove(file);
    clk.advance(std::chrono::hours(48));
    auto const done = bring_back(kept);
    BOOST_TEST(!done.kept.has_value());
    BOOST_TEST(done.backup.orders == 2);
    BOOST_TEST((done.backup.made_at == clk.now() - std::chrono::hours(48)));
    BOOST_TEST((rows() == before));
    BOOST_TEST(findings() == strings(), boost::test_tools::per_element());
    BOOST_TEST(read([](unit_of_work& uow) { return audit_trail(uow, "shop"); }).back().action ==
               "shop.restore");
}

BOOST_AUTO_TEST_CASE(a_shop_is_replaced_only_on_purpose_and_kept_beside)
{
    import(history);
    auto const old = rows();
    back_up(kept);
    import("order,placed_at,product,unit_price\nN1,2026-05-01,Teh,9000\n");
    auto const now = rows();
    close();
    BOOST_REQUIRE(::chmod(file.c_str(), 0640) == 0);
    BOOST_TEST(failure_of([&] { bring_back(kept); }) == "already_exists restore.exists");
    BOOST_TEST(failure_of([&] { bring_back(file, true); }) == "invalid_input restore.same_file");
    bring_back(kept, true, {.rehearse = true});
    BOOST_TEST((rows() == now));
    close();
    auto const done = bring_back(kept, true);
    BOOST_REQUIRE(done.kept.has_value());
    BOOST_TEST(*done.kept == file + ".replaced-20261124T030000Z");
    BOOST_TEST((rows() == old));
    close();
    struct stat found = {};
    BOOST_REQUIRE(::stat(file.c_str(), &found) == 0);
    BOOST_TEST((found.st_mode & 07777) == 0640u);
    // And back again: what was replaced is a shop, too.
    bring_back(*done.kept, true);
    BOOST_TEST((rows() == now));
}

BOOST_AUTO_TEST_CASE(a_shop_that_somebody_has_open_is_not_replaced)
{
    import(history);
    back_up(kept);
    auto const before = rows();
    BOOST_TEST(failure_of([&] { bring_back(kept, true); }) == "unavailable db.in_use");
    close();
    // Another process, which only reads and waits.
    auto const go_on = folder / "go_on", ready = folder / "ready";
    BOOST_REQUIRE(::mkfifo(go_on.c_str(), 0600) == 0 && ::mkfifo(ready.c_str(), 0600) == 0);
    test::child_process other({"/bin/sh", "-c",
                               "{ echo 'select count(*) from orders;'; cat go_on; } | sqlite3 "
                               "shop.db > ready"},
                              folder.path().string(), environment(), {});
    std::string answer;
    std::ifstream(ready) >> answer;
    BOOST_TEST(answer == "2");
    BOOST_TEST(failure_of([&] { bring_back(kept, true); }) == "unavailable db.in_use");
    std::ofstream(go_on) << "\n";
    BOOST_TEST(other.wait() == 0);
    BOOST_TEST((rows() == before));
    close();
    BOOST_TEST(bring_back(kept, true).kept.has_value());
}

BOOST_AUTO_TEST_CASE(a_damaged_backup_is_refused_and_the_shop_stays)
{
    std::string csv = "order,placed_at,customer,product,unit_price\n";
    for (int i = 0; i < 400; ++i)
        csv += "D" + std::to_string(i) + ",2026-01-05,Pembeli " + std::to_string(i) + ",Beras," +
               std::to_string(1000 + i) + "\n";
    import(csv);
    auto const before = rows();
    back_up(kept);
    close();
    auto const size = fs::file_size(kept);
    std::string whole(size, '\0');
    std::ifstream(kept, std::ios::binary)
        .read(whole.data(), static_cast<std::streamsize>(whole.size()));
    auto const refused = [&](std::string const& content) {
        test::write_file(folder / "bad.toko", content);
        auto const said = failure_of([&] { bring_back(folder / "bad.toko", true); });
        auto const at_a_glance = failure_of([&] { describe_backup(folder / "bad.toko"); });
        BOOST_TEST_INFO("at a glance: " << at_a_glance);
        fs::remove(folder / "bad.toko");
        return said;
    };
    auto const damaged = std::string("invalid_input db.damaged");
    BOOST_TEST(refused("") == "invalid_input db.foreign");
    BOOST_TEST(refused("this is a letter, no shop") == damaged);
    BOOST_TEST(refused(whole.substr(0, size / 2)) == damaged);
    BOOST_TEST(refused(whole.substr(0, size - 4'096)) == damaged);
    auto other = whole;
    other[68] = 'x'; // the application's id
    BOOST_TEST(refused(other) == "invalid_input db.foreign");
    constexpr std::uint32_t seed = 1945;
    std::mt19937 any_number(seed);
    for (int i = 0; i < 10; ++i) {
        std::uniform_int_distribution<std::size_t> any(1, size / 4'096 - 1);
        auto const page = any(any_number);
        BOOST_TEST_CONTEXT("seed " << seed << ", page " << page << " of zeros")
        {
            auto torn = whole;
            std::fill_n(torn.begin() + static_cast<std::ptrdiff_t>(page * 4'096), 4'096, '\0');
            BOOST_TEST(refused(torn) == damaged);
        }
    }
    sqlite(kept, "update orders set total = total + 1 where number = 1");
    BOOST_TEST(failure_of([&] { bring_back(kept, true); }) == "invalid_input restore.unsound");
    sqlite(kept, "pragma user_version = 9999");
    BOOST_TEST(failure_of([&] { bring_back(kept, true); }) == "unavailable db.schema_newer");
    BOOST_TEST((rows() == before));
    close();
    fs::remove(kept);
    BOOST_TEST(files() == strings{"shop.db"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_damaged_shop_is_replaced_too)
{
    import(history);
    auto const before = rows();
    back_up(kept);
    close();
    for (std::string const& content :
         {std::string(), std::string("nothing of it is left"), std::string(8'192, '\0')}) {
        test::write_file(file, content);
        auto const done = bring_back(kept, true);
        BOOST_REQUIRE(done.kept.has_value());
        BOOST_TEST(fs::file_size(*done.kept) == content.size());
        BOOST_TEST((rows() == before));
        close();
    }
    fs::remove(file);
    shell("sqlite3 shop.db 'create table diary (day text)'");
    BOOST_TEST(failure_of([&] { bring_back(kept, true); }) == "invalid_input db.foreign");
}

BOOST_AUTO_TEST_CASE(a_restore_that_is_killed_leaves_the_old_shop_or_the_new)
{
    import(history);
    auto const restored = rows();
    back_up(kept);
    import("order,placed_at,product,unit_price\nN1,2026-05-01,Teh,9000\n");
    auto const old = rows();
    close();
    fs::copy_file(file, folder / "original");
    auto const begin_anew = [&] {
        for (auto const& name : files())
            if (name != "original" && name != "shop.toko")
                fs::remove_all(folder / name);
        fs::copy_file(folder / "original", file);
    };
    strings const words{"restore", "--replace", "--yes", kept};
    auto const longest = duration(words);
    constexpr std::uint32_t seed = 20261126;
    std::mt19937 any_number(seed);
    int const wanted = test::long_form() ? 60 : 12;
    int landed = 0, seen_new = 0;
    for (int tries = 0; landed < wanted && tries < 20 * wanted; ++tries) {
        begin_anew();
        // Every other one late, when the files get their names.
        std::uniform_int_distribution<std::int64_t> any(tries % 2 * longest.count() * 4 / 5,
                                                        longest.count());
        if (!killed(words, microseconds(any(any_number))))
            continue;
        ++landed;
        BOOST_REQUIRE(fs::exists(file));
        auto const found = rows();
        seen_new += found == restored;
        BOOST_TEST((found == restored || found == old));
        BOOST_TEST(findings() == strings(), boost::test_tools::per_element());
        for (auto const& name : files())
            if (name.find(".replaced-") != name.npos) {
                BOOST_TEST(sqlite(folder / name, "select count(*) from orders") == "3\n");
            }
        BOOST_TEST(started(words)->wait() == 0);
        BOOST_TEST((rows() == restored));
        close();
    }
    BOOST_TEST(landed == wanted);
    std::cout << "seed " << seed << ": " << landed << " kills, the backup was in place " << seen_new
              << " times\n";
}

BOOST_AUTO_TEST_SUITE_END()
