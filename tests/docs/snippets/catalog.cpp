#include "tests/support/picture_files.hpp"
#include "tests/support/sales_fixture.hpp"

#include <tokocrm/json.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(catalog)

BOOST_FIXTURE_TEST_CASE(products_are_added_and_found, test::sales_fixture)
{
    auto& database = db();

    // [add]
    auto const rice = tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        tokocrm::add_category(uow, "Sembako");
        tokocrm::product_draft draft;
        draft.name = "Beras Curah";
        draft.sku = "BRS";
        draft.category = "sembako"; // found without regard to case
        draft.unit = "kg";
        draft.fractional = true;
        draft.price = tokocrm::money(13'500, tokocrm::shop_currency(uow));
        draft.discount = tokocrm::percentage::percent(2);
        return tokocrm::add_product(uow, draft);
    });
    // [add]
    BOOST_TEST(rice.in->name == "Sembako");

    // [find]
    tokocrm::read(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        auto const by_sku = tokocrm::find_product(uow, "brs");
        auto const by_id = tokocrm::find_product(uow, rice.number);
        auto const by_name = tokocrm::find_product_by_name(uow, "beras curah");
        auto const shelf = tokocrm::find_category(uow, "SEMBAKO");
        return by_sku && by_id && by_name && shelf;
    });
    // [find]
    BOOST_TEST(read([&](tokocrm::unit_of_work& uow) {
        return tokocrm::find_product(uow, "brs")->number == rice.number &&
               tokocrm::find_product_by_name(uow, "beras curah")->number == rice.number;
    }));
}

BOOST_FIXTURE_TEST_CASE(products_are_changed_and_sold_in_packs, test::sales_fixture)
{
    auto& database = db();
    transact([](tokocrm::unit_of_work& uow) {
        tokocrm::product_draft draft;
        draft.name = "Mie Goreng";
        draft.sku = "MIE";
        tokocrm::add_product(uow, draft);
    });

    // [packs]
    auto const carton = tokocrm::transact(database, tokocrm::owner{}, [](auto& uow) {
        // By SKU, barcode, id or name, as somebody types it; throws where it is none or several.
        auto const noodles = tokocrm::get_product(uow, "mie");
        tokocrm::pack_draft draft;
        draft.sku = "MIE-DUS";
        draft.name = "dus";
        draft.contains = tokocrm::quantity::whole(40);
        draft.price = tokocrm::money(110'000, tokocrm::shop_currency(uow));
        auto const added = tokocrm::add_pack(uow, noodles.number, draft);

        tokocrm::pack_changes dearer;
        dearer.price = tokocrm::money(112'000, tokocrm::shop_currency(uow));
        return tokocrm::edit_pack(uow, added.which.number, dearer);
    });
    // [packs]
    BOOST_TEST(carton.which.price->minor() == 112'000);

    // [edit]
    auto const answer = [&](std::int64_t seen_version) {
        return tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
            tokocrm::product_changes changes;
            changes.name = "Mie Goreng Pedas";
            changes.barcode.emplace(std::nullopt); // takes it away
            changes.seen_version = seen_version;   // refused, if somebody was quicker
            return tokocrm::edit_product(uow, tokocrm::get_product(uow, "MIE").number, changes);
        });
    };
    // [edit]
    BOOST_TEST(answer(carton.of.version).name == "Mie Goreng Pedas");
    BOOST_TEST(test::refused_because([&] { answer(carton.of.version); }) == "product.changed");

    // [delete]
    tokocrm::transact(database, tokocrm::owner{}, [](auto& uow) {
        auto const gone = tokocrm::get_pack(uow, "MIE-DUS");
        tokocrm::delete_pack(uow, gone.which.number);
        // Refused with product.has_history once it was sold: then it is archived.
        tokocrm::delete_product(uow, gone.of.number);
    });
    // [delete]
    BOOST_TEST(read([](auto& uow) { return !tokocrm::find_product(uow, "MIE").has_value(); }));
}

BOOST_FIXTURE_TEST_CASE(products_are_shown_by_pictures, test::sales_fixture)
{
    auto& database = db();
    transact([](tokocrm::unit_of_work& uow) {
        tokocrm::product_draft draft;
        draft.name = "Teh";
        tokocrm::add_product(uow, draft);
    });
    auto const photo = test::jpeg_file(test::quarters(40, 30));

    // [pictures]
    // Before the unit, for it takes its time; what is no picture is refused with its reason.
    auto const prepared = tokocrm::prepare_picture(photo); // the bytes of a JPEG, PNG or WebP file
    auto const shown = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        auto const tea = tokocrm::get_product(uow, "TEH");
        return tokocrm::set_product_picture(uow, tea.number, prepared);
    });
    auto const answer = tokocrm::read(database, tokocrm::visitor{}, [&](auto& uow) {
        auto const about = tokocrm::to_json(*shown.image, tokocrm::get_shop(uow)); // its size
        auto const webp = tokocrm::product_picture(uow, shown.number); // to be sent as image/webp
        return std::pair(about, webp);
    });
    auto const bare = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        return tokocrm::remove_product_picture(uow, shown.number);
    });
    // [pictures]
    BOOST_TEST(answer.first.at("width") == 40);
    BOOST_TEST(answer.second.substr(0, 4) == "RIFF");
    BOOST_TEST(!bare.image.has_value());
}

BOOST_FIXTURE_TEST_CASE(categories_are_changed_and_deleted, test::sales_fixture)
{
    auto& database = db();
    auto const made = transact([](auto& uow) { return tokocrm::add_category(uow, "Minuman"); });

    // [categories]
    auto const left = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        auto const shelf = tokocrm::get_category(uow, "minuman"); // by name or id; throws for none
        tokocrm::edit_category(uow, shelf.number,
                               {.name = "Teh & Kopi", .seen_version = shelf.version});
        auto const by_id = tokocrm::find_category(uow, made.number); // its slug is still minuman
        // Refused with category.in_use while products are in it or coupons are for it.
        tokocrm::delete_category(uow, by_id->number);
        return tokocrm::list_categories(uow).items.size();
    });
    // [categories]
    BOOST_TEST(left == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_long_list_is_read_in_pages, test::sales_fixture)
{
    auto& database = db();
    transact([](tokocrm::unit_of_work& uow) {
        for (auto const* name : {"Kopi", "Gula", "Teh", "Beras", "Garam"}) {
            tokocrm::product_draft draft;
            draft.name = name;
            tokocrm::add_product(uow, draft);
        }
    });

    // [pages]
    tokocrm::product_query query;
    query.sort = tokocrm::product_sort::name;
    auto const how_many = tokocrm::read(
        database, tokocrm::owner{}, [&](auto& uow) { return tokocrm::count_products(uow, query); });

    std::vector<std::string> names;
    tokocrm::page_request part;
    part.limit = 2;
    do {
        // A unit for each page: nothing is held while a person reads.
        auto const page = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
            return tokocrm::list_products(uow, query, part);
        });
        for (auto const& product : page.items)
            names.push_back(product.name);
        part.after = page.next;
    } while (part.after);
    // [pages]
    BOOST_TEST(how_many == 5);

    // [search]
    auto const found = tokocrm::read(database, tokocrm::owner{}, [](auto& uow) {
        tokocrm::product_query wanted;
        wanted.search = "eras"; // parts of words in name, SKU, barcode and category
        return tokocrm::list_products(uow, wanted, {.limit = 20, .after = {}}).items;
    });
    auto const skus = tokocrm::read(database, tokocrm::owner{}, [](auto& uow) {
        return tokocrm::product_skus(uow, "g", 10); // for somebody who is typing one
    });
    // [search]
    BOOST_TEST(found.size() == 1u);
    BOOST_TEST(skus.size() == 2u);

    BOOST_TEST(names == (std::vector<std::string>{"Beras", "Garam", "Gula", "Kopi", "Teh"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
