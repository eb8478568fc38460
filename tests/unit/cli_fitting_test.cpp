#include "cli/output/fitting.hpp"

#include <tokocrm/text.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace toko;

namespace {

std::vector<std::string> lines(std::string_view text, std::size_t columns)
{
    std::vector<std::string> out;
    for (auto const& [piece, width] : wrapped(text, columns)) {
        BOOST_TEST(tokocrm::display_width(piece) == width);
        out.emplace_back(piece);
    }
    return out;
}

using texts = std::vector<std::string>;
using numbers = std::vector<std::size_t>;

} // namespace

BOOST_AUTO_TEST_SUITE(cli_fitting)

BOOST_AUTO_TEST_CASE(a_text_breaks_between_words)
{
    BOOST_TEST(lines("Air Minum Isi Ulang", 19) == (texts{"Air Minum Isi Ulang"}));
    BOOST_TEST(lines("Air Minum Isi Ulang", 18) == (texts{"Air Minum Isi", "Ulang"}));
    BOOST_TEST(lines("Air Minum Isi Ulang", 13) == (texts{"Air Minum Isi", "Ulang"}));
    BOOST_TEST(lines("Air Minum Isi Ulang", 12) == (texts{"Air Minum", "Isi Ulang"}));
    BOOST_TEST(lines("", 5) == (texts{""}));
    BOOST_TEST(lines("abc ", 3) == (texts{"abc"}));
}

BOOST_AUTO_TEST_CASE(a_word_that_is_too_long_breaks_between_letters)
{
    BOOST_TEST(lines("a@example.com", 5) == (texts{"a@exa", "mple.", "com"}));
    BOOST_TEST(lines("di jalanraya", 6) == (texts{"di", "jalanr", "aya"}));
}

BOOST_AUTO_TEST_CASE(wide_and_combined_letters_stay_whole)
{
    BOOST_TEST(lines("全角宽字", 5) == (texts{"全角", "宽字"}));
    BOOST_TEST(lines("e\u0301e\u0301e\u0301", 2) == (texts{"e\u0301e\u0301", "e\u0301"}));
    BOOST_TEST(lines("全角", 1) == (texts{"全", "角"})); // each is wider than the room
    BOOST_TEST(lines("\xFF\xFE\xFF", 2) == (texts{"\xFF\xFE", "\xFF"}));
}

BOOST_AUTO_TEST_CASE(nothing_but_blanks_at_breaks_is_lost)
{
    std::string const text = "satu dua  tiga 全角宽字 empatbelas, lima";
    for (std::size_t columns = 1; columns < 45; ++columns) {
        std::string together;
        for (auto const& each : lines(text, columns)) {
            together += each;
            auto const alone_too_wide = tokocrm::display_width(each) == 2;
            BOOST_TEST((tokocrm::display_width(each) <= columns || alone_too_wide));
        }
        auto const without_blanks = [](std::string from) {
            std::erase(from, ' ');
            return from;
        };
        BOOST_TEST(without_blanks(together) == without_blanks(text));
    }
}

BOOST_AUTO_TEST_CASE(a_table_that_fits_keeps_its_widths)
{
    std::vector<column_need> const needs{{5, 5}, {20, 8}, {10, 10}};
    auto const blocks = fitted(needs, 39);
    BOOST_REQUIRE(blocks.size() == 1u);
    BOOST_TEST(blocks[0].widths == (numbers{5, 20, 10}));
}

BOOST_AUTO_TEST_CASE(the_widest_texts_give_way_first)
{
    std::vector<column_need> const needs{{5, 5}, {20, 8}, {12, 8}, {10, 10}};
    auto const wider = fitted(needs, 52);
    BOOST_REQUIRE(wider.size() == 1u);
    BOOST_TEST(wider[0].widths == (numbers{5, 19, 12, 10}));
    auto const narrow = fitted(needs, 41);
    BOOST_REQUIRE(narrow.size() == 1u);
    BOOST_TEST(narrow[0].widths == (numbers{5, 10, 10, 10}));
}

BOOST_AUTO_TEST_CASE(what_cannot_stand_side_by_side_stands_in_blocks_behind_the_first_column)
{
    std::vector<column_need> const needs{{11, 11}, {7, 7}, {9, 9}, {9, 9}, {50, 50}, {3, 3}};
    auto const blocks = fitted(needs, 40);
    BOOST_REQUIRE(blocks.size() == 4u);
    BOOST_TEST(blocks[0].columns == (numbers{0, 1, 2}));
    BOOST_TEST(blocks[1].columns == (numbers{0, 3}));
    BOOST_TEST(blocks[2].columns == (numbers{0, 4}));
    BOOST_TEST(blocks[3].columns == (numbers{0, 5}));
}

BOOST_AUTO_TEST_CASE(a_single_column_is_made_as_narrow_as_may_be)
{
    std::vector<column_need> const needs{{50, 16}};
    auto const blocks = fitted(needs, 10);
    BOOST_REQUIRE(blocks.size() == 1u);
    BOOST_TEST(blocks[0].widths == (numbers{16}));
}

BOOST_AUTO_TEST_SUITE_END()
