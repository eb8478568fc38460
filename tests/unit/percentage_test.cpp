// Test that header file is self-contained.
#include "because.hpp"

#include <tokocrm/percentage.hpp>

#include <boost/test/unit_test.hpp>

using namespace tokocrm;

BOOST_AUTO_TEST_SUITE(percentage_)

BOOST_AUTO_TEST_CASE(percentages_as_people_write_them)
{
    BOOST_TEST(parse_percentage("15").ppm() == 150'000);
    BOOST_TEST(parse_percentage("12.5").ppm() == 125'000);
    BOOST_TEST(parse_percentage("12,5", ',').ppm() == 125'000);
    BOOST_TEST(parse_percentage("0").ppm() == 0);
    BOOST_TEST(parse_percentage("-0").ppm() == 0);
    BOOST_TEST(parse_percentage("100").ppm() == 1'000'000);
    BOOST_TEST(parse_percentage("100.0000").ppm() == 1'000'000);
    BOOST_TEST(parse_percentage("0.0001").ppm() == 1);
    BOOST_TEST(parse_percentage(" 1.50000 ").ppm() == 15'000);
}

BOOST_AUTO_TEST_CASE(what_is_no_percentage_is_refused)
{
    for (auto const* const text : {"", "15%", "-1", "100.0001", "101", "0.00001", "12,5", "1e1",
                                   "+5", "ten", "-0.0001", "99999999999999999999999"})
        BOOST_CHECK_EXCEPTION(parse_percentage(text), error, test::because("percentage.invalid"));
}

BOOST_AUTO_TEST_CASE(the_shortest_decimal_number)
{
    BOOST_TEST(to_decimal(percentage::percent(15)) == "15");
    BOOST_TEST(to_decimal(percentage::percent(100)) == "100");
    BOOST_TEST(to_decimal(percentage::ppm(125'000)) == "12.5");
    BOOST_TEST(to_decimal(percentage::ppm(1)) == "0.0001");
    BOOST_TEST(to_decimal(percentage::ppm(0)) == "0");
    for (std::int64_t ppm = 0; ppm <= 1'000'000; ppm += 37)
        BOOST_REQUIRE(parse_percentage(to_decimal(percentage::ppm(ppm))).ppm() == ppm);
}

BOOST_AUTO_TEST_SUITE_END()
