#include "tests/cli/transcript.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace {

using lines = std::vector<std::string>;

transcript::step only_step(lines const& from)
{
    auto const parts = transcript::parse(from);
    BOOST_REQUIRE_EQUAL(parts.size(), 1u);
    return std::get<transcript::step>(parts[0]);
}

std::string kinds(lines const& expected, lines const& actual)
{
    std::string all;
    for (auto const& d : transcript::compare(expected, actual))
        all += d.kind;
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(transcript_)

BOOST_AUTO_TEST_CASE(a_wildcard_stays_within_its_line)
{
    BOOST_TEST(transcript::matches("a {*} c", "a b c"));
    BOOST_TEST(transcript::matches("{*}b{*}b", "abcab"));
    BOOST_TEST(transcript::matches("{*}", ""));
    BOOST_TEST(!transcript::matches("ab{*}ba", "aba"));
    BOOST_TEST(!transcript::matches("a{*}c", "abcd"));
    BOOST_TEST(!transcript::matches("a", "b"));
    BOOST_TEST(kinds({"{*}"}, {"a", "b"}).find('+') != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_difference_is_seen)
{
    BOOST_TEST(kinds({"a", "b"}, {"a", "b"}) == "  ");
    BOOST_TEST(kinds({"a", "b"}, {"a", "c"}) == " -+");
    BOOST_TEST(kinds({}, {"a"}) == "+");
    BOOST_TEST(kinds({"a"}, {}) == "-");
}

BOOST_AUTO_TEST_CASE(an_outcome_reads_back_as_itself)
{
    for (auto const& out :
         {"", "a\n", "a", "a\n\n", "\n", "$ x\n# y\n#\n> z\n2> q\n[exit 1]\n\\\n@file a\n| b\n",
          "[no newline]\n", "\na\n\nb\n"})
        for (auto const& err : {"", "bad\n", "bad", "\nbad\n\n"})
            for (auto const status : {0, 1, 137}) {
                auto const shown = transcript::render(test::outcome{out, err, status, false});
                lines text{"$ command"};
                text.insert(text.end(), shown.begin(), shown.end());
                text.emplace_back();
                text.emplace_back("# the end");
                auto const parts = transcript::parse(text);
                BOOST_REQUIRE_EQUAL(parts.size(), 2u);
                BOOST_TEST(std::get<transcript::step>(parts[0]).expected == shown,
                           boost::test_tools::per_element());
                BOOST_TEST(transcript::render(parts) == text, boost::test_tools::per_element());
            }
}

BOOST_AUTO_TEST_CASE(commands_go_on_over_lines)
{
    auto const s = only_step({"$ printf a \\", "> b", "ab", ""});
    BOOST_TEST(s.command == "printf a \\\nb");
    BOOST_TEST(s.expected == lines{"ab"}, boost::test_tools::per_element());
    BOOST_TEST(s.expected_line == 3u);
}

BOOST_AUTO_TEST_CASE(input_files_are_read_and_stay_inside)
{
    auto const parts = transcript::parse({"@file a.csv", "| x,y", "|", "|  z"});
    BOOST_TEST(std::get<transcript::input_file>(parts.at(0)).content == "x,y\n\n z\n");
    BOOST_CHECK_THROW(transcript::parse({"@file ../a"}), std::runtime_error);
    BOOST_CHECK_THROW(transcript::parse({"@file /a"}), std::runtime_error);
    BOOST_CHECK_THROW(transcript::parse({"# a", "stray"}), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(calls_are_found_in_a_shell_line)
{
    auto const calls = transcript::calls_of(
        "toko",
        "X=1 toko a \"b c\" | sed s/toko/x/ && ./toko d; x=$(toko 'e f') # toko g\ntoko \\\nh");
    BOOST_REQUIRE_EQUAL(calls.size(), 4u);
    BOOST_TEST(calls[0] == (lines{"a", "b c"}), boost::test_tools::per_element());
    BOOST_TEST(calls[1] == (lines{"d"}), boost::test_tools::per_element());
    BOOST_TEST(calls[2] == (lines{"e f"}), boost::test_tools::per_element());
    BOOST_TEST(calls[3] == (lines{"h"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(pages_hold_console_blocks)
{
    auto const blocks =
        transcript::console_blocks({"text", "```console", "$ a", "```", "```sh", "$ b", "```",
                                    "  ```console", "  $ c", "  ```"});
    BOOST_REQUIRE_EQUAL(blocks.size(), 2u);
    BOOST_TEST(blocks[0].first_line == 3u);
    BOOST_TEST(blocks[1].lines == lines{"$ c"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
