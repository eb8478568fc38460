// Test that header file is self-contained.
#include "because.hpp"

#include <tokocrm/money.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <limits>
#include <numeric>
#include <ostream>
#include <random>

using namespace tokocrm;
using test::because;

namespace tokocrm {

// Boost.Test prints values with this.
std::ostream& boost_test_print_type(std::ostream& out, currency c)
{
    return out << code(c);
}

std::ostream& boost_test_print_type(std::ostream& out, money m)
{
    return out << code(m.currency()) << ' ' << m.minor() << " minor";
}

} // namespace tokocrm

namespace {

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto most = std::numeric_limits<std::int64_t>::max();

constexpr auto kwd = static_cast<currency>(414);

constexpr money rupiah(std::int64_t minor)
{
    return {minor, currency::idr};
}

constexpr money cents(std::int64_t minor)
{
    return {minor, currency::usd};
}

currency known(std::string_view letters)
{
    auto const found = find_currency(letters);
    BOOST_REQUIRE_MESSAGE(found.has_value(), letters);
    return *found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(currency_)

BOOST_AUTO_TEST_CASE(codes_are_found_whatever_their_case)
{
    BOOST_TEST(known("IDR") == currency::idr);
    BOOST_TEST(known("idr") == currency::idr);
    BOOST_TEST(known("uSd") == currency::usd);
    BOOST_TEST(known("EUR") == currency::eur);
    BOOST_TEST(known("JPY") == currency::jpy);
    BOOST_TEST(static_cast<int>(known("ALL")) == 8);
    BOOST_TEST(static_cast<int>(known("USD")) == 840);
    BOOST_TEST(static_cast<int>(known("ZWG")) == 924);
    BOOST_TEST(static_cast<int>(known("AED")) == 784);
}

BOOST_AUTO_TEST_CASE(what_is_no_money_is_not_found)
{
    for (auto const* const letters :
         {"",    "I",   "ID",  "IDRX", "I R", "XXX", "XTS", "XAU", "XDR", "CLF",
          "UYW", "BOV", "CHE", "USN",  "HRK", "SLL", "AAA", "ZZZ", "360", "Rp"})
        BOOST_TEST(!find_currency(letters).has_value(), letters);
}

BOOST_AUTO_TEST_CASE(decimals_are_the_standard_s_but_for_the_rupiah)
{
    BOOST_TEST(decimals(currency::idr) == 0);
    for (auto const* const letters : {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
                                      "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"})
        BOOST_TEST(decimals(known(letters)) == 0, letters);
    for (auto const* const letters : {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
        BOOST_TEST(decimals(known(letters)) == 3, letters);
    for (auto const* const letters :
         {"USD", "EUR", "GBP", "MYR", "SGD", "AUD", "CNY", "THB", "HUF", "MGA", "MRU"})
        BOOST_TEST(decimals(known(letters)) == 2, letters);
}

BOOST_AUTO_TEST_CASE(every_code_leads_back_to_itself)
{
    int found = 0;
    for (int number = 0; number <= std::numeric_limits<std::uint16_t>::max(); ++number) {
        auto const c = static_cast<currency>(number);
        if (code(c) == "XXX")
            continue;
        ++found;
        BOOST_TEST(known(code(c)) == c);
    }
    BOOST_TEST(found == 155);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(money_arithmetic)

BOOST_AUTO_TEST_CASE(sums_and_differences)
{
    BOOST_TEST(rupiah(19000) + rupiah(10000) == rupiah(29000));
    BOOST_TEST(rupiah(5) - rupiah(8) == rupiah(-3));
    BOOST_TEST(-rupiah(5) == rupiah(-5));
    auto sum = cents(1);
    sum += cents(2);
    sum -= cents(5);
    BOOST_TEST(sum == cents(-2));
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused)
{
    auto const overflow = because("money.overflow");
    BOOST_TEST(rupiah(most - 1) + rupiah(1) == rupiah(most));
    BOOST_TEST(rupiah(least + 1) - rupiah(1) == rupiah(least));
    BOOST_TEST(-rupiah(most) == rupiah(least + 1));
    BOOST_CHECK_EXCEPTION(rupiah(most) + rupiah(1), error, overflow);
    BOOST_CHECK_EXCEPTION(rupiah(least) + rupiah(-1), error, overflow);
    BOOST_CHECK_EXCEPTION(rupiah(least) - rupiah(1), error, overflow);
    BOOST_CHECK_EXCEPTION(rupiah(0) - rupiah(least), error, overflow);
    BOOST_CHECK_EXCEPTION(-rupiah(least), error, overflow);
}

BOOST_AUTO_TEST_CASE(currencies_do_not_mix)
{
    auto const mismatch = because("money.currency_mismatch");
    BOOST_CHECK_EXCEPTION(rupiah(1) + cents(1), error, mismatch);
    BOOST_CHECK_EXCEPTION(rupiah(1) - cents(1), error, mismatch);
    BOOST_CHECK_EXCEPTION((void)(rupiah(1) < cents(1)), error, mismatch);
    BOOST_TEST((rupiah(1) != cents(1))); // equality is a plain question
    BOOST_TEST((rupiah(1) < rupiah(2)));
}

BOOST_AUTO_TEST_CASE(the_order_of_the_manual)
{
    auto const gross = multiply(rupiah(19000), quantity::whole(1));
    auto const line = gross - portion(gross, percentage::percent(1));
    BOOST_TEST(line == rupiah(18810));
    BOOST_TEST(line + rupiah(10000) == rupiah(28810));
}

struct rounding_case
{
    std::int64_t minor, ppm, half_up, half_even, down;
};

std::ostream& operator<<(std::ostream& out, rounding_case const& c)
{
    return out << c.minor << " x " << c.ppm << " ppm";
}

rounding_case const rounding_cases[] = {
    {1, 500'000, 1, 0, 0},     // 0.5
    {3, 500'000, 2, 2, 1},     // 1.5
    {5, 500'000, 3, 2, 2},     // 2.5
    {-1, 500'000, -1, 0, 0},   // -0.5
    {-3, 500'000, -2, -2, -1}, // -1.5
    {-5, 500'000, -3, -2, -2}, // -2.5
    {1, 499'999, 0, 0, 0},     // just below
    {1, 500'001, 1, 1, 0},     // just above
    {-1, 499'999, 0, 0, 0},
    {-1, 500'001, -1, -1, 0},
    {999, 100'000, 100, 100, 99}, // 99.9
    {0, 500'000, 0, 0, 0},
    {7, 0, 0, 0, 0},
    {7, 1'000'000, 7, 7, 7},
    {1'000'000, 1, 1, 1, 1},
    {499'999, 1, 0, 0, 0},
    {500'000, 1, 1, 0, 0},
    {1'500'000, 1, 2, 2, 1},
    {most, 1'000'000, most, most, most},
    {least, 1'000'000, least, least, least},
    {most, 500'000, most / 2 + 1, most / 2 + 1, most / 2},
};

BOOST_DATA_TEST_CASE(portions_are_rounded_once, boost::unit_test::data::make(rounding_cases), c)
{
    auto const rate = percentage::ppm(c.ppm);
    BOOST_TEST(portion(rupiah(c.minor), rate) == rupiah(c.half_up));
    BOOST_TEST(portion(rupiah(c.minor), rate, rounding::half_even) == rupiah(c.half_even));
    BOOST_TEST(portion(rupiah(c.minor), rate, rounding::down) == rupiah(c.down));
}

BOOST_AUTO_TEST_CASE(products_are_rounded_once)
{
    BOOST_TEST(multiply(cents(333), quantity::thousandths(1'500)) == cents(500)); // 499.5
    BOOST_TEST(multiply(cents(333), quantity::thousandths(1'500), rounding::down) == cents(499));
    BOOST_TEST(multiply(cents(333), quantity::thousandths(1'500), rounding::half_even) ==
               cents(500));
    BOOST_TEST(multiply(cents(1), quantity::thousandths(500), rounding::half_even) == cents(0));
    BOOST_TEST(multiply(cents(-1), quantity::thousandths(500)) == cents(-1));
    BOOST_TEST(multiply(cents(1), quantity::thousandths(499)) == cents(0));
    BOOST_TEST(multiply(rupiah(19000), quantity::thousandths(-250)) == rupiah(-4750));
}

BOOST_AUTO_TEST_CASE(products_use_the_whole_range)
{
    auto const overflow = because("money.overflow");
    BOOST_TEST(multiply(rupiah(most), quantity::whole(1)) == rupiah(most));
    BOOST_TEST(multiply(rupiah(least), quantity::whole(1)) == rupiah(least));
    BOOST_TEST(multiply(rupiah(1'000), quantity::thousandths(most)) == rupiah(most));
    BOOST_CHECK_EXCEPTION(multiply(rupiah(most), quantity::thousandths(1'001)), error, overflow);
    BOOST_CHECK_EXCEPTION(multiply(rupiah(least), quantity::whole(-1)), error, overflow);
    BOOST_CHECK_EXCEPTION(multiply(rupiah(most), quantity::thousandths(most)), error, overflow);
    BOOST_CHECK_EXCEPTION(portion(rupiah(most), percentage::ppm(1'000'001)), error, overflow);
    BOOST_CHECK_EXCEPTION(portion(rupiah(least), percentage::ppm(least)), error, overflow);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(allocate_)

std::vector<std::int64_t> split(std::int64_t total, std::vector<std::int64_t> const& weights)
{
    std::vector<std::int64_t> out;
    for (auto const share : allocate(rupiah(total), weights))
        out.push_back(share.minor());
    return out;
}

using numbers = std::vector<std::int64_t>;

BOOST_AUTO_TEST_CASE(the_largest_remainder_gets_what_is_left)
{
    BOOST_TEST(split(100, {1, 1, 1}) == (numbers{34, 33, 33}), boost::test_tools::per_element());
    BOOST_TEST(split(200, {1, 1, 1}) == (numbers{67, 67, 66}), boost::test_tools::per_element());
    BOOST_TEST(split(10, {1, 2, 4}) == (numbers{1, 3, 6}), boost::test_tools::per_element());
    BOOST_TEST(split(1, {1, 5, 4}) == (numbers{0, 1, 0}), boost::test_tools::per_element());
    BOOST_TEST(split(-100, {1, 1, 1}) == (numbers{-34, -33, -33}),
               boost::test_tools::per_element());
    BOOST_TEST(split(7, {0, 3, 0}) == (numbers{0, 7, 0}), boost::test_tools::per_element());
    BOOST_TEST(split(0, {1, 2}) == (numbers{0, 0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_weight_of_zero_gets_nothing)
{
    BOOST_TEST(split(5, {0, 1, 1, 0, 1}) == (numbers{0, 2, 2, 0, 1}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_whole_range_can_be_split)
{
    BOOST_TEST(split(most, {most, most}) == (numbers{most / 2 + 1, most / 2}),
               boost::test_tools::per_element());
    BOOST_TEST(split(least, {most, most, 0}) == (numbers{least / 2, least / 2, 0}),
               boost::test_tools::per_element());
    BOOST_TEST(split(least, {1}) == (numbers{least}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(without_weights_nothing_can_be_split)
{
    auto const no_weights = because("money.no_weights");
    BOOST_CHECK_EXCEPTION(split(1, {}), error, no_weights);
    BOOST_CHECK_EXCEPTION(split(1, {0, 0}), error, no_weights);
    BOOST_CHECK_EXCEPTION(split(1, {3, -1}), error, no_weights);
    BOOST_CHECK_EXCEPTION(split(1, {-1, 5}), error, no_weights);
    BOOST_CHECK_EXCEPTION(split(1, {least, least, 7}), error, no_weights);
}

BOOST_AUTO_TEST_CASE(the_sum_is_kept_and_no_share_is_a_unit_off)
{
    auto const seed = std::random_device()();
    BOOST_TEST_CONTEXT("seed " << seed)
    {
        std::mt19937_64 engine(seed);
        for (int round = 0; round < 5'000; ++round) {
            auto const magnitude = most >> (engine() % 63);
            std::uniform_int_distribution<std::int64_t> total_of(-magnitude, magnitude);
            std::uniform_int_distribution<std::int64_t> weight_of(0, most >> (engine() % 63));
            auto const total = total_of(engine);
            std::vector<std::int64_t> weights(1 + engine() % 12);
            for (auto& weight : weights)
                weight = weight_of(engine);
            weights.back() = std::max<std::int64_t>(weights.back(), 1);

            auto const shares = split(total, weights);
            BOOST_REQUIRE(shares.size() == weights.size());
            __extension__ using wide = __int128;
            wide sum = 0, given = 0;
            for (auto const weight : weights)
                sum += weight;
            for (std::size_t i = 0; i < shares.size(); ++i) {
                given += shares[i];
                auto const off = shares[i] * sum - wide{total} * weights[i];
                BOOST_REQUIRE((off < sum && -off < sum));
                BOOST_REQUIRE((weights[i] != 0 || shares[i] == 0));
            }
            BOOST_REQUIRE(static_cast<std::int64_t>(given) == total);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(parse_money_)

struct reading
{
    char const* text;
    currency in;
    char point;
    std::int64_t minor;
};

std::ostream& operator<<(std::ostream& out, reading const& r)
{
    return out << '"' << r.text << "\" " << code(r.in) << ' ' << r.point;
}

reading const readings[] = {
    {"28810", currency::idr, '.', 28810},
    {"  28810\t", currency::idr, '.', 28810},
    {"0", currency::idr, '.', 0},
    {"-0", currency::idr, '.', 0},
    {"-5", currency::idr, '.', -5},
    {"007", currency::idr, '.', 7},
    {"2000.00", currency::idr, '.', 2000},
    {"2000.0", currency::idr, '.', 2000},
    {"2000.0000", currency::idr, '.', 2000},
    {"0.000", currency::idr, '.', 0},
    {"2000,00", currency::idr, ',', 2000},
    {"28.810", currency::idr, ',', 28810},
    {"1.234.567,00", currency::idr, ',', 1234567},
    {"1.234.567,000", currency::idr, ',', 1234567},
    {"-1.234", currency::idr, ',', -1234},
    {"11.77", currency::usd, '.', 1177},
    {"11.7", currency::usd, '.', 1170},
    {"12.500", currency::usd, '.', 1250},
    {"12.000", currency::usd, '.', 1200},
    {"-0.01", currency::usd, '.', -1},
    {"11,77", currency::usd, ',', 1177},
    {"1.234,5", currency::usd, ',', 123450},
    {"1.234", kwd, '.', 1234},
    {"9223372036854775807", currency::idr, '.', most},
    {"-9223372036854775808", currency::idr, '.', least},
    {"92233720368547758.07", currency::usd, '.', most},
    {"-92233720368547758.08", currency::usd, '.', least},
    {"000000000000000000000000000000001", currency::idr, '.', 1},
};

BOOST_DATA_TEST_CASE(amounts_as_people_write_them, boost::unit_test::data::make(readings), r)
{
    bool rounded = false;
    BOOST_TEST(parse_money(r.text, r.in, r.point, rounding::half_up, &rounded) ==
               money(r.minor, r.in));
    BOOST_TEST(!rounded);
    BOOST_TEST(parse_money(r.text, r.in, r.point) == money(r.minor, r.in));
}

BOOST_AUTO_TEST_CASE(what_is_no_plain_number_is_refused)
{
    auto const invalid = because("money.invalid");
    for (auto const* const text : {"",
                                   " ",
                                   "-",
                                   "--5",
                                   "- 5",
                                   "+5",
                                   "5-",
                                   "1e3",
                                   "1E3",
                                   "0x10",
                                   "Rp5",
                                   "Rp 5",
                                   "5 IDR",
                                   "$5",
                                   "1,000",
                                   "1,5",
                                   ".5",
                                   "5.",
                                   ".",
                                   "1.2.3",
                                   "1 000",
                                   "1'000",
                                   "nan",
                                   "inf",
                                   "１",
                                   "5\xC2\xA0",
                                   "12a",
                                   "a12",
                                   "\xE2\x88\x92"
                                   "5"})
        BOOST_CHECK_EXCEPTION(parse_money(text, currency::usd), error, invalid);
    BOOST_CHECK_EXCEPTION(parse_money(std::string_view("5\0", 2), currency::usd), error, invalid);
    for (auto const* const text :
         {"1.00", "1.2345", "1234.567", "12.34", ".123", "1..234", "1.234.", "1.234.56", "0.123",
          "1,", ",5", "1,2,3", "1,234.567", "1.23,4", "-.123", "012.345x"})
        BOOST_CHECK_EXCEPTION(parse_money(text, currency::usd, ','), error, invalid);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused)
{
    auto const overflow = because("money.overflow");
    for (auto const* const text :
         {"9223372036854775808", "-9223372036854775809", "99999999999999999999999999999999999999"})
        BOOST_CHECK_EXCEPTION(parse_money(text, currency::idr), error, overflow);
    BOOST_CHECK_EXCEPTION(parse_money("92233720368547758.08", currency::usd), error, overflow);
    BOOST_CHECK_EXCEPTION(
        parse_money("9223372036854775807.5", currency::idr, '.', rounding::half_up), error,
        overflow);
    BOOST_TEST(parse_money("9223372036854775807.5", currency::idr, '.', rounding::down) ==
               rupiah(most));
}

BOOST_AUTO_TEST_CASE(an_amount_that_is_too_fine_is_refused)
{
    auto const too_fine = because("money.too_fine");
    for (auto const* const text : {"19.5", "19.001", "0.1", "19.0001"})
        BOOST_CHECK_EXCEPTION(parse_money(text, currency::idr), error, too_fine);
    BOOST_CHECK_EXCEPTION(parse_money("12.505", currency::usd), error, too_fine);
    BOOST_CHECK_EXCEPTION(parse_money("1.2345", kwd), error, too_fine);
}

BOOST_AUTO_TEST_CASE(three_zeros_may_mean_thousands)
{
    auto const too_fine = because("money.too_fine");
    for (auto const how : {std::optional<rounding>(), std::optional(rounding::half_up)}) {
        BOOST_CHECK_EXCEPTION(parse_money("19.000", currency::idr, '.', how), error, too_fine);
        BOOST_CHECK_EXCEPTION(parse_money("-19.000", currency::jpy, '.', how), error, too_fine);
        BOOST_CHECK_EXCEPTION(parse_money("19,000", currency::idr, ',', how), error, too_fine);
    }
}

BOOST_AUTO_TEST_CASE(rounding_goes_half_away_from_zero)
{
    auto const round = [](char const* text, rounding how) {
        bool rounded = false;
        auto const out = parse_money(text, currency::usd, '.', how, &rounded);
        BOOST_TEST(rounded);
        return out.minor();
    };
    BOOST_TEST(round("12.505", rounding::half_up) == 1251);
    BOOST_TEST(round("12.504999", rounding::half_up) == 1250);
    BOOST_TEST(round("-12.505", rounding::half_up) == -1251);
    BOOST_TEST(round("-0.005", rounding::half_up) == -1);
    BOOST_TEST(round("-0.004", rounding::half_up) == 0);
    BOOST_TEST(round("12.505", rounding::half_even) == 1250);
    BOOST_TEST(round("12.515", rounding::half_even) == 1252);
    BOOST_TEST(round("12.5050001", rounding::half_even) == 1251);
    BOOST_TEST(round("12.509", rounding::down) == 1250);
    BOOST_TEST(round("-12.509", rounding::down) == -1250);
    bool rounded = true;
    parse_money("12.50", currency::usd, '.', rounding::half_up, &rounded);
    BOOST_TEST(rounded); // is left as it was
}

BOOST_AUTO_TEST_CASE(the_refusal_names_the_text_and_the_remedy)
{
    try {
        parse_money("Rp\x1B[2J", currency::idr, ',');
        BOOST_ERROR("not refused");
    } catch (error const& e) {
        BOOST_TEST(e.what() == "Rp\\x1B[2J is not an amount; write digits without a currency "
                               "sign, such as 28.810");
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(money_to_text)

BOOST_AUTO_TEST_CASE(for_machines)
{
    BOOST_TEST(to_decimal(rupiah(28810)) == "28810");
    BOOST_TEST(to_decimal(rupiah(0)) == "0");
    BOOST_TEST(to_decimal(rupiah(least)) == "-9223372036854775808");
    BOOST_TEST(to_decimal(cents(1177)) == "11.77");
    BOOST_TEST(to_decimal(cents(-5)) == "-0.05");
    BOOST_TEST(to_decimal(cents(100)) == "1.00");
    BOOST_TEST(to_decimal(cents(least)) == "-92233720368547758.08");
    BOOST_TEST(to_decimal(money(1, kwd)) == "0.001");
}

BOOST_AUTO_TEST_CASE(for_people)
{
    BOOST_TEST(to_text(rupiah(28810)) == "Rp 28.810");
    BOOST_TEST(to_text(rupiah(-500)) == "-Rp 500");
    BOOST_TEST(to_text(rupiah(0)) == "Rp 0");
    BOOST_TEST(to_text(rupiah(999)) == "Rp 999");
    BOOST_TEST(to_text(rupiah(1000)) == "Rp 1.000");
    BOOST_TEST(to_text(rupiah(-123456789)) == "-Rp 123.456.789");
    BOOST_TEST(to_text(cents(123450)) == "USD 1,234.50");
    BOOST_TEST(to_text(cents(-123450)) == "-USD 1,234.50");
    BOOST_TEST(to_text(money(1234567, currency::jpy)) == "JPY 1,234,567");
    BOOST_TEST(to_text(money(1234567, kwd)) == "KWD 1,234.567");
    BOOST_TEST(to_column_text(rupiah(28810)) == "28.810");
    BOOST_TEST(to_column_text(rupiah(-500)) == "-500");
    BOOST_TEST(to_column_text(cents(100)) == "1.00");
    BOOST_TEST(to_column_text(rupiah(least)) == "-9.223.372.036.854.775.808");
}

BOOST_AUTO_TEST_CASE(what_is_written_can_be_read)
{
    auto const seed = std::random_device()();
    BOOST_TEST_CONTEXT("seed " << seed)
    {
        std::mt19937_64 engine(seed);
        for (int round = 0; round < 2'000; ++round) {
            auto const minor = static_cast<std::int64_t>(engine()) >> (engine() % 63);
            for (auto const c : {currency::idr, currency::usd, kwd})
                BOOST_REQUIRE(parse_money(to_decimal(money(minor, c)), c) == money(minor, c));
            BOOST_REQUIRE(parse_money(to_column_text(rupiah(minor)), currency::idr, ',') ==
                          rupiah(minor));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
