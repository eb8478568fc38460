#include "tests/support/sales_fixture.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/staff.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(audit)

BOOST_FIXTURE_TEST_CASE(a_host_records_what_it_does, test::sales_fixture)
{
    auto& database = db();

    // [audit]
    tokocrm::actor const clerk = tokocrm::transact(database, tokocrm::owner{}, [](auto& uow) {
        return tokocrm::add_staff_member(uow, {.name = "Siti"}).number;
    });
    tokocrm::transact(database, clerk, [](tokocrm::unit_of_work& uow) {
        tokocrm::record_audit_event(uow, "till.close", "till:1", R"({"counted":1250000})");
    });
    auto const trail = tokocrm::read(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        return tokocrm::audit_trail(uow, "till:1");
    });
    auto const by_the_clerk = trail.at(0).actor == tokocrm::to_record(clerk); // staff:1
    // [audit]
    BOOST_TEST(by_the_clerk);
    BOOST_TEST((trail[0].at == clk.now()));
}

BOOST_AUTO_TEST_SUITE_END()
