#include "cli/completion/bash_line.hpp"
#include "cli/completion/complete.hpp"
#include "cli/global_options.hpp"
#include "cli/output/format.hpp"
#include "cli/registry.hpp"
#include "cli_frame.hpp"

#include <tokocrm/order.hpp>
#include <tokocrm/report.hpp>
#include <tokocrm/sale.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

using namespace toko;

namespace {

std::optional<std::string> no_variable(std::string const&)
{
    return std::nullopt;
}

completions completed(std::vector<std::string> const& before, std::string const& current)
{
    return complete(before, current, registry(), no_variable, tokocrm::language::en);
}

std::vector<std::string> texts(completions const& found)
{
    std::vector<std::string> out;
    for (auto const& one : found.words)
        out.push_back(one.text);
    return out;
}

bool has(completions const& found, std::string_view text)
{
    return std::any_of(found.words.begin(), found.words.end(),
                       [&](candidate const& one) { return one.text == text; });
}

std::vector<std::string> words_of(std::string_view name)
{
    std::vector<std::string> words;
    while (!name.empty()) {
        auto const space = std::min(name.find(' '), name.size());
        words.emplace_back(name.substr(0, space));
        name.remove_prefix(std::min(space + 1, name.size()));
    }
    return words;
}

option with_value(char const* placeholder, option_rule rule = {})
{
    return {.name = "any", .placeholder = placeholder, .help = "", .rule = rule};
}

std::vector<std::string_view> choice(char const* placeholder, option_rule rule = {})
{
    return words_of_choice(with_value(placeholder, rule));
}

constexpr char breaks[] = " \t\n\"'@><=;|&(:";

void check_line(std::string_view line, std::vector<std::string> const& words, std::size_t kept,
                char quote)
{
    BOOST_TEST_CONTEXT(line)
    {
        auto const split = split_bash_line(line, breaks);
        BOOST_TEST(split.words == words, boost::test_tools::per_element());
        BOOST_TEST(split.kept == kept);
        BOOST_TEST((split.quote == quote));
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(every_command_of_the_registry_is_offered_word_by_word)
{
    for (auto const* const one : registry()) {
        std::vector<std::string> before;
        for (auto const& word : words_of(one->name)) {
            BOOST_TEST_CONTEXT(one->name)
            {
                BOOST_TEST(has(completed(before, word.substr(0, 1)), word));
                BOOST_TEST(has(completed(before, ""), word));
            }
            before.push_back(word);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_option_of_the_registry_is_offered_with_its_command)
{
    for (auto const* const one : registry()) {
        auto const described = described_by(*one);
        auto const offered = completed(words_of(one->name), "--");
        auto const check = [&](option const& what) {
            auto const spelled = "--" + std::string(what.name);
            BOOST_TEST_CONTEXT(one->name << ' ' << spelled) BOOST_TEST(has(offered, spelled));
        };
        for (auto const& named : described.named())
            check(named);
        for (auto const& global : global_options()) {
            std::string_view const name = global.what.name;
            bool const for_programs = name == "commands" || name == "manual" || name == "man";
            if (!for_programs && (global.where != reach::lists || described.makes_list()))
                check(global.what);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_choice_of_the_registry_is_offered_in_both_spellings_of_an_option)
{
    int choices = 0;
    for (auto const* const one : registry()) {
        auto const described = described_by(*one);
        for (auto const& named : described.named()) {
            for (auto const word :
                 named.takes_value() ? words_of_choice(named) : std::vector<std::string_view>{}) {
                auto const spelled = "--" + std::string(named.name);
                auto before = words_of(one->name);
                auto const adjacent = completed(before, spelled + '=').words;
                before.push_back(spelled);
                auto const apart = completed(before, "").words;
                auto const begins = [&](std::string const& wanted) {
                    return [wanted](candidate const& c) { return c.text.starts_with(wanted); };
                };
                BOOST_TEST_CONTEXT(one->name << ' ' << spelled << ' ' << word)
                {
                    BOOST_TEST(std::any_of(apart.begin(), apart.end(), begins(std::string(word))));
                    BOOST_TEST(std::any_of(adjacent.begin(), adjacent.end(),
                                           begins(spelled + '=' + std::string(word))));
                }
                ++choices;
            }
        }
    }
    BOOST_TEST(choices > 20);
}

BOOST_AUTO_TEST_CASE(the_words_of_a_choice_are_those_that_the_program_takes)
{
    for (auto const word : words_of_choice(find_global("format")->what))
        BOOST_TEST_CONTEXT(word) BOOST_TEST(find_format(word).has_value());
    auto const orders = described_by(order_list);
    for (auto const word : words_of_choice(*orders.find("status")))
        BOOST_TEST_CONTEXT(word) BOOST_TEST(tokocrm::find_order_label(word).has_value());
    auto const report = described_by(report_daily);
    for (auto const word : words_of_choice(*report.find("explain")))
        BOOST_TEST_CONTEXT(word) BOOST_TEST(tokocrm::find_report_column(word).has_value());
    auto const import = described_by(order_import);
    BOOST_TEST(words_of_choice(*import.find("map")) == tokocrm::order_import_columns(),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_placeholder_of_small_words_is_a_choice_and_one_of_capitals_is_not)
{
    BOOST_TEST(choice("skip|update|fail") ==
                   (std::vector<std::string_view>{"skip", "update", "fail"}),
               boost::test_tools::per_element());
    BOOST_TEST(choice("URL|PATH").empty());
    BOOST_TEST(choice("FORMAT").empty());
    BOOST_TEST(choice("name").empty());
    BOOST_TEST(choice("FORMAT", {.words = "a|last month"}) ==
                   (std::vector<std::string_view>{"a", "last month"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_given_already_is_offered_no_more_unless_it_may_be_repeated)
{
    auto const found = completed({"order", "list", "--since", "today", "--status", "new"}, "--");
    BOOST_TEST(!has(found, "--since"));
    BOOST_TEST(has(found, "--until"));
    BOOST_TEST(has(found, "--status"));
    BOOST_TEST(!has(completed({"order", "list", "--format=csv"}, "--"), "--format"));
}

BOOST_AUTO_TEST_CASE(behind_a_value_of_an_option_the_next_word_is_none)
{
    BOOST_TEST(has(completed({"--db", "order", "report"}, ""), "daily"));
    BOOST_TEST(has(completed({"--status", "new", "order"}, "li"), "list"));
    BOOST_TEST(completed({"order", "list", "--since"}, "").words.empty());
    BOOST_TEST(completed({"no", "such", "command"}, "").words.empty());
    BOOST_TEST(completed({"order", "list", "--nothing="}, "--nothing=").words.empty());
}

BOOST_AUTO_TEST_CASE(where_a_file_is_taken_the_shell_is_told_so)
{
    BOOST_TEST(completed({"order", "import"}, "").files);
    BOOST_TEST(completed({"report", "daily", "--output"}, "").files);
    BOOST_TEST(completed({"report", "daily"}, "--output=lap").kept == "--output=");
    BOOST_TEST(completed({"--db"}, "").files);
    BOOST_TEST(!completed({"order", "list", "--since"}, "").files);
}

BOOST_AUTO_TEST_CASE(a_list_goes_on_behind_its_commas_with_what_it_has_not)
{
    auto const found = completed({"order", "list", "--fields"}, "number,pl");
    BOOST_TEST(texts(found) == (std::vector<std::string>{"number,placed_at", "number,placed_on"}),
               boost::test_tools::per_element());
    BOOST_TEST(found.goes_on);
    BOOST_TEST(has(completed({"order", "list", "--sort"}, "-"), "-total"));
    BOOST_TEST(!has(completed({"order", "list", "--sort"}, "-total,"), "-total,total"));
}

BOOST_AUTO_TEST_CASE(without_a_shop_there_are_no_words_of_it_and_none_is_made)
{
    std::string const place = "/nowhere/no/shop.db";
    auto const found = completed({"--db", place, "product", "list", "--category"}, "");
    BOOST_TEST(found.words.empty());
    BOOST_TEST(!std::filesystem::exists("/nowhere"));
    test::cli_program const program{.commands = {registry().begin(), registry().end()}};
    auto const said =
        program.run({"--complete", "--db", place, "product", "list", "--category", ""});
    BOOST_TEST(said.code == 0);
    BOOST_TEST(said.out == "words\n");
    BOOST_TEST(said.err == "");
}

BOOST_AUTO_TEST_CASE(a_line_that_cannot_be_understood_is_answered_with_silence)
{
    test::cli_program const program{.commands = {registry().begin(), registry().end()}};
    for (std::vector<std::string> const& words :
         {std::vector<std::string>{"--complete"},
          {"--complete", ""},
          {"--complete", "\xff", "\xff"},
          {"--complete", "--", "--", ""},
          {"--complete", "--config", "/nowhere/toko.conf", "product", "list", "--category", ""},
          {"--complete-bash"},
          {"--complete-bash", ""},
          {"--complete-bash", "toko"},
          {"--complete-bash", "toko 'unfinished \"", breaks},
          {"--complete-bash", "toko order list --status '", breaks}}) {
        auto const said = program.run(words);
        BOOST_TEST(said.code == 0);
        BOOST_TEST(said.err == "");
    }
}

BOOST_AUTO_TEST_CASE(bash_lines_are_split_as_bash_splits_them)
{
    check_line("toko order li", {"toko", "order", "li"}, 0, '\0');
    check_line("toko  order ", {"toko", "order", ""}, 0, '\0');
    check_line("toko --category=Be", {"toko", "--category=Be"}, 11, '\0');
    check_line("toko 'Beras me", {"toko", "Beras me"}, 0, '\'');
    check_line("toko --category='Be", {"toko", "--category=Be"}, 11, '\'');
    check_line("toko \"a\\\"b\\c", {"toko", "a\"b\\c"}, 0, '"');
    check_line("toko Beras\\ me", {"toko", "Beras me"}, 0, '\0');
    check_line("toko 'a b' c", {"toko", "a b", "c"}, 0, '\0');
    check_line("toko '' ", {"toko", "", ""}, 0, '\0');
    check_line("toko a:b", {"toko", "a:b"}, 2, '\0');
    check_line("toko \"a:b\"c", {"toko", "a:bc"}, 0, '\0');
}

BOOST_AUTO_TEST_CASE(bash_gets_a_word_as_it_is_typed_in_its_quotes)
{
    BOOST_TEST(quoted_for_bash("Ibu's & $5", '\0') == "Ibu\\'s\\ \\&\\ \\$5");
    BOOST_TEST(quoted_for_bash("Ibu's & $5", '\'') == "Ibu'\\''s & $5");
    BOOST_TEST(quoted_for_bash("Mie \"A\" $5", '"') == "Mie \\\"A\\\" \\$5");
    BOOST_TEST(quoted_for_bash("Çay", '\0') == "Çay");
    BOOST_TEST(quoted_for_bash("~a*", '\0') == "\\~a\\*");
}
