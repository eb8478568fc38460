#include "tests/support/sales_fixture.hpp"

#include <tokocrm/coupon.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(coupons)

BOOST_FIXTURE_TEST_CASE(a_coupon_is_added_and_found, test::sales_fixture)
{
    auto& database = db();

    // [coupons]
    tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        tokocrm::coupon lebaran;
        lebaran.code = "LBR10";
        lebaran.discount = tokocrm::percentage::percent(10);
        lebaran.discount_cap = tokocrm::money(25'000, tokocrm::currency::idr);
        lebaran.ends_at = uow.now() + std::chrono::days(14);
        lebaran.usage_limit_per_customer = 1;
        tokocrm::add_coupon(uow, lebaran);
    });
    auto const found = tokocrm::read(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        auto const all = tokocrm::list_coupons(uow).items;
        return all.empty() ? std::nullopt : tokocrm::find_coupon(uow, "lbr10");
    });
    // [coupons]
    BOOST_TEST(found->code == "LBR10");
    BOOST_TEST(
        (std::get<tokocrm::percentage>(found->discount) == tokocrm::percentage::percent(10)));
    BOOST_TEST(test::refused_because([&] {
                   transact([&](tokocrm::unit_of_work& uow) { tokocrm::add_coupon(uow, *found); });
               }) == "coupon.exists");

    // [edit]
    auto const scope = tokocrm::transact(database, tokocrm::owner{}, [](auto& uow) {
        auto const tea = tokocrm::add_category(uow, "Teh");
        auto const known = tokocrm::get_coupon(uow, "lbr10"); // by code or id; throws for none
        tokocrm::coupon_changes changes;
        changes.categories = {{tea.number}};   // for all goods before
        changes.ends_at.emplace(std::nullopt); // for ever
        changes.seen_version = known.version;  // refused, if somebody was quicker
        return tokocrm::scope_of(uow, tokocrm::edit_coupon(uow, known.number, changes));
    });
    // [edit]
    BOOST_TEST(scope.categories.at(0).name == "Teh");

    // [delete]
    tokocrm::transact(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        // Refused with coupon.in_use once an order used it: then it is disabled.
        tokocrm::delete_coupon(uow, tokocrm::get_coupon(uow, "LBR10").number);
    });
    // [delete]
    BOOST_TEST(read([](auto& uow) { return tokocrm::list_coupons(uow).items.empty(); }));
}

BOOST_AUTO_TEST_SUITE_END()
