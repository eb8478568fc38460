#include "cli/command_error.hpp"
#include "cli/input/dates.hpp"
#include "cli/output/people.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <vector>

using namespace toko;

namespace {

tokocrm::date const tuesday = tokocrm::parse_date("2026-11-24");

struct reading
{
    std::string text;
    std::string first;
    std::string last;
};

std::ostream& operator<<(std::ostream& out, reading const& one)
{
    return out << one.text;
}

std::vector<reading> const readings{
    {"today", "2026-11-24", "2026-11-24"},
    {"Hari  ini", "2026-11-24", "2026-11-24"},
    {"yesterday", "2026-11-23", "2026-11-23"},
    {" KEMARIN ", "2026-11-23", "2026-11-23"},
    {"2026-11-24", "2026-11-24", "2026-11-24"},
    {"2026-11", "2026-11-01", "2026-11-30"},
    {"2024-02", "2024-02-01", "2024-02-29"},
    {"2026", "2026-01-01", "2026-12-31"},
    {"2026-W47", "2026-11-16", "2026-11-22"},
    {"2026-w01", "2025-12-29", "2026-01-04"},
    {"2020-W53", "2020-12-28", "2021-01-03"},
    {"2021-W01", "2021-01-04", "2021-01-10"},
    {"this week", "2026-11-23", "2026-11-29"},
    {"minggu ini", "2026-11-23", "2026-11-29"},
    {"last week", "2026-11-16", "2026-11-22"},
    {"minggu lalu", "2026-11-16", "2026-11-22"},
    {"this month", "2026-11-01", "2026-11-30"},
    {"bulan ini", "2026-11-01", "2026-11-30"},
    {"last month", "2026-10-01", "2026-10-31"},
    {"bulan lalu", "2026-10-01", "2026-10-31"},
    {"this year", "2026-01-01", "2026-12-31"},
    {"tahun ini", "2026-01-01", "2026-12-31"},
    {"last year", "2025-01-01", "2025-12-31"},
    {"tahun lalu", "2025-01-01", "2025-12-31"},
    {"2026-11-01..2026-11-15", "2026-11-01", "2026-11-15"},
    {"2026-11-01 .. today", "2026-11-01", "2026-11-24"},
    {"2026-09..2026-11", "2026-09-01", "2026-11-30"},
    {"2025..2026-W01", "2025-01-01", "2026-01-04"},
    {"last month..this month", "2026-10-01", "2026-11-30"},
    {"2026-11..2026-11-30", "2026-11-01", "2026-11-30"},
    {"2026-11-01..", "2026-11-01", "2199-12-31"},
    {"2026..", "2026-01-01", "2199-12-31"},
    {"..2026-11", "1900-01-01", "2026-11-30"},
    {"1900", "1900-01-01", "1900-12-31"},
    {"2199-12-31", "2199-12-31", "2199-12-31"},
};

std::string reason_of(std::string const& text)
{
    try {
        parse_period(text, tuesday);
    } catch (command_error const& failure) {
        return failure.reason();
    }
    return "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(cli_dates)

BOOST_DATA_TEST_CASE(periods_are_read, readings)
{
    auto const read = parse_period(sample.text, tuesday);
    BOOST_TEST(tokocrm::to_iso(read.range.first) == sample.first);
    BOOST_TEST(tokocrm::to_iso(read.range.last) == sample.last);
    BOOST_TEST(read.open_start == sample.text.starts_with(".."));
    BOOST_TEST(read.open_end == sample.text.ends_with(".."));
}

BOOST_AUTO_TEST_CASE(the_month_before_january_is_december)
{
    auto const january = tokocrm::parse_date("2026-01-31");
    auto const read = parse_period("last month", january);
    BOOST_TEST(tokocrm::to_iso(read.range.first) == "2025-12-01");
    BOOST_TEST(tokocrm::to_iso(read.range.last) == "2025-12-31");
    BOOST_TEST(
        tokocrm::to_iso(parse_period("bulan lalu", tokocrm::parse_date("2026-03-31")).range.last) ==
        "2026-02-28");
}

BOOST_AUTO_TEST_CASE(a_sunday_ends_its_week)
{
    auto const read = parse_period("this week", tokocrm::parse_date("2026-11-29"));
    BOOST_TEST(tokocrm::to_iso(read.range.first) == "2026-11-23");
}

BOOST_AUTO_TEST_CASE(nonsense_is_refused)
{
    for (std::string const text : {"",
                                   "..",
                                   " .. ",
                                   "soon",
                                   "2026-13",
                                   "2026-00",
                                   "2026-02-29",
                                   "2026-11-31",
                                   "2026-W00",
                                   "2025-W53",
                                   "2026-W54",
                                   "2026-W4",
                                   "26",
                                   "20261",
                                   "2026-1",
                                   "2026/11/24",
                                   "24-11-2026",
                                   "2026-11-24T10:00",
                                   "2026...2027",
                                   "..today..",
                                   "1899",
                                   "2200-01-01",
                                   "next month",
                                   "2026-11-01..x"})
        BOOST_TEST(reason_of(text) == "period.invalid", text << ": " << reason_of(text));
    BOOST_TEST(reason_of("2026-11-02..2026-11-01") == "period.reversed");
    BOOST_TEST(reason_of("this month..last month") == "period.reversed");
    BOOST_TEST(reason_of("2026-11..2026-11-30") == "");
}

BOOST_AUTO_TEST_CASE(a_day_is_one_day)
{
    BOOST_TEST(tokocrm::to_iso(parse_day("kemarin", tuesday)) == "2026-11-23");
    BOOST_TEST(tokocrm::to_iso(parse_day("2026-02-28", tuesday)) == "2026-02-28");
    for (auto const* const wrong : {"2026-11", "this week", "2026-02-30", "", "2026-11-24.."})
        BOOST_CHECK_THROW(parse_day(wrong, tuesday), command_error);
}

BOOST_AUTO_TEST_CASE(dates_are_said_in_the_language)
{
    using enum tokocrm::language;
    BOOST_TEST(date_text("2026-10-04", id) == "4 Okt 2026");
    BOOST_TEST(date_text("2026-10-04", en) == "4 Oct 2026");
    BOOST_TEST(date_text("2026-05", id) == "Mei 2026");
    BOOST_TEST(date_text("2026", id) == "2026");
    BOOST_TEST(date_text("2026-13", id) == "2026-13");
    BOOST_TEST(instant_text("2026-11-24T15:04:05+07:00", id) == "24 Nov 2026 15.04");
    BOOST_TEST(instant_text("2026-11-24T15:04:05.25+07:00", en) == "24 Nov 2026 15:04");
    auto const range = [](char const* first, char const* last) {
        return range_text({tokocrm::parse_date(first), tokocrm::parse_date(last)}, id);
    };
    BOOST_TEST(range("2026-09-01", "2026-11-30") == "1 Sep – 30 Nov 2026");
    BOOST_TEST(range("2026-11-01", "2026-11-30") == "1 – 30 Nov 2026");
    BOOST_TEST(range("2025-12-31", "2026-01-01") == "31 Des 2025 – 1 Jan 2026");
    BOOST_TEST(range("2026-11-24", "2026-11-24") == "24 Nov 2026");
    BOOST_TEST(decimal_text("212.5", id) == "212,5");
    BOOST_TEST(decimal_text("212.5", en) == "212.5");
    BOOST_TEST(count_text(1000, id) == "1.000");
    BOOST_TEST(count_text(1234567, en) == "1,234,567");
    BOOST_TEST(count_text(-999, en) == "-999");
    BOOST_TEST(label_text("Cancelled", id) == "Dibatalkan");
    BOOST_TEST(label_text("Cancelled", en) == "Cancelled");
    BOOST_TEST(label_text("Pending", id) == "Pending");
}

BOOST_AUTO_TEST_CASE(a_long_text_is_shortened_to_its_columns)
{
    BOOST_TEST(shortened("", 5) == "");
    BOOST_TEST(shortened("lima!", 5) == "lima!");
    BOOST_TEST(shortened("enam!!", 5) == "enam…");
    BOOST_TEST(shortened("dua\n\n  baris\t", 20) == "dua baris ");
    BOOST_TEST(shortened("米米米", 6) == "米米米");
    BOOST_TEST(shortened("米米米米", 6) == "米米…");       // each is two columns wide
    BOOST_TEST(shortened("abc\x1B[31m", 8) == "abc\x1B…"); // shown as \x1B: four columns
    BOOST_TEST(shortened("e\xCC\x81t\xC3\xA9s", 4) == "e\xCC\x81t\xC3\xA9s");
    BOOST_TEST(shortened("\xFF\xFE\xFD", 4) == "…");
}

BOOST_AUTO_TEST_SUITE_END()
