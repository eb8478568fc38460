#include "tests/support/sales_fixture.hpp"

#include <tokocrm/json.hpp>
#include <tokocrm/tokocrm.hpp>

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>

BOOST_AUTO_TEST_SUITE(maintenance)

BOOST_FIXTURE_TEST_CASE(a_shop_is_backed_up_and_restored, test::sales_fixture)
{
    db();
    close();
    auto const path = folder / "shop.db";
    auto const file = folder / "shop-2026-11-24.toko";
    auto const elsewhere = folder / "trial.db";
    int told = 0;

    // [backup]
    auto const world = tokocrm::system_environment();
    tokocrm::maintenance_options options;
    options.progress = [&](int percent) { told = percent; }; // throw here to end it

    auto const upgraded = tokocrm::upgrade_database(path, tokocrm::owner{}, world);
    auto const up_to_date = upgraded.steps.empty();

    auto const made = tokocrm::backup_database(path, file, tokocrm::system_job{}, world, options);
    auto const seen = tokocrm::describe_backup(file); // at a glance: shop, date, orders

    bool const replace = false; // only where there is none yet
    auto const restored =
        tokocrm::restore_database(elsewhere, file, replace, tokocrm::owner{}, world);

    boost::json::array log;
    log.push_back(tokocrm::to_json(upgraded));
    log.push_back(tokocrm::to_json(made));
    log.push_back(tokocrm::to_json(restored));
    // [backup]
    BOOST_TEST(up_to_date);
    BOOST_TEST(told > 50);
    BOOST_TEST((seen.made_at == made.made_at));
    BOOST_TEST(log.size() == 3u);
    BOOST_TEST(std::filesystem::exists(elsewhere));

    // [inspect]
    auto const found = tokocrm::inspect_database(path, world);
    bool const well = !found.obstacle && found.damage.empty() && found.zone_is_known &&
                      found.schema == found.our_schema &&
                      found.lock != tokocrm::writer_lock::broken;
    // [inspect]
    BOOST_TEST(well);
}

BOOST_AUTO_TEST_SUITE_END()
