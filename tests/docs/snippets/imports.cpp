#include "tests/support/sales_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

BOOST_AUTO_TEST_SUITE(imports)

BOOST_FIXTURE_TEST_CASE(a_history_is_read_checked_and_taken_in, test::sales_fixture)
{
    auto& database = db();
    std::istringstream file("tgl,no,item,qty,harga\n"
                            "03/09/2026,A1,Beras,2.5,13500\n"
                            "04/09/2026,A2,Gula,1,17000\n"
                            "31/02/2026,A3,Kopi,1,15500\n");

    // [read]
    tokocrm::order_import_options options;
    options.columns = {{"placed_at", "tgl"},
                       {"order", "no"},
                       {"product", "item"},
                       {"quantity", "qty"},
                       {"unit_price", "harga"}};
    options.constants = {{"payment_method", "cash"}};
    options.date_format = "%d/%m/%Y";
    options.source = "old till";
    options.keep_rejects = true;

    auto const shop =
        tokocrm::read(database, tokocrm::owner{}, [](auto& uow) { return tokocrm::get_shop(uow); });
    tokocrm::order_stage stage(file, shop, options); // in no unit: nobody waits for it

    std::string faults;
    stage.for_each_bad_row([&](tokocrm::bad_row const& each) {
        faults += "line " + std::to_string(each.line) + ", " + each.column + ": " +
                  each.why.message(shop.profile.language) + "\n";
    });
    std::ostringstream rejects; // a file, to be mended and imported as it is
    stage.write_rejects(rejects, shop.profile.language);
    // [read]
    BOOST_TEST(faults.substr(0, 18) == "line 4, placed_at:");
    BOOST_TEST(rejects.str().find("31/02/2026,A3,Kopi") != std::string::npos);
    BOOST_TEST(stage.orders() == 2);

    // [import]
    bool const although_some_are_rejected = true;
    // Long work has a commit of its own: nobody who has done theirs waits for its end.
    auto const result =
        tokocrm::transact_alone(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
            return tokocrm::import_orders(uow, stage, tokocrm::on_conflict::skip,
                                          although_some_are_rejected);
        });
    // [import]
    BOOST_TEST(result.orders == 2);
    BOOST_TEST(result.rejected == 1);

    // [undo]
    auto const undone = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        return tokocrm::undo_import(uow, result.batch);
    });
    // [undo]
    BOOST_TEST(undone.orders == 2);
    BOOST_TEST(undone.products == 2);
}

BOOST_AUTO_TEST_CASE(the_columns_are_listed)
{
    // [columns]
    std::string header;
    for (auto const column : tokocrm::order_import_columns())
        header += (header.empty() ? "" : ",") + std::string(column);
    // [columns]
    BOOST_TEST(header.substr(0, 15) == "order,placed_at");
}

BOOST_AUTO_TEST_SUITE_END()
