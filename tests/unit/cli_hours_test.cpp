#include "because.hpp"
#include "cli/command_error.hpp"
#include "cli/input/opening_hours.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace toko;

namespace {

/// `1 420-1260`: the day of the week from 1, Monday, and the minutes.
std::string read(std::string_view text)
{
    std::string all;
    for (auto const& span : parse_opening_hours(text))
        all += (all.empty() ? "" : ", ") + std::to_string(span.day.iso_encoding()) + ' ' +
               std::to_string(span.opens.count()) + '-' + std::to_string(span.closes.count());
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(cli_hours)

BOOST_AUTO_TEST_CASE(days_and_times_as_people_write_them)
{
    BOOST_TEST(read("mon 07:00-21:00") == "1 420-1260");
    BOOST_TEST(read("  Senin   07.00-21.00 ") == "1 420-1260");
    BOOST_TEST(read("min 7-24:00") == "7 420-1440");
    BOOST_TEST(read("mon,wed 08:00-12:00") == "1 480-720, 3 480-720");
    BOOST_TEST(read("sel-kam 08:00-12:00") == "2 480-720, 3 480-720, 4 480-720");
    BOOST_TEST(read("saturday-mon 0:00-0:01") == "6 0-1, 7 0-1, 1 0-1");
    BOOST_TEST(read("jum 08:00-11:30 13:30-17:00") == "5 480-690, 5 810-1020");
    for (auto const* const days : {"mon-sun", "sen-min", "Monday-Sunday", "senin-minggu"})
        BOOST_TEST(parse_opening_hours(std::string(days) + " 1-2").size() == 7u);
}

BOOST_AUTO_TEST_CASE(what_are_no_opening_hours_is_refused)
{
    for (auto const* const text : {"",
                                   "mon",
                                   "07:00-21:00",
                                   "mo 1-2",
                                   "mon- 1-2",
                                   "-mon 1-2",
                                   "mon, 1-2",
                                   "mon-tue-wed 1-2",
                                   "funday 1-2",
                                   "mon 1",
                                   "mon 1-",
                                   "mon 1-2-3",
                                   "mon 25-26",
                                   "mon 1:60-2",
                                   "mon 1:5-2",
                                   "mon 007-8",
                                   "mon -1-2",
                                   "mon a-b",
                                   "mon 07:00 - 21:00",
                                   "none"})
        BOOST_CHECK_EXCEPTION(parse_opening_hours(text), command_error,
                              test::because("usage.hours"));
}

BOOST_AUTO_TEST_SUITE_END()
