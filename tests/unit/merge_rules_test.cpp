#include "lib/crm/merge_rules.hpp"
#include "lib/customer/merged_rules.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

using namespace tokocrm;
using namespace std::chrono_literals;

namespace {

timestamp at(std::int64_t microseconds)
{
    return timestamp(std::chrono::microseconds(microseconds));
}

customer card(std::int64_t number, std::string name, contact reach = {})
{
    return {.number = id<customer>(number),
            .name = std::move(name),
            .reach = std::move(reach),
            .registered_at = at(1'000 * number)};
}

contact reached(std::optional<std::string> phone, std::optional<std::string> email = {},
                std::optional<std::string> city = {})
{
    return {.phone = std::move(phone),
            .email = std::move(email),
            .address = {},
            .city = std::move(city),
            .postal_code = {}};
}

/// `phone: +621 / +622; …`
std::string conflicts(customer const& keep, customer const& other)
{
    return listed(conflicts_of(keep, other));
}

contact lives(std::optional<std::string> address, std::optional<std::string> city,
              std::optional<std::string> postal_code)
{
    return {.phone = {},
            .email = {},
            .address = std::move(address),
            .city = std::move(city),
            .postal_code = std::move(postal_code)};
}

std::string place(customer const& of)
{
    return of.reach.address.value_or("-") + "|" + of.reach.city.value_or("-") + "|" +
           of.reach.postal_code.value_or("-");
}

} // namespace

BOOST_AUTO_TEST_SUITE(merge_rules)

BOOST_AUTO_TEST_CASE(equal_cards_do_not_conflict)
{
    auto const ani = card(1, "Ani", reached("+621", "a@x.id"));
    BOOST_TEST(conflicts(ani, ani) == "");
}

BOOST_AUTO_TEST_CASE(names_differ_case_and_accents_aside)
{
    BOOST_TEST(conflicts(card(1, "Ani"), card(2, "ÁNI")) == "");
    BOOST_TEST(conflicts(card(1, "Ani"), card(2, "Ani Lestari")) == "name: Ani / Ani Lestari");
}

BOOST_AUTO_TEST_CASE(all_that_differs_is_told_in_one_order)
{
    auto keep = card(1, "Ani", reached("+621", "a@x.id", "Medan"));
    keep.sex = customer_sex::female;
    auto other = card(2, "Budi", reached("+622", "b@x.id", "Binjai"));
    other.sex = customer_sex::male;
    BOOST_TEST(conflicts(keep, other) == "name: Ani / Budi; phone: +621 / +622; email: a@x.id / "
                                         "b@x.id; address: Medan / Binjai; sex: female / male");
}

BOOST_AUTO_TEST_CASE(what_one_card_alone_says_is_taken)
{
    auto keep = card(1, "Ani", reached({}, "a@x.id"));
    auto other = card(2, "Ani", lives("Jl. A 1", "Medan", {}));
    other.reach.phone = "+622";
    other.sex = customer_sex::female;
    BOOST_TEST(conflicts(keep, other) == "");
    auto const made = merged_card(keep, other, {});
    BOOST_TEST(made.reach.phone.value() == "+622");
    BOOST_TEST(made.reach.email.value() == "a@x.id");
    BOOST_TEST(place(made) == "Jl. A 1|Medan|-");
    BOOST_TEST(name(made.sex.value()) == "female");
    BOOST_TEST(made.number.value() == 1);
}

BOOST_AUTO_TEST_CASE(the_earlier_registration_stays)
{
    auto keep = card(1, "Ani"), other = card(2, "Ani");
    BOOST_TEST((merged_card(keep, other, {}).registered_at == at(1'000)));
    std::swap(keep.registered_at, other.registered_at);
    BOOST_TEST((merged_card(keep, other, {}).registered_at == at(1'000)));
}

BOOST_AUTO_TEST_CASE(each_choice_is_for_its_own_field)
{
    auto keep = card(1, "Ani", reached("+621", "a@x.id", "Medan"));
    keep.sex = customer_sex::female;
    auto other = card(2, "Budi", reached("+622", "b@x.id", "Binjai"));
    other.sex = customer_sex::male;
    for (auto const field : {card_field::name, card_field::phone, card_field::email,
                             card_field::address, card_field::sex}) {
        BOOST_TEST_CONTEXT(name(field))
        {
            card_choices choices;
            for (auto const& each : conflicts_of(keep, other))
                choice_of(choices, each.field) =
                    each.field == field ? card_side::other : card_side::keep;
            BOOST_TEST(unsettled(conflicts_of(keep, other), choices).empty());
            auto const made = merged_card(keep, other, choices);
            BOOST_TEST((made.name == "Budi") == (field == card_field::name));
            BOOST_TEST((made.reach.phone == "+622") == (field == card_field::phone));
            BOOST_TEST((made.reach.email == "b@x.id") == (field == card_field::email));
            BOOST_TEST((made.reach.city == "Binjai") == (field == card_field::address));
            BOOST_TEST((made.sex == customer_sex::male) == (field == card_field::sex));
            choice_of(choices, field).reset();
            auto const open = unsettled(conflicts_of(keep, other), choices);
            BOOST_REQUIRE(open.size() == 1u);
            BOOST_TEST(name(open.front().field) == name(field));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_choice_where_nothing_differs_changes_nothing)
{
    auto const keep = card(1, "Ani", reached("+621")), other = card(2, "ANI");
    auto const made = merged_card(
        keep, other, {.name = card_side::other, .phone = card_side::other, .email = {}});
    BOOST_TEST(made.name == "Ani");
    BOOST_TEST(made.reach.phone.value() == "+621");
}

BOOST_AUTO_TEST_CASE(an_address_is_one_thing)
{
    auto keep = card(1, "Ani", lives("Jl. A 1", {}, {})),
         other = card(2, "Ani", lives("jl. a 1", "Medan", "20111"));
    BOOST_TEST(conflicts(keep, other) == "");
    BOOST_TEST(place(merged_card(keep, other, {})) == "Jl. A 1|Medan|20111");

    other = card(2, "Ani", lives("Jl. B 2", "Medan", "20111"));
    BOOST_TEST(conflicts(keep, other) == "address: Jl. A 1 / Jl. B 2, Medan, 20111");
    BOOST_TEST(place(merged_card(keep, other, {.address = card_side::keep})) == "Jl. A 1|-|-");
    BOOST_TEST(place(merged_card(keep, other, {.address = card_side::other})) ==
               "Jl. B 2|Medan|20111");

    keep = card(1, "Ani", lives("Jl. A 1", "Binjai", "20700"));
    other = card(2, "Ani", lives({}, "Medan", {}));
    BOOST_TEST(place(merged_card(keep, other, {.address = card_side::other})) == "-|Medan|-");
}

BOOST_AUTO_TEST_CASE(what_was_unread_in_either_conversation_stays_unread)
{
    reading const all_read{.last = 20}, later{.last = 30};
    BOOST_TEST(joined_mark(all_read, later) == 30);
    BOOST_TEST(joined_mark(later, all_read) == 30);
    reading const from_five{.last = 12, .unread = 2, .first_unread = 5};
    BOOST_TEST(joined_mark(all_read, from_five) == 4);
    BOOST_TEST(joined_mark(from_five, all_read) == 4);
    reading const from_nine{.last = 9, .unread = 1, .first_unread = 9};
    BOOST_TEST(joined_mark(from_five, from_nine) == 4);
    BOOST_TEST(joined_mark(from_nine, from_five) == 4);
}

namespace {

/// `email yes`, for each channel that has to be settled.
std::string settled(std::vector<channel_entry> const& history)
{
    std::string text;
    for (auto const& each : consents_to_settle(history))
        text += (text.empty() ? "" : ", ") + each.channel + (each.given ? " yes" : " no");
    return text;
}

} // namespace

BOOST_AUTO_TEST_CASE(the_latest_entry_of_a_consent_counts)
{
    BOOST_TEST(settled({}) == "");
    BOOST_TEST(settled({{"email", true, at(1)}}) == "");
    BOOST_TEST(settled({{"email", false, at(1)}, {"email", true, at(2)}}) == "");
    BOOST_TEST(settled({{"email", true, at(1)}, {"email", false, at(2)}}) == "");
    // A clock that was put back: what was recorded last is older than what stands before it.
    BOOST_TEST(settled({{"email", false, at(2)}, {"email", true, at(1)}}) == "email no");
    BOOST_TEST(settled({{"email", true, at(2)}, {"email", false, at(1)}}) == "email yes");
}

BOOST_AUTO_TEST_CASE(of_two_entries_at_one_instant_the_withdrawal_counts)
{
    BOOST_TEST(settled({{"email", false, at(1)}, {"email", true, at(1)}}) == "email no");
    BOOST_TEST(settled({{"email", true, at(1)}, {"email", false, at(1)}}) == "");
    BOOST_TEST(settled({{"email", true, at(1)}, {"email", true, at(1)}}) == "");
}

BOOST_AUTO_TEST_CASE(each_channel_of_a_consent_stands_for_itself)
{
    BOOST_TEST(settled({{"email", false, at(9)},
                        {"email", true, at(3)},
                        {"whatsapp", true, at(1)},
                        {"whatsapp", false, at(2)}}) == "email no");
}

BOOST_AUTO_TEST_CASE(a_trace_reads_back_as_it_was_written)
{
    auto keep = card(1, "Ani \"A\"", reached("+621", "a@x.id"));
    keep.version = 7;
    auto other = card(2, "Ani\n", lives("Jl. A 1", "Medan", "20111"));
    other.reach.phone = "+622";
    other.sex = customer_sex::female;
    merge_trace const trace{.other = other,
                            .kept = keep,
                            .choices = {.name = {}, .phone = card_side::other, .email = {}},
                            .doubled = {{"langganan", at(5), "owner"}}};
    auto const read = read_trace(write_trace(trace));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(write_trace(*read) == write_trace(trace));
    BOOST_TEST(read->other.name == "Ani\n");
    BOOST_TEST(place(read->other) == "Jl. A 1|Medan|20111");
    BOOST_TEST((read->other.registered_at == at(2'000)));
    BOOST_TEST(read->kept.version == 7);
    BOOST_TEST((read->choices.phone == card_side::other));
    BOOST_TEST(!read->choices.name);
    BOOST_REQUIRE(read->doubled.size() == 1u);
    BOOST_TEST(read->doubled.front().tag == "langganan");
}

BOOST_DATA_TEST_CASE(of_an_erased_trace_nothing_is_read,
                     boost::unit_test::data::make({"", "{}", "[]", "null", "{\"card\":1}",
                                                   "{\"card\":{}}", "{\"card\":{},\"kept\":[]}"}),
                     text)
{
    BOOST_TEST(!read_trace(text));
}

BOOST_AUTO_TEST_CASE(sides_and_fields_have_names)
{
    for (auto const side : {card_side::keep, card_side::other})
        BOOST_TEST((find_card_side(name(side)) == side));
    BOOST_TEST(!find_card_side("both"));
    BOOST_TEST(!find_card_side(""));
    BOOST_TEST(name(card_field::address) == "address");
}

BOOST_AUTO_TEST_SUITE_END()
