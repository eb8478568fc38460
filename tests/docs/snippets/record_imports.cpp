#include "tests/support/sales_fixture.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>

BOOST_AUTO_TEST_SUITE(record_imports)

BOOST_FIXTURE_TEST_CASE(a_price_list_is_taken_in_handed_out_and_taken_back, test::sales_fixture)
{
    auto& database = db();
    std::istringstream file("Kode,Nama,Harga\nTEH,Teh,7.500\nKOPI,Kopi,15.500\n");
    auto const shop =
        tokocrm::read(database, tokocrm::owner{}, [](auto& uow) { return tokocrm::get_shop(uow); });

    // [read]
    tokocrm::import_options options;
    options.columns = {{"sku", "Kode"}, {"name", "Nama"}, {"price", "Harga"}};
    options.decimal_comma = true;
    tokocrm::record_stage stage(file, shop, tokocrm::record_kind::products, options);
    // [read]
    BOOST_TEST(stage.records() == 2);

    // [import]
    auto const result =
        tokocrm::transact(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
            return tokocrm::import_records(uow, stage, tokocrm::on_conflict::update);
        });
    auto const answer = boost::json::serialize(tokocrm::to_json(result));
    // [import]
    BOOST_TEST(answer.substr(0, 20) == R"({"batch":1,"added":2)");

    // [export]
    auto const kind = tokocrm::record_kind::products;
    auto const& columns = tokocrm::record_columns(kind);
    std::string list(tokocrm::name(kind)); // "products"
    tokocrm::read(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        tokocrm::export_records(uow, kind, [&](std::vector<tokocrm::export_value> const& row) {
            for (std::size_t i = 0; i < columns.size(); ++i)
                if (auto const* const price = std::get_if<tokocrm::money>(&row[i]))
                    list += " " + tokocrm::to_decimal(*price);
        });
    });
    // [export]
    BOOST_TEST(list == "products 7500 15500");

    // [orders]
    std::int64_t rows = 0; // in the columns of `order_import_columns()`
    tokocrm::read(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        tokocrm::export_orders(uow, {}, [&](std::vector<tokocrm::export_value> const&) { ++rows; });
    });
    // [orders]
    BOOST_TEST(rows == 0);

    // [undo]
    auto const undone =
        tokocrm::transact(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
            return tokocrm::undo_record_import(uow, kind, result.batch);
        });
    auto const gone = boost::json::serialize(tokocrm::to_json(undone));
    // [undo]
    BOOST_TEST(gone == R"({"removed":2,"kept":[]})");
}

BOOST_AUTO_TEST_SUITE_END()
