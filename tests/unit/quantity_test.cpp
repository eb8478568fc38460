// Test that header file is self-contained.
#include "because.hpp"

#include <tokocrm/quantity.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace tokocrm;
using test::because;

namespace {

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto most = std::numeric_limits<std::int64_t>::max();

std::int64_t read(std::string_view text, char decimal_point = '.')
{
    return parse_quantity(text, decimal_point).thousandths();
}

} // namespace

BOOST_AUTO_TEST_SUITE(quantity_)

BOOST_AUTO_TEST_CASE(quantities_as_people_write_them)
{
    BOOST_TEST(read("3") == 3'000);
    BOOST_TEST(read("3.0") == 3'000);
    BOOST_TEST(read("0.25") == 250);
    BOOST_TEST(read(" 0.001 ") == 1);
    BOOST_TEST(read("1.500000") == 1'500);
    BOOST_TEST(read("1.000") == 1'000);
    BOOST_TEST(read("-2") == -2'000);
    BOOST_TEST(read("-0") == 0);
    BOOST_TEST(read("2,5", ',') == 2'500);
    BOOST_TEST(read("1.000", ',') == 1'000'000);
    BOOST_TEST(read("1.000,5", ',') == 1'000'500);
    BOOST_TEST(read("9223372036854775.807") == most);
    BOOST_TEST(read("-9223372036854775.808") == least);
}

BOOST_AUTO_TEST_CASE(what_is_no_quantity_is_refused)
{
    for (auto const* const text : {"", "x", "1,5", "1e2", "+1", ".5", "5.", "1 2", "three", "- 1"})
        BOOST_CHECK_EXCEPTION(read(text), error, because("quantity.invalid"));
    for (auto const* const text : {"0.0001", "1.0005", "-0.0009"})
        BOOST_CHECK_EXCEPTION(read(text), error, because("quantity.too_fine"));
    for (auto const* const text :
         {"9223372036854775.808", "-9223372036854775.809", "10000000000000000000000"})
        BOOST_CHECK_EXCEPTION(read(text), error, because("quantity.overflow"));
}

BOOST_AUTO_TEST_CASE(arithmetic_is_checked)
{
    auto const overflow = because("quantity.overflow");
    auto const q = [](std::int64_t value) { return quantity::thousandths(value); };
    BOOST_TEST((quantity::whole(3) + q(500)).thousandths() == 3'500);
    BOOST_TEST((quantity::whole(3) - q(500)).thousandths() == 2'500);
    BOOST_TEST((q(1) < q(2)));
    BOOST_CHECK_EXCEPTION(q(most) + q(1), error, overflow);
    BOOST_CHECK_EXCEPTION(q(least) - q(1), error, overflow);
    BOOST_TEST(quantity::whole(most / 1000).thousandths() == most / 1000 * 1000);
    BOOST_CHECK_EXCEPTION(quantity::whole(most / 1000 + 1), error, overflow);
    BOOST_CHECK_EXCEPTION(quantity::whole(least), error, overflow);
}

BOOST_AUTO_TEST_CASE(the_shortest_decimal_number)
{
    auto const written = [](std::int64_t value) {
        return to_decimal(quantity::thousandths(value));
    };
    BOOST_TEST(written(3'000) == "3");
    BOOST_TEST(written(212'500) == "212.5");
    BOOST_TEST(written(1) == "0.001");
    BOOST_TEST(written(-250) == "-0.25");
    BOOST_TEST(written(0) == "0");
    BOOST_TEST(written(100'000) == "100");
    BOOST_TEST(written(least) == "-9223372036854775.808");
    for (std::int64_t value = -2'000; value <= 2'000; ++value)
        BOOST_REQUIRE(read(written(value)) == value);
}

BOOST_AUTO_TEST_SUITE_END()
