#include "tests/support/selling_fixture.hpp"

#include <tokocrm/chat.hpp>
#include <tokocrm/json.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stop_token>
#include <string>

BOOST_AUTO_TEST_SUITE(chats)

BOOST_FIXTURE_TEST_CASE(both_sides_speak_and_are_followed, test::selling_fixture)
{
    stock_up();
    auto& database = db();
    auto const siti = *buyer;
    std::stop_token const stop;

    // [send]
    auto const asked = tokocrm::transact(database, siti, [&](tokocrm::unit_of_work& uow) {
        tokocrm::message_draft draft;
        draft.with = siti;
        draft.from = tokocrm::chat_side::customer;
        draft.text = "ada beras 5 kg?";
        draft.key = "web-7f3a"; // sent again, it is the same message
        return tokocrm::send_message(uow, draft);
    });
    auto const said_by = tokocrm::name(asked.from); // "customer"
    // [send]
    BOOST_TEST(said_by == "customer");

    // [quick]
    boost::json::array kept;
    tokocrm::transact(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        auto const added = tokocrm::add_quick_answer(uow, {.name = "ada", .text = "ada kak"});
        tokocrm::edit_quick_answer(uow, added.number, {.text = "ada kak, 72.500"});
        auto const answer = tokocrm::get_quick_answer(uow, "ADA"); // by name, case aside
        tokocrm::send_message(uow, {.with = siti, .text = answer.text});
        kept.clear(); // a unit may run again
        for (auto const& each : tokocrm::list_quick_answers(uow).items)
            kept.push_back(tokocrm::to_json(each));
        tokocrm::delete_quick_answer(uow, answer.number);
    });
    // [quick]
    BOOST_TEST_REQUIRE(kept.size() == 1U);
    BOOST_TEST(kept[0].at("name") == "ada");

    // [unread]
    boost::json::array unread;
    auto const waiting = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        auto const shop = tokocrm::get_shop(uow);
        tokocrm::conversation_query query;
        query.unread = true;
        unread.clear(); // a unit may run again
        for (auto const& each : tokocrm::list_conversations(uow, query).items) {
            unread.push_back(tokocrm::to_json(each, shop));
            // What comes meanwhile stays unread.
            tokocrm::mark_messages_read(uow, each.with, tokocrm::chat_side::shop, each.last);
        }
        return tokocrm::count_conversations(uow, query);
    });
    // [unread]
    BOOST_TEST(waiting == 0);
    BOOST_TEST_REQUIRE(unread.size() == 1U);
    BOOST_TEST(unread[0].at("unread") == 1);

    // [show]
    boost::json::array page;
    auto const new_ones = tokocrm::read(database, siti, [&](tokocrm::unit_of_work& uow) {
        auto const shop = tokocrm::get_shop(uow);
        tokocrm::message_query query;
        query.with = siti;
        tokocrm::page_request part;
        part.limit = 20;
        page.clear(); // a unit may run again
        for (auto const& each : tokocrm::list_messages(uow, query, part).items)
            page.push_back(tokocrm::to_json(each, shop));
        query.from = tokocrm::chat_side::shop;
        auto const about = tokocrm::find_conversation(uow, siti);
        auto const of_shop = tokocrm::count_messages(uow, query);
        return about ? std::to_string(about->unread_by_customer) + " of " + std::to_string(of_shop)
                     : std::string("nothing was said yet");
    });
    // [show]
    BOOST_TEST(new_ones == "1 of 1");
    BOOST_TEST_REQUIRE(page.size() == 2U);
    BOOST_TEST(page[0].at("text") == "ada kak, 72.500");

    // [follow]
    tokocrm::message_position seen; // of all conversations
    seen.after = tokocrm::read(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        return tokocrm::newest_message(uow);
    });
    // In a loop of a thread's own, without a unit; a page that is open asks again and again.
    auto const news = tokocrm::wait_for_messages(database, tokocrm::owner{}, seen,
                                                 std::chrono::milliseconds(100), stop);
    if (!news.empty())
        seen.after = news.back().number;
    // [follow]
    BOOST_TEST(news.empty());
    BOOST_TEST(seen.after.value() == 2);

    // [changes]
    auto const known = database.changes(); // look, then read
    auto const orders = tokocrm::read(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        return tokocrm::count_orders(uow, {});
    });
    bool const read_again = database.wait_for_change(known, std::chrono::milliseconds(100), stop);
    // [changes]
    BOOST_TEST(orders == 0);
    BOOST_TEST(!read_again);
}

BOOST_AUTO_TEST_SUITE_END()
