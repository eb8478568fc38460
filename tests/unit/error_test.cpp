// Test that header file is self-contained.
#include <tokocrm/actor.hpp>
#include <tokocrm/catalogue.hpp>
#include <tokocrm/error.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace tokocrm;

BOOST_AUTO_TEST_SUITE(error_)

BOOST_AUTO_TEST_CASE(kinds_have_names)
{
    BOOST_TEST(name(errc::invalid_input) == "invalid_input");
    BOOST_TEST(name(errc::not_found) == "not_found");
    BOOST_TEST(name(errc::already_exists) == "already_exists");
    BOOST_TEST(name(errc::rule_violation) == "rule_violation");
    BOOST_TEST(name(errc::permission_denied) == "permission_denied");
    BOOST_TEST(name(errc::conflict) == "conflict");
    BOOST_TEST(name(errc::unavailable) == "unavailable");
    BOOST_TEST(name(errc::internal) == "internal");
}

BOOST_AUTO_TEST_CASE(arguments_are_filled_in)
{
    BOOST_TEST(fill_in("no {0} in {1}", {"coffee", "stock"}) == "no coffee in stock");
    BOOST_TEST(fill_in("{1} before {0}, {1}", {"a", "b"}) == "b before a, b");
    BOOST_TEST(fill_in("{0}", {"{1}", "x"}) == "{1}"); // an argument is not filled in again
    BOOST_TEST(fill_in("", {}) == "");
    BOOST_TEST(fill_in("{10}{0}", std::vector<std::string>(11, "z")) == "zz");
}

BOOST_AUTO_TEST_CASE(a_long_argument_is_cut_between_characters)
{
    auto const said = [](std::string const& argument) {
        return error(errc::not_found, "x.y", "no {0}", {argument}).arguments().front();
    };
    BOOST_TEST(said(std::string(400, 'x')) == std::string(400, 'x'));
    BOOST_TEST(said(std::string(401, 'x')) == std::string(400, 'x') + "…");
    BOOST_TEST(said(std::string(399, 'x') + "é") == std::string(399, 'x') + "…");
    BOOST_TEST(said(std::string(1'000'000, '\xBF')) == "…"); // no character begins there
    error const long_one(errc::not_found, "x.y", "no {0}", {std::string(1'000'000, 'x')});
    BOOST_TEST(long_one.what() == "no " + std::string(400, 'x') + "…");
    BOOST_TEST(long_one.message(language::en) == long_one.what());
}

BOOST_AUTO_TEST_CASE(braces_that_name_no_argument_stay)
{
    for (auto const* const sentence :
         {"{0}", "{1}", "{", "}", "{}", "{{0", "{0", "{-1}", "{+0}", "{ 0}", "{0 }", "{x}",
          "{99999999999999999999999}", "{\"a\":1}"})
        BOOST_TEST(fill_in(sentence, {}) == sentence);
    BOOST_TEST(fill_in("{{0}}", {"a"}) == "{a}");
    BOOST_TEST(fill_in("{1}{0}", {"a"}) == "{1}a");
}

BOOST_AUTO_TEST_CASE(an_error_speaks_both_languages)
{
    error const e(errc::invalid_input, "quantity.too_fine",
                  "quantity {0} has more than three decimals; round it to thousandths", {"1.0005"});
    BOOST_TEST((e.code() == errc::invalid_input));
    BOOST_TEST(e.reason() == "quantity.too_fine");
    BOOST_TEST(e.arguments().size() == 1u);
    BOOST_TEST(
        e.what() ==
        std::string("quantity 1.0005 has more than three decimals; round it to thousandths"));
    BOOST_TEST(e.message(language::en) == e.what());
    BOOST_TEST(e.message(language::id) ==
               "jumlah 1.0005 memiliki lebih dari tiga desimal; bulatkan ke seperseribu");
}

BOOST_AUTO_TEST_CASE(a_sentence_without_translation_stays_english)
{
    char const* const sentence = "nobody has written this sentence";
    BOOST_TEST(text(language::id, sentence) == sentence);
    BOOST_TEST(text(language::id, "") == ""); // not the catalogue's header
}

BOOST_AUTO_TEST_CASE(actors_are_recorded_by_kind_and_number)
{
    BOOST_TEST(to_record(owner()) == "owner");
    BOOST_TEST(to_record(visitor()) == "visitor");
    BOOST_TEST(to_record(system_job()) == "system");
    BOOST_TEST(to_record(id<staff_member>(3)) == "staff:3");
    BOOST_TEST(to_record(id<customer>(12)) == "customer:12");
    BOOST_TEST(to_record(actor()) == "visitor"); // who is not named has no rights
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(catalogue_)

namespace {

void put(std::vector<unsigned char>& out, std::size_t word)
{
    for (int shift = 0; shift < 32; shift += 8)
        out.push_back(static_cast<unsigned char>(word >> shift));
}

/// A catalogue of sorted pairs, as msgfmt lays it out.
std::vector<unsigned char> make(std::vector<std::pair<std::string, std::string>> const& pairs)
{
    constexpr std::size_t header = 28;
    std::vector<unsigned char> out;
    for (std::size_t const word : {std::size_t{0x950412DE}, std::size_t{0}, pairs.size(), header,
                                   header + 8 * pairs.size(), std::size_t{0}, std::size_t{0}})
        put(out, word);
    auto at = header + 16 * pairs.size();
    std::string strings;
    auto const list = [&](std::string const& text) {
        put(out, text.size());
        put(out, at);
        at += text.size() + 1;
        strings.append(text).append(1, '\0');
    };
    for (auto const& pair : pairs)
        list(pair.first);
    for (auto const& pair : pairs)
        list(pair.second);
    out.insert(out.end(), strings.begin(), strings.end());
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(sentences_are_found)
{
    auto const bytes = make({{"", "header"}, {"a", "A"}, {"ab", "AB"}, {"b", "B"}, {"z{0}", "Z"}});
    catalogue const book(bytes);
    BOOST_TEST(book.find("a") == "A");
    BOOST_TEST(book.find("ab") == "AB");
    BOOST_TEST(book.find("b") == "B");
    BOOST_TEST(book.find("z{0}") == "Z");
    for (auto const* const missing : {"", "A", "aa", "abc", "z", "zz", "~"})
        BOOST_TEST(book.find(missing) == "");
}

BOOST_AUTO_TEST_CASE(a_damaged_catalogue_is_silent)
{
    BOOST_TEST(catalogue({}).find("a") == "");
    auto const whole = make({{"", "header"}, {"a", "A"}, {"b", "B"}});
    for (std::size_t length = 0; length < whole.size(); ++length) {
        std::vector<unsigned char> const part(whole.begin(),
                                              whole.begin() + static_cast<std::ptrdiff_t>(length));
        auto const found = catalogue(part).find("b");
        BOOST_TEST((found.empty() || found == "B"));
    }
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (int const value : {0x00, 0x7F, 0x80, 0xFF}) {
            auto spoilt = whole;
            spoilt[at] = static_cast<unsigned char>(value);
            (void)catalogue(spoilt).find("b"); // must not read beyond the end
        }
}

BOOST_AUTO_TEST_SUITE_END()
