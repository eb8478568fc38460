#include "tests/support/sales_fixture.hpp"

// [include]
#include <tokocrm/soci.hpp>
#include <tokocrm/tokocrm.hpp>
// [include]

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(own_tables)

BOOST_FIXTURE_TEST_CASE(a_hosts_table_changes_in_the_same_commit, test::sales_fixture)
{
    auto& database = db();

    // [native]
    tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        auto& sql = tokocrm::native(uow);
        sql << "create table if not exists host_shelves (sku text primary key, shelf text not "
               "null)";

        tokocrm::product_draft draft;
        draft.name = "Teh";
        auto const sku = tokocrm::add_product(uow, draft).first_pack.sku;
        std::string const shelf = "B2";
        sql << "insert into host_shelves (sku, shelf) values (:sku, :shelf)", soci::use(sku),
            soci::use(shelf);
    });
    // [native]
    BOOST_TEST(texts("select shelf from host_shelves where sku = 'TEH'") ==
                   std::vector<std::string>{"B2"},
               boost::test_tools::per_element());
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_SUITE_END()
