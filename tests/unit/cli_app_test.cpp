#include "cli/exit_code.hpp"
#include "cli/global_options.hpp"
#include "cli/registry.hpp"
#include "cli_frame.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <new>
#include <ostream>
#include <set>
#include <stdexcept>

using namespace toko;
using tokocrm::errc;

namespace {

struct expected_code
{
    errc kind;
    std::string reason;
    int code;
};

std::ostream& operator<<(std::ostream& out, expected_code const& one)
{
    return out << tokocrm::name(one.kind) << ' ' << one.reason;
}

std::vector<expected_code> const codes{
    {errc::invalid_input, "money.invalid", 64},
    {errc::invalid_input, "usage.number", 64},
    {errc::not_found, "usage.anything", 64},
    {errc::invalid_input, "period.invalid", 64},
    {errc::rule_violation, "import.rejected", 65},
    {errc::invalid_input, "csv.no_header", 65},
    {errc::invalid_input, "db.foreign", 65},
    {errc::invalid_input, "db.damaged", 65},
    {errc::not_found, "order.not_found", 1},
    {errc::not_found, "db.not_found", 66},
    {errc::not_found, "db.not_a_file", 66},
    {errc::not_found, "input.missing", 66},
    {errc::not_found, "config.missing", 66},
    {errc::invalid_input, "config.unknown_key", 78},
    {errc::already_exists, "db.exists", 1},
    {errc::rule_violation, "coupon.expired", 1},
    {errc::conflict, "order.changed", 1},
    {errc::permission_denied, "staff.not_allowed", 77},
    {errc::unavailable, "db.unreachable", 69},
    {errc::unavailable, "db.outcome_unknown", 69},
    {errc::unavailable, "db.busy", 75},
    {errc::unavailable, "db.schema_newer", 78},
    {errc::unavailable, "db.schema_older", 78},
    {errc::unavailable, "db.full", 74},
    {errc::unavailable, "db.io", 74},
    {errc::unavailable, "db.read_only", 77},
    {errc::not_found, "db.folder_missing", 73},
    {errc::unavailable, "output.folder_missing", 73},
    {errc::unavailable, "output.stream", 74},
    {errc::internal, "db.nested", 70},
};

void describe(options& opts)
{
    opts.positional("how", "how to end").example("toko end well");
}

void run_end(context& ctx, arguments const& args)
{
    auto const how = args.text("how");
    if (how == "refused")
        throw tokocrm::error(errc::rule_violation, "a.rule", "the rule {0} forbids it", {"7\x1B"});
    if (how == "memory")
        throw std::bad_alloc();
    if (how == "bug")
        throw std::runtime_error("secret of a customer");
    if (how == "odd")
        throw 7;
    if (how == "faults")
        ctx.found_faults();
    if (how == "who")
        ctx.who();
    if (how == "ask")
        ctx.out() << (ctx.confirm("really?") ? "yes" : "no");
    ctx.shop_language(tokocrm::language::id);
    if (how == "later")
        throw usage_error("usage.value", "{0} needs a value", {"--x"});
}

constexpr command end_command{"end", "end in some way", describe, run_end};

tokocrm::actor nobody(context&, std::string const& user)
{
    throw command_error(errc::not_found, "user.not_found", "there is no user {0}", {user});
}

test::cli_program const program{.commands = {&end_command}, .resolve_user = nobody};

} // namespace

BOOST_AUTO_TEST_SUITE(cli_app)

BOOST_DATA_TEST_CASE(each_failure_has_its_exit_code, codes)
{
    tokocrm::error const failure(sample.kind, sample.reason, "a sentence");
    BOOST_TEST(exit_code_of(failure) == sample.code);
}

BOOST_AUTO_TEST_CASE(errors_are_said_once_and_in_one_place)
{
    auto const got = program.run({"end", "refused"});
    BOOST_TEST(got.code == 1);
    BOOST_TEST(got.out == "");
    BOOST_TEST(got.err == "toko: the rule 7\\x1B forbids it\n");
}

BOOST_AUTO_TEST_CASE(errors_are_objects_for_machines)
{
    auto const got = program.run({"end", "refused", "--format", "json"});
    BOOST_TEST(got.code == 1);
    auto const said = boost::json::parse(got.err);
    BOOST_TEST(said.at("error").at("code").as_string() == "rule_violation");
    BOOST_TEST(said.at("error").at("reason").as_string() == "a.rule");
    BOOST_TEST(said.at("error").at("message").as_string() == "the rule 7\\x1B forbids it");
    auto const early = program.run({"edn", "--json"});
    BOOST_TEST(early.code == 64);
    BOOST_TEST(boost::json::parse(early.err).at("error").at("reason").as_string() ==
               "usage.unknown_command");
}

BOOST_AUTO_TEST_CASE(what_is_our_fault_tells_nothing_of_the_inside)
{
    for (auto const* const how : {"bug", "memory"}) {
        auto const got = program.run({"end", how});
        BOOST_TEST(got.code == 70);
        BOOST_TEST(got.err.starts_with("toko: "));
        BOOST_TEST(got.err.find("secret") == got.err.npos);
    }
    BOOST_TEST(program.run({"end", "odd"}).code == 70);
}

BOOST_AUTO_TEST_CASE(a_wrong_line_points_to_the_help)
{
    auto const got = program.run({"end"});
    BOOST_TEST(got.code == 64);
    BOOST_TEST(got.err == "toko: end needs HOW\ntoko end --help shows how.\n");
    auto other = program;
    other.variables["TOKO_LANG"] = "id";
    BOOST_TEST(other.run({"end"}).err ==
               "toko: end memerlukan HOW\ntoko end --help menunjukkan caranya.\n");
    BOOST_TEST(program.run({"end", "--lang", "id"}).err == other.run({"end"}).err);
}

BOOST_AUTO_TEST_CASE(the_shops_language_counts_once_it_is_known)
{
    BOOST_TEST(program.run({"end", "later"}).err.starts_with("toko: --x memerlukan nilai\n"));
    BOOST_TEST(program.run({"end", "later", "--lang", "en"}).err.starts_with("toko: --x needs"));
}

BOOST_AUTO_TEST_CASE(faults_that_a_check_found_are_exit_1)
{
    BOOST_TEST(program.run({"end", "faults"}).code == 1);
    BOOST_TEST(program.run({"end", "well"}).code == 0);
}

BOOST_AUTO_TEST_CASE(who_acts_is_the_owner_or_somebody_known)
{
    BOOST_TEST(program.run({"end", "who"}).code == 0);
    auto const got = program.run({"end", "who", "--as", "siti"});
    BOOST_TEST(got.code == 1);
    BOOST_TEST(got.err == "toko: there is no user siti\n");
}

BOOST_AUTO_TEST_CASE(nobody_is_asked_without_a_terminal)
{
    auto const got = program.run({"end", "ask"});
    BOOST_TEST(got.code == 64);
    BOOST_TEST(got.err.find("--yes") != got.err.npos);
    BOOST_TEST(program.run({"end", "ask", "-y"}).out == "yes");
    auto person = program;
    person.terminal = true;
    person.input = "y\n";
    BOOST_TEST(person.run({"end", "ask"}).out == "yes");
    BOOST_TEST(person.run({"end", "ask", "--no-input"}).code == 64);
    for (auto const* const no : {"n\n", "\n", "", "tidak\n"}) {
        person.input = no;
        BOOST_TEST(person.run({"end", "ask"}).out == "no");
    }
}

BOOST_AUTO_TEST_CASE(help_goes_to_stdout_in_both_languages)
{
    auto const overview = program.run({});
    BOOST_TEST(overview.code == 0);
    BOOST_TEST(overview.err == "");
    BOOST_TEST(overview.out.find("  end  end in some way\n") != overview.out.npos);
    BOOST_TEST(program.run({"--help"}).out == overview.out);
    BOOST_TEST(program.run({"--lang=id"}).out.find("Pemakaian:") != std::string::npos);
    auto const one = program.run({"end", "--help"}).out;
    BOOST_TEST(one.find("Usage: toko end HOW [OPTION…]\n") != one.npos);
    BOOST_TEST(one.find("  toko end well\n") != one.npos);
    for (auto const& global : global_options()) {
        if (global.where != reach::lists)
            BOOST_TEST(one.find("--" + std::string(global.what.name)) != one.npos);
    }
}

BOOST_AUTO_TEST_CASE(version_and_listing_are_for_programs)
{
    BOOST_TEST(program.run({"--version"}).out == "toko 0.1.0\n");
    auto const listing = program.run({"--commands"}).out;
    BOOST_TEST(listing.starts_with("toko\t--db "));
    BOOST_TEST(listing.find(" --quiet,q ") != listing.npos);
    BOOST_TEST(listing.ends_with("\nend\t\n"));
    BOOST_TEST(program.run({"--manual"}).out.find("## toko end\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_command_is_described_once_and_without_clashes)
{
    std::set<std::string> names;
    for (auto const* const one : registry()) {
        BOOST_TEST(names.insert(one->name).second, one->name);
        BOOST_TEST(find_command(registry(), one->name) == one);
        options described;
        one->describe(described);
        std::set<std::string> spelled;
        for (auto const& named : described.named()) {
            {
                auto const* const global = find_global(named.name);
                BOOST_TEST((!global || (global->where == reach::lists && !described.makes_list())),
                           one->name << " --" << named.name);
            }
            BOOST_TEST(spelled.insert(named.name).second, one->name << " --" << named.name);
        }
        for (auto const& place : described.positionals())
            BOOST_TEST(spelled.insert(place.name).second, one->name << ' ' << place.name);
        std::set<std::string> keys;
        for (auto const& field : described.fields())
            BOOST_TEST(keys.insert(field.key).second, one->name << ' ' << field.key);
        for (auto const* const key : described.sortable())
            BOOST_TEST(*key != '\0');
    }
}

BOOST_AUTO_TEST_SUITE_END()
