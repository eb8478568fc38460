#include "cli/command_error.hpp"
#include "cli/configuration.hpp"
#include "cli_frame.hpp"
#include "tests/support/host.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace toko;

namespace {

/// A home with a configuration, and variables.
struct home
{
    test::temporary_directory folder;
    std::map<std::string, std::string> variables{{"HOME", folder.path().string()}};

    void configure(std::string const& text, std::string const& name = ".config/toko/toko.conf")
    {
        auto const path = folder.path() / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    settings read(global_values const& given = {}) const
    {
        return settings(given, [this](std::string const& name) -> std::optional<std::string> {
            auto const found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        });
    }
    std::string refusal(global_values const& given = {}) const
    {
        try {
            auto const all = read(given);
            all.flag("yes");
        } catch (command_error const& failure) {
            return failure.reason() + ": " + failure.message(tokocrm::language::en);
        }
        return "";
    }
};

void run_tell(context& ctx, arguments const&)
{
    auto const& list = ctx.list();
    ctx.out() << "url=" << ctx.url() << " limit=" << list.page.limit.value_or(-1)
              << " offset=" << list.page.offset << " after=" << list.page.after.value_or("-")
              << " dry=" << ctx.dry_run()
              << " now=" << tokocrm::time_zone("UTC").to_iso(ctx.env().now()) << '\n';
}
constexpr field fields[] = {{"number", "Number", kind::number}, {"total", "Total", kind::amount}};
constexpr command tell{"tell list", "tell", [](options& opts) { opts.lists(fields, {"number"}); },
                       run_tell};

test::cli_program program(std::map<std::string, std::string> variables = {})
{
    test::cli_program made{.commands = {&tell}};
    made.variables.insert({"HOME", "/nowhere"});
    made.variables.merge(variables);
    return made;
}

std::string told(std::vector<std::string> words, std::map<std::string, std::string> variables = {})
{
    words.insert(words.begin(), {"tell", "list", "--now", "2026-11-24T10:00:00+07:00"});
    auto const got = program(std::move(variables)).run(words);
    return got.code == 0 ? got.out : std::to_string(got.code) + " " + got.err;
}

bool has(std::string const& text, std::string const& part)
{
    return text.find(part) != text.npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(cli_settings)

BOOST_AUTO_TEST_CASE(a_configuration_that_others_can_write_is_refused)
{
    home mine;
    mine.configure("format = csv\n");
    auto const file = (mine.folder.path() / ".config/toko/toko.conf").string();
    auto const rights = [&](mode_t mode) { return ::chmod(file.c_str(), mode) == 0; };
    BOOST_TEST((rights(0664) && mine.refusal() == ""));
    BOOST_TEST((rights(0646) && has(mine.refusal(), "config.unsafe: the configuration " + file)));
    BOOST_TEST(rights(0644));
    if (::geteuid() != 0)
        return; // nobody else can give a file away
    constexpr uid_t somebody_else = 12345;
    BOOST_REQUIRE(::chmod(mine.folder.path().c_str(), 0755) == 0);
    auto const said_to_somebody = [&] {
        return test::in_child([&] {
            test::become_somebody();
            return mine.refusal();
        });
    };
    BOOST_TEST(said_to_somebody() == ""); // root's
    BOOST_REQUIRE(::chown(file.c_str(), somebody_else, somebody_else) == 0);
    BOOST_TEST(has(said_to_somebody(), "config.unsafe: the configuration " + file + " belongs"));
    BOOST_TEST(mine.refusal() == ""); // root believes everybody
}

BOOST_AUTO_TEST_CASE(a_password_is_not_shown)
{
    for (auto const& [url, shown] : std::map<std::string, std::string>{
             {"shop.db", "shop.db"},
             {"sqlite:/a:b@c", "sqlite:/a:b@c"},
             {"postgresql://h/d", "postgresql://h/d"},
             {"postgresql://u@h:5432/d", "postgresql://u@h:5432/d"},
             {"postgresql://u:p@h/d", "postgresql://u:***@h/d"},
             {"postgresql://u:@h/d", "postgresql://u:***@h/d"},
             {"postgresql://u:p@q:r@h", "postgresql://u:***@h"},
             {"postgresql://u:p", "postgresql://u:p"},
             {"postgresql:///d?password=p", "postgresql:///d?password=***"},
             {"postgresql:///d?user=u&password=p&x=y", "postgresql:///d?user=u&password=***&x=y"},
             {"postgresql:///d?password", "postgresql:///d?password"}})
        BOOST_TEST(without_password(url) == shown);
}

BOOST_AUTO_TEST_CASE(flag_before_environment_before_configuration)
{
    home at;
    at.configure("format = csv\nlang = en\nlimit = 7 # rows\n");
    at.variables["TOKO_FORMAT"] = "tsv";
    at.variables["TOKO_DRY_RUN"] = "1";
    auto const all = at.read({{"format", "ids"}});
    BOOST_TEST(all.text("format").value() == "ids");
    BOOST_TEST(at.read().text("format").value() == "tsv");
    BOOST_TEST(at.read().find("format")->from == "TOKO_FORMAT");
    at.variables.erase("TOKO_FORMAT");
    BOOST_TEST(at.read().text("format").value() == "csv");
    BOOST_TEST(all.text("limit").value() == "7");
    BOOST_TEST(all.flag("dry-run"));
    BOOST_TEST(!all.flag("yes"));
}

BOOST_AUTO_TEST_CASE(a_configuration_that_is_named_is_read_instead)
{
    home at;
    at.configure("format = csv\n");
    at.configure("lang = en\n", "mine.conf");
    auto const all = at.read({{"config", at.folder / "mine.conf"}});
    BOOST_TEST(all.text("lang").value() == "en");
    BOOST_TEST(!all.find("format"));
    at.variables["TOKO_CONFIG"] = at.folder / "mine.conf";
    BOOST_TEST(at.read().text("lang").value() == "en");
    BOOST_TEST(at.refusal({{"config", "/none.conf"}}) ==
               "config.missing: there is no configuration /none.conf");
    BOOST_TEST(at.refusal({{"config", at.folder.path().string()}}) ==
               "config.unreadable: the configuration " + at.folder.path().string() +
                   " is a folder; it has to be a file");
}

BOOST_AUTO_TEST_CASE(a_relative_xdg_folder_counts_as_not_set)
{
    home at;
    at.configure("lang = en\n");
    at.configure("lang = id\n", "xdg/toko/toko.conf");
    at.variables["XDG_CONFIG_HOME"] = "xdg";
    BOOST_TEST(at.read().text("lang").value() == "en");
    at.variables["XDG_CONFIG_HOME"] = at.folder / "xdg";
    BOOST_TEST(at.read().text("lang").value() == "id");
}

BOOST_AUTO_TEST_CASE(mistakes_in_a_configuration_are_named_with_their_line)
{
    home at;
    auto const path = at.folder / ".config/toko/toko.conf";
    at.configure("# mine\nlang = en\n\nlnag = id\n");
    BOOST_TEST(at.refusal() ==
               "config.unknown_key: " + path + ":4: there is no setting lnag; did you mean lang?");
    at.configure("lang = en\n[mail]\nlang = id\n");
    BOOST_TEST(at.refusal() ==
               "config.unknown_key: " + path +
                   ":3: there is no setting mail.lang; toko config list shows which there are");
    at.configure("lang = en\nwhat is this\n");
    BOOST_TEST(at.refusal() ==
               "config.syntax: " + path + ":2: neither “key = value” nor “[section]”");
    at.configure("yes = perhaps\n");
    BOOST_TEST(at.refusal() ==
               "config.invalid: " + path + ":1: yes must be yes or no, not perhaps");
    for (auto const* const instant : {"help = true\n", "version = true\n", "config = x\n"}) {
        at.configure(instant);
        BOOST_TEST(at.refusal().starts_with("config.unknown_key"));
    }
    at.configure("");
    BOOST_TEST(at.refusal() == "");
}

BOOST_AUTO_TEST_CASE(a_mark_at_the_beginning_of_a_configuration_is_no_part_of_it)
{
    home at;
    at.configure("\xEF\xBB\xBFlang = en\r\nlimit = 5\r\n");
    BOOST_TEST(at.read().text("lang").value() == "en");
    BOOST_TEST(at.read().text("limit").value() == "5");
}

BOOST_AUTO_TEST_CASE(json_is_a_format)
{
    home at;
    BOOST_TEST(at.read({{"json", "true"}}).text("format").value() == "json");
    BOOST_TEST(at.refusal({{"json", "true"}, {"format", "json"}}) == "");
    BOOST_TEST(at.refusal({{"json", "true"}, {"format", "csv"}}) ==
               "usage.two_formats: --json and --format ask for different formats");
    at.configure("json = true\n");
    BOOST_TEST(at.read({{"format", "csv"}}).text("format").value() == "csv");
    at.variables["TOKO_JSON"] = "no";
    BOOST_TEST(at.read().text("format").value() == "json");
}

BOOST_AUTO_TEST_CASE(a_table_has_twenty_rows_and_machines_get_all)
{
    BOOST_TEST(has(told({}), "limit=20 offset=0"));
    BOOST_TEST(has(told({"--json"}), "limit=-1 offset=0"));
    BOOST_TEST(has(told({"--all"}), "limit=-1"));
    BOOST_TEST(has(told({"--limit", "3", "--page", "4"}), "limit=3 offset=9"));
    BOOST_TEST(has(told({"--page", "2", "--json"}), "limit=20 offset=20"));
    BOOST_TEST(has(told({"--after", "x"}), "after=x"));
    BOOST_TEST(has(told({"--all"}, {{"TOKO_LIMIT", "5"}}), "limit=-1"));
}

BOOST_AUTO_TEST_CASE(what_a_list_cannot_do_is_refused)
{
    for (std::vector<std::string> const& wrong : {
             std::vector<std::string>{"--limit", "0"},
             {"--limit", "-1"},
             {"--limit", "x"},
             {"--page", "0"},
             {"--page", "9223372036854775807"},
             {"--page", "2", "--after", "x"},
             {"--all", "--page", "2"},
             {"--all", "--limit", "2"},
             {"--fields", "numbre"},
             {"--fields", ","},
             {"--fields", "-number"},
             {"--sort", "total"},
             {"--sort", "--number"},
             {"--format", "xml"},
             {"--color", "blue"},
             {"--lang", "fr"},
         }) {
        auto const got = told(wrong);
        BOOST_TEST(got.starts_with("64 "), wrong[0] << ": " << got);
    }
}

BOOST_AUTO_TEST_CASE(what_nobody_typed_is_a_matter_of_the_configuration)
{
    for (auto const& [name, value] :
         std::map<std::string, std::string>{{"TOKO_FORMAT", "xml"},
                                            {"TOKO_COLOR", "blue"},
                                            {"TOKO_LANG", "fr"},
                                            {"TOKO_NOW", "noon"},
                                            {"TOKO_LIMIT", "0"},
                                            {"TOKO_PAGE", "x"},
                                            {"TOKO_FIELDS", "colour"},
                                            {"TOKO_SORT", "total"},
                                            {"TOKO_DRY_RUN", "maybe"}}) {
        auto words = std::vector<std::string>{"tell", "list"};
        auto const got = program({{name, value}}).run(words);
        BOOST_TEST(got.code == 78, name);
        BOOST_TEST(got.err.starts_with("toko: " + name), got.err);
        BOOST_TEST(has(got.err, value), got.err);
    }
    home at;
    at.configure("lang = en\nformat = xml\n");
    at.configure("json = yes\nformat = csv\n", "two.conf");
    auto const path = at.folder / ".config/toko/toko.conf";
    auto const got = program({{"XDG_CONFIG_HOME", at.folder / ".config"}}).run({"tell", "list"});
    BOOST_TEST(got.code == 78);
    BOOST_TEST(got.err == "toko: " + path +
                              ":2: format must be table, csv, tsv, json, jsonl, ids or count, "
                              "not xml\n");
    auto const two = at.folder / "two.conf";
    BOOST_TEST(at.refusal({{"config", two}}) == "config.invalid: " + two + ":1: json and " + two +
                                                    ":2: format ask for different formats");
}

BOOST_AUTO_TEST_CASE(the_clock_is_the_instant_that_was_told)
{
    BOOST_TEST(has(told({}), "now=2026-11-24T03:00:00"));
    auto const got = program().run({"tell", "list", "--now", "noon"});
    BOOST_TEST(got.code == 64);
    BOOST_TEST(has(program({{"TOKO_NOW", "2026-01-02T03:04:05Z"}}).run({"tell", "list"}).out,
                   "now=2026-01-02T03:04:05"));
}

BOOST_AUTO_TEST_CASE(the_shop_is_found_in_its_usual_place)
{
    BOOST_TEST(has(told({}), "url=/nowhere/.local/share/toko/shop.db "));
    BOOST_TEST(has(told({}, {{"XDG_DATA_HOME", "/data"}}), "url=/data/toko/shop.db "));
    BOOST_TEST(has(told({}, {{"TOKO_DB", "a.db"}}), "url=a.db "));
    BOOST_TEST(has(told({"--db", "b.db"}, {{"TOKO_DB", "a.db"}}), "url=b.db "));
    test::cli_program homeless{.commands = {&tell}};
    auto const got = homeless.run({"tell", "list"});
    BOOST_TEST(got.code == 78);
    BOOST_TEST(has(got.err, "--db"));
}

BOOST_AUTO_TEST_CASE(the_environment_decides_on_the_language_last)
{
    auto const language = [](std::map<std::string, std::string> const& variables) {
        return language_of_environment([&](std::string const& name) -> std::optional<std::string> {
            auto const found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        });
    };
    using enum tokocrm::language;
    BOOST_TEST((language({}) == id));
    BOOST_TEST((language({{"LANG", "en_GB.UTF-8"}}) == en));
    BOOST_TEST((language({{"LANG", "en_GB.UTF-8"}, {"LANGUAGE", "id"}}) == id));
    BOOST_TEST((language({{"LANG", "de_DE.UTF-8"}}) == id));
    BOOST_TEST((language({{"LANG", "C.UTF-8"}}) == id));
}

BOOST_AUTO_TEST_SUITE_END()
