#include "tests/support/sales_fixture.hpp"

#include <tokocrm/json.hpp>
#include <tokocrm/staff.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(staff)

BOOST_FIXTURE_TEST_CASE(somebody_works_in_the_shop, test::sales_fixture)
{
    auto& database = db();

    // [staff]
    auto const siti = tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        tokocrm::staff_draft draft;
        draft.name = "Siti";
        draft.role = tokocrm::staff_role::cashier;
        draft.password = "pintu gerbang 16";
        return tokocrm::add_staff_member(uow, draft);
    });
    // What she does is hers in the audit, as staff:1.
    std::string refused;
    try {
        tokocrm::transact(database, siti.number,
                          [](tokocrm::unit_of_work& uow) { tokocrm::add_category(uow, "Beras"); });
    } catch (tokocrm::error const& e) {
        refused = e.reason() + ": " + e.arguments().at(0);
    }
    // [staff]
    BOOST_TEST(refused ==
               "staff.not_permitted: " + std::string(tokocrm::name(tokocrm::right::edit_catalog)));

    // [sign_in]
    auto const signed_in =
        tokocrm::read(database, tokocrm::visitor{}, [](tokocrm::unit_of_work& uow) {
            // None, at the same cost, for a wrong password and for somebody who is not there.
            return tokocrm::check_staff_password(uow, "siti", "pintu gerbang 16");
        });
    // [sign_in]
    BOOST_TEST(signed_in->name == "Siti");

    // [changes]
    tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        auto const known = tokocrm::get_staff_member(uow, "Siti"); // by name or id
        tokocrm::staff_changes changes;
        changes.name = "Siti Aminah";
        changes.role = tokocrm::find_staff_role("owner");
        changes.seen_version = known.version; // refused, if somebody was quicker
        tokocrm::edit_staff_member(uow, known.number, changes);
        tokocrm::set_staff_password(uow, known.number, "pintu gerbang 17");
        tokocrm::disable_staff_member(uow, known.number);
        tokocrm::enable_staff_member(uow, known.number);
    });
    // [changes]

    // [list]
    auto const lines = tokocrm::read(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        std::vector<std::string> names;
        for (auto const& each : tokocrm::list_staff(uow).items)
            names.push_back(each.name + ", " + std::string(tokocrm::name(each.role)));
        auto const first = tokocrm::find_staff_member(uow, tokocrm::id<tokocrm::staff_member>(1));
        names.push_back(tokocrm::display_name(uow, tokocrm::to_record(first->number)));
        return names;
    });
    // [list]
    BOOST_TEST(lines == (std::vector<std::string>{"Siti Aminah, owner", "Siti Aminah"}),
               boost::test_tools::per_element());

    // [wire]
    auto const wire = tokocrm::read(database, tokocrm::owner{}, [](auto& uow) {
        return tokocrm::to_json(tokocrm::get_staff_member(uow, "1"), tokocrm::get_shop(uow));
    });
    // [wire]
    BOOST_TEST(wire.at("has_password").as_bool());
}

BOOST_AUTO_TEST_SUITE_END()
