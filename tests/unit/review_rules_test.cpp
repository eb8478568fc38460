#include "because.hpp"
#include "lib/core/checked_text.hpp"
#include "lib/review/rules.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace tokocrm;
using test::because;

namespace {

std::string const too_long(4'001, 'a');

rating rated(std::int64_t reviews, std::int64_t stars)
{
    return {.reviews = reviews, .stars = stars};
}

order_line line(std::int64_t position, std::int64_t amount)
{
    order_line made;
    made.position = position;
    made.sku = "PG16";
    made.amount = quantity::thousandths(amount);
    return made;
}

order paid_order()
{
    order made;
    made.header.number = 7;
    made.header.paid_at = timestamp();
    made.header.states.payment = payment_state::paid;
    made.lines = {line(1, 1'000), line(2, 2'000), line(3, 1'000)};
    return made;
}

refund given_back(std::int64_t of_line, std::int64_t amount)
{
    refund made;
    made.lines = {{.line = of_line, .amount = quantity::thousandths(amount)}};
    return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(review_rules)

BOOST_AUTO_TEST_CASE(the_average_is_rounded_half_up_to_one_decimal)
{
    BOOST_TEST(!average_stars({}));
    BOOST_TEST(average_stars(rated(1, 5)).value() == "5.0");
    BOOST_TEST(average_stars(rated(2, 9)).value() == "4.5");
    BOOST_TEST(average_stars(rated(3, 14)).value() == "4.7");  // 4.667
    BOOST_TEST(average_stars(rated(3, 13)).value() == "4.3");  // 4.333
    BOOST_TEST(average_stars(rated(4, 17)).value() == "4.3");  // 4.25
    BOOST_TEST(average_stars(rated(20, 97)).value() == "4.9"); // 4.85
    BOOST_TEST(average_stars(rated(100, 484)).value() == "4.8");
    BOOST_TEST(average_stars(rated(20, 99)).value() == "5.0"); // 4.95
    std::int64_t const many = 400'000'000'000'000'000;
    BOOST_TEST(average_stars(rated(many, 5 * many - 1)).value() == "5.0");
}

BOOST_AUTO_TEST_CASE(the_average_is_as_near_as_one_decimal_can_be)
{
    for (std::int64_t reviews = 1; reviews <= 60; ++reviews)
        for (std::int64_t stars = reviews; stars <= 5 * reviews; ++stars) {
            auto const text = average_stars(rated(reviews, stars)).value();
            BOOST_TEST_REQUIRE(text.size() == 3u);
            std::int64_t const tenths = 10 * (text[0] - '0') + (text[2] - '0');
            // −0.05 < average − tenths/10 ≤ … turned into whole numbers; a half goes up
            auto const off = 20 * stars - 2 * reviews * tenths;
            BOOST_TEST((off >= -reviews && off < reviews), reviews << " " << stars);
        }
}

BOOST_AUTO_TEST_CASE(stars_are_one_to_five)
{
    for (std::int64_t const stars : {1, 2, 3, 4, 5})
        check_stars(stars);
    for (std::int64_t const stars :
         {INT64_MIN, std::int64_t(-1), std::int64_t(0), std::int64_t(6), INT64_MAX})
        BOOST_CHECK_EXCEPTION(check_stars(stars), error, because("review.stars_invalid"));
}

BOOST_AUTO_TEST_CASE(a_text_says_something)
{
    for (std::string_view const text : {"ya", "5", "!", "👍", "好", "ආයුබෝවන්",
                                        "\xE2\x80\xAEmantap\xE2\x80\xAC", "\tbagus\n\nsekali"})
        BOOST_TEST(says_something(text), text);
    for (std::string_view const text :
         {"", " ", "\n\t\r", "\x01\x02\x1B", "\x7F", "\xC2\x80", // controls
          "\xE2\x80\xAE\xE2\x80\xAC", "\xE2\x81\xA6\xE2\x81\xA9",
          "\xE2\x80\x8F\xE2\x80\x8E",                             // bidi
          "\xE2\x80\x8B", "\xEF\xBB\xBF", "\xC2\xAD", "\xC2\xA0", // invisible, blank
          "\xCC\x81", "\xE2\xA0\x80", "\xE3\x85\xA4", "\xEF\xB8\x8F", "\xFF"})
        BOOST_TEST(!says_something(text), text);
}

BOOST_AUTO_TEST_CASE(what_is_said_has_bounds)
{
    BOOST_TEST(checked_review_text("  sesuai pesanan kak\n") == "sesuai pesanan kak");
    std::string longest;
    for (int i = 0; i < 4'000; ++i)
        longest += "é";
    BOOST_TEST(checked_review_text(longest) == longest);
    BOOST_CHECK_EXCEPTION(checked_review_text(longest + "é"), error,
                          because("review.text_too_long"));
    BOOST_CHECK_EXCEPTION(checked_review_text(std::string(10'000'000, 'x')), error,
                          because("review.text_too_long"));
    BOOST_CHECK_EXCEPTION(checked_review_text(std::string(10'000'000, ' ')), error,
                          because("review.text_too_long"));
    BOOST_CHECK_EXCEPTION(checked_review_text(" \n\x1B\xE2\x80\xAE"), error,
                          because("review.text_empty"));
    BOOST_CHECK_EXCEPTION(checked_review_text("\xC3("), error, because("review.text_invalid"));
    BOOST_CHECK_EXCEPTION(checked_review_text(std::string_view("a\0b", 3)), error,
                          because("review.text_invalid"));

    BOOST_TEST(checked_reply_text(" makasih kak ") == "makasih kak");
    BOOST_CHECK_EXCEPTION(checked_reply_text(""), error, because("review.reply_empty"));
    BOOST_CHECK_EXCEPTION(checked_reply_text(too_long), error, because("review.text_too_long"));
    BOOST_CHECK_EXCEPTION(checked_reply_text("\xFF"), error, because("review.text_invalid"));
}

BOOST_AUTO_TEST_CASE(the_first_line_without_a_review_is_meant_unless_one_is_named)
{
    auto const of = paid_order();
    BOOST_TEST(line_to_review(of, "PG16", {1, 3}, {}, {}).position == 1);
    BOOST_TEST(line_to_review(of, "PG16", {1, 3}, {1}, {}).position == 3);
    BOOST_TEST(line_to_review(of, "PG16", {1, 3}, {}, 3).position == 3);
    BOOST_CHECK_EXCEPTION(line_to_review(of, "PG16", {1, 3}, {1, 3}, {}), error,
                          because("review.exists", errc::already_exists));
    BOOST_CHECK_EXCEPTION(line_to_review(of, "PG16", {1, 3}, {1}, 1), error,
                          because("review.exists", errc::already_exists));
    BOOST_CHECK_EXCEPTION(line_to_review(of, "PG16", {1, 3}, {}, 2), error,
                          because("review.item_not_bought", errc::not_found));
    BOOST_CHECK_EXCEPTION(line_to_review(of, "X", {}, {}, {}), error,
                          because("review.item_not_bought", errc::not_found));
}

BOOST_AUTO_TEST_CASE(what_is_reviewed_was_paid_and_kept)
{
    auto of = paid_order();
    auto const& second = of.lines[1];
    check_bought(of.header, second, {});
    check_bought(of.header, second, {given_back(1, 1'000), given_back(2, 1'999)});
    BOOST_CHECK_EXCEPTION(check_bought(of.header, second, {given_back(2, 2'000)}), error,
                          because("review.given_back", errc::rule_violation));
    BOOST_CHECK_EXCEPTION(
        check_bought(of.header, second, {given_back(2, 500), given_back(2, 1'500)}), error,
        because("review.given_back", errc::rule_violation));
    of.header.states.payment = payment_state::part_refunded;
    check_bought(of.header, second, {given_back(1, 1'000)});
    // Some histories say that all was given back and not of what.
    of.header.states.payment = payment_state::refunded;
    BOOST_CHECK_EXCEPTION(check_bought(of.header, second, {}), error,
                          because("review.given_back", errc::rule_violation));
    of.header.paid_at.reset();
    BOOST_CHECK_EXCEPTION(check_bought(of.header, second, {}), error,
                          because("review.not_paid", errc::rule_violation));
}

BOOST_AUTO_TEST_CASE(strangers_read_a_first_name_and_nothing_to_reach_somebody_by)
{
    BOOST_TEST(shown_name("Siti Aminah").value() == "Siti");
    BOOST_TEST(shown_name("  Siti\tAminah").value() == "Siti");
    BOOST_TEST(shown_name("Bu Siti Aminah").value() == "Bu Siti");
    BOOST_TEST(shown_name("Hj. Siti").value() == "Hj. Siti");
    BOOST_TEST(shown_name("Bapak H. Budi Santoso").value() == "Bapak H. Budi");
    BOOST_TEST(shown_name("Nurul-Huda Lubis").value() == "Nurul-Huda");
    BOOST_TEST(shown_name("Ma'ruf").value() == "Ma'ruf");
    BOOST_TEST(shown_name("José").value() == "José");
    BOOST_TEST(shown_name("Budi, S.Kom").value() == "Budi");
    BOOST_TEST(shown_name("Bu Haji").value() == "Bu Haji");
    BOOST_TEST(shown_name("Bu 081234567890").value() == "Bu");
    BOOST_TEST(shown_name("Bu siti@toko.id").value() == "Bu");
    BOOST_TEST(shown_name("陈 伟").value() == "陈");
    for (std::string_view const name :
         {"", " ", "081234567890", "+62 812", "siti@toko.id", "Siti081234567890", "٠٨١٢٣٤",
          "０８１２", "\xE2\x80\xAE", "...", "https://x.id", "Siti\x1B[31m"})
        BOOST_TEST(!shown_name(name), name);
}

BOOST_AUTO_TEST_SUITE_END()
