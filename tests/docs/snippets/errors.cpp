#include "tests/support/sales_fixture.hpp"

#include <tokocrm/catalogue.hpp>

#include <boost/test/unit_test.hpp>

#include <cstring>

namespace {

std::string log_text;

// [causes]
/// The whole chain, for a log that nobody but the host's people read.
std::string with_causes(std::exception const& thrown)
{
    std::string text = thrown.what();
    try {
        std::rethrow_if_nested(thrown);
    } catch (std::exception const& cause) {
        text += "; because: " + with_causes(cause);
    } catch (...) {
        text += "; because of something that is no std::exception";
    }
    return text;
}
// [causes]

/// A compiled catalogue with one sentence.
std::vector<unsigned char> catalogue_of(std::string const& english, std::string const& translated)
{
    std::vector<unsigned char> bytes;
    auto const word = [&](std::size_t value) {
        for (int shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<unsigned char>(value >> shift));
    };
    constexpr std::size_t header = 28, tables = header + 16;
    for (std::size_t const value : {std::size_t{0x950412de}, std::size_t{0}, std::size_t{1}, header,
                                    header + 8, std::size_t{0}, header, english.size(), tables,
                                    translated.size(), tables + english.size() + 1})
        word(value);
    for (auto const* text : {&english, &translated}) {
        bytes.insert(bytes.end(), text->begin(), text->end());
        bytes.push_back('\0');
    }
    return bytes;
}

} // namespace

BOOST_AUTO_TEST_SUITE(errors)

BOOST_FIXTURE_TEST_CASE(a_host_answers_by_kind_and_reason, test::sales_fixture)
{
    auto& database = db();
    std::string answer;

    // [catch]
    try {
        tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
            tokocrm::product_draft draft;
            draft.name = "Teh";
            draft.price = tokocrm::money(-1, tokocrm::currency::idr);
            tokocrm::add_product(uow, draft);
        });
    } catch (tokocrm::error const& e) {
        switch (e.code()) {
        case tokocrm::errc::invalid_input: // what was handed in is wrong: say so
            answer = e.message(tokocrm::language::en);
            break;
        case tokocrm::errc::unavailable: // later, perhaps; but nobody knows whether it was stored
            if (e.reason() == "db.outcome_unknown")
                answer = "look whether it is there before you do it again";
            break;
        default:
            answer = std::string(tokocrm::name(e.code())) + ": " + e.reason();
        }
    }
    // [catch]
    BOOST_TEST(answer == "a price cannot be below zero");
}

BOOST_FIXTURE_TEST_CASE(a_cause_is_nested, test::sales_fixture)
{
    auto& database = db();
    try {
        tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
            tokocrm::native(uow) << "insert into no_such_table values (1)";
        });
    } catch (tokocrm::error const& e) {
        log_text = with_causes(e);
    }
    BOOST_TEST(log_text.find("; because: ") != std::string::npos);
    BOOST_TEST(log_text.find("no_such_table") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(sentences_are_said_in_a_language)
{
    // [language]
    auto const in = tokocrm::find_language("id").value_or(tokocrm::language::en);
    auto const* const sentence = tokocrm::mark("a coupon must end after it starts");
    tokocrm::error const why(tokocrm::errc::invalid_input, "coupon.window_invalid", sentence);
    auto const same = why.message(in) == tokocrm::text(in, sentence);
    auto const asked = tokocrm::code(in); // id
    // [language]
    BOOST_TEST(same);
    BOOST_TEST(why.message(in) != why.what());
    BOOST_TEST(asked == "id");
}

BOOST_AUTO_TEST_CASE(a_host_translates_its_own_sentences)
{
    auto const file = catalogue_of("{0} tills are open", "{0} kasir buka");

    // [catalogue]
    tokocrm::catalogue const ours(file); // the bytes of a .mo file, little-endian
    std::string_view const english = "{0} tills are open";
    auto const found = ours.find(english);
    auto const said = tokocrm::fill_in(found.empty() ? english : found, {"3"});
    // [catalogue]
    BOOST_TEST(said == "3 kasir buka");
    BOOST_TEST(ours.find("something else").empty());
}

BOOST_AUTO_TEST_CASE(what_a_person_typed_is_shown_without_harm)
{
    // [display]
    std::string const typed = "Kopi\x1b[2J Tubruk";
    auto const harmless = tokocrm::escape_for_display(typed); // Kopi\x1B[2J Tubruk
    auto const columns = tokocrm::display_width(harmless);    // 18
    // [display]
    BOOST_TEST(harmless == "Kopi\\x1B[2J Tubruk");
    BOOST_TEST(columns == harmless.size());
}

BOOST_AUTO_TEST_SUITE_END()
