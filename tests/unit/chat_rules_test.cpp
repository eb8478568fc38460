#include "because.hpp"
#include "lib/chat/rules.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace tokocrm;
using test::because;

BOOST_AUTO_TEST_SUITE(chat_rules)

BOOST_AUTO_TEST_CASE(a_message_is_kept_normalised_without_the_blanks_around_it)
{
    BOOST_TEST(checked_message_text("  halo kak\n") == "halo kak");
    BOOST_TEST(checked_message_text("dua\nbaris") == "dua\nbaris");
    BOOST_TEST(checked_message_text("e\xCC\x81") == "\xC3\xA9");
    BOOST_TEST(checked_message_text("\xF0\x9F\x91\x8D") == "\xF0\x9F\x91\x8D");
    BOOST_TEST(checked_message_text("?") == "?");
}

BOOST_AUTO_TEST_CASE(a_message_has_at_most_4000_characters_of_whatever_length)
{
    std::string widest;
    for (int i = 0; i < 4'000; ++i)
        widest += "\xF0\x9F\x91\x8D";
    BOOST_TEST(checked_message_text(widest) == widest);
    BOOST_CHECK_EXCEPTION(checked_message_text(widest + "a"), tokocrm::error,
                          because("message.text_too_long"));
    BOOST_TEST(checked_message_text(std::string(4'000, 'a')).size() == 4'000U);
    BOOST_CHECK_EXCEPTION(checked_message_text(std::string(4'001, 'a')), tokocrm::error,
                          because("message.text_too_long"));
    BOOST_CHECK_EXCEPTION(checked_message_text(std::string(10'000'000, 'a')), tokocrm::error,
                          because("message.text_too_long"));
}

BOOST_AUTO_TEST_CASE(a_message_of_nothing_that_can_be_seen_is_refused)
{
    for (std::string_view const text :
         {"", " ", "\n\t ", "\x01\x1B\x7F", "\xE2\x80\xAE\xE2\x80\x8F", "\xE2\x80\x8B", "\xC2\xA0"})
        BOOST_CHECK_EXCEPTION(checked_message_text(text), tokocrm::error,
                              because("message.text_empty"));
}

BOOST_AUTO_TEST_CASE(a_message_is_valid_text)
{
    for (std::string_view const text :
         {std::string_view("\xFF"), std::string_view("a\0b", 3), std::string_view("halo \xC3")})
        BOOST_CHECK_EXCEPTION(checked_message_text(text), tokocrm::error,
                              because("message.text_invalid"));
}

BOOST_AUTO_TEST_CASE(a_key_has_1_to_200_characters)
{
    BOOST_CHECK_NO_THROW(check_message_key("k"));
    BOOST_CHECK_NO_THROW(check_message_key(std::string(200, 'k')));
    BOOST_CHECK_EXCEPTION(check_message_key(""), tokocrm::error, because("message.key_invalid"));
    BOOST_CHECK_EXCEPTION(check_message_key(std::string(201, 'k')), tokocrm::error,
                          because("message.key_invalid"));
    BOOST_CHECK_EXCEPTION(check_message_key("\xFF"), tokocrm::error,
                          because("message.key_invalid"));
}

BOOST_AUTO_TEST_CASE(a_key_is_for_one_text_of_one_side)
{
    chat_message sent;
    sent.from = chat_side::customer;
    sent.text = "ada beras?";
    BOOST_CHECK_NO_THROW(check_same_message(sent, chat_side::customer, "ada beras?"));
    BOOST_CHECK_EXCEPTION(check_same_message(sent, chat_side::shop, "ada beras?"), tokocrm::error,
                          because("message.key_reused", errc::conflict));
    BOOST_CHECK_EXCEPTION(check_same_message(sent, chat_side::customer, "ada gula?"),
                          tokocrm::error, because("message.key_reused", errc::conflict));
}

BOOST_AUTO_TEST_CASE(a_quick_answers_name_has_1_to_64_characters)
{
    BOOST_TEST(checked_quick_name(" Salam ") == "Salam");
    BOOST_TEST(checked_quick_name(std::string(64, 'n')).size() == 64U);
    for (auto const& name :
         {std::string(), std::string(" "), std::string(65, 'n'), std::string("\xFF")})
        BOOST_CHECK_EXCEPTION(checked_quick_name(name), tokocrm::error,
                              because("quick_answer.name_invalid"));
}

BOOST_AUTO_TEST_CASE(sides_have_names)
{
    BOOST_TEST(name(chat_side::shop) == "shop");
    BOOST_TEST(name(chat_side::customer) == "customer");
}

BOOST_AUTO_TEST_SUITE_END()
