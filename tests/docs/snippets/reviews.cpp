#include "tests/support/selling_fixture.hpp"

#include <tokocrm/json.hpp>
#include <tokocrm/review.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(reviews)

BOOST_FIXTURE_TEST_CASE(a_review_is_written_answered_and_shown, test::selling_fixture)
{
    stock_up();
    auto& database = db();
    auto paid = wish();
    paid.pay = tokocrm::payment_method::cash;
    auto const order_number = place(paid).header.number;
    auto const siti = *buyer;

    // [write]
    // A customer writes of their own orders alone; the staff for anybody.
    auto const written = tokocrm::transact(database, siti, [&](tokocrm::unit_of_work& uow) {
        tokocrm::review_draft draft;
        draft.by = siti;
        draft.order_number = order_number;
        draft.item = "PG16";
        draft.stars = 5;
        draft.text = "sesuai pesanan kak";
        return tokocrm::add_review(uow, draft); // refused, unless it was bought, paid and kept
    });
    // [write]
    BOOST_TEST(written.stars == 5);

    // [edit]
    tokocrm::transact(database, siti, [&](tokocrm::unit_of_work& uow) {
        auto const seen = tokocrm::get_review(uow, written.number);
        tokocrm::review_changes changes;
        changes.stars = 4;
        changes.seen_version = seen.version; // refused, if somebody was quicker
        tokocrm::edit_review(uow, seen.number, changes);
    });
    // [edit]

    // [answer]
    auto const waiting = tokocrm::transact(database, tokocrm::owner{}, [](auto& uow) {
        tokocrm::review_query query;
        query.unanswered = true;
        for (auto const& each : tokocrm::list_reviews(uow, query, {}).items)
            tokocrm::reply_to_review(uow, each.number, "makasih kak", each.version);
        return tokocrm::count_reviews(uow, query);
    });
    // [answer]
    BOOST_TEST(waiting == 0);

    // [hide]
    tokocrm::transact(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        tokocrm::hide_review(uow, written.number, "kata kasar"); // counts no more
        tokocrm::unhide_review(uow, written.number);
    });
    // [hide]

    // [public]
    boost::json::array beside_the_product;
    auto const average =
        tokocrm::read(database, tokocrm::visitor{}, [&](tokocrm::unit_of_work& uow) {
            auto const shop = tokocrm::get_shop(uow);
            auto const gate = tokocrm::get_product(uow, "PG16");
            tokocrm::page_request part;
            part.limit = 10;
            beside_the_product.clear(); // a unit may run again
            for (auto const& each : tokocrm::list_public_reviews(uow, gate.number, part).items)
                beside_the_product.push_back(tokocrm::to_json(each, shop));
            return tokocrm::average_stars(gate.rated); // "4.0"; none where there are no reviews
        });
    // [public]
    BOOST_TEST(average.value() == "4.0");
    BOOST_TEST_REQUIRE(beside_the_product.size() == 1u);
    BOOST_TEST(beside_the_product[0].at("name") == "Pembeli");
    BOOST_TEST(beside_the_product[0].at("reply") == "makasih kak");
    BOOST_TEST(read([&](auto& uow) {
                   return tokocrm::to_json(tokocrm::get_review(uow, written.number),
                                           tokocrm::get_shop(uow));
               }).at("customer") == "Pembeli");
}

BOOST_AUTO_TEST_SUITE_END()
