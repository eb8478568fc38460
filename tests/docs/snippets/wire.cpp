#include "tests/support/sales_fixture.hpp"

// [include]
#include <tokocrm/json.hpp>
#include <tokocrm/tokocrm.hpp>

#include <boost/json.hpp>
// [include]

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(wire)

BOOST_FIXTURE_TEST_CASE(every_record_has_one_shape, test::sales_fixture)
{
    auto& database = db();
    auto const imported = import("order,placed_at,customer,product,unit_price\n"
                                 "A1,2026-09-03,Siti,Beras,13500\n");

    // [records]
    auto const records = tokocrm::read(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        auto const shop = tokocrm::get_shop(uow);
        auto const order = tokocrm::get_order(uow, "A1");
        auto const& head = order.header;
        boost::json::array all;
        all.push_back(tokocrm::to_json(shop));
        all.push_back(tokocrm::to_json(*tokocrm::find_product(uow, "BERAS"), shop));
        all.push_back(tokocrm::to_json(tokocrm::get_pack(uow, "BERAS"), shop));
        all.push_back(tokocrm::to_json(*tokocrm::find_customer(uow, *head.buyer), shop));
        all.push_back(tokocrm::to_json(head, shop)); // without lines
        all.push_back(tokocrm::to_json(order, tokocrm::payments_of(uow, head.row),
                                       tokocrm::submissions_of(uow, head.row),
                                       tokocrm::refunds_of(uow, head.row), shop));
        return all;
    });
    auto const text = boost::json::serialize(records);
    // [records]
    BOOST_TEST(records.size() == 6u);
    BOOST_TEST(text.find(R"("price":13500)") != std::string::npos);
    BOOST_TEST(records[5].at("lines").as_array().size() == 1u);

    // [answers]
    boost::json::array answers;
    tokocrm::read(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        answers.clear(); // a unit may run again
        auto const september = tokocrm::date_range{tokocrm::parse_date("2026-09-01"),
                                                   tokocrm::parse_date("2026-09-30")};
        auto const basis = tokocrm::report_basis::placed;
        answers.push_back(tokocrm::to_json(
            tokocrm::report_sales(uow, september, tokocrm::report_granularity::day, basis)));
        tokocrm::explain_figure(
            uow, september, tokocrm::report_column::orders, basis,
            [&](tokocrm::figure_part const& each) { answers.push_back(tokocrm::to_json(each)); });
        tokocrm::check_shop(
            uow, [&](tokocrm::finding const& each) { answers.push_back(tokocrm::to_json(each)); });
    });
    // [answers]
    BOOST_TEST(answers.size() == 2u); // the report, one order, nothing wrong
    BOOST_TEST(answers[0].at("rows").as_array().size() == 30u);

    // [imports]
    boost::json::object log;
    log["imported"] = tokocrm::to_json(imported);
    try {
        tokocrm::transact(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
            log["undone"] = tokocrm::to_json(tokocrm::undo_import(uow, imported.batch));
            tokocrm::undo_import(uow, imported.batch); // a second time: it is not there any more
        });
    } catch (tokocrm::error const& e) {
        log["error"] = tokocrm::to_json(e, tokocrm::language::en);
    }
    // [imports]
    BOOST_TEST(log["imported"].at("orders") == 1);
    BOOST_TEST(log["undone"].at("orders") == 1);
    BOOST_TEST(log["error"].at("reason") == "import.batch_not_found");
}

BOOST_FIXTURE_TEST_CASE(changes_are_answered_with, test::sales_fixture)
{
    auto& database = db();
    import("placed_at,sku,unit_price\n2026-09-03,BERAS,13500\n");

    // [changes]
    auto const done = tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        auto const shop = tokocrm::get_shop(uow);
        auto const rice = tokocrm::get_product(uow, "BERAS").number;
        auto const received = tokocrm::receive_stock(uow, rice, tokocrm::quantity::whole(50));
        boost::json::array all;
        all.push_back(tokocrm::to_json(received, shop));          // and what there is now
        all.push_back(tokocrm::to_json(received.movement, shop)); // as the ledger has it
        all.push_back(tokocrm::to_json(tokocrm::add_staff_member(uow, {.name = "Siti"}), shop));
        return all;
    });
    // [changes]
    BOOST_TEST(done[0].at("on_hand") == "50");
    BOOST_TEST(done[1].at("quantity") == "50");
    BOOST_TEST(done[2].at("role") == "cashier");
}

BOOST_AUTO_TEST_SUITE_END()
