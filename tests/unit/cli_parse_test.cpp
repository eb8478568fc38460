#include "cli/command_error.hpp"
#include "cli/did_you_mean.hpp"
#include "cli/input/utf8.hpp"
#include "cli/parse.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace toko;

namespace {

constexpr field fields[] = {{"number", "Number", kind::number}, {"total", "Total", kind::amount}};

void nothing(context&, arguments const&) {}

void describe_list(options& opts)
{
    opts.value("status", "LABEL", "labels", {.repeatable = true})
        .value("city", "CITY", "a city")
        .value("about", "TEXT", "a text", {.may_be_empty = true})
        .flag("late", "late ones")
        .lists(fields, {"number"});
}
void describe_show(options& opts)
{
    opts.positional("order", "its number").value("image", "FILE", "a file");
}
void describe_adjust(options& opts)
{
    opts.positional("sku", "what")
        .positional("amount", "how much")
        .positional("note", "why", {.repeatable = true})
        .value("reason", "TEXT", "why", {.required = true});
}
/// `--image` is a flag here and takes a value in `order show`.
void describe_images(options& opts)
{
    opts.flag("image", "with pictures");
}

constexpr command list{"order list", "list", describe_list, nothing};
constexpr command show{"order show", "show", describe_show, nothing};
constexpr command adjust{"stock adjust", "adjust", describe_adjust, nothing};
constexpr command add{"product add", "add", describe_images, nothing};
constexpr command pack_add{"product pack add", "add a pack", describe_images, nothing};
constexpr command check{"check", "check", [](options&) {}, nothing};
constexpr command const* all[] = {&list, &show, &adjust, &add, &pack_add, &check};

using words = std::vector<std::string>;

parsed read(words const& line)
{
    return parse(line, all);
}

/// The reason for which a line is refused, and what is said; empty if it is not.
std::pair<std::string, std::string> refusal(words const& line)
{
    try {
        parse(line, all);
    } catch (command_error const& failure) {
        return {failure.reason(), failure.message(tokocrm::language::en)};
    }
    return {};
}

struct wrong_line
{
    words line;
    std::string reason;
    std::string message;
};

std::ostream& operator<<(std::ostream& out, wrong_line const& one)
{
    for (auto const& word : one.line)
        out << word << ' ';
    return out;
}

std::vector<wrong_line> const wrong_lines{
    {{"ordr", "list"}, "usage.unknown_command", "there is no command ordr; did you mean order?"},
    {{"zebra"}, "usage.unknown_command", "there is no command zebra"},
    {{"order", "lst"},
     "usage.unknown_command",
     "there is no command order lst; did you mean order list?"},
    {{"order", "zebra"},
     "usage.unknown_command",
     "there is no command order zebra; order has: list, show"},
    {{"order"}, "usage.no_verb", "order needs a word more: list, show"},
    {{"product", "pack"}, "usage.no_verb", "product pack needs a word more: add"},
    {{"order", "list", "--citty", "x"},
     "usage.unknown_option",
     "there is no option --citty; did you mean --city?"},
    {{"order", "list", "--form", "csv"},
     "usage.unknown_option",
     "there is no option --form; did you mean --format?"},
    {{"order", "list", "--cit", "x"},
     "usage.unknown_option",
     "there is no option --cit; did you mean --city?"},
    {{"order", "list", "-x"}, "usage.unknown_option", "there is no option -x"},
    {{"--verison"},
     "usage.unknown_option",
     "there is no option --verison; did you mean --version?"},
    {{"order", "list", "--city"}, "usage.missing_value", "--city needs a value"},
    {{"order", "list", "--city", "--late"}, "usage.missing_value", "--city needs a value"},
    {{"order", "list", "--city", "--format=csv"}, "usage.missing_value", "--city needs a value"},
    {{"order", "list", "--city", ""}, "usage.empty_value", "the value of --city is empty"},
    {{"order", "list", "--city="}, "usage.empty_value", "the value of --city is empty"},
    {{"order", "show", ""}, "usage.empty_value", "the value of ORDER is empty"},
    {{"order", "list", "--db", ""}, "usage.empty_value", "the value of --db is empty"},
    {{"order", "list", "--city", "a", "--city", "a"},
     "usage.twice",
     "--city may be given only once"},
    {{"--db", "a", "order", "list", "--db=b"}, "usage.twice", "--db may be given only once"},
    {{"order", "list", "--late=yes"}, "usage.extra_value", "--late takes no value"},
    {{"order", "show"}, "usage.missing", "order show needs ORDER"},
    {{"order", "show", "1", "2"}, "usage.too_many", "2 is one word too many for order show"},
    {{"stock", "adjust", "A", "1", "n"}, "usage.missing", "stock adjust needs --reason"},
    {{"check", "--limit", "3"}, "usage.no_list", "--limit is for commands that make a list"},
    {{"order", "show", "1", "--fields=a"},
     "usage.no_list",
     "--fields is for commands that make a list"},
    {{"order", "list", "--city=\xFF"}, "usage.encoding", "the value of --city is not UTF-8"},
    {{"order", "list", "--city", "\xC0\x80"}, "usage.encoding", "the value of --city is not UTF-8"},
    {{"order", "show", "\xED\xA0\x80"}, "usage.encoding", "word 3 of the command is not UTF-8"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(cli_parse)

BOOST_DATA_TEST_CASE(a_wrong_line_is_refused_by_name, wrong_lines)
{
    auto const [reason, message] = refusal(sample.line);
    BOOST_TEST(reason == sample.reason);
    BOOST_TEST(message == sample.message);
}

BOOST_AUTO_TEST_CASE(options_stand_anywhere)
{
    for (words const& line : {words{"order", "list", "--city", "list", "--format", "csv"},
                              words{"--city", "list", "order", "list", "--format=csv"},
                              words{"order", "--format", "csv", "--city=list", "list"},
                              words{"--format=csv", "order", "--city", "list", "list"}}) {
        auto const out = read(line);
        BOOST_TEST_REQUIRE(out.chosen == &list);
        BOOST_TEST(out.given->text("city") == "list");
        BOOST_TEST(out.globals.at("format") == "csv");
    }
}

BOOST_AUTO_TEST_CASE(what_an_option_takes_depends_on_the_command)
{
    BOOST_TEST(read({"--image", "product", "add"}).chosen == &add);
    auto const out = read({"--image", "a.jpg", "order", "show", "7"});
    BOOST_TEST_REQUIRE(out.chosen == &show);
    BOOST_TEST(out.given->text("image") == "a.jpg");
    BOOST_TEST(out.given->text("order") == "7");
}

BOOST_AUTO_TEST_CASE(the_longest_name_wins)
{
    BOOST_TEST(read({"product", "pack", "add"}).chosen == &pack_add);
    BOOST_TEST(read({"product", "add"}).chosen == &add);
}

BOOST_AUTO_TEST_CASE(repeatable_options_keep_their_order_and_lists_are_split)
{
    auto const out = read({"order", "list", "--status", "new, pending", "--status=ok,,"});
    BOOST_TEST(out.given->all("status") == (words{"new, pending", "ok,,"}),
               boost::test_tools::per_element());
    BOOST_TEST(out.given->list("status") == (words{"new", "pending", "ok"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_empty_value_is_a_value_where_it_may_be)
{
    for (words const& line :
         {words{"order", "list", "--about="}, words{"order", "list", "--about", ""}}) {
        auto const out = read(line);
        BOOST_TEST(out.given->has("about"));
        BOOST_TEST(out.given->find("about").value() == "");
    }
    BOOST_TEST(!read({"order", "list"}).given->find("about").has_value());
}

BOOST_AUTO_TEST_CASE(negative_numbers_are_values)
{
    auto const out = read({"stock", "adjust", "PG16", "-2.5", "a", "b", "--reason", "-3"});
    BOOST_TEST(out.given->text("amount") == "-2.5");
    BOOST_TEST(out.given->text("reason") == "-3");
    BOOST_TEST(out.given->all("note") == (words{"a", "b"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(two_dashes_end_the_options)
{
    auto const out = read({"order", "show", "--", "--city"});
    BOOST_TEST(out.given->text("order") == "--city");
    BOOST_TEST(read({"order", "show", "--", "--help"}).given->text("order") == "--help");
}

BOOST_AUTO_TEST_CASE(a_value_may_look_like_an_option_after_an_equals_sign)
{
    BOOST_TEST(read({"order", "list", "--city=--late"}).given->text("city") == "--late");
    BOOST_TEST(read({"order", "list", "--city=a=b"}).given->text("city") == "a=b");
}

BOOST_AUTO_TEST_CASE(letters_may_stand_together)
{
    auto const out = read({"order", "list", "-qv"});
    BOOST_TEST(out.globals.contains("quiet"));
    BOOST_TEST(out.globals.contains("verbose"));
    BOOST_TEST(!out.globals.contains("yes"));
}

BOOST_AUTO_TEST_CASE(help_is_given_on_every_level)
{
    using action = parsed::action;
    BOOST_TEST((read({}).what == action::help));
    auto const noun = read({"order", "--help"});
    BOOST_TEST((noun.what == action::help && !noun.chosen));
    BOOST_TEST(noun.noun == "order");
    auto const command = read({"--help", "order", "show"}); // although ORDER is missing
    BOOST_TEST((command.what == action::help && command.chosen == &show));
    BOOST_TEST((read({"--version"}).what == action::version));
    BOOST_TEST((read({"--manual", "--lang", "en"}).what == action::manual));
    BOOST_TEST((read({"--commands"}).what == action::commands));
    BOOST_TEST(refusal({"ordr", "--help"}).first == "usage.unknown_command");
}

BOOST_AUTO_TEST_CASE(a_name_that_was_not_described_is_our_fault)
{
    auto const out = read({"order", "list"});
    BOOST_CHECK_THROW(out.given->find("citty"), std::logic_error);
    BOOST_CHECK_THROW(out.given->text("city"), std::logic_error);
}

BOOST_AUTO_TEST_CASE(numbers_are_whole_and_within_bounds)
{
    auto const number = [](char const* text) {
        return read({"order", "list", "--city", text}).given->number("city", 1, 20);
    };
    BOOST_TEST(number("20").value() == 20);
    for (auto const* const wrong : {"0", "21", "1.5", "x", "1x", " 1", "99999999999999999999"})
        BOOST_CHECK_THROW(number(wrong), command_error);
}

BOOST_AUTO_TEST_CASE(did_you_mean_completes_or_counts_edits)
{
    std::vector<std::string_view> const known{"list", "show", "add", "delete"};
    BOOST_TEST(did_you_mean("lsit", known).value() == "list");
    BOOST_TEST(did_you_mean("delet", known).value() == "delete");
    BOOST_TEST(did_you_mean("deelte", known).value() == "delete");
    BOOST_TEST(!did_you_mean("remove", known).has_value());
    BOOST_TEST(did_you_mean("--lim", {"--limit", "--db", "--list"}).value() == "--limit");
    BOOST_TEST(!did_you_mean("--fo", {"--forward", "--foreign"}).has_value());
    BOOST_TEST(!did_you_mean("", known).has_value());
    BOOST_TEST(!did_you_mean(std::string(100'000, 'x'), known).has_value());
}

BOOST_AUTO_TEST_CASE(utf8_is_checked_to_the_letter)
{
    for (auto const* const good : {"", "a", "é", "\u20AC", "\U0001F600", "\xF4\x8F\xBF\xBF"})
        BOOST_TEST(is_utf8(good));
    for (auto const* const bad :
         {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\xE2\x82z", "a\xFF"})
        BOOST_TEST(!is_utf8(bad));
}

BOOST_AUTO_TEST_CASE(a_text_is_cut_between_characters)
{
    BOOST_TEST(beginning_of("", 4) == "");
    BOOST_TEST(beginning_of("abcd", 4) == "abcd");
    BOOST_TEST(beginning_of("abcde", 4) == "abcd…");
    BOOST_TEST(beginning_of("abcé", 4) == "abc…");
    BOOST_TEST(beginning_of("…", 2) == "…"); // nothing of it, and the sign that there is more
}

BOOST_AUTO_TEST_SUITE_END()
