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
        auto const all = tokocrm::list_coupons(uow);
        return all.empty() ? std::nullopt : tokocrm::find_coupon(uow, "lbr10");
    });
    // [coupons]
    BOOST_TEST(found->code == "LBR10");
    BOOST_TEST(
        (std::get<tokocrm::percentage>(found->discount) == tokocrm::percentage::percent(10)));
    BOOST_TEST(test::refused_because([&] {
                   transact([&](tokocrm::unit_of_work& uow) { tokocrm::add_coupon(uow, *found); });
               }) == "coupon.exists");
}

BOOST_AUTO_TEST_SUITE_END()
