#include "tests/support/selling_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace tokocrm;
using namespace std::chrono_literals;
using test::refused_because;
using strings = std::vector<std::string>;

namespace {

struct selling : test::selling_fixture
{
    selling() { stock_up(); }

    sales_figures const& totals(report_basis basis)
    {
        kept_.emplace(report("2026-11-01", "2026-11-30", report_granularity::month, basis));
        return kept_->totals;
    }
    tokocrm::order pay_delivery(std::int64_t number)
    {
        after([&](unit_of_work& uow) { return pack_order(uow, number); });
        after([&](unit_of_work& uow) { return ship_order(uow, number); });
        return after([&](unit_of_work& uow) { return deliver_order(uow, number); });
    }

private:
    std::optional<sales_report> kept_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(selling_orders, selling)

BOOST_AUTO_TEST_CASE(the_papers_order_costs_what_the_paper_says)
{
    auto const placed = place(wish());
    BOOST_TEST(placed.header.gross.minor() == 19'000);
    BOOST_TEST(placed.header.product_discount.minor() == 190);
    BOOST_TEST(placed.header.shipping.minor() == 10'000);
    BOOST_TEST(placed.header.total.minor() == 28'810);
    BOOST_TEST((placed.header.label() == order_label::awaiting));
    BOOST_TEST(placed.header.deliver_to.city.value() == "Kisaran Timur");
    BOOST_TEST(placed.header.deliver_to.address.value() == "Jln Gurame No 3");
    BOOST_TEST((placed.header.expires_at.value() == clk.now() + 24h));
    BOOST_TEST(shelf("PG16") == "5/1");
    BOOST_TEST(totals(report_basis::placed).orders == 1);
    BOOST_TEST(totals(report_basis::paid).orders == 0);
    check_clean();
}

BOOST_AUTO_TEST_CASE(what_is_returned_is_what_is_kept)
{
    auto const placed = place(wish());
    auto const kept = order(std::to_string(placed.header.number));
    BOOST_TEST(placed.header.number == kept.header.number);
    BOOST_TEST((placed.header.states == kept.header.states));
    BOOST_TEST(placed.lines.size() == kept.lines.size());
    BOOST_TEST(placed.adjustments.size() == kept.adjustments.size());
    BOOST_TEST(placed.history.size() == kept.history.size());
    BOOST_TEST(placed.header.version == kept.header.version);
}

BOOST_AUTO_TEST_CASE(over_the_counter_an_order_is_done_at_once_without_a_customer)
{
    auto const sold = place(over_the_counter("PG16", 2));
    BOOST_TEST(states(sold) == "completed paid delivered");
    BOOST_TEST(sold.header.total.minor() == 37'620);
    BOOST_TEST(sold.header.paid.minor() == 37'620);
    BOOST_TEST(!sold.header.buyer);
    BOOST_TEST(shelf("PG16") == "3/0");
    BOOST_TEST(totals(report_basis::paid).net().minor() == 37'620);
    check_clean();
}

BOOST_AUTO_TEST_CASE(the_same_key_gives_the_same_order_and_another_wish_is_refused)
{
    auto request = wish();
    request.key = "web-7f3a";
    auto const first = place(request);
    auto const again = place(request);
    BOOST_TEST(first.header.number == again.header.number);
    BOOST_TEST(shelf("PG16") == "5/1");
    request.items.front().amount = whole(2);
    BOOST_TEST(refused(request) == "order.key_reused");
    BOOST_TEST(orders().size() == 1U);
    request.key = "web-7f3b";
    BOOST_TEST(place(request).header.number != first.header.number);
    check_clean();
}

BOOST_AUTO_TEST_CASE(two_strangers_with_one_key_do_not_see_each_others_order)
{
    auto request = wish();
    request.key = "1";
    place(request);
    auto const other = transact([](unit_of_work& uow) {
        customer_draft draft;
        draft.name = "Orang lain";
        return add_customer(uow, draft).number;
    });
    request.buyer = other;
    BOOST_TEST(refused_because([&] {
                   tokocrm::transact(db(), actor(other),
                                     [&](unit_of_work& uow) { return place_order(uow, request); });
               }) == "order.key_reused");
}

BOOST_AUTO_TEST_CASE(the_last_one_is_sold_once_and_the_next_hears_what_is_left)
{
    place(wish("PG16", 4));
    BOOST_TEST(refused(wish("PG16", 2)) == "stock.insufficient");
    BOOST_TEST(refused(over_the_counter("PG16", 2)) == "stock.insufficient");
    BOOST_TEST(place(over_the_counter("PG16", 1)).header.number > 0);
    BOOST_TEST(refused(over_the_counter("PG16", 1)) == "stock.insufficient");
    BOOST_TEST(shelf("PG16") == "4/4");
    check_clean();
}

BOOST_AUTO_TEST_CASE(two_lines_of_one_product_are_taken_together)
{
    auto request = wish("PG16", 3);
    request.items.push_back({"pg16", whole(3)});
    BOOST_TEST(refused(request) == "stock.insufficient");
    request.items.back().amount = whole(2);
    BOOST_TEST(place(request).lines.size() == 2U);
    BOOST_TEST(shelf("PG16") == "5/5");
    check_clean();
}

BOOST_AUTO_TEST_CASE(what_cannot_be_ordered_is_refused_and_nothing_is_left_behind)
{
    add("HABIS", 1'000, 0, 10);
    transact([](unit_of_work& uow) {
        return edit_product(uow, get_product(uow, "HABIS").number, {.active = false});
    });
    auto const before = dump();
    auto const with = [&](auto change) {
        auto request = wish();
        change(request);
        return refused(request);
    };
    BOOST_TEST(with([](auto& r) { r.items.clear(); }) == "order.empty");
    BOOST_TEST(with([](auto& r) { r.items.resize(1'001, {"PG16"}); }) == "order.too_many_lines");
    BOOST_TEST(with([&](auto& r) { r.items.front().amount = whole(0); }) ==
               "price.quantity_not_positive");
    BOOST_TEST(with([&](auto& r) { r.items.front().amount = whole(-1); }) ==
               "price.quantity_not_positive");
    BOOST_TEST(with([](auto& r) { r.items.front().amount = quantity::thousandths(1'500); }) ==
               "price.fraction_not_sold");
    BOOST_TEST(with([](auto& r) {
                   r.items.front().amount = quantity::thousandths(INT64_MAX - 807);
               }) == "money.overflow");
    BOOST_TEST(with([](auto& r) { r.items.front().sku = "TAK-ADA"; }) == "product.not_found");
    BOOST_TEST(with([](auto& r) { r.items.front().sku = "HABIS"; }) == "price.not_sold");
    BOOST_TEST(with([](auto& r) { r.city = "Medan"; }) == "shipping.not_served");
    BOOST_TEST(with([](auto& r) { r.coupon = "TIADA"; }) == "coupon.not_found");
    BOOST_TEST(with([](auto& r) { r.buyer = id<customer>(999); }) == "customer.not_found");
    BOOST_TEST(with([](auto& r) { r.key = ""; }) == "order.key_invalid");
    BOOST_TEST(with([](auto& r) { r.key = std::string(201, 'k'); }) == "order.key_invalid");
    BOOST_TEST(with([](auto& r) { r.name = "\xFF"; }) == "order.name_invalid");
    BOOST_TEST(with([](auto& r) { r.address = std::string(1'001, 'a'); }) ==
               "order.address_invalid");
    BOOST_TEST(with([](auto& r) { r.expected_total = money(1, currency::idr); }) ==
               "order.price_changed");
    BOOST_TEST((dump() == before));
}

BOOST_AUTO_TEST_CASE(pick_up_costs_nothing_and_enough_goods_travel_for_nothing)
{
    auto request = wish();
    request.city.reset();
    BOOST_TEST(place(request).header.total.minor() == 18'810);
    request = wish("BERAS", 7); // 101.500
    request.city = "Air Joman";
    BOOST_TEST(place(request).header.shipping.minor() == 0);
    request.items.front().amount = whole(6);
    BOOST_TEST(place(request).header.shipping.minor() == 30'000);
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_coupon_is_used_up_and_comes_back_when_the_order_is_cancelled)
{
    coupon draft;
    draft.code = "LBR01";
    draft.discount = percentage::ppm(100'000);
    draft.usage_limit = 1;
    offer(draft);
    auto request = wish();
    request.coupon = "lbr01";
    auto const placed = place(request);
    BOOST_TEST(placed.header.coupon_discount.minor() == 1'881);
    BOOST_TEST(placed.header.total.minor() == 26'929);
    BOOST_TEST(refused(request) == "coupon.used_up");
    check_clean();
    auto const number = placed.header.number;
    for (int twice = 0; twice < 2; ++twice) {
        auto const ended =
            after([&](unit_of_work& uow) { return cancel_order(uow, number, "berubah pikiran"); });
        BOOST_TEST(states(ended) == "cancelled cancelled unfulfilled");
        BOOST_TEST(ended.history.back().reason.value() == "berubah pikiran");
    }
    BOOST_TEST(shelf("PG16") == "5/0");
    BOOST_TEST(totals(report_basis::placed).orders == 0);
    BOOST_TEST(totals(report_basis::placed).new_customers == 0);
    check_clean();
    BOOST_TEST(place(request).header.coupon_discount.minor() == 1'881);
    check_clean();
}

BOOST_AUTO_TEST_CASE(what_is_not_paid_in_time_expires_and_what_it_held_is_free_again)
{
    auto const late = place(wish()).header.number;
    clk.advance(1h);
    auto const later = place(wish()).header.number;
    clk.advance(23h);
    auto const overdue = [&] {
        return read([](unit_of_work& uow) { return overdue_orders(uow); });
    };
    BOOST_TEST(overdue() == std::vector<std::int64_t>{late});
    auto const still = after([&](unit_of_work& uow) { return expire_order(uow, later); });
    BOOST_TEST(states(still) == "placed awaiting unfulfilled");
    for (int twice = 0; twice < 2; ++twice)
        BOOST_TEST(states(after([&](unit_of_work& uow) { return expire_order(uow, late); })) ==
                   "cancelled expired unfulfilled");
    BOOST_TEST(overdue().empty());
    BOOST_TEST(shelf("PG16") == "5/1");
    BOOST_TEST(refused_because([&] {
                   after([&](unit_of_work& uow) { return pack_order(uow, late); });
               }) == "order.expired");
    BOOST_TEST(refused_because([&] {
                   after([&](unit_of_work& uow) { return cancel_order(uow, late, "x"); });
               }) == "order.expired");
    check_clean();
}

BOOST_AUTO_TEST_CASE(on_delivery_the_goods_leave_when_shipped_and_the_money_comes_at_the_door)
{
    auto request = wish();
    request.pay = payment_method::cod;
    auto const number = place(request).header.number;
    BOOST_TEST(!order(std::to_string(number)).header.expires_at);
    after([&](unit_of_work& uow) { return pack_order(uow, number); });
    BOOST_TEST(shelf("PG16") == "5/1");
    after([&](unit_of_work& uow) { return ship_order(uow, number, "diantar Budi"); });
    BOOST_TEST(shelf("PG16") == "4/0");
    clk.advance(24h);
    auto const done = after([&](unit_of_work& uow) { return deliver_order(uow, number); });
    BOOST_TEST(states(done) == "completed paid delivered");
    BOOST_TEST(done.header.paid.minor() == 28'810);
    BOOST_TEST((done.header.booked_paid_on.value() == parse_date("2026-11-25")));
    BOOST_TEST((done.header.booked_placed_on.value() == parse_date("2026-11-24")));
    check_clean();
    BOOST_TEST(states(after([&](unit_of_work& uow) { return deliver_order(uow, number); })) ==
               "completed paid delivered");
    BOOST_TEST(order(std::to_string(number)).header.paid.minor() == 28'810);
}

BOOST_AUTO_TEST_CASE(an_order_refused_at_the_door_is_cancelled_and_its_goods_are_back)
{
    auto request = wish();
    request.pay = payment_method::cod;
    auto const number = place(request).header.number;
    after([&](unit_of_work& uow) { return pack_order(uow, number); });
    after([&](unit_of_work& uow) { return ship_order(uow, number); });
    for (int twice = 0; twice < 2; ++twice)
        BOOST_TEST(states(after([&](unit_of_work& uow) {
                       return refuse_order(uow, number, "tidak ada orang");
                   })) == "cancelled cancelled refused");
    BOOST_TEST(shelf("PG16") == "5/0");
    BOOST_TEST(totals(report_basis::placed).orders == 0);
    check_clean();
}

BOOST_AUTO_TEST_CASE(an_order_of_nothing_is_paid_at_once)
{
    coupon draft;
    draft.code = "GRATIS";
    draft.discount = percentage::ppm(1'000'000);
    offer(draft);
    auto request = wish();
    request.city.reset();
    request.coupon = "GRATIS";
    auto const free_of_charge = place(request);
    BOOST_TEST(states(free_of_charge) == "placed paid unfulfilled");
    BOOST_TEST(shelf("PG16") == "4/0");
    BOOST_TEST(states(pay_delivery(free_of_charge.header.number)) == "completed paid delivered");
    check_clean();
}

BOOST_AUTO_TEST_CASE(editing_product_rate_and_coupon_afterwards_changes_no_order)
{
    coupon draft;
    draft.code = "LBR01";
    draft.discount = percentage::ppm(100'000);
    auto const offered = offer(draft);
    auto request = wish();
    request.coupon = "LBR01";
    auto const number = std::to_string(place(request).header.number);
    auto const kept = [&] {
        auto all = dump();
        return std::tuple(all["orders"], all["order_lines"], all["order_adjustments"]);
    };
    auto const before = kept();
    transact([&](unit_of_work& uow) {
        edit_product(
            uow, get_product(uow, "PG16").number,
            {.name = "Pagar", .price = std::optional(rupiah(1)), .discount = percentage::ppm(0)});
        edit_shipping_rate(uow, get_shipping_rate(uow, "Kisaran Timur").number, {.fee = rupiah(1)});
        edit_coupon(uow, offered.number, {.discount = percentage::ppm(1)});
    });
    BOOST_TEST((kept() == before));
    BOOST_TEST(order(number).lines.front().name == "Barang PG16");
    check_clean();
}

BOOST_AUTO_TEST_CASE(customers_order_for_themselves_and_pay_no_cash_from_afar)
{
    auto const as_buyer = [&](order_request const& request) {
        return refused_because([&] {
            tokocrm::transact(db(), actor(*buyer),
                              [&](unit_of_work& uow) { return place_order(uow, request); });
        });
    };
    BOOST_TEST(as_buyer(wish()) == "");
    auto request = wish();
    request.pay = payment_method::cash;
    BOOST_TEST(as_buyer(request) == "order.cash_at_the_counter");
    request = wish();
    request.buyer = id<customer>(999);
    BOOST_TEST(as_buyer(request) == "staff.not_permitted");
}

BOOST_AUTO_TEST_CASE(new_and_returning_customers_follow_orders_one_by_one)
{
    auto const figures = [&] {
        auto const& t = totals(report_basis::placed);
        return std::to_string(t.new_customers);
    };
    auto const first = place(wish()).header.number;
    BOOST_TEST(figures() == "1");
    clk.advance(48h);
    auto const second = place(wish()).header.number;
    BOOST_TEST(figures() == "1");
    after([&](unit_of_work& uow) { return cancel_order(uow, first, "salah"); });
    BOOST_TEST(figures() == "1");
    check_clean();
    after([&](unit_of_work& uow) { return cancel_order(uow, second, "salah"); });
    BOOST_TEST(figures() == "0");
    check_clean();
}

BOOST_AUTO_TEST_SUITE_END()
