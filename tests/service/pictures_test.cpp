// labels: threads
#include "lib/picture/service.hpp"
#include "tests/support/picture_files.hpp"
#include "tests/support/sales_fixture.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/catalog.hpp>
#include <tokocrm/maintenance.hpp>
#include <tokocrm/picture.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace tokocrm;
using test::refused_because;

namespace {

struct pictures_fixture : test::sales_fixture
{
    prepared_picture const wide = prepare_picture(test::jpeg_file(test::quarters(40, 30)));
    prepared_picture const high = prepare_picture(test::png_file(test::quarters(30, 40)));

    product add(std::string sku)
    {
        product_draft draft;
        draft.name = "Barang " + sku;
        draft.sku = std::move(sku);
        return transact([&](unit_of_work& uow) { return add_product(uow, draft); });
    }
    product show_by(product const& which, prepared_picture const& prepared)
    {
        return transact(
            [&](unit_of_work& uow) { return set_product_picture(uow, which.number, prepared); });
    }
    product without(product const& which)
    {
        return transact(
            [&](unit_of_work& uow) { return remove_product_picture(uow, which.number); });
    }
    std::string bytes_of(product const& which)
    {
        return read([&](unit_of_work& uow) { return product_picture(uow, which.number); });
    }
    std::string refused(std::function<void(unit_of_work&)> const& work)
    {
        return refused_because([&] { transact(work); });
    }
    std::int64_t kept() { return number("select count(*) from pictures"); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(pictures, pictures_fixture)

BOOST_AUTO_TEST_CASE(a_product_is_shown_by_its_picture)
{
    auto const made = add("PG16");
    BOOST_TEST(!made.image.has_value());
    clk.advance(std::chrono::hours{1});
    auto const shown = show_by(made, wide);
    BOOST_REQUIRE(shown.image.has_value());
    BOOST_TEST(shown.image->sha256 == wide.sha256());
    BOOST_TEST(shown.image->width == 40);
    BOOST_TEST(shown.image->height == 30);
    BOOST_TEST(shown.image->size == static_cast<std::int64_t>(wide.webp().size()));
    BOOST_TEST((shown.image->created_at == clk.now()));
    BOOST_TEST(shown.version == 2);
    BOOST_TEST((bytes_of(made) == wide.webp()));

    close(); // as the next program finds it
    auto const again = read([](unit_of_work& uow) { return get_product(uow, "PG16"); });
    BOOST_TEST((again.image == shown.image));
    BOOST_TEST((bytes_of(made) == wide.webp()));
    auto const listed = read([](unit_of_work& uow) { return list_products(uow, {}, {}).items; });
    BOOST_REQUIRE(listed.size() == 1u);
    BOOST_TEST((listed[0].image == shown.image));
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(another_picture_takes_the_place_of_the_one_before)
{
    auto const made = add("PG16");
    auto const before = show_by(made, wide);
    auto const after = show_by(made, high);
    BOOST_TEST(after.version == 3);
    BOOST_TEST((after.image->number != before.image->number));
    BOOST_TEST((bytes_of(made) == high.webp()));
    BOOST_TEST(kept() == 1);
    // The same again is no change.
    BOOST_TEST((show_by(made, high).image == after.image));
    BOOST_TEST(show_by(made, high).version == 3);
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(a_picture_goes_with_what_it_is_of)
{
    auto const tea = add("TEH"), soap = add("SABUN");
    show_by(tea, wide);
    show_by(soap, wide);
    BOOST_TEST(kept() == 2); // each its own
    auto const bare = without(tea);
    BOOST_TEST(!bare.image.has_value());
    BOOST_TEST(bare.version == 3);
    BOOST_TEST(kept() == 1);
    BOOST_TEST(without(tea).version == 3); // it has none already
    BOOST_TEST((bytes_of(soap) == wide.webp()));
    transact([&](unit_of_work& uow) { delete_product(uow, soap.number); });
    BOOST_TEST(kept() == 0);
    BOOST_TEST(number("select count(*) from product_pictures") == 0);
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(what_is_refused_or_rehearsed_keeps_nothing)
{
    auto const made = add("PG16");
    auto const before = dump();
    BOOST_TEST(refused([&](unit_of_work& uow) {
                   set_product_picture(uow, id<product>(9), wide);
               }) == "product.not_found");
    BOOST_TEST(refused([&](unit_of_work& uow) { remove_product_picture(uow, id<product>(9)); }) ==
               "product.not_found");
    BOOST_TEST(refused([&](unit_of_work& uow) { product_picture(uow, id<product>(9)); }) ==
               "product.not_found");
    BOOST_TEST(refused([&](unit_of_work& uow) { product_picture(uow, made.number); }) ==
               "product.picture_missing");
    BOOST_TEST(refused([](unit_of_work& uow) { picture_bytes(uow, id<picture>(9)); }) ==
               "picture.not_found");
    auto const would_be = rehearse(
        db(), who, [&](unit_of_work& uow) { return set_product_picture(uow, made.number, wide); });
    BOOST_TEST(would_be.image->width == 40);
    BOOST_CHECK_THROW(transact([&](unit_of_work& uow) {
                          set_product_picture(uow, made.number, wide);
                          throw std::runtime_error("no");
                      }),
                      std::runtime_error);
    BOOST_TEST(test::difference(before, dump()) == "");
}

BOOST_AUTO_TEST_CASE(only_who_may_change_products_changes_their_pictures)
{
    auto const made = add("PG16");
    show_by(made, wide);
    who = visitor{};
    BOOST_TEST((bytes_of(made) == wide.webp()));
    BOOST_TEST(refused([&](unit_of_work& uow) { set_product_picture(uow, made.number, high); }) ==
               "staff.not_permitted");
    BOOST_TEST(refused([&](unit_of_work& uow) { remove_product_picture(uow, made.number); }) ==
               "staff.not_permitted");
    BOOST_TEST((bytes_of(made) == wide.webp()));
}

BOOST_AUTO_TEST_CASE(pictures_of_the_same_file_are_found)
{
    auto const tea = add("TEH"), soap = add("SABUN");
    auto const first = show_by(tea, wide).image, second = show_by(soap, wide).image;
    auto const like = [&](std::string const& sha256) {
        return read([&](unit_of_work& uow) { return pictures_like(uow, sha256); });
    };
    BOOST_TEST((like(wide.sha256()) == std::vector{*first, *second}));
    BOOST_TEST(like(high.sha256()).empty());
    BOOST_TEST(like("").empty());
}

BOOST_AUTO_TEST_CASE(each_change_is_in_the_audit)
{
    auto const made = add("PG16");
    show_by(made, wide);
    show_by(made, wide);
    without(made);
    without(made);
    std::vector<std::string> actions;
    for (auto const& each : read([&](unit_of_work& uow) {
             return audit_trail(uow, "product:" + std::to_string(made.number.value()));
         }))
        actions.push_back(each.action);
    BOOST_TEST(actions == (std::vector<std::string>{"product.add", "product.picture_set",
                                                    "product.picture_remove"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_backup_has_the_pictures_and_restoring_brings_them_back)
{
    auto const made = add("PG16");
    auto const shown = show_by(made, wide);
    auto const copy = folder / "shop.toko";
    backup_database(url, copy, who, env);
    without(made);
    auto const elsewhere = folder / "again.db";
    restore_database("sqlite:" + elsewhere, copy, false, who, env);
    database again("sqlite:" + elsewhere, env);
    tokocrm::read(again, who, [&](unit_of_work& uow) {
        BOOST_TEST((get_product(uow, "PG16").image == shown.image));
        BOOST_TEST((product_picture(uow, made.number) == wide.webp()));
    });
    BOOST_TEST(refused([&](unit_of_work& uow) { product_picture(uow, made.number); }) ==
               "product.picture_missing");
}

BOOST_AUTO_TEST_CASE(who_is_later_wins_and_leaves_no_picture_behind)
{
    auto const made = add("PG16");
    std::vector<std::thread> threads;
    std::atomic<int> failed = 0;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            try {
                for (int i = 0; i < 10; ++i)
                    tokocrm::transact(db(), who, [&](unit_of_work& uow) {
                        if ((t + i) % 5 == 0)
                            remove_product_picture(uow, made.number);
                        else
                            set_product_picture(uow, made.number, (t + i) % 2 == 0 ? wide : high);
                    });
            } catch (std::exception const&) {
                ++failed;
            }
        });
    for (auto& each : threads)
        each.join();
    BOOST_TEST(failed == 0);
    BOOST_TEST(kept() == number("select count(*) from product_pictures"));
    BOOST_TEST(kept() <= 1);
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_SUITE_END()
