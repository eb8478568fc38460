// Test that header file is self-contained.
#include "../../lib/core/business_date.hpp"
#include "because.hpp"

#include <tokocrm/time.hpp>

#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/test/unit_test.hpp>

#include <limits>
#include <thread>
#include <vector>

using namespace tokocrm;
using namespace std::chrono_literals;
using test::because;

namespace {

time_zone const jakarta("Asia/Jakarta");
time_zone const new_york("America/New_York");
time_zone const utc("UTC");

timestamp at(int year, unsigned month, unsigned day, std::chrono::microseconds since_midnight = 0s)
{
    return std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) /
                                 static_cast<int>(day)) +
           since_midnight;
}

std::string read(std::string_view text, time_zone const& zone = jakarta)
{
    auto const found = parse_moment(text, zone);
    return to_iso(found.on) + ' ' + utc.to_iso(found.at) + (found.has_time ? " time" : " date");
}

std::string read_as(std::string_view format, std::string_view text, time_zone const& zone = jakarta)
{
    auto const found = parse_moment(text, format, zone);
    return to_iso(found.on) + ' ' + utc.to_iso(found.at) + (found.has_time ? " time" : " date");
}

} // namespace

BOOST_AUTO_TEST_SUITE(time_zone_)

BOOST_AUTO_TEST_CASE(names_are_those_of_the_system_s_zones)
{
    BOOST_TEST(jakarta.name() == "Asia/Jakarta");
    for (auto const* const name : {"Asia/Makassar", "Asia/Jayapura", "UTC", "Etc/GMT+7",
                                   "America/Argentina/Buenos_Aires", "America/Port-au-Prince"})
        BOOST_TEST(time_zone(name).name() == name);
}

BOOST_AUTO_TEST_CASE(nothing_else_is_opened)
{
    for (auto const* const name : {"",
                                   " ",
                                   "Asia/Nowhere",
                                   "WIB",
                                   "/usr/share/zoneinfo/Asia/Jakarta",
                                   "/etc/localtime",
                                   "../zoneinfo/Asia/Jakarta",
                                   "Asia/../Asia/Jakarta",
                                   "file:/etc/localtime",
                                   "file:Asia/Jakarta",
                                   "libc:localtime",
                                   "Fixed/UTC+07:00:00",
                                   "right/Asia/Jakarta",
                                   "Asia",
                                   "zone.tab",
                                   "tzdata.zi",
                                   "./Asia/Jakarta",
                                   "Asia/Jakarta ",
                                   "Asia/Jakarta\n",
                                   "-",
                                   "+07:00"})
        BOOST_CHECK_EXCEPTION(time_zone{name}, error, because("time_zone.unknown"));
    BOOST_CHECK_EXCEPTION(time_zone(std::string_view("Asia/Jakarta\0x", 14)), error,
                          because("time_zone.unknown"));
    BOOST_CHECK_EXCEPTION(time_zone(std::string(10'000, 'A')), error, because("time_zone.unknown"));
}

BOOST_AUTO_TEST_CASE(the_date_is_the_shop_s)
{
    BOOST_TEST(jakarta.local_date(at(2026, 11, 24, 16h + 59min + 59s)) == date(2026, 11, 24));
    BOOST_TEST(jakarta.local_date(at(2026, 11, 24, 17h)) == date(2026, 11, 25));
    BOOST_TEST(jakarta.local_date(at(2026, 11, 24, 17h - 1us)) == date(2026, 11, 24));
    BOOST_TEST(utc.local_date(at(1969, 12, 31, 24h - 1us)) == date(1969, 12, 31));
    BOOST_TEST(utc.local_date(at(1900, 1, 1)) == first_business_date());
    BOOST_TEST(utc.local_date(at(2199, 12, 31, 24h - 1us)) == last_business_date());
    auto const outside = because("date.out_of_range");
    BOOST_CHECK_EXCEPTION(utc.local_date(at(1899, 12, 31, 24h - 1us)), error, outside);
    BOOST_CHECK_EXCEPTION(utc.local_date(at(2200, 1, 1)), error, outside);
    BOOST_CHECK_EXCEPTION(utc.local_date(timestamp::min()), error, outside);
    BOOST_CHECK_EXCEPTION(jakarta.local_date(timestamp::max()), error, outside);
}

BOOST_AUTO_TEST_CASE(local_times_have_one_instant)
{
    BOOST_TEST((jakarta.instant(date(2026, 11, 24), 0s) == at(2026, 11, 23, 17h)));
    BOOST_TEST((jakarta.instant(date(2026, 11, 24), 12h + 1us) == at(2026, 11, 24, 5h + 1us)));
    BOOST_TEST((new_york.instant(date(2026, 7, 1), 12h) == at(2026, 7, 1, 16h)));
}

BOOST_AUTO_TEST_CASE(a_time_in_a_gap_is_moved_forward_by_it)
{
    date const day(2026, 3, 8); // 02:00 EST became 03:00 EDT
    BOOST_TEST((new_york.instant(day, 1h + 59min) == at(2026, 3, 8, 6h + 59min)));
    BOOST_TEST((new_york.instant(day, 2h) == at(2026, 3, 8, 7h)));
    BOOST_TEST(new_york.to_iso(new_york.instant(day, 2h + 30min)) == "2026-03-08T03:30:00-04:00");
    BOOST_TEST((new_york.instant(day, 3h) == at(2026, 3, 8, 7h)));
}

BOOST_AUTO_TEST_CASE(a_time_that_happens_twice_is_the_earlier_one)
{
    date const day(2026, 11, 1); // 02:00 EDT became 01:00 EST
    BOOST_TEST((new_york.instant(day, 59min) == at(2026, 11, 1, 4h + 59min)));
    BOOST_TEST((new_york.instant(day, 1h + 30min) == at(2026, 11, 1, 5h + 30min)));
    BOOST_TEST((new_york.instant(day, 2h) == at(2026, 11, 1, 7h)));
}

BOOST_AUTO_TEST_CASE(a_day_that_was_skipped_goes_on_a_day_later)
{
    time_zone const apia("Pacific/Apia"); // went over the date line
    auto const noon = apia.instant(date(2011, 12, 30), 12h);
    BOOST_TEST(apia.to_iso(noon) == "2011-12-31T12:00:00+14:00");
}

BOOST_AUTO_TEST_CASE(iso_8601)
{
    BOOST_TEST(jakarta.to_iso(at(2026, 11, 24, 8h + 4min + 5s)) == "2026-11-24T15:04:05+07:00");
    BOOST_TEST(new_york.to_iso(at(2026, 1, 1)) == "2025-12-31T19:00:00-05:00");
    BOOST_TEST(utc.to_iso(at(2026, 1, 1)) == "2026-01-01T00:00:00+00:00");
    BOOST_TEST(time_zone("Asia/Kathmandu").to_iso(at(2026, 1, 1)) == "2026-01-01T05:45:00+05:45");
    BOOST_TEST(time_zone("America/St_Johns").to_iso(at(2026, 1, 1)) == "2025-12-31T20:30:00-03:30");
    BOOST_TEST(utc.to_iso(at(2026, 1, 1, 1us)) == "2026-01-01T00:00:00.000001+00:00");
    BOOST_TEST(utc.to_iso(at(2026, 1, 1, 500ms)) == "2026-01-01T00:00:00.5+00:00");
    BOOST_TEST(utc.to_iso(at(1960, 1, 1, -1us)) == "1959-12-31T23:59:59.999999+00:00");
    BOOST_TEST(jakarta.to_iso(at(1900, 1, 2)) == "1900-01-02T07:07:12+07:07:12");
}

BOOST_AUTO_TEST_CASE(abbreviations)
{
    BOOST_TEST(jakarta.abbreviation(at(2026, 1, 1)) == "WIB");
    BOOST_TEST(time_zone("Asia/Makassar").abbreviation(at(2026, 1, 1)) == "WITA");
    BOOST_TEST(new_york.abbreviation(at(2026, 1, 1)) == "EST");
    BOOST_TEST(new_york.abbreviation(at(2026, 7, 1)) == "EDT");
}

BOOST_AUTO_TEST_CASE(threads_may_share_a_zone)
{
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([t] {
            time_zone const own(t % 2 == 0 ? "Asia/Tokyo" : "Asia/Dili");
            auto const copy = jakarta;
            for (int i = 0; i < 1'000; ++i)
                (void)(copy.local_date(at(2026, 1, 1)) < own.local_date(at(2026, 1, 2)));
        });
    for (auto& thread : threads)
        thread.join();
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(dates)

BOOST_AUTO_TEST_CASE(business_dates)
{
    BOOST_TEST(parse_date("2026-11-24") == date(2026, 11, 24));
    BOOST_TEST(parse_date(" 2024-02-29 ") == date(2024, 2, 29));
    BOOST_TEST(parse_date("1900-01-01") == first_business_date());
    BOOST_TEST(parse_date("2199-12-31") == last_business_date());
    BOOST_TEST(to_iso(date(2026, 1, 2)) == "2026-01-02");
}

BOOST_AUTO_TEST_CASE(what_is_no_date_is_refused)
{
    for (auto const* const text : {"",
                                   "2026",
                                   "2026-11",
                                   "2026-11-2",
                                   "2026-1-24",
                                   "26-11-24",
                                   "2026-11-24x",
                                   "2026-11-24T00:00",
                                   "2026-13-01",
                                   "2026-00-01",
                                   "2026-01-00",
                                   "2026-01-32",
                                   "2023-02-29",
                                   "2100-02-29",
                                   "2026-04-31",
                                   "2026/11/24",
                                   "20261124",
                                   "-026-11-24",
                                   "+026-11-24",
                                   "2026--1-24",
                                   "2026-11-24-",
                                   "today"})
        BOOST_CHECK_EXCEPTION(parse_date(text), error, because("date.invalid"));
    for (auto const* const text : {"1899-12-31", "2200-01-01", "0000-01-01", "9999-12-31"})
        BOOST_CHECK_EXCEPTION(parse_date(text), error, because("date.out_of_range"));
}

BOOST_AUTO_TEST_CASE(a_special_date_is_refused_not_printed)
{
    date const none(boost::gregorian::not_a_date_time);
    BOOST_CHECK_EXCEPTION(to_iso(none), error, because("date.invalid"));
    BOOST_CHECK_EXCEPTION(jakarta.instant(none, 0s), error, because("date.invalid"));
    BOOST_CHECK_EXCEPTION(to_number(date(boost::gregorian::pos_infin)), error,
                          because("date.invalid"));
}

BOOST_AUTO_TEST_CASE(stored_numbers)
{
    BOOST_TEST(to_number(date(2026, 11, 24)) == 20261124);
    BOOST_TEST(from_number(20261124) == date(2026, 11, 24));
    for (auto on = first_business_date(); on <= last_business_date();
         on += boost::gregorian::days(1))
        BOOST_REQUIRE(from_number(to_number(on)) == on);
    for (std::int64_t const stored :
         {std::int64_t{0}, std::int64_t{-20261124}, std::int64_t{20230229}, std::int64_t{20261301},
          std::int64_t{20260001}, std::int64_t{20260100}, std::int64_t{18991231},
          std::int64_t{22000101}, std::numeric_limits<std::int64_t>::max(),
          std::numeric_limits<std::int64_t>::min()})
        BOOST_CHECK_EXCEPTION(from_number(stored), error, because("date.damaged", errc::internal));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(moments)

BOOST_AUTO_TEST_CASE(a_date_alone_is_noon)
{
    BOOST_TEST(read("2026-11-24") == "2026-11-24 2026-11-24T05:00:00+00:00 date");
    BOOST_TEST(read("2026-11-24", new_york) == "2026-11-24 2026-11-24T17:00:00+00:00 date");
}

BOOST_AUTO_TEST_CASE(iso_8601_moments)
{
    auto const expected = "2026-11-24 2026-11-24T08:04:05+00:00 time";
    for (auto const* const text :
         {"2026-11-24T15:04:05", "2026-11-24 15:04:05", "2026-11-24T15:04:05+07:00",
          "2026-11-24T15:04:05+0700", "2026-11-24T15:04:05+07", "2026-11-24T08:04:05Z",
          "2026-11-24 08:04:05.000Z", "2026-11-24T03:04:05-05:00", " 2026-11-24T15:04:05 ",
          "2026-11-24T15:04:05,0", "2026-11-24T15:11:17+07:07:12"})
        BOOST_TEST(read(text) == expected, text);
    BOOST_TEST(read("2026-11-24T15:04") == "2026-11-24 2026-11-24T08:04:00+00:00 time");
    BOOST_TEST(read("2026-11-24 15:04Z") == "2026-11-24 2026-11-24T15:04:00+00:00 time");
    BOOST_TEST(read("2026-11-24T15:04:05.123456789") ==
               "2026-11-24 2026-11-24T08:04:05.123456+00:00 time");
    BOOST_TEST(read("2026-11-24T15:04:05.1") == "2026-11-24 2026-11-24T08:04:05.1+00:00 time");
}

BOOST_AUTO_TEST_CASE(an_offset_falls_on_the_shop_s_own_date)
{
    BOOST_TEST(read("2026-11-24T23:30:00Z") == "2026-11-25 2026-11-24T23:30:00+00:00 time");
    BOOST_TEST(read("2026-11-24T00:30:00+09:00") == "2026-11-23 2026-11-23T15:30:00+00:00 time");
    BOOST_CHECK_EXCEPTION(read("2199-12-31T23:00:00Z"), error, because("date.out_of_range"));
}

BOOST_AUTO_TEST_CASE(gaps_and_overlaps)
{
    BOOST_TEST(read("2026-03-08T02:30", new_york) == "2026-03-08 2026-03-08T07:30:00+00:00 time");
    BOOST_TEST(read("2026-11-01T01:30", new_york) == "2026-11-01 2026-11-01T05:30:00+00:00 time");
    BOOST_TEST(read_as("%Y-%m-%d %H:%M", "2026-03-08 02:30", new_york) ==
               "2026-03-08 2026-03-08T07:30:00+00:00 time");
    BOOST_TEST(read_as("%Y-%m-%d %H:%M", "2026-11-01 01:30", new_york) ==
               "2026-11-01 2026-11-01T05:30:00+00:00 time");
}

BOOST_AUTO_TEST_CASE(what_is_no_moment_is_refused)
{
    for (auto const* const text : {"",
                                   "x",
                                   "2026-11-24T",
                                   "2026-11-24T1",
                                   "2026-11-24T15",
                                   "2026-11-24T15:0",
                                   "2026-11-24T24:00:00",
                                   "2026-11-24T15:60",
                                   "2026-11-24T15:04:60",
                                   "2026-11-24T15:04:",
                                   "2026-11-24T15:04:05.",
                                   "2026-11-24T15:04:05.x",
                                   "2026-11-24T15:04:05X",
                                   "2026-11-24T15:04:05+",
                                   "2026-11-24T15:04:05+7",
                                   "2026-11-24T15:04:05+24:00",
                                   "2026-11-24T15:04:05+07:60",
                                   "2026-11-24T15:04:05+07:",
                                   "2026-11-24T15:04:05+07:00x",
                                   "2026-11-24T15:04:05ZZ",
                                   "2026-11-24  15:04",
                                   "2026-02-30T15:04",
                                   "2026-11-24t15:04",
                                   "2026-11-24T15:04:05 +07:00",
                                   "2026-11-24T-1:04",
                                   "2026-11-24Z"})
        BOOST_CHECK_EXCEPTION(read(text), error, because("date.invalid"));
    for (auto const* const text : {"1899-12-31", "2200-01-01T00:00", "0001-01-01T00:00Z"})
        BOOST_CHECK_EXCEPTION(read(text), error, because("date.out_of_range"));
}

BOOST_AUTO_TEST_CASE(what_is_written_can_be_read)
{
    for (auto const& zone : {jakarta, new_york, utc, time_zone("Asia/Kathmandu")})
        for (auto moment = at(1900, 1, 2, 1us); moment < at(2199, 12, 30);
             moment += 24h * 97 + 12345678us)
            BOOST_REQUIRE((parse_moment(zone.to_iso(moment), zone).at == moment));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(formats)

BOOST_AUTO_TEST_CASE(dates)
{
    auto const expected = "2023-02-03 2023-02-03T05:00:00+00:00 date";
    BOOST_TEST(read_as("%Y%m%d", "20230203") == expected);
    BOOST_TEST(read_as("%d/%m/%Y", "03/02/2023") == expected);
    BOOST_TEST(read_as("%d/%m/%Y", "3/2/2023") == expected);
    BOOST_TEST(read_as("%m/%d/%y", "2/3/23") == expected);
    BOOST_TEST(read_as("%d %b %Y", "3 Feb 2023") == expected);
    BOOST_TEST(read_as("%e %B %Y", "3 February 2023") == expected);
    BOOST_TEST(read_as("%F", "2023-02-03") == expected);
    BOOST_TEST(read_as("%D", "02/03/23") == expected);
    BOOST_TEST(read_as("%d%%%m%%%Y", "03%02%2023") == expected);
    BOOST_TEST(read_as("%%Y%Y%m%d", "%Y20230203") == expected);
    BOOST_TEST(read_as("%E4Y.%m.%d", "2023.02.03") == expected);
    BOOST_TEST(read_as("%a, %d %b %Y", "Fri, 03 Feb 2023") == expected);
    BOOST_TEST(read_as("%d/%m/%Y", " 03/02/2023 ") == expected);
}

BOOST_AUTO_TEST_CASE(dates_and_times)
{
    auto const expected = "2023-02-03 2023-02-03T06:30:00+00:00 time";
    BOOST_TEST(read_as("%d/%m/%Y %H:%M", "03/02/2023 13:30") == expected);
    BOOST_TEST(read_as("%d/%m/%Y %I:%M %p", "03/02/2023 01:30 PM") == expected);
    BOOST_TEST(read_as("%F %T", "2023-02-03 13:30:00") == expected);
    BOOST_TEST(read_as("%F %R", "2023-02-03 13:30") == expected);
    BOOST_TEST(read_as("%Y%m%d%H%M%S", "20230203133000") == expected);
    BOOST_TEST(read_as("%s", "1675405800") == expected);
    BOOST_TEST(read_as("%Y-%m-%dT%H:%M:%S%z", "2023-02-03T15:30:00+0900") == expected);
    BOOST_TEST(read_as("%Y-%m-%dT%H:%M:%S%z", "2023-02-03T15:30:00+09:00") == expected);
    BOOST_TEST(read_as("%Y-%m-%dT%H:%M:%S%z", "2023-02-03T06:30:00Z") == expected);
    BOOST_TEST(read_as("%F %E*S", "2023-02-03 7.25").empty() == false);
}

BOOST_AUTO_TEST_CASE(fractions)
{
    BOOST_TEST(read_as("%F %H:%M:%E*S", "2023-02-03 13:30:00.25") ==
               "2023-02-03 2023-02-03T06:30:00.25+00:00 time");
}

BOOST_AUTO_TEST_CASE(an_offset_behind_a_date_does_not_move_it)
{
    auto const expected = "2023-02-03 2023-02-03T05:00:00+00:00 date";
    BOOST_TEST(read_as("%F%z", "2023-02-03+0900") == expected);
    BOOST_TEST(read_as("%F %Ez", "2023-02-03 -11:00") == expected);
    BOOST_CHECK_EXCEPTION(read_as("%F%z", "2023-02-03junk"), error, because("date.invalid"));
}

BOOST_AUTO_TEST_CASE(texts_that_do_not_match_are_refused)
{
    for (auto const& [format, text] : std::initializer_list<std::pair<char const*, char const*>>{
             {"%Y%m%d", "2023020"},
             {"%Y%m%d", "202302031"},
             {"%Y-%m-%d", "2023-02-31"},
             {"%Y-%m-%d", "2023-02-29"},
             {"%Y-%m-%d", "2023-02-3x"},
             {"%Y-%m-%d", "23-02-03"},
             {"%d/%m/%Y", "02/13/2023"},
             {"%d/%m/%Y", "31/04/2023"},
             {"%d/%m/%Y", ""},
             {"%d/%m/%Y", "03/02/20233"},
             {"%d/%m/%Y %H:%M", "03/02/2023"},
             {"%d/%m/%Y %H:%M", "03/02/2023 25:00"},
             {"%d/%m/%Y %H:%M", "03/02/2023 12:60"}})
        BOOST_CHECK_EXCEPTION(read_as(format, text), error, because("date.invalid"));
    BOOST_CHECK_EXCEPTION(read_as("%F", std::string_view("2023-02-03\0x", 12)), error,
                          because("date.invalid"));
}

BOOST_AUTO_TEST_CASE(years_outside_the_range_are_refused)
{
    auto const outside = because("date.out_of_range");
    BOOST_CHECK_EXCEPTION(read_as("%F", "0203-02-03"), error, outside);
    BOOST_CHECK_EXCEPTION(read_as("%F", "2200-01-01"), error, outside);
    BOOST_CHECK_EXCEPTION(read_as("%F %H", "1899-12-31 23"), error, outside);
    BOOST_CHECK_EXCEPTION(read_as("%s", "9000000000000"), error, outside);
    BOOST_CHECK_EXCEPTION(read_as("%s", "-9000000000000"), error, outside);
    BOOST_CHECK_EXCEPTION(read_as("%s %E*f", "900000000000000 5"), error, outside);
}

BOOST_AUTO_TEST_CASE(a_format_needs_day_month_and_year)
{
    for (auto const* const format :
         {"", "x", "%", "%Y", "%Y-%m", "%m-%d", "%d %Y", "%H:%M", "%Y-%m-%d %", "%Y-%m-%d %Q",
          "%Y-%m-%d %E", "%%d%%m%%Y", "%G-%V-%u", "%Y-%j", "%C-%m-%d", "%Y-%m-%d %f"})
        BOOST_CHECK_EXCEPTION(read_as(format, "2023-02-03"), error, because("date.format_invalid"));
}

BOOST_AUTO_TEST_SUITE_END()
