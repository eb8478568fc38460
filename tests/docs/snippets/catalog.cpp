#include "tests/support/sales_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(catalog)

BOOST_FIXTURE_TEST_CASE(products_are_added_and_found, test::sales_fixture)
{
    auto& database = db();

    // [add]
    auto const rice = tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        tokocrm::add_category(uow, "Sembako");
        tokocrm::product_draft draft;
        draft.name = "Beras Curah";
        draft.sku = "BRS";
        draft.category = "sembako"; // found without regard to case; made if it were not there
        draft.unit = "kg";
        draft.fractional = true;
        draft.price = tokocrm::money(13'500, tokocrm::shop_currency(uow));
        draft.discount = tokocrm::percentage::percent(2);
        return tokocrm::add_product(uow, draft);
    });
    // [add]
    BOOST_TEST(rice.in->name == "Sembako");

    // [find]
    tokocrm::read(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        auto const by_sku = tokocrm::find_product(uow, "brs");
        auto const by_id = tokocrm::find_product(uow, rice.number);
        auto const by_name = tokocrm::find_product_by_name(uow, "beras curah");
        auto const shelf = tokocrm::find_category(uow, "SEMBAKO");
        return by_sku && by_id && by_name && shelf;
    });
    // [find]
    BOOST_TEST(read([&](tokocrm::unit_of_work& uow) {
        return tokocrm::find_product(uow, "brs")->number == rice.number &&
               tokocrm::find_product_by_name(uow, "beras curah")->number == rice.number;
    }));
}

BOOST_FIXTURE_TEST_CASE(a_long_list_is_read_in_pages, test::sales_fixture)
{
    auto& database = db();
    transact([](tokocrm::unit_of_work& uow) {
        for (auto const* name : {"Kopi", "Gula", "Teh", "Beras", "Garam"}) {
            tokocrm::product_draft draft;
            draft.name = name;
            tokocrm::add_product(uow, draft);
        }
    });

    // [pages]
    tokocrm::product_query query;
    query.sort = tokocrm::product_sort::name;
    auto const how_many = tokocrm::read(
        database, tokocrm::owner{}, [&](auto& uow) { return tokocrm::count_products(uow, query); });

    std::vector<std::string> names;
    tokocrm::page_request part;
    part.limit = 2;
    do {
        // A unit for each page: nothing is held while a person reads.
        auto const page = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
            return tokocrm::list_products(uow, query, part);
        });
        for (auto const& product : page.items)
            names.push_back(product.name);
        part.after = page.next;
    } while (part.after);
    // [pages]
    BOOST_TEST(how_many == 5);
    BOOST_TEST(names == (std::vector<std::string>{"Beras", "Garam", "Gula", "Kopi", "Teh"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
