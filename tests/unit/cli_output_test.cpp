#include "cli/output/cell.hpp"
#include "cli/output/csv.hpp"
#include "cli/output/file.hpp"
#include "cli/output/output.hpp"
#include "cli_frame.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/stat.h>

using namespace toko;

namespace {

namespace json = boost::json;

constexpr field fields[] = {
    {"number", "Number", kind::number},      {"placed_at", "Placed", kind::instant},
    {"customer.name", "Customer"},           {"label", "Label", kind::label},
    {"total", "Total", kind::amount},        {"weight", "Weight", kind::quantity},
    {"secret", "Secret", kind::text, false}, {"lines", "Lines", kind::nested},
};
constexpr field line_fields[] = {{"sku", "SKU"}, {"price", "Price", kind::amount}};

json::object order(int number, std::string const& name)
{
    return {{"number", number},
            {"placed_at", "2026-10-24T15:04:05+07:00"},
            {"customer", {{"name", name}}},
            {"label", "Cancelled"},
            {"total", 28810 * number},
            {"weight", "2.5"},
            {"secret", nullptr},
            {"lines", json::array{json::object{{"sku", "PG16"}, {"price", 19000}}}}};
}

void describe_list(options& opts)
{
    opts.value("rows", "N", "how many")
        .value("currency", "CODE", "of amounts")
        .lists(fields, {"number"});
}

void run_list(context& ctx, arguments const& args)
{
    presentation how{.id_key = "number", .none = "there are no orders"};
    if (auto const code = args.find("currency"))
        how.currency = tokocrm::find_currency(*code).value();
    list_output out(ctx, fields, how);
    auto const rows = args.number("rows", 0, 1'000'000).value_or(2);
    for (int number = 1; number <= rows; ++number)
        out.row(order(number, number == 1 ? "Bu \"Siti\", Medan" : "=1+1 \x1B[31m 日本"));
    out.end({.next = ctx.list().page.limit ? std::optional<std::string>("abc") : std::nullopt,
             .total = 1000,
             .more_than_total = true});
}

void run_show(context& ctx, arguments const&)
{
    nested_table const lines[] = {{"lines", "Lines", line_fields}};
    show(ctx, order(7, "Budi"), fields, {.id_key = "number"}, lines);
}

void run_note(context& ctx, arguments const&)
{
    static constexpr field of_note[] = {{"text", "Note"}, {"by", "By"}};
    show(ctx, {{"text", "suka beras 5 kg, yang putih"}, {"by", "Rina"}}, of_note);
}

constexpr command note_command{"note show", "show", [](options&) {}, run_note};
constexpr command list_command{"order list", "list", describe_list, run_list};
constexpr command show_command{"order show", "show", [](options&) {}, run_show};

test::cli_program const orders{.commands = {&list_command, &show_command}};

test::cli_program const shown_note{.commands = {&note_command}};

std::string answer(std::vector<std::string> words)
{
    words.insert(words.begin(), {"order", "list"});
    auto const got = orders.run(words);
    BOOST_TEST(got.code == 0, got.err);
    return got.out;
}

std::string content(std::filesystem::path const& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t files_in(std::filesystem::path const& folder)
{
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

} // namespace

BOOST_AUTO_TEST_SUITE(cli_output)

BOOST_AUTO_TEST_CASE(a_table_is_aligned_by_what_is_seen)
{
    BOOST_TEST(answer({}) ==
               "Number  Placed             Customer            Label          Total  Weight\n"
               "     1  24 Oct 2026 15:04  Bu \"Siti\", Medan    Cancelled  Rp 28.810     2.5\n"
               "     2  24 Oct 2026 15:04  =1+1 \\x1B[31m 日本  Cancelled  Rp 57.620     2.5\n");
}

BOOST_AUTO_TEST_CASE(a_table_stays_inside_the_window)
{
    auto narrow = orders;
    narrow.terminal = true;
    narrow.columns = 70;
    std::vector<std::string> words{"order", "list", "--no-pager", "--color=never", "-q"};
    BOOST_TEST(narrow.run(words).out ==
               "Number  Placed             Customer       Label          Total  Weight\n"
               "     1  24 Oct 2026 15:04  Bu \"Siti\",     Cancelled  Rp 28.810     2.5\n"
               "                           Medan\n"
               "     2  24 Oct 2026 15:04  =1+1 \\x1B[31m  Cancelled  Rp 57.620     2.5\n"
               "                           日本\n");
    narrow.columns = 40;
    BOOST_TEST(narrow.run(words).out == "Number  Placed\n"
                                        "     1  24 Oct 2026 15:04\n"
                                        "     2  24 Oct 2026 15:04\n"
                                        "\n"
                                        "Number  Customer            Label\n"
                                        "     1  Bu \"Siti\", Medan    Cancelled\n"
                                        "     2  =1+1 \\x1B[31m 日本  Cancelled\n"
                                        "\n"
                                        "Number      Total  Weight\n"
                                        "     1  Rp 28.810     2.5\n"
                                        "     2  Rp 57.620     2.5\n");
    narrow.terminal = false;
    BOOST_TEST(narrow.run(words).out == orders.run(words).out);
}

BOOST_AUTO_TEST_CASE(a_long_value_goes_on_under_itself)
{
    auto narrow = shown_note;
    narrow.terminal = true;
    narrow.columns = 30;
    BOOST_TEST(narrow.run({"note", "show", "--no-pager"}).out == "Note  suka beras 5 kg, yang\n"
                                                                 "      putih\n"
                                                                 "By    Rina\n");
    narrow.columns = 10; // too narrow to break texts for
    BOOST_TEST(narrow.run({"note", "show", "--no-pager"}).out ==
               "Note  suka beras 5 kg, yang putih\n"
               "By    Rina\n");
}

BOOST_AUTO_TEST_CASE(a_table_speaks_the_language)
{
    auto const table = answer({"--lang", "id", "--rows", "1"});
    BOOST_TEST(table.find("24 Okt 2026 15.04") != table.npos);
    BOOST_TEST(table.find("Dibatalkan") != table.npos);
    BOOST_TEST(table.find("2,5") != table.npos);
}

BOOST_AUTO_TEST_CASE(chosen_fields_come_in_their_order)
{
    BOOST_TEST(answer({"--fields", "total,number", "--rows", "1"}) ==
               "    Total  Number\nRp 28.810       1\n");
    BOOST_TEST(answer({"--fields=secret,number", "--rows=1", "--format=csv"}) ==
               "secret,number\r\n,1\r\n");
    BOOST_TEST(answer({"--fields", "customer.name,secret", "--rows", "1", "--format", "jsonl"}) ==
               "{\"customer.name\":\"Bu \\\"Siti\\\", Medan\",\"secret\":null}\n");
}

BOOST_AUTO_TEST_CASE(csv_is_what_rfc_4180_says)
{
    BOOST_TEST(
        answer({"--format", "csv", "--fields", "number,customer.name,total,lines"}) ==
        "number,customer.name,total,lines\r\n"
        "1,\"Bu \"\"Siti\"\", "
        "Medan\",28810,\"[{\"\"sku\"\":\"\"PG16\"\",\"\"price\"\":19000}]\"\r\n"
        "2,'=1+1 \x1B[31m 日本,57620,\"[{\"\"sku\"\":\"\"PG16\"\",\"\"price\"\":19000}]\"\r\n");
    BOOST_TEST(answer({"--format", "csv", "--fields", "total", "--currency", "USD"}) ==
               "total\r\n288.10\r\n576.20\r\n");
    BOOST_TEST(answer({"--format", "csv", "--rows", "0", "--fields", "number,label"}) ==
               "number,label\r\n");
    BOOST_TEST(answer({"--lang", "id", "--format", "tsv", "--fields", "number,label",
                       "--rows=1"}) == "number\tlabel\n1\tCancelled\n");
}

BOOST_AUTO_TEST_CASE(json_is_the_rows_as_they_are)
{
    auto const list = json::parse(answer({"--json"}));
    BOOST_TEST_REQUIRE(list.as_array().size() == 2);
    BOOST_TEST((list.at(0) == json::value(order(1, "Bu \"Siti\", Medan"))));
    BOOST_TEST(answer({"--json", "--rows", "0"}) == "[]\n");
    BOOST_TEST(answer({"--format", "jsonl", "--rows", "0"}) == "");
}

BOOST_AUTO_TEST_CASE(ids_and_count)
{
    BOOST_TEST(answer({"--format", "ids"}) == "1\n2\n");
    BOOST_TEST(answer({"--format", "count"}) == "2\n");
    BOOST_TEST(answer({"--format", "count", "--rows", "0"}) == "0\n");
}

BOOST_AUTO_TEST_CASE(more_than_memory_should_hold_goes_through_a_file)
{
    auto const list = json::parse(answer({"--json", "--rows", "20000"}));
    BOOST_TEST_REQUIRE(list.as_array().size() == 20'000);
    BOOST_TEST(list.as_array().back().at("number").as_int64() == 20'000);
}

BOOST_AUTO_TEST_CASE(an_empty_table_is_a_sentence)
{
    auto const got = orders.run({"order", "list", "--rows", "0"});
    BOOST_TEST(got.code == 0);
    BOOST_TEST(got.out == "");
    BOOST_TEST(got.err == "there are no orders\n");
    BOOST_TEST(orders.run({"order", "list", "--rows", "0", "-q"}).err == "");
}

BOOST_AUTO_TEST_CASE(notes_tell_of_what_is_not_shown)
{
    BOOST_TEST(orders.run({"order", "list"}).err == "next page: --after abc\n");
    BOOST_TEST(orders.run({"order", "list", "--json"}).err == "");
    auto on_terminal = orders;
    on_terminal.terminal = true;
    BOOST_TEST(on_terminal.run({"order", "list", "--no-pager", "--color=never"}).err ==
               "2 of more than 1,000\nnext page: --after abc\n");
}

BOOST_AUTO_TEST_CASE(only_headings_are_coloured_and_only_where_wanted)
{
    auto const table = answer({"--color", "always", "--fields", "number", "--rows", "1"});
    BOOST_TEST(table.find("\x1B[1m") != table.npos);
    BOOST_TEST(table.find("\x1B[1m", table.find('\n')) == table.npos);
    BOOST_TEST(answer({}).find('\x1B') == std::string::npos);
    BOOST_TEST(
        answer({"--color", "always", "--format", "csv", "--fields", "number"}).find('\x1B') ==
        std::string::npos);
}

BOOST_AUTO_TEST_CASE(control_characters_never_reach_a_terminal)
{
    auto on_terminal = orders;
    on_terminal.terminal = true;
    for (auto const* const format : {"table", "csv", "tsv", "json", "jsonl"}) {
        auto const out =
            on_terminal.run({"order", "list", "--no-pager", "--color=never", "--format", format})
                .out;
        BOOST_TEST(!out.empty());
        BOOST_TEST(out.find('\x1B') == out.npos, format);
    }
}

BOOST_AUTO_TEST_CASE(json_escapes_what_steers_a_terminal_and_nothing_else)
{
    BOOST_TEST(json_text("a\x7F\u0085\u061C\u200E\u2028\u202E\u2066\u2069z") ==
               R"("a\u007f\u0085\u061c\u200e\u2028\u202e\u2066\u2069z")");
    std::string const harmless = "\u00A0\u00E9\u061B\u200D\u2013\u20AC\u2065\u65E5\U0001F600";
    BOOST_TEST(json_text(harmless.c_str()) == '"' + harmless + '"');
}

BOOST_AUTO_TEST_CASE(one_thing_is_shown_in_pairs)
{
    BOOST_TEST(orders.run({"order", "show"}).out == "Number    7\n"
                                                    "Placed    24 Oct 2026 15:04\n"
                                                    "Customer  Budi\n"
                                                    "Label     Cancelled\n"
                                                    "Total     Rp 201.670\n"
                                                    "Weight    2.5\n"
                                                    "\n"
                                                    "Lines\n"
                                                    "SKU       Price\n"
                                                    "PG16  Rp 19.000\n");
    BOOST_TEST((json::parse(orders.run({"order", "show", "--json"}).out) ==
                json::value(order(7, "Budi"))));
    BOOST_TEST(orders.run({"order", "show", "--format", "ids"}).out == "7\n");
    BOOST_TEST(
        orders.run({"order", "show", "--format", "csv"}).out.starts_with("number,placed_at,"));
}

BOOST_AUTO_TEST_CASE(formulas_are_kept_from_running_and_nothing_is_lost)
{
    for (std::string const cell :
         {"=1+1", "+a", "-a", "@x", "\tx", "\rx", "'=x", "''=x", "-", "=", "-1.", "1-2"}) {
        auto const escaped = escape_formula(cell);
        BOOST_TEST(std::string("=+-@\t\r").find(escaped[0]) == std::string::npos);
        BOOST_TEST(unescape_formula(escaped) == cell);
    }
    for (std::string const cell :
         {"", "a", "-5", "+62812", "-0.25", "'tis", "'", "a=b", "'5", "'-"}) {
        BOOST_TEST(unescape_formula(escape_formula(cell)) == cell);
        if (cell != "'-")
            BOOST_TEST(escape_formula(cell) == cell);
    }
}

BOOST_AUTO_TEST_CASE(cells_between_tabs_hold_no_tab)
{
    BOOST_TEST(tsv_cell("a\tb\nc\\d\r") == "a\\tb\\nc\\\\d\\r");
    BOOST_TEST(csv_cell("a\nb") == "\"a\nb\"");
    BOOST_TEST(csv_cell("a\tb") == "a\tb");
}

BOOST_AUTO_TEST_CASE(a_file_appears_whole_or_not_at_all)
{
    test::temporary_directory const folder;
    auto const path = folder.path() / "a.csv";
    {
        output_file file(path.string());
        file.stream() << "half";
    }
    BOOST_TEST(files_in(folder.path()) == 0);
    {
        output_file file(path.string());
        file.stream() << "whole";
        BOOST_TEST(!std::filesystem::exists(path));
        file.commit();
    }
    BOOST_TEST(content(path) == "whole");
    ::chmod(path.c_str(), 0600);
    {
        output_file file(path.string());
        file.stream() << "new";
        file.commit();
    }
    BOOST_TEST(content(path) == "new");
    struct stat found
    {
    };
    BOOST_TEST_REQUIRE(::stat(path.c_str(), &found) == 0);
    BOOST_TEST((found.st_mode & 0777) == 0600u);
    BOOST_TEST(files_in(folder.path()) == 1);
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_made_says_why)
{
    test::temporary_directory const folder;
    auto const reason_of = [](auto const& does) {
        try {
            does();
        } catch (command_error const& failure) {
            return failure.reason();
        }
        return std::string();
    };
    auto const reason = [&](std::filesystem::path const& path) {
        auto const beforehand =
            reason_of([&] { require_output_file(path.string(), folder.path() / "shop.db"); });
        auto const found = reason_of([&] { output_file const file(path.string()); });
        BOOST_TEST(beforehand == found);
        return found;
    };
    BOOST_TEST(reason(folder.path() / "no" / "a.csv") == "output.folder_missing");
    BOOST_TEST(reason(folder.path()) == "output.failed");
    for (std::size_t const length : {250, 300, 10'000})
        BOOST_TEST(reason(folder.path() / std::string(length, 'x')) == "output.failed");
    BOOST_TEST(reason(folder.path() / std::string(200, 'x')) == "");
    BOOST_TEST(reason("/dev/null") == "");
    BOOST_TEST(files_in(folder.path()) == 0);
    BOOST_TEST(std::filesystem::is_character_file("/dev/null"));
}

BOOST_AUTO_TEST_SUITE_END()
