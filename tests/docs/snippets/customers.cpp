#include "tests/support/sales_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(customers)

BOOST_FIXTURE_TEST_CASE(customers_are_added_and_known_again, test::sales_fixture)
{
    auto& database = db();

    // [add]
    auto const siti = tokocrm::transact(database, tokocrm::owner{}, [](auto& uow) {
        tokocrm::customer_draft draft;
        draft.name = "Siti Aminah";
        draft.reach.phone = "0812-0000-0001"; // kept as +6281200000001, by the shop's country
        draft.reach.email = "Siti@Example.com";
        draft.reach.city = "Kisaran Barat";
        return tokocrm::add_customer(uow, draft);
    });
    // [add]
    BOOST_TEST(siti.reach.phone.value() == "+6281200000001");

    // [find]
    auto const phone = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
        // By id, phone or e-mail, as somebody types it; throws where it is nobody or several.
        auto const named = tokocrm::get_customer(uow, "0812 0000 0001");
        auto const by_id = tokocrm::find_customer(uow, siti.number);
        return by_id && by_id->number == named.number ? named.reach.phone : std::nullopt;
    });
    // [find]
    BOOST_TEST(phone.value() == "+6281200000001");

    // [edit]
    auto const moved = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        tokocrm::customer_changes changes;
        changes.city = "Kisaran Barat";
        changes.sex = tokocrm::find_customer_sex("female");
        changes.seen_version = siti.version; // refused, if somebody was quicker
        return tokocrm::edit_customer(uow, siti.number, changes);
    });
    // [edit]
    BOOST_TEST(tokocrm::name(moved.sex.value()) == "female");

    // [list]
    tokocrm::customer_query query;
    query.city = "kisaran barat";
    query.search = "0812 siti"; // parts of words, in any order
    query.sort = tokocrm::customer_sort::name;
    auto const there = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
        auto const first = tokocrm::list_customers(uow, query, {.limit = 20, .after = {}});
        return std::pair(first.items, tokocrm::count_customers(uow, query));
    });
    // [list]
    BOOST_TEST(there.first.size() == 1u);
    BOOST_TEST(there.second == 1);

    // [cities]
    auto const cities = tokocrm::read(database, tokocrm::owner{}, [](auto& uow) {
        return tokocrm::customer_cities(uow, "kis", 10); // for somebody who is typing one
    });
    // [cities]
    BOOST_TEST(cities.size() == 1u);

    // [match]
    auto const match = tokocrm::read(database, tokocrm::owner{}, [](auto& uow) {
        tokocrm::contact as_written;
        as_written.phone = "0812/00000001";
        auto const country = tokocrm::get_shop(uow).profile.country;
        return tokocrm::match_customer(uow, "Bu Siti",
                                       tokocrm::normalised_contact(as_written, country));
    });
    // [match]
    BOOST_TEST(match->who.name == "Siti Aminah");
    BOOST_TEST(!match->several);
}

BOOST_FIXTURE_TEST_CASE(an_import_of_the_hosts_own_tidies_up_after_itself, test::sales_fixture)
{
    auto& database = db();
    auto const batch = import("placed_at,customer,product,unit_price\n"
                              "2026-09-03,Budi,Gula,17000\n")
                           .batch;

    // [batch]
    auto const gone = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        // What is made with the batch of an import belongs to that import …
        tokocrm::product_draft tea;
        tea.name = "Teh";
        tea.batch = batch;
        tokocrm::add_product(uow, tea);
        tokocrm::customer_draft joko;
        joko.name = "Joko";
        joko.batch = batch;
        auto const card = tokocrm::add_customer(uow, joko);
        tokocrm::contact more;
        more.city = "Medan";
        tokocrm::complete_imported_customer(uow, card, more, batch);

        // … and goes with it, unless an order uses it. What stays is nobody's any more.
        auto const removed = std::pair(tokocrm::remove_imported_products(uow, batch),
                                       tokocrm::remove_imported_customers(uow, batch));
        tokocrm::keep_imported_products(uow, batch);
        tokocrm::keep_imported_customers(uow, batch);
        return removed;
    });
    // [batch]
    BOOST_TEST(gone.first == 1);
    BOOST_TEST(gone.second == 1);
    BOOST_TEST(read([](auto& uow) { return tokocrm::find_product(uow, "GULA").has_value(); }));
}

BOOST_AUTO_TEST_SUITE_END()
