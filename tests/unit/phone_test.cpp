#include "../../lib/core/phone.hpp"

#include <boost/test/unit_test.hpp>

using namespace tokocrm;

namespace {

std::string phone(std::string_view text, std::string_view country = "ID")
{
    return normalise_phone(text, country).value_or("none");
}

std::string email(std::string_view text)
{
    return normalise_email(text).value_or("none");
}

} // namespace

BOOST_AUTO_TEST_SUITE(phones)

BOOST_AUTO_TEST_CASE(indonesian_numbers)
{
    for (auto const* const text :
         {"081234567890", "0812-3456-7890", "0812 3456 7890", "(0812) 3456.7890", "+6281234567890",
          "+62 812-3456-7890", "+62 (0)812 3456 7890", "+62 0812 3456 7890", "0062 812 3456 7890",
          "6281234567890", "62 812 3456 7890", "81234567890", " 081234567890\t", "0812/34567890",
          "(+62) 81234567890",
          "\xE2\x80\xAA+62 812\xE2\x80\x91"
          "3456\xE2\x80\x91"
          "7890\xE2\x80\xAC",
          "0812\xC2\xA0"
          "3456\xE2\x80\x93"
          "7890",
          "\xEF\xBC\x8B\xEF\xBC\x96\xEF\xBC\x92"
          "81234567890"})
        BOOST_TEST(phone(text) == "+6281234567890", text);
    BOOST_TEST(phone("021-5550123") == "+62215550123");
    BOOST_TEST(phone("0622 123456") == "+62622123456"); // Pematangsiantar, not a calling code
    BOOST_TEST(phone("622123456") == "+62622123456");
    BOOST_TEST(phone("62221234567") == "+62221234567"); // Bandung
    BOOST_TEST(phone("081234567890", "id") == "+6281234567890");
}

BOOST_AUTO_TEST_CASE(numbers_elsewhere)
{
    BOOST_TEST(phone("+60 12-345 6789") == "+60123456789");
    BOOST_TEST(phone("012-345 6789", "MY") == "+60123456789");
    BOOST_TEST(phone("9123 4567", "SG") == "+6591234567");
    BOOST_TEST(phone("020 7946 0123", "GB") == "+442079460123");
    BOOST_TEST(phone("(212) 555-0123", "US") == "+12125550123");
    BOOST_TEST(phone("1 212 555 0123", "CA") == "+12125550123");
    BOOST_TEST(phone("011 62 812 3456 7890", "US") == "+6281234567890");
    BOOST_TEST(phone("0011 62 812 3456 7890", "AU") == "+6281234567890");
    BOOST_TEST(phone("06 1234 5678", "IT") == "+390612345678"); // keeps its zero
    BOOST_TEST(phone("+39 06 1234 5678") == "+390612345678");
    BOOST_TEST(phone("8 (812) 555-01-23", "RU") == "+78125550123");
    BOOST_TEST(phone("812 555-01-23", "RU") == "+78125550123");
    BOOST_TEST(phone("7 812 555-01-23", "KZ") == "+78125550123");
    BOOST_TEST(phone("80 29 491 19 11", "BY") == "+375294911911");
    BOOST_TEST(phone("06 1 234 5678", "HU") == "+3612345678");
    BOOST_TEST(phone("0151 23456789", "DE") == "+4915123456789");
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_told)
{
    for (auto const* const text : {"",
                                   " ",
                                   "+",
                                   "-",
                                   "12",
                                   "0",
                                   "00",
                                   "abc",
                                   "0812 345x",
                                   "0812+3456789",
                                   "++62812345678",
                                   "+62 812 3456 7890 1234",
                                   "+0812345678",
                                   "000812345678",
                                   "08123456789012345",
                                   "0812;3456",
                                   "ext 12",
                                   "٠٨١٢٣٤٥٦٧٨٩٠",
                                   "081234567890, 081234567891",
                                   "\xFF",
                                   "0812\xF0\x9F\x98\x80"
                                   "345678"})
        BOOST_TEST(phone(text) == "none", text);
    BOOST_TEST(phone("555-0123", "US") == "none"); // no area code
    BOOST_TEST(phone("112 555 0123", "US") == "none");
}

BOOST_AUTO_TEST_CASE(an_unknown_country_takes_whole_numbers_only)
{
    BOOST_TEST(phone("081234567890", "XX") == "none");
    BOOST_TEST(phone("081234567890", "") == "none");
    BOOST_TEST(phone("+6281234567890", "XX") == "+6281234567890");
    BOOST_TEST(phone("006281234567890", "") == "+6281234567890");
}

BOOST_AUTO_TEST_CASE(what_is_normal_stays)
{
    for (auto const* const text : {"+6281234567890", "+12125550123", "+390612345678"})
        for (auto const* const country : {"ID", "US", "IT", ""})
            BOOST_TEST(phone(text, country) == text);
}

BOOST_AUTO_TEST_CASE(countries)
{
    int known = 0;
    for (char a = 'A'; a <= 'Z'; ++a)
        for (char b = 'A'; b <= 'Z'; ++b)
            known += known_country(std::string{a, b});
    BOOST_TEST(known == 249); // ISO 3166-1
    BOOST_TEST(known_country("id"));
    for (auto const* const code : {"", "I", "IDN", "XX", "ZZ", "62", "UK"})
        BOOST_TEST(!known_country(code), code);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(emails)

BOOST_AUTO_TEST_CASE(addresses_are_compared_in_lower_case)
{
    BOOST_TEST(email("siti@example.com") == "siti@example.com");
    BOOST_TEST(email("  Siti.Aminah+toko@Example.COM\n") == "siti.aminah+toko@example.com");
    BOOST_TEST(email("\xC3\x89va@example.com") == "\xC3\xA9va@example.com");
    BOOST_TEST(email("E\xCC\x81va@example.com") == "\xC3\xA9va@example.com");
}

BOOST_AUTO_TEST_CASE(what_is_no_address_is_told)
{
    for (auto const* const text : {"", "siti", "@", "@example.com", "siti@", "a@b@c", "a b@c.id",
                                   "a@c .id", "a\n@c", "a\x7F@c", "\xFF@c",
                                   "a\xC2\xA0"
                                   "b@c"})
        BOOST_TEST(email(text) == "none");
    BOOST_TEST(email(std::string(250, 'a') + "@b.id") == "none");
    BOOST_TEST(email(std::string_view("a\0@b", 4)) == "none");
}

BOOST_AUTO_TEST_SUITE_END()
