// labels: threads
#include "tests/support/sales_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

BOOST_AUTO_TEST_SUITE(units)

BOOST_AUTO_TEST_CASE(a_shop_is_founded_and_opened)
{
    test::temporary_directory folder(test::database_folder());
    auto const path = folder / "warung.db";

    // [found]
    auto const world = tokocrm::system_environment();
    tokocrm::create_database(path, tokocrm::owner{}, world, [](tokocrm::unit_of_work& uow) {
        tokocrm::shop_profile profile;
        profile.name = "Warung Sari";
        profile.currency = tokocrm::currency::idr;
        profile.time_zone = "Asia/Jakarta";
        tokocrm::found_shop(uow, profile);
    });

    tokocrm::database database(path, world);
    database.busy_timeout(std::chrono::seconds(10)); // instead of 30
    auto const name = tokocrm::read(database, tokocrm::visitor{}, [](tokocrm::unit_of_work& uow) {
        return tokocrm::get_shop(uow).profile.name;
    });
    // [found]
    BOOST_TEST(name == "Warung Sari");
}

BOOST_FIXTURE_TEST_CASE(a_unit_is_kept_whole_or_not_at_all, test::sales_fixture)
{
    auto& database = db();

    // [units]
    auto const add_tea = [](tokocrm::unit_of_work& uow) {
        tokocrm::product_draft tea;
        tea.name = "Teh";
        tea.price = tokocrm::money(9'000, tokocrm::shop_currency(uow));
        return tokocrm::add_product(uow, tea).first_pack.sku;
    };
    auto const is_there = [](tokocrm::unit_of_work& uow) {
        return tokocrm::find_product(uow, "TEH").has_value();
    };

    // The same answer as `transact` would give, and nothing written.
    auto const would_be = tokocrm::rehearse(database, tokocrm::owner{}, add_tea);
    auto const after_rehearsal = tokocrm::read(database, tokocrm::owner{}, is_there); // false

    // Whatever is thrown in a unit undoes it and comes out of it.
    try {
        tokocrm::transact(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
            add_tea(uow);
            throw std::runtime_error("the host changed its mind");
        });
    } catch (std::runtime_error const&) {
    }
    auto const after_throw = tokocrm::read(database, tokocrm::owner{}, is_there); // false

    auto const sku = tokocrm::transact(database, tokocrm::owner{}, add_tea);       // on disk now
    auto const after_commit = tokocrm::read(database, tokocrm::owner{}, is_there); // true
    // [units]
    BOOST_TEST(would_be == "TEH");
    BOOST_TEST(!after_rehearsal);
    BOOST_TEST(!after_throw);
    BOOST_TEST(sku == "TEH");
    BOOST_TEST(after_commit);
}

BOOST_FIXTURE_TEST_CASE(threads_share_one_database, test::sales_fixture)
{
    auto& database = db();

    // [threads]
    std::vector<std::thread> threads;
    std::atomic<int> failed = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&database, &failed, i] {
            try {
                tokocrm::transact(database, tokocrm::owner{}, [i](auto& uow) {
                    tokocrm::product_draft draft;
                    draft.name = "Barang " + std::to_string(i);
                    tokocrm::add_product(uow, draft);
                });
            } catch (tokocrm::error const&) {
                ++failed; // an exception must not leave a thread
            }
        });
    for (auto& each : threads)
        each.join();
    // [threads]
    BOOST_TEST(failed == 0);
    BOOST_TEST(read([](auto& uow) { return tokocrm::count_products(uow, {}); }) == 4);
}

BOOST_AUTO_TEST_CASE(a_host_brings_its_own_clock_and_randomness)
{
    test::temporary_directory folder(test::database_folder());
    auto const path = folder / "warung.db";

    // [environment]
    auto world = tokocrm::system_environment();
    auto const started =
        tokocrm::timestamp(std::chrono::sys_days(std::chrono::year(2026) / 11 / 24));
    std::atomic<int> ticks = 0; // called from whatever thread does the work
    world.now = [&] { return started + std::chrono::seconds(++ticks); };
    world.random_bytes = [](std::span<std::byte> out) { // for a test: the same in every run
        std::fill(out.begin(), out.end(), std::byte{7});
    };
    // [environment]
    tokocrm::create_database(path, tokocrm::owner{}, world, [](tokocrm::unit_of_work& uow) {
        tokocrm::found_shop(uow, test::sales_fixture::profile_named("Warung Sari"));
    });
    tokocrm::database database(path, world);
    auto const founded =
        tokocrm::read(database, tokocrm::owner{}, [](auto& uow) { return tokocrm::get_shop(uow); });
    BOOST_TEST(founded.public_id == "07070707070707070707070707070707");
    BOOST_TEST((founded.created_at == started + std::chrono::seconds(1)));
}

BOOST_AUTO_TEST_SUITE_END()
