#include "tests/support/selling_fixture.hpp"

#include <tokocrm/consent.hpp>
#include <tokocrm/crm.hpp>
#include <tokocrm/customer_notes.hpp>
#include <tokocrm/json.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(customer_cards)

BOOST_FIXTURE_TEST_CASE(a_card_says_who_somebody_is, test::selling_fixture)
{
    stock_up();
    place(wish());
    auto& database = db();
    auto const siti = *buyer;

    // [notes]
    auto const note = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        tokocrm::add_customer_tag(uow, siti, "langganan"); // false, if it was there before
        tokocrm::add_customer_tag(uow, siti, "grosir");
        tokocrm::remove_customer_tag(uow, siti, "grosir");
        return tokocrm::add_customer_note(uow, siti, "suka beras 5 kg");
    });
    // [notes]
    BOOST_TEST(note.text == "suka beras 5 kg");

    // [tags]
    auto const regulars = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
        tokocrm::customer_query query;
        query.tags = {"langganan"}; // those who have each of them
        auto const notes = tokocrm::list_customer_notes(uow, siti, {.limit = 20, .after = {}});
        auto const all_tags = tokocrm::list_customer_tags(uow, {.limit = 20, .after = {}});
        return std::pair(tokocrm::count_customers(uow, query),
                         all_tags.items.front().tag == tokocrm::tags_of(uow, siti).front().tag &&
                             tokocrm::count_customer_tags(uow) == 1 && notes.items.size() == 1);
    });
    // [tags]
    BOOST_TEST(regulars.first == 1);
    BOOST_TEST(regulars.second);

    // [consent]
    auto const link = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        auto const channel = tokocrm::find_consent_channel("whatsapp").value();
        tokocrm::record_consent(uow, siti, {channel, true, "di toko"});
        // For a link in what is sent: whoever has it withdraws, without signing in.
        return tokocrm::make_unsubscribe_token(uow, siti, channel);
    });
    auto const withdrawn = tokocrm::transact(
        database, tokocrm::visitor{}, [&](auto& uow) { return tokocrm::unsubscribe(uow, link); });
    auto const said = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
        auto const now = tokocrm::consents_of(uow, siti);
        return std::pair(std::string(tokocrm::name(now.front().channel)) +
                             (now.front().given ? " yes" : " no"),
                         tokocrm::consent_history(uow, siti).size());
    });
    // [consent]
    BOOST_TEST(!withdrawn.before);
    BOOST_TEST(said.first == "whatsapp no");
    BOOST_TEST(said.second == 2u);

    // [card]
    auto const card = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
        return tokocrm::get_customer_card(uow, siti); // contact, consent, tags, notes, figures
    });
    // [card]
    BOOST_TEST(card.figures.open_orders == 1);
    BOOST_TEST(card.notes.size() == 1u);

    // [timeline]
    std::vector<std::string> told;
    tokocrm::timeline_query query;
    query.kinds = {tokocrm::find_timeline_kind("order").value(), tokocrm::timeline_kind::note};
    tokocrm::page_request part;
    part.limit = 20;
    do { // a page after the other, newest first
        auto const page = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
            return tokocrm::customer_timeline(uow, siti, query, part);
        });
        for (auto const& event : page.items)
            told.push_back(std::string(tokocrm::name(event.kind)) + " " + event.what);
        part.after = page.next;
    } while (part.after);
    // [timeline]
    BOOST_TEST(told.front() == "note written");

    // [wire]
    boost::json::array const shapes =
        tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) -> boost::json::array {
            auto const shop = tokocrm::get_shop(uow);
            auto const page = tokocrm::customer_timeline(uow, siti, {}, {});
            return {tokocrm::to_json(card, shop), // has the next three in it
                    tokocrm::to_json(card.consents.front(), shop),
                    tokocrm::to_json(card.tags.front(), shop),
                    tokocrm::to_json(card.notes.front(), shop),
                    tokocrm::to_json(page.items.front(), shop),
                    tokocrm::to_json(tokocrm::list_customer_tags(uow, {}).items.front())};
        });
    // [wire]
    BOOST_TEST(shapes.size() == 6u);
    BOOST_TEST(shapes[0].at("notes").as_array().front() == shapes[3]);
}

BOOST_AUTO_TEST_SUITE_END()
