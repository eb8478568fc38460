#include "tests/support/sales_fixture.hpp"

#include <tokocrm/customer_erasure.hpp>
#include <tokocrm/json.hpp>

#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <iostream>
#include <sstream>

BOOST_AUTO_TEST_SUITE(customer_erasure)

BOOST_FIXTURE_TEST_CASE(a_person_is_taken_out_and_erased, test::sales_fixture)
{
    auto& database = db();
    auto const siti = tokocrm::transact(database, tokocrm::owner{}, [](auto& uow) {
        tokocrm::customer_draft draft;
        draft.name = "Siti Aminah";
        return tokocrm::add_customer(uow, draft);
    });

    // [data]
    std::ostringstream document; // or a file; never a pipe that is read slowly
    tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
        document.str({});
        tokocrm::write_customer_data(uow, siti.number,
                                     [&](std::string_view part) { document << part; });
    });
    // [data]
    BOOST_TEST(document.str().find("Siti Aminah") != std::string::npos);

    // [erase]
    auto const done = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        // Refused while an order of theirs is open.
        return tokocrm::erase_customer(uow, siti.number, "asked for it");
    });
    bool const remains = tokocrm::read(database, tokocrm::owner{}, [](auto& uow) {
        return tokocrm::erased_traces_remain(uow); // somebody read the shop all the while
    });
    // [erase]
    BOOST_TEST(!done.before);
    BOOST_TEST(!remains);

    // [erasure]
    auto const why = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
        auto const erasure = tokocrm::find_customer_erasure(uow, siti.number);
        return erasure ? erasure->reason : std::string();
    });
    // [erasure]
    BOOST_TEST(why == "asked for it");

    // [wire]
    auto const log = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
        auto const shop = tokocrm::get_shop(uow);
        boost::json::object said;
        said["erased"] = tokocrm::to_json(done, shop);
        if (auto const erasure = tokocrm::find_customer_erasure(uow, siti.number))
            said["why"] = tokocrm::to_json(*erasure, shop);
        return said;
    });
    // [wire]
    BOOST_TEST(log.at("erased").at("orders").as_int64() == 0);
    BOOST_TEST(log.at("why").at("reason").as_string() == "asked for it");
}

BOOST_AUTO_TEST_SUITE_END()
