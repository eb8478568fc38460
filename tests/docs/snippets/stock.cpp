#include "tests/support/sales_fixture.hpp"

#include <tokocrm/json.hpp>
#include <tokocrm/stock.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(stock)

BOOST_FIXTURE_TEST_CASE(goods_come_in_and_are_counted, test::sales_fixture)
{
    auto& database = db();
    transact([](tokocrm::unit_of_work& uow) {
        tokocrm::product_draft draft;
        draft.sku = "PG16";
        draft.name = "Pintu Gerbang 16";
        auto const gate = tokocrm::add_product(uow, draft);
        tokocrm::pack_draft carton;
        carton.sku = "PG16-DUS";
        carton.name = "dus";
        carton.contains = tokocrm::quantity::whole(12);
        tokocrm::add_pack(uow, gate.number, carton);
    });

    // [stock]
    auto const now = tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        auto const goods = tokocrm::get_goods(uow, "PG16-DUS"); // or PG16, or its name
        auto const gate = goods.of.number;
        auto const five = tokocrm::quantity::whole(5);
        auto const pieces = tokocrm::in_base_units(goods.which, five); // 60
        tokocrm::receive_stock(uow, gate, pieces, "kiriman pertama");
        tokocrm::adjust_stock(uow, gate, tokocrm::quantity::whole(-1), "pecah");
        tokocrm::count_stock(uow, gate, tokocrm::quantity::whole(58));
        tokocrm::set_low_stock(uow, gate, tokocrm::quantity::whole(60));
        return tokocrm::stock_of(uow, gate);
    });
    auto const can_be_sold = now.available(); // on hand less reserved
    // [stock]
    BOOST_TEST((can_be_sold == tokocrm::quantity::whole(58)));
    BOOST_TEST(now.is_low);

    // [list]
    std::string ledger;
    boost::json::array low;
    tokocrm::read(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        ledger.clear(); // a unit may run again
        low.clear();
        tokocrm::stock_query wanted;
        wanted.low = true;
        if (tokocrm::count_stock_levels(uow, wanted) > 0)
            for (auto const& level : tokocrm::list_stock(uow, wanted).items)
                low.push_back(tokocrm::to_json(level));
        for (auto const& each : tokocrm::stock_history(uow, now.of).items) // the newest first
            ledger += std::string(tokocrm::name(each.kind)) + " " + to_decimal(each.amount) + "\n";
    });
    // [list]
    BOOST_TEST(ledger == "counted -1\nadjusted -1\nreceived 60\n");
    BOOST_TEST(low.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
