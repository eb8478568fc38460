#include "tests/support/sales_fixture.hpp"

#include <tokocrm/cart.hpp>
#include <tokocrm/json.hpp>
#include <tokocrm/pricing.hpp>
#include <tokocrm/shipping.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <vector>

namespace {

struct cart_shop : test::sales_fixture
{
    cart_shop()
    {
        transact([](tokocrm::unit_of_work& uow) {
            tokocrm::product_draft gate;
            gate.name = "Pintu Gerbang 16";
            gate.sku = "PG16";
            gate.price = tokocrm::money(19'000, tokocrm::currency::idr);
            gate.discount = tokocrm::percentage::percent(1);
            tokocrm::add_product(uow, gate);
            tokocrm::add_shipping_rate(uow, {.city = "Kisaran Timur",
                                             .fee = tokocrm::money(10'000, tokocrm::currency::idr),
                                             .free_from = {}});
            tokocrm::customer_draft siti;
            siti.name = "Siti";
            tokocrm::add_customer(uow, siti);
        });
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(carts)

BOOST_FIXTURE_TEST_CASE(a_cart_is_filled_and_signed_in_with, cart_shop)
{
    auto& database = db();

    // [visitor]
    // Once for each visitor; a cookie keeps it, the shop only its digest.
    auto const token = tokocrm::transact(database, tokocrm::visitor{},
                                         [](auto& uow) { return tokocrm::make_cart_token(uow); });

    tokocrm::transact(database, tokocrm::visitor{}, [&](tokocrm::unit_of_work& uow) {
        tokocrm::add_to_cart(uow, token, "PG16", tokocrm::quantity::whole(2));
        return tokocrm::set_in_cart(uow, token, "PG16", tokocrm::quantity::whole(1));
    });
    // [visitor]

    // [merge]
    auto const siti = tokocrm::id<tokocrm::customer>(1);
    auto const merged = tokocrm::transact(database, siti, [&](tokocrm::unit_of_work& uow) {
        return tokocrm::merge_carts(uow, token, siti);
    });
    std::vector<std::string_view> told;
    for (auto const& change : merged.changes)
        told.push_back(tokocrm::name(change.kind)); // capped: there are not that many
    // [merge]
    BOOST_TEST((told == std::vector<std::string_view>{"capped"}));
    BOOST_TEST(merged.lines.empty());

    // [show]
    tokocrm::transact(database, siti, [&](tokocrm::unit_of_work& uow) {
        tokocrm::add_to_cart(uow, siti, "PG16", tokocrm::quantity::whole(1));
    });
    auto const text = tokocrm::transact(database, siti, [&](tokocrm::unit_of_work& uow) {
        auto const shop = tokocrm::get_shop(uow);
        auto const view = tokocrm::show_cart(uow, siti, {.city = "Kisaran Timur"});
        tokocrm::mark_cart_seen(uow, siti); // a new price is told once
        return boost::json::serialize(tokocrm::to_json(view, shop).at("total"));
    });
    // [show]
    BOOST_TEST(text == "28810");

    // [remove]
    tokocrm::transact(database, siti, [&](tokocrm::unit_of_work& uow) {
        tokocrm::remove_from_cart(uow, siti, "PG16"); // and there is nothing in it any more
        tokocrm::clear_cart(uow, siti);               // all of it, whatever it is
    });
    tokocrm::transact(database, tokocrm::system_job{}, [](tokocrm::unit_of_work& uow) {
        // Visitors' carts that nobody has touched for a month.
        return tokocrm::remove_stale_carts(uow, uow.now() - std::chrono::days(30));
    });
    // [remove]
    BOOST_TEST(read([&](auto& uow) { return tokocrm::show_cart(uow, siti).lines.empty(); }));
}

BOOST_FIXTURE_TEST_CASE(a_price_is_made_and_explained, cart_shop)
{
    auto& database = db();

    // [price]
    auto const input = tokocrm::read(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        auto const found = tokocrm::get_product(uow, "PG16");
        auto const sold = tokocrm::find_pack(uow, found.first_pack.number).value();
        tokocrm::pricing_input whole;
        whole.items = {{sold.of, sold.which, tokocrm::quantity::whole(1)}};
        whole.rate = tokocrm::find_shipping_rate(uow, "Kisaran Timur");
        return whole;
    });
    tokocrm::check_sellable(input.items.front()); // throws where it cannot be sold
    auto const priced = tokocrm::price(input);    // no unit is needed: it is a computation
    std::vector<std::string> steps;
    for (auto const& step : tokocrm::explain(priced))
        steps.push_back(std::string(tokocrm::name(step.kind)) + " " +
                        tokocrm::to_text(step.result));
    // [price]
    BOOST_TEST(priced.total.minor() == 28'810);
    BOOST_TEST(steps.at(2) == "line_total Rp 18.810");

    import("order,placed_at,product,unit_price\nA1,2026-09-03,Beras,13500\n");
    // [explain]
    auto const explained = tokocrm::read(database, tokocrm::owner{}, [](auto& uow) {
        boost::json::array all;
        for (auto const& step : tokocrm::explain(tokocrm::get_order(uow, "A1")))
            all.push_back(tokocrm::to_json(step));
        return all;
    });
    // [explain]
    BOOST_TEST(explained.at(0).at("result").to_number<int>() == 13'500);
}

BOOST_AUTO_TEST_SUITE_END()
