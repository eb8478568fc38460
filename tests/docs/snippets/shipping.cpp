#include "tests/support/sales_fixture.hpp"

#include <tokocrm/shipping.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(shipping)

BOOST_FIXTURE_TEST_CASE(a_citys_rate_is_added_and_found, test::sales_fixture)
{
    auto& database = db();

    // [shipping]
    tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        auto const rupiah = tokocrm::shop_currency(uow);
        tokocrm::shipping_rate rate;
        rate.city = "Kisaran Barat";
        rate.fee = tokocrm::money(10'000, rupiah);
        rate.free_from = tokocrm::money(250'000, rupiah);
        tokocrm::add_shipping_rate(uow, rate);
    });
    auto const fee = tokocrm::read(database, tokocrm::visitor{}, [](tokocrm::unit_of_work& uow) {
        auto const rate = tokocrm::find_shipping_rate(uow, "kisaran barat");
        auto const cities = tokocrm::list_shipping_rates(uow).items.size();
        return rate && cities > 0 ? tokocrm::to_text(rate->fee) : "we do not deliver there";
    });
    // [shipping]
    BOOST_TEST(fee == "Rp 10.000");

    // [edit]
    auto const dearer = tokocrm::transact(database, tokocrm::owner{}, [](auto& uow) {
        auto const rate = tokocrm::get_shipping_rate(uow, "KISARAN BARAT"); // by city or id
        tokocrm::shipping_rate_changes changes;
        changes.fee = tokocrm::money(12'000, rate.fee.currency());
        changes.free_from.emplace(std::nullopt); // never for nothing
        return tokocrm::edit_shipping_rate(uow, rate.number, changes);
    });
    // [edit]
    BOOST_TEST(!dearer.free_from.has_value());

    // [delete]
    tokocrm::transact(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        tokocrm::delete_shipping_rate(uow, dearer.number); // orders keep what was agreed
    });
    // [delete]
    BOOST_TEST(read([](auto& uow) { return tokocrm::list_shipping_rates(uow).items.empty(); }));
}

BOOST_AUTO_TEST_SUITE_END()
