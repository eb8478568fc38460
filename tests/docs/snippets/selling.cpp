#include "tests/support/sales_fixture.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/payment.hpp>
#include <tokocrm/selling.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/stock.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

namespace {

struct selling_shop : test::sales_fixture
{
    selling_shop()
    {
        transact([](tokocrm::unit_of_work& uow) {
            tokocrm::product_draft gate;
            gate.name = "Pintu Gerbang 16";
            gate.sku = "PG16";
            gate.price = tokocrm::money(19'000, tokocrm::currency::idr);
            gate.discount = tokocrm::percentage::percent(1);
            auto const kept = tokocrm::add_product(uow, gate);
            tokocrm::receive_stock(uow, kept.number, tokocrm::quantity::whole(12));
            tokocrm::add_shipping_rate(uow, {.city = "Kisaran Timur",
                                             .fee = tokocrm::money(10'000, tokocrm::currency::idr),
                                             .free_from = {}});
            tokocrm::customer_draft siti;
            siti.name = "Siti";
            tokocrm::add_customer(uow, siti);
        });
    }

    /// Two gates, to be paid as is said.
    std::int64_t placed(tokocrm::payment_method pay)
    {
        return transact([&](tokocrm::unit_of_work& uow) {
            tokocrm::order_request wish;
            wish.items = {{"PG16", tokocrm::quantity::whole(2)}};
            wish.city = "Kisaran Timur";
            wish.pay = pay;
            return tokocrm::place_order(uow, wish).header.number;
        });
    }

    std::int64_t available()
    {
        return read([](tokocrm::unit_of_work& uow) {
            auto const gate = tokocrm::get_product(uow, "PG16");
            return tokocrm::stock_of(uow, gate.number).available().thousandths() / 1'000;
        });
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(selling)

BOOST_FIXTURE_TEST_CASE(an_order_is_placed, selling_shop)
{
    auto& database = db();
    auto const key = std::string("a1b2c3");

    // [place]
    auto const siti = tokocrm::id<tokocrm::customer>(1);
    auto const order = tokocrm::transact(database, siti, [&](tokocrm::unit_of_work& uow) {
        tokocrm::order_request wish;
        wish.buyer = siti;
        wish.items = {{"PG16", tokocrm::quantity::whole(1)}}; // or wish.from_cart = siti
        wish.city = "Kisaran Timur";                          // without: fetched at the shop
        wish.address = "Jln Gurame No 3";
        wish.pay = tokocrm::find_payment_method("transfer").value();
        // What the page showed; where it is another by now the order is refused.
        wish.expected_total = tokocrm::money(28'810, tokocrm::shop_currency(uow));
        wish.key = key; // of the page's form: sent twice, it is one order
        return tokocrm::place_order(uow, wish);
    });
    auto const until = order.header.expires_at;           // what is not paid then expires
    auto const still = tokocrm::amount_due(order.header); // Rp 28.810
    // [place]
    BOOST_TEST(until.has_value());
    BOOST_TEST(tokocrm::to_text(still) == "Rp 28.810");

    // [counter]
    auto const sold = tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        tokocrm::order_request wish;
        wish.items = {{"PG16", tokocrm::quantity::whole(2)}};
        wish.pay = tokocrm::payment_method::cash; // paid, handed over and completed
        return tokocrm::place_order(uow, wish).header;
    });
    // [counter]
    BOOST_TEST((sold.states.order == tokocrm::order_state::completed));
    BOOST_TEST(available() == 9);
}

BOOST_FIXTURE_TEST_CASE(goods_go_their_way, selling_shop)
{
    auto& database = db();
    auto const number = placed(tokocrm::payment_method::cod);
    auto const another = placed(tokocrm::payment_method::cod);

    // [goods]
    auto const done = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        tokocrm::pack_order(uow, number);
        tokocrm::ship_order(uow, number, "brought by Agus");
        return tokocrm::deliver_order(uow, number); // paid on delivery: its money came now
    });
    auto const how = tokocrm::name(tokocrm::payment_method::cod); // as `payment_method` has it

    // What came back; refund_order gives the money back and puts the goods into stock.
    tokocrm::transact(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        tokocrm::return_order(uow, number, "the wrong size");
    });

    // Not accepted at the door: cancelled, and its goods are in stock again.
    tokocrm::transact(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        tokocrm::pack_order(uow, another);
        tokocrm::ship_order(uow, another);
        tokocrm::refuse_order(uow, another, "nobody at home");
    });
    // [goods]
    BOOST_TEST((done.header.states.order == tokocrm::order_state::completed));
    BOOST_TEST(done.header.payment_method.value() == how);
    BOOST_TEST(available() == 10);
}

BOOST_FIXTURE_TEST_CASE(an_order_ends_unpaid, selling_shop)
{
    auto& database = db();
    auto const number = placed(tokocrm::payment_method::transfer);
    placed(tokocrm::payment_method::transfer);

    // [cancel]
    auto const ended = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        return tokocrm::cancel_order(uow, number, "changed her mind");
    });
    // [cancel]
    BOOST_TEST((ended.header.label() == tokocrm::order_label::cancelled));

    clk.advance(std::chrono::hours(25));
    // [expire]
    auto const overdue =
        tokocrm::read(database, tokocrm::system_job{},
                      [](tokocrm::unit_of_work& uow) { return tokocrm::overdue_orders(uow); });
    // A unit each: one that cannot does not keep the others.
    for (auto const each : overdue)
        tokocrm::transact(database, tokocrm::system_job{},
                          [&](tokocrm::unit_of_work& uow) { tokocrm::expire_order(uow, each); });
    // [expire]
    BOOST_TEST(overdue.size() == 1u);
    BOOST_TEST(available() == 12);
}

BOOST_AUTO_TEST_SUITE_END()
