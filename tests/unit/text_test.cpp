// Test that header file is self-contained.
#include "../../lib/core/excerpt.hpp"
#include "../../lib/core/text_fold.hpp"

#include <tokocrm/text.hpp>

#include <boost/test/unit_test.hpp>

#include <utf8proc.h>

using namespace tokocrm;

namespace {

std::string utf8(std::int32_t point)
{
    unsigned char bytes[4];
    auto const length = utf8proc_encode_char(point, bytes);
    return {reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(length)};
}

template <class Check>
void for_all_code_points(Check check)
{
    for (std::int32_t point = 1; point <= 0x10FFFF; ++point)
        if (point < 0xD800 || point > 0xDFFF)
            check(point, utf8(point));
}

} // namespace

BOOST_AUTO_TEST_SUITE(valid_text_)

BOOST_AUTO_TEST_CASE(utf8_without_nul)
{
    for (auto const* const text : {"", "abc", "Kopi é ß 日本 😀", "\x01\x7F", "\xC2\x80"})
        BOOST_TEST(valid_text(text), text);
    BOOST_TEST(!valid_text(std::string_view("a\0b", 3)));
    for (auto const* const text :
         {"\x80", "\xFF", "\xC3", "a\xC3(", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80",
          "\xF4\x90\x80\x80", "\xE2\x82", "abc\xF0\x9F\x98"})
        BOOST_TEST(!valid_text(text));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(normalised_)

BOOST_AUTO_TEST_CASE(one_form_and_no_white_space_around)
{
    BOOST_TEST(normalised("  Siti \t Aminah \n") == "Siti \t Aminah");
    BOOST_TEST(normalised("") == "");
    BOOST_TEST(normalised(" \t ") == "");
    BOOST_TEST(normalised("e\xCC\x81") == "\xC3\xA9"); // e and a combining accent
    BOOST_TEST(normalised("\xC2\xA0\xC3\xA9\xE3\x80\x80") == "\xC3\xA9"); // odd blanks
    BOOST_TEST(normalised("\xC2\xA0") == "");
    BOOST_TEST(normalised("\xEF\xBC\xA1") == "\xEF\xBC\xA1"); // full width stays
    BOOST_TEST(normalised("Stra\xC3\x9F"
                          "e") == "Stra\xC3\x9F"
                                  "e");
    BOOST_TEST(normalised(" \xFFx ") == " \xFFx ");
}

BOOST_AUTO_TEST_CASE(it_is_stable)
{
    for_all_code_points([](std::int32_t point, std::string const& text) {
        auto const once = normalised(text);
        BOOST_REQUIRE_MESSAGE(normalised(once) == once, "code point " << point);
        BOOST_REQUIRE(valid_text(once));
    });
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(folded_)

BOOST_AUTO_TEST_CASE(what_looks_the_same_to_a_person_is_the_same)
{
    BOOST_TEST(folded("  SITI   Aminah\t") == "siti aminah");
    BOOST_TEST(folded("") == "");
    BOOST_TEST(folded(" \n ") == "");
    BOOST_TEST(folded("Caf\xC3\xA9") == "cafe");
    BOOST_TEST(folded("CAFE\xCC\x81") == "cafe");
    BOOST_TEST(folded("STRASSE") == folded("Stra\xC3\x9F"
                                           "e"));
    BOOST_TEST(folded("\xEF\xBC\xB4\xEF\xBC\xAF\xEF\xBC\xAB\xEF\xBC\xAF") == "toko"); // full width
    BOOST_TEST(folded("\xEF\xAC\x81sh") == "fish");                                   // ligature
    BOOST_TEST(folded("\xC2\xA0Kopi\xE3\x80\x80\xC2\xA0Susu\xC3\xA9\xE2\x80\x83") == "kopi susue");
    BOOST_TEST(folded("\xCE\xA3\xCE\x9F\xCE\xA6\xCE\x9F\xCE\xA3") ==
               folded("\xCF\x83\xCE\xBF\xCF\x86\xCE\xBF\xCF\x82")); // final sigma
    BOOST_TEST(folded("\xC4\xB0") == "i");                          // dotted capital I
    BOOST_TEST(folded("\xE2\x84\xAB") == "a");                      // angstrom sign
    BOOST_TEST(folded("Ko\xFFPI  X") == "ko\xFFpi x");              // no UTF-8
}

BOOST_AUTO_TEST_CASE(long_texts_do_not_end_early)
{
    std::string text;
    for (int i = 0; i < 1'000; ++i)
        text += "\xC3\x89";
    BOOST_TEST(folded(text) == std::string(1'000, 'e'));
    BOOST_TEST(normalised(text) == text);
}

BOOST_AUTO_TEST_CASE(the_short_way_for_ascii_agrees_with_the_long_one)
{
    std::string ascii;
    for (char c = 1; c != 127; ++c)
        ascii += c;
    auto const with_more = folded(ascii + "\xC3\xA9");
    BOOST_TEST(with_more == folded(ascii) + "e");
    BOOST_TEST(normalised(ascii + "\xC3\xA9") ==
               normalised(ascii + "~").substr(0, normalised(ascii + "~").size() - 1) + "\xC3\xA9");
}

BOOST_AUTO_TEST_CASE(it_is_stable)
{
    for_all_code_points([](std::int32_t point, std::string const& text) {
        auto const once = folded(text);
        BOOST_REQUIRE_MESSAGE(folded(once) == once, "code point " << point);
        BOOST_REQUIRE(valid_text(once));
    });
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(slug_)

BOOST_AUTO_TEST_CASE(names_for_links)
{
    BOOST_TEST(slug("Kopi Susu 250 ml") == "kopi-susu-250-ml");
    BOOST_TEST(slug("  --Tum's  (Cr\xC3\xA8me)!! ") == "tum-s-creme");
    BOOST_TEST(slug("a/../b") == "a-b");
    BOOST_TEST(slug("\xE3\x81\x8A\xE8\x8C\xB6 no. 1") == "\xE3\x81\x8A\xE8\x8C\xB6-no-1");
    for (auto const* const text : {"", "  ", "!?", "\xF0\x9F\x98\x80", "\xFF\xFE", "---"})
        BOOST_TEST(slug(text) == "x");
    BOOST_TEST(slug("a\xFF"
                    "b") == "a-b");
}

BOOST_AUTO_TEST_CASE(it_has_64_characters_at_most_and_no_dash_at_an_end)
{
    BOOST_TEST(slug(std::string(100, 'a')) == std::string(64, 'a'));
    BOOST_TEST(slug(std::string(63, 'a') + " b") == std::string(63, 'a'));
    BOOST_TEST(slug(std::string(62, 'a') + " bcd") == std::string(62, 'a') + "-b");
    std::string tea;
    for (int i = 0; i < 70; ++i)
        tea += "\xE8\x8C\xB6";
    BOOST_TEST(slug(tea).size() == 3u * 64);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(display)

BOOST_AUTO_TEST_CASE(nothing_in_a_text_reaches_the_terminal_as_a_command)
{
    BOOST_TEST(escape_for_display("Kopi Susu ~ \\ {0}") == "Kopi Susu ~ \\ {0}");
    BOOST_TEST(escape_for_display("") == "");
    BOOST_TEST(escape_for_display("a\nb\tc\r") == "a\\nb\\tc\\x0D");
    BOOST_TEST(escape_for_display("\x1B[31mred\x7F\a") == "\\x1B[31mred\\x7F\\x07");
    BOOST_TEST(escape_for_display(std::string_view("\0", 1)) == "\\x00");
    BOOST_TEST(escape_for_display("\xC2\x9B"
                                  "2J") == "\\u{009B}2J");
    BOOST_TEST(escape_for_display("\xE2\x80\xAE\xE2\x81\xA6") == "\\u{202E}\\u{2066}");
    BOOST_TEST(escape_for_display("\xE2\x80\xA8\xE2\x80\xA9") == "\\u{2028}\\u{2029}");
    BOOST_TEST(escape_for_display("\xE2\x80\x8B\xEF\xBB\xBF") == "\\u{200B}\\u{FEFF}");
    BOOST_TEST(escape_for_display("\xD8\x9C\xE2\x80\x8E\xE2\x80\x8F") ==
               "\\u{061C}\\u{200E}\\u{200F}");
    BOOST_TEST(escape_for_display("a\xFF\xC3") == "a\\xFF\\xC3");
    BOOST_TEST(escape_for_display("\xC3\xA9 \xF0\x9F\x98\x80 \xE6\x97\xA5\xE2\x80\x8D") ==
               "\xC3\xA9 \xF0\x9F\x98\x80 \xE6\x97\xA5\xE2\x80\x8D");
}

BOOST_AUTO_TEST_CASE(just_the_treacherous_code_points_are_escaped)
{
    int escaped = 0;
    for_all_code_points([&](std::int32_t, std::string const& text) {
        escaped += escape_for_display(text) != text;
    });
    // C0 without NUL, DEL, C1, U+061C, 200B, 200E, 200F, 2028 to 202E, 2066 to 2069, FEFF.
    BOOST_TEST(escaped == 31 + 1 + 32 + 1 + 1 + 2 + 7 + 4 + 1);
}

BOOST_AUTO_TEST_CASE(widths)
{
    BOOST_TEST(display_width("") == 0u);
    BOOST_TEST(display_width("Rp 28.810") == 9u);
    BOOST_TEST(display_width("Caf\xC3\xA9") == 4u);
    BOOST_TEST(display_width("e\xCC\x81") == 1u);
    BOOST_TEST(display_width("\xE6\x97\xA5\xE6\x9C\xAC") == 4u);
    BOOST_TEST(display_width("\xEF\xBC\xA1") == 2u);
    BOOST_TEST(display_width("\xFFx") == 2u);
}

BOOST_AUTO_TEST_CASE(excerpts_are_short_and_safe)
{
    BOOST_TEST(excerpt("28x") == "28x");
    BOOST_TEST(excerpt("\x1B[2J") == "\\x1B[2J");
    BOOST_TEST(excerpt(std::string(40, 'a')) == std::string(40, 'a'));
    BOOST_TEST(excerpt(std::string(41, 'a')) == std::string(40, 'a') + "…");
    std::string accents;
    for (int i = 0; i < 50; ++i)
        accents += "\xC3\xA9";
    BOOST_TEST(excerpt(accents) == accents.substr(0, 80) + "…");
}

BOOST_AUTO_TEST_SUITE_END()
