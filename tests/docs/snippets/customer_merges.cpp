#include "tests/support/sales_fixture.hpp"

#include <tokocrm/customer_merge.hpp>
#include <tokocrm/json.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>

BOOST_AUTO_TEST_SUITE(customer_merges)

BOOST_FIXTURE_TEST_CASE(two_cards_of_one_person_become_one, test::sales_fixture)
{
    auto& database = db();
    auto const add = [&](std::string name, std::string phone) {
        return transact([&](tokocrm::unit_of_work& uow) {
                   tokocrm::customer_draft draft;
                   draft.name = std::move(name);
                   draft.reach.phone = std::move(phone);
                   return tokocrm::add_customer(uow, draft);
               })
            .number;
    };
    auto const keep = add("Siti", "081200000001"), other = add("siti", "081200000002");

    // [conflicts]
    auto const conflicts = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
        return tokocrm::merge_conflicts(uow, keep, other);
    });
    std::string question; // to ask somebody with
    for (auto const& each : conflicts)
        question += std::string(tokocrm::name(each.field)) + ": " + each.keep + " or " + each.other;
    // [conflicts]
    BOOST_TEST(question == "phone: +6281200000001 or +6281200000002");

    // [merge]
    auto const merged = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        tokocrm::card_choices choices;
        choices.phone = tokocrm::find_card_side("other"); // the number of the card that goes
        return tokocrm::merge_customers(uow, keep, other, choices);
    });
    // [merge]
    BOOST_TEST(merged.kept.reach.phone.value() == "+6281200000002");

    // [history]
    auto const told = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
        // The old id leads to the card that stayed; what it says no more is kept with the merge.
        auto const merge = tokocrm::list_customer_merges(uow, other).front();
        auto const side = merge.choices.phone.value();
        return std::string(tokocrm::name(side)) + " stayed, not " + merge.conflicts.front().keep;
    });
    // [history]
    BOOST_TEST(told == "other stayed, not +6281200000001");

    // [wire]
    auto const wire = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
        auto const shop = tokocrm::get_shop(uow);
        return boost::json::array{
            tokocrm::to_json(merged, shop),
            tokocrm::to_json(tokocrm::list_customer_merges(uow, keep).front(), shop)};
    });
    // [wire]
    BOOST_TEST(wire.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
