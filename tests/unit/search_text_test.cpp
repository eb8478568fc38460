#include "because.hpp"
#include "lib/core/search_text.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace tokocrm;
using test::because;

namespace {

std::string text_of(std::string_view given)
{
    return search_text().add(given).get();
}

using words = std::vector<search_word>;

} // namespace

BOOST_AUTO_TEST_SUITE(searching)

BOOST_AUTO_TEST_CASE(a_search_text_is_folded_words_with_two_blanks_before_each)
{
    BOOST_TEST((text_of("Pintu Gerbang 16") == "  pintu  gerbang  16"));
    BOOST_TEST((text_of("PG16-DUS") == "  pg16  dus"));
    BOOST_TEST((text_of("siti.aminah@example.com") == "  siti  aminah  example  com"));
    BOOST_TEST((text_of("+6281200000001") == "  6281200000001"));
    BOOST_TEST((text_of("Crème Brûlée") == "  creme  brulee"));
    BOOST_TEST((text_of("ＡＢＣ１") == "  abc1"));
    BOOST_TEST((text_of("Straße") == "  strasse"));
    BOOST_TEST((text_of("北京 東京") == "  北京  東京"));
    BOOST_TEST((text_of(" -- % _ \" ' * ☕ ") == ""));
    BOOST_TEST((text_of("") == ""));
}

BOOST_AUTO_TEST_CASE(a_search_text_joins_texts_and_passes_over_absent_ones)
{
    BOOST_TEST((
        search_text().add("Siti").add_if(std::nullopt).add_if(std::string("Kisaran Timur")).get() ==
        "  siti  kisaran  timur"));
}

BOOST_AUTO_TEST_CASE(a_search_text_of_bytes_that_are_no_text_has_the_letters)
{
    BOOST_TEST((text_of("a\xFF\xFE"
                        "B") == "  a  b"));
}

BOOST_AUTO_TEST_CASE(words_of_three_letters_stand_anywhere_shorter_ones_at_a_beginning)
{
    BOOST_TEST((search_words("Beras 5 kg") == (words{{"beras"}, {"  5"}, {"  kg"}})));
    BOOST_TEST((search_words("é") == (words{{"  e"}})));
    BOOST_TEST((search_words("京都府 京都") == (words{{"京都府"}, {"  京都"}})));
}

BOOST_AUTO_TEST_CASE(words_with_signs_in_them_are_looked_for_as_they_are_stored)
{
    BOOST_TEST((search_words("PG-16") == (words{{"pg  16"}})));
    BOOST_TEST((search_words("a@b") == (words{{"a  b"}})));
    BOOST_TEST((search_words("(dus)") == (words{{"dus"}})));
}

BOOST_AUTO_TEST_CASE(words_have_nothing_in_them_that_means_anything_to_a_database)
{
    for (auto const* const text : {"%", "_", "\"", "*", "'", "--", "^", "( )", ":", "☕ %", "", " "})
        BOOST_TEST((search_words(text) == words{}));
    BOOST_TEST((search_words("beras* NOT \"mie\" OR NEAR(a b)") ==
                (words{{"beras"}, {"not"}, {"mie"}, {"  or"}, {"near  a"}, {"  b"}})));
    BOOST_TEST((search_words("50% %") == (words{{"  50"}})));
}

BOOST_AUTO_TEST_CASE(words_are_each_looked_for_once)
{
    BOOST_TEST((search_words("beras BERAS Béras") == (words{{"beras"}})));
}

BOOST_AUTO_TEST_CASE(words_know_telephone_numbers_as_people_dial_them)
{
    BOOST_TEST((search_words("0812", "ID") == (words{{"0812", "  62812"}})));
    BOOST_TEST((search_words("08", "ID") == (words{{"  08", "  628"}})));
    BOOST_TEST((search_words("0", "ID") == (words{{"  0"}})));
    BOOST_TEST((search_words("+62 812-3456-7890", "ID") ==
                (words{{"62  812  3456  7890", "6281234567890"}})));
    BOOST_TEST((search_words("0812 3456 7890", "ID") ==
                (words{{"0812  3456  7890", "081234567890", "  6281234567890"}})));
    BOOST_TEST((search_words("0062812", "ID") == (words{{"0062812", "  62812"}})));
    BOOST_TEST((search_words("3456", "ID") == (words{{"3456"}})));
    BOOST_TEST((search_words("12 34", "ID") == (words{{"  12"}, {"  34"}})));
    BOOST_TEST((search_words("siti 0812-34", "ID") ==
                (words{{"siti"}, {"0812  34", "081234", "  6281234"}})));
    BOOST_TEST((search_words("2024-0007", "ID") == (words{{"2024  0007", "20240007"}})));
    BOOST_TEST((search_words("0812", "US") == (words{{"0812"}})));
    BOOST_TEST((search_words("8 921", "RU") == (words{{"  8"}, {"921"}})));
    BOOST_TEST((search_words("0812", "") == (words{{"0812"}})));
}

BOOST_AUTO_TEST_CASE(words_are_at_most_two_hundred_characters)
{
    BOOST_TEST((search_words(std::string(200, 'a')) == (words{{std::string(200, 'a')}})));
    BOOST_CHECK_EXCEPTION(search_words(std::string(201, 'a')), error,
                          because("search.text_invalid"));
    BOOST_CHECK_EXCEPTION(search_words("a\xFF"), error, because("search.text_invalid"));
    BOOST_CHECK_EXCEPTION(search_words(std::string_view("a\0b", 3)), error,
                          because("search.text_invalid"));
}

BOOST_AUTO_TEST_CASE(trigrams_are_the_different_ones_of_a_text)
{
    using parts = std::vector<std::string_view>;
    BOOST_TEST((trigrams("aaaa") == (parts{"aaa"})));
    BOOST_TEST((trigrams("  si") == (parts{"  s", " si"})));
    BOOST_TEST((trigrams("é京x€") == (parts{"é京x", "京x€"})));
    BOOST_TEST((trigrams("ab") == parts{}));
    BOOST_TEST((trigrams("") == parts{}));
}

/// A search must never pass over what `like` would find.
BOOST_AUTO_TEST_CASE(trigrams_of_a_form_are_among_those_of_what_it_is_found_in)
{
    auto const row = text_of("Pintu Gerbang 16 PG16-DUS 8991234567890 Besi & Baja");
    auto const known = trigrams(row);
    for (auto const* const typed : {"gerbang", "6-dus", "g", "be", "1234", "pg16-dus", "esi"}) {
        auto const asked = search_words(typed);
        BOOST_TEST_REQUIRE(asked.size() == 1u);
        for (auto const& form : asked.front()) {
            BOOST_TEST(row.find(form) != row.npos);
            for (auto const each : trigrams(form))
                BOOST_TEST(std::binary_search(known.begin(), known.end(), each));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
