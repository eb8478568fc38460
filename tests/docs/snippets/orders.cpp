#include "tests/support/sales_fixture.hpp"

#include <tokocrm/payment.hpp>

#include <boost/test/unit_test.hpp>

namespace {

constexpr char const* history = "order,placed_at,customer,product,quantity,unit_price,status\n"
                                "A1,2026-09-03,Siti,Beras,5,13500,paid\n"
                                "A2,2026-09-20,Budi,Gula,2,17000,refunded\n"
                                "A3,2026-11-23,Siti,Kopi,1,15500,awaiting\n";

} // namespace

BOOST_AUTO_TEST_SUITE(orders)

BOOST_FIXTURE_TEST_CASE(an_order_is_looked_at, test::sales_fixture)
{
    auto& database = db();
    import(history);

    // [order]
    auto const told = tokocrm::read(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        auto const order = tokocrm::get_order(uow, "A2"); // a number, or an import's reference
        auto const same = tokocrm::get_order(uow, order.header.number);
        std::string text = "order " + std::to_string(same.header.number) + ", ";
        text += tokocrm::name(order.header.label()); // what people are told: Refunded
        for (auto const& line : order.lines)
            text += ", " + tokocrm::to_decimal(line.amount) + " × " + line.name;
        for (auto const& paid : tokocrm::payments_of(uow, order.header.row))
            text += ", paid " + tokocrm::to_text(paid.amount);
        for (auto const& given : tokocrm::refunds_of(uow, order.header.row))
            text += ", given back " + tokocrm::to_text(given.amount);
        return text;
    });
    // [order]
    BOOST_TEST(told == "order 2, Refunded, 2 × Gula, paid Rp 34.000, given back Rp 34.000");
}

BOOST_FIXTURE_TEST_CASE(orders_are_listed_and_counted, test::sales_fixture)
{
    auto& database = db();
    import(history);

    // [list]
    tokocrm::order_query query;
    query.since = tokocrm::parse_date("2026-09-01");
    query.until = tokocrm::parse_date("2026-11-30");
    query.labels = {tokocrm::find_order_label("ok").value(), tokocrm::order_label::awaiting};

    std::vector<tokocrm::order_header> newest;
    std::int64_t counted = 0;
    tokocrm::money sum(0, tokocrm::currency::idr);
    tokocrm::read(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        newest = tokocrm::list_orders(uow, query, {.limit = 20, .after = {}}).items;
        // Up to a hundred: enough to say "more than 99" without counting a million.
        counted = tokocrm::count_orders(uow, query, 100);
        // All of them, one after the other, without keeping them.
        sum = tokocrm::money(0, tokocrm::currency::idr); // a unit may run again
        tokocrm::for_each_order(uow, query, {},
                                [&](tokocrm::order_header const& each) { sum += each.total; });
    });
    // [list]
    BOOST_TEST(newest.size() == 2u);
    BOOST_TEST(newest.front().reference.value() == "A3");
    BOOST_TEST(counted == 2);
    BOOST_TEST(tokocrm::to_text(sum) == "Rp 83.000");
}

BOOST_AUTO_TEST_CASE(states_have_names_and_make_a_label)
{
    // [states]
    tokocrm::order_states states;
    states.payment = tokocrm::payment_state::part_paid;
    auto const label = tokocrm::label_of(states);             // pending
    auto const shown = tokocrm::name(label);                  // Pending
    std::string all(tokocrm::name(states.order));             // placed
    all.append("/").append(tokocrm::name(states.payment));    // part_paid
    all.append("/").append(tokocrm::name(states.fulfilment)); // unfulfilled
    auto const kind = tokocrm::name(tokocrm::adjustment_kind::unique_code);
    // [states]
    BOOST_TEST(shown == "Pending");
    BOOST_TEST(all == "placed/part_paid/unfulfilled");
    BOOST_TEST(kind == "unique_code");
}

BOOST_AUTO_TEST_SUITE_END()
