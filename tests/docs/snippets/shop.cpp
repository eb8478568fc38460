#include "tests/support/sales_fixture.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(shop)

BOOST_FIXTURE_TEST_CASE(a_shop_says_how_it_is_reached, test::sales_fixture)
{
    auto& database = db();

    // [details]
    tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        using namespace std::chrono;
        tokocrm::shop_changes changes;
        changes.address = "Jln Gurame No 3, Kisaran";
        changes.whatsapp = "0812-3456-7890"; // kept as +6281234567890, by the shop's country
        changes.hours = {
            {{Monday, hours(7), hours(21)}, {Sunday, hours(8), minutes(12 * 60 + 30)}}};
        changes.accounts = tokocrm::get_shop_details(uow).accounts; // one more of them
        changes.accounts->push_back({"BSI", "7123456789", "Eka Putri"});
        tokocrm::edit_shop(uow, changes);
    });
    // [details]
    auto const details = read([](auto& uow) { return tokocrm::get_shop_details(uow); });
    BOOST_TEST(details.whatsapp.value() == "+6281234567890");
    BOOST_TEST(details.hours.size() == 2u);
    BOOST_TEST(details.accounts.at(0).bank == "BSI");
}

BOOST_FIXTURE_TEST_CASE(its_own_records_have_a_shape_too, test::sales_fixture)
{
    auto& database = db();
    transact([](tokocrm::unit_of_work& uow) {
        tokocrm::add_category(uow, "Sembako");
        tokocrm::add_shipping_rate(uow, {"Medan", {30'000, tokocrm::currency::idr}, {}});
        tokocrm::coupon draft;
        draft.code = "LBR10";
        draft.discount = tokocrm::percentage::percent(10);
        tokocrm::add_coupon(uow, draft);
    });

    // [records]
    auto const records = tokocrm::read(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        auto const shop = tokocrm::get_shop(uow);
        boost::json::array all;
        all.push_back(tokocrm::to_json(shop, tokocrm::get_shop_details(uow)));
        for (auto const& category : tokocrm::list_categories(uow).items)
            all.push_back(tokocrm::to_json(category));
        for (auto const& rate : tokocrm::list_shipping_rates(uow).items)
            all.push_back(tokocrm::to_json(rate));
        for (auto const& coupon : tokocrm::list_coupons(uow).items)
            all.push_back(tokocrm::to_json(coupon, tokocrm::scope_of(uow, coupon), shop));
        return all;
    });
    // [records]
    BOOST_TEST(records.size() == 4u);
    BOOST_TEST(records[1].at("name").as_string() == "Sembako");
    BOOST_TEST(records[2].at("fee").as_int64() == 30'000);
    BOOST_TEST(records[3].at("percent").as_string() == "10");
}

BOOST_AUTO_TEST_SUITE_END()
