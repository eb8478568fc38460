#include "lib/stock/service.hpp"
#include "tests/support/sales_fixture.hpp"

#include <tokocrm/staff.hpp>
#include <tokocrm/stock.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

using namespace tokocrm;
using namespace std::chrono_literals;
using strings = std::vector<std::string>;
using order_id = id<order>; // a fixture has a function of that name

namespace {

quantity units(std::int64_t count)
{
    return quantity::thousandths(count * 1'000);
}

struct shelves : test::sales_fixture
{
    id<product> add(std::string const& sku, std::int64_t received = 0, bool fractional = false)
    {
        return transact([&](unit_of_work& uow) {
            product_draft draft;
            draft.sku = sku;
            draft.name = "Barang " + sku;
            draft.fractional = fractional;
            auto const number = add_product(uow, draft).number;
            if (received > 0)
                receive_stock(uow, number, units(received));
            return number;
        });
    }
    /// An order that has moved nothing yet.
    order_id next_order()
    {
        auto const reference = "S" + std::to_string(++orders_);
        import("order,placed_at,product,unit_price\n" + reference + ",2026-09-03,Jasa,1000\n");
        return read([&](unit_of_work& uow) { return get_order(uow, reference).header.row; });
    }

    std::string shelf(id<product> of)
    {
        auto const level = read([&](unit_of_work& uow) { return stock_of(uow, of); });
        return to_decimal(level.on_hand) + "/" + to_decimal(level.reserved);
    }
    strings ledger(id<product> of)
    {
        return read([&](unit_of_work& uow) {
            strings lines;
            for (auto const& each : stock_history(uow, of).items)
                lines.push_back(std::string(name(each.kind)) + " " + to_decimal(each.amount) +
                                (each.reason.empty() ? "" : " " + each.reason));
            return lines;
        });
    }
    template <class Work>
    std::string refused(Work work)
    {
        return test::refused_because([&] { transact(work); });
    }
    template <class Query>
    strings listed(Query const& query, page_request const& part = {})
    {
        return read([&](unit_of_work& uow) {
            strings skus;
            for (auto const& each : list_stock(uow, query, part).items)
                skus.push_back(each.sku);
            BOOST_TEST((part.limit || part.after ||
                        count_stock_levels(uow, query) == std::int64_t(skus.size())));
            return skus;
        });
    }

    void reserve(order_id by, std::vector<stock_demand> const& wanted)
    {
        transact([&](unit_of_work& uow) { reserve_stock(uow, by, wanted); });
    }
    void sell(order_id by)
    {
        transact([&](unit_of_work& uow) { sell_reserved(uow, by); });
    }
    void release(order_id by)
    {
        transact([&](unit_of_work& uow) { release_stock(uow, by, "cancelled"); });
    }
    void give_back(order_id by, std::vector<stock_demand> const& given)
    {
        transact([&](unit_of_work& uow) { return_stock(uow, by, given, "rusak"); });
    }
    strings sold(order_id by)
    {
        return read([&](unit_of_work& uow) {
            strings lines;
            for (auto const& each : sold_of(uow, by))
                lines.push_back(std::to_string(each.of.value()) + ":" + to_decimal(each.amount));
            return lines;
        });
    }
    void must_add_up() { BOOST_TEST(findings() == strings(), boost::test_tools::per_element()); }
    void spoil(std::string const& statement)
    {
        transact([&](unit_of_work& uow) { native(uow) << statement; });
    }

private:
    int orders_ = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(stock, shelves)

BOOST_AUTO_TEST_CASE(what_is_received_is_on_hand_and_in_the_ledger)
{
    auto const gate = add("PG16");
    BOOST_TEST(shelf(gate) == "0/0");
    auto const made = transact(
        [&](unit_of_work& uow) { return receive_stock(uow, gate, units(5), "kiriman pertama"); });
    BOOST_TEST((made.level.on_hand == units(5)));
    BOOST_TEST((made.level.available() == units(5)));
    BOOST_TEST((made.movement.kind == movement_kind::received));
    BOOST_TEST(made.movement.sku == "PG16");
    BOOST_TEST(made.movement.actor == "owner");
    BOOST_TEST((made.movement.at == clk.now()));
    transact([&](unit_of_work& uow) { return receive_stock(uow, gate, units(2)); });
    BOOST_TEST(shelf(gate) == "7/0");
    BOOST_TEST(ledger(gate) == (strings{"received 2", "received 5 kiriman pertama"}),
               boost::test_tools::per_element());
    must_add_up();
}

BOOST_AUTO_TEST_CASE(an_answer_is_what_is_kept)
{
    auto const gate = add("PG16");
    auto const made =
        transact([&](unit_of_work& uow) { return receive_stock(uow, gate, units(5), "pagi"); });
    read([&](unit_of_work& uow) {
        auto const kept = stock_history(uow, gate).items.at(0);
        BOOST_TEST(kept.number.value() == made.movement.number.value());
        BOOST_TEST(kept.of.value() == made.movement.of.value());
        BOOST_TEST(kept.sku == made.movement.sku);
        BOOST_TEST(kept.name == made.movement.name);
        BOOST_TEST(kept.unit == made.movement.unit);
        BOOST_TEST((kept.kind == made.movement.kind));
        BOOST_TEST((kept.amount == made.movement.amount));
        BOOST_TEST(kept.reason == made.movement.reason);
        BOOST_TEST(!kept.order_number);
        BOOST_TEST(kept.actor == made.movement.actor);
        BOOST_TEST((kept.at == made.movement.at));
        BOOST_TEST((kept.moved_on == made.movement.moved_on));
    });
}

BOOST_AUTO_TEST_CASE(a_movement_is_of_the_shops_own_date)
{
    clk.advance(15h); // after midnight in Jakarta
    auto const gate = add("PG16", 1);
    auto const kept = read([&](unit_of_work& uow) { return stock_history(uow, gate).items.at(0); });
    BOOST_TEST(to_iso(kept.moved_on) == "2026-11-25");
    must_add_up();
}

BOOST_AUTO_TEST_CASE(bad_amounts_are_refused_and_change_nothing)
{
    auto const gate = add("PG16", 5), rice = add("BERAS", 0, true);
    auto const before = dump();
    auto const largest = quantity::thousandths(INT64_MAX);
    for (auto const amount : {units(0), units(-1)})
        BOOST_TEST(refused([&](auto& uow) { receive_stock(uow, gate, amount); }) ==
                   "stock.quantity_invalid");
    BOOST_TEST(refused([&](auto& uow) { receive_stock(uow, gate, quantity::thousandths(500)); }) ==
               "stock.fraction");
    BOOST_TEST(refused([&](auto& uow) {
                   receive_stock(uow, rice, quantity::thousandths(1));
                   receive_stock(uow, rice, largest);
               }) == "stock.overflow");
    BOOST_TEST(refused([&](auto& uow) {
                   receive_stock(uow, gate, units(9'223'372'036'854'771));
               }) == "stock.overflow");
    BOOST_TEST(refused([&](auto& uow) { receive_stock(uow, id<product>(99), units(1)); }) ==
               "product.not_found");
    BOOST_TEST(refused([&](auto& uow) {
                   receive_stock(uow, gate, units(1), std::string(201, 'a'));
               }) == "stock.note_invalid");
    BOOST_TEST(refused([&](auto& uow) { receive_stock(uow, gate, units(1), "Ber\xFF"); }) ==
               "stock.note_invalid");
    BOOST_TEST(refused([&](auto& uow) { adjust_stock(uow, gate, units(0), "rusak"); }) ==
               "stock.quantity_invalid");
    BOOST_TEST(refused([&](auto& uow) { adjust_stock(uow, gate, units(-1), ""); }) ==
               "stock.reason_invalid");
    BOOST_TEST(refused([&](auto& uow) { adjust_stock(uow, gate, units(-1), " \t"); }) ==
               "stock.reason_invalid");
    BOOST_TEST(refused([&](auto& uow) { adjust_stock(uow, gate, units(-6), "rusak"); }) ==
               "stock.not_that_much");
    BOOST_TEST(refused([&](auto& uow) {
                   adjust_stock(uow, rice, quantity::thousandths(INT64_MIN), "rusak");
               }) == "stock.not_that_much");
    BOOST_TEST(refused([&](auto& uow) { adjust_stock(uow, gate, largest, "temu"); }) ==
               "stock.fraction");
    BOOST_TEST(refused([&](auto& uow) { count_stock(uow, gate, units(-1)); }) ==
               "stock.quantity_invalid");
    BOOST_TEST(refused([&](auto& uow) { set_low_stock(uow, gate, units(-1)); }) ==
               "stock.quantity_invalid");
    BOOST_TEST(refused([&](auto& uow) { set_low_stock(uow, gate, quantity::thousandths(1)); }) ==
               "stock.fraction");
    BOOST_TEST((dump() == before));
}

BOOST_AUTO_TEST_CASE(as_much_as_can_be_counted_is_kept_and_still_adds_up)
{
    auto const rice = add("BERAS", 0, true);
    auto const largest = quantity::thousandths(INT64_MAX);
    for (int times = 0; times < 2; ++times) {
        transact([&](unit_of_work& uow) { receive_stock(uow, rice, largest); });
        transact([&](unit_of_work& uow) { count_stock(uow, rice, units(0)); });
    }
    transact([&](unit_of_work& uow) { count_stock(uow, rice, largest); });
    BOOST_TEST(shelf(rice) == "9223372036854775.807/0");
    must_add_up();
}

BOOST_AUTO_TEST_CASE(an_adjustment_may_take_what_is_reserved_but_not_more_than_is_there)
{
    auto const gate = add("PG16", 5);
    reserve(next_order(), {{1, gate, units(4)}});
    transact([&](unit_of_work& uow) { adjust_stock(uow, gate, units(-3), "pecah"); });
    BOOST_TEST(shelf(gate) == "2/4");
    BOOST_TEST(refused([&](auto& uow) { adjust_stock(uow, gate, units(-3), "pecah"); }) ==
               "stock.not_that_much");
    transact([&](unit_of_work& uow) { adjust_stock(uow, gate, units(7), "ketemu"); });
    BOOST_TEST(shelf(gate) == "9/4");
    BOOST_TEST(ledger(gate) == (strings{"adjusted 7 ketemu", "adjusted -3 pecah", "received 5"}),
               boost::test_tools::per_element());
    must_add_up();
}

BOOST_AUTO_TEST_CASE(a_count_keeps_the_difference_and_may_find_a_shortage)
{
    auto const gate = add("PG16", 5);
    reserve(next_order(), {{1, gate, units(4)}});
    for (auto const counted : {units(6), units(6), units(3)})
        transact([&](unit_of_work& uow) { count_stock(uow, gate, counted, "opname"); });
    BOOST_TEST(shelf(gate) == "3/4");
    BOOST_TEST(ledger(gate) == (strings{"counted -3 opname", "counted 0 opname", "counted 1 opname",
                                        "received 5"}),
               boost::test_tools::per_element());
    BOOST_TEST((read([&](unit_of_work& uow) { return available_stock(uow, gate); }) == units(-1)));
    BOOST_TEST(listed(stock_query{.shortage = true}) == strings{"PG16"},
               boost::test_tools::per_element());
    must_add_up();
}

BOOST_AUTO_TEST_CASE(the_first_movement_fixes_unit_and_packs)
{
    auto const gate = add("PG16");
    auto const carton = transact([&](unit_of_work& uow) {
        return add_pack(uow, gate, {.sku = "PG16-DUS", .name = "dus", .contains = units(12)});
    });
    auto const recount = [&](auto& uow) {
        edit_pack(uow, carton.which.number, {.contains = units(10)});
    };
    transact(recount);
    transact([&](unit_of_work& uow) { set_low_stock(uow, gate, units(3)); }); // is no movement
    transact([&](unit_of_work& uow) { edit_product(uow, gate, {.unit = "buah"}); });
    transact([&](unit_of_work& uow) { count_stock(uow, gate, units(0)); });
    BOOST_TEST(refused([&](auto& uow) {
                   edit_pack(uow, carton.which.number, {.contains = units(8)});
               }) == "product.stock_moved");
    BOOST_TEST(refused([&](auto& uow) { edit_product(uow, gate, {.unit = "pcs"}); }) ==
               "product.stock_moved");
    BOOST_TEST(refused([&](auto& uow) { delete_product(uow, gate); }) == "product.has_history");
    must_add_up();
}

BOOST_AUTO_TEST_CASE(goods_are_named_by_a_pack_or_in_base_units)
{
    auto const gate = add("PG16");
    transact([&](unit_of_work& uow) {
        add_pack(uow, gate,
                 {.sku = "PG16-DUS", .name = "dus", .contains = units(12), .barcode = "899"});
    });
    read([&](unit_of_work& uow) {
        for (auto const* const named : {"PG16-DUS", "pg16-dus", "899"})
            BOOST_TEST(get_goods(uow, named).which.sku == "PG16-DUS");
        for (auto const* const named : {"PG16", "pg16", "barang pg16"})
            BOOST_TEST(get_goods(uow, named).which.sku == "PG16");
        BOOST_TEST(get_goods(uow, std::to_string(gate.value())).which.sku == "PG16");
    });
    BOOST_TEST(refused([&](auto& uow) { get_goods(uow, "PG17"); }) == "product.not_found");
}

BOOST_AUTO_TEST_CASE(a_product_whose_level_is_missing_has_nothing_until_it_is_received)
{
    auto const gate = add("PG16");
    spoil("delete from stock_levels");
    BOOST_TEST(shelf(gate) == "0/0");
    BOOST_TEST((read([&](unit_of_work& uow) { return available_stock(uow, gate); }) == units(0)));
    BOOST_TEST(refused([&](auto& uow) {
                   reserve_stock(uow, order_id(1), std::vector{stock_demand{1, gate, units(1)}});
               }) == "stock.insufficient");
    transact([&](unit_of_work& uow) { receive_stock(uow, gate, units(1)); });
    BOOST_TEST(shelf(gate) == "1/0");
    must_add_up();
}

// --- orders

BOOST_AUTO_TEST_CASE(an_order_reserves_all_its_lines_or_none)
{
    auto const gate = add("PG16", 5), lamp = add("LAMPU", 1);
    auto const first = next_order();
    auto const before = dump();
    auto const whole = test::refusal([&] {
        reserve(first, {{1, lamp, units(1)}, {2, gate, units(6)}});
    });
    BOOST_TEST(whole == "stock.insufficient: Barang PG16|5|pcs");
    BOOST_TEST((dump() == before));

    reserve(first, {{1, gate, units(2)}, {2, lamp, units(1)}, {3, gate, units(3)}});
    BOOST_TEST(shelf(gate) == "5/5");
    BOOST_TEST(shelf(lamp) == "1/1");
    BOOST_TEST(test::refused_because([&] {
                   reserve(next_order(), {{1, lamp, units(1)}});
               }) == "stock.insufficient");
    must_add_up();
}

BOOST_AUTO_TEST_CASE(lines_of_one_product_are_summed_before_they_are_compared)
{
    auto const gate = add("PG16", 5);
    auto const both = std::vector{stock_demand{1, gate, units(3)}, stock_demand{2, gate, units(3)}};
    BOOST_TEST(test::refused_because([&] { reserve(next_order(), both); }) == "stock.insufficient");
    auto const by = next_order();
    BOOST_TEST(refused([&](auto& uow) { sell_stock(uow, by, both); }) == "stock.insufficient");
    auto const too_many = std::vector{stock_demand{1, gate, quantity::thousandths(INT64_MAX)},
                                      stock_demand{2, gate, units(1)}};
    BOOST_TEST(test::refused_because([&] { reserve(by, too_many); }) == "quantity.overflow");
    for (auto const amount : {units(0), units(-1)})
        BOOST_TEST(test::refused_because([&] {
                       reserve(by, {{1, gate, amount}});
                   }) == "stock.quantity_invalid");
    BOOST_TEST(shelf(gate) == "5/0");
    must_add_up();
}

BOOST_AUTO_TEST_CASE(what_was_reserved_is_sold_once)
{
    auto const gate = add("PG16", 5), lamp = add("LAMPU", 3);
    auto const by = next_order();
    reserve(by, {{1, gate, units(2)}, {2, lamp, units(3)}, {3, gate, units(1)}});
    BOOST_TEST(sold(by).empty());
    sell(by);
    sell(by);
    release(by);
    BOOST_TEST(shelf(gate) == "2/0");
    BOOST_TEST(shelf(lamp) == "0/0");
    BOOST_TEST(sold(by) == (strings{std::to_string(gate.value()) + ":3",
                                    std::to_string(lamp.value()) + ":3"}),
               boost::test_tools::per_element());
    BOOST_TEST(ledger(gate) == (strings{"sold -3", "received 5"}),
               boost::test_tools::per_element());
    auto const kept = read([&](unit_of_work& uow) { return stock_history(uow, gate).items.at(0); });
    BOOST_TEST(kept.order_number.has_value());
    must_add_up();
}

BOOST_AUTO_TEST_CASE(what_was_reserved_is_given_back_once)
{
    auto const gate = add("PG16", 5);
    auto const by = next_order(), other = next_order();
    reserve(by, {{1, gate, units(2)}});
    reserve(other, {{1, gate, units(1)}});
    release(by);
    release(by);
    sell(by);
    BOOST_TEST(shelf(gate) == "5/1");
    BOOST_TEST(sold(by).empty());
    release(next_order()); // has reserved nothing
    BOOST_TEST(shelf(gate) == "5/1");
    must_add_up();
}

BOOST_AUTO_TEST_CASE(over_the_counter_nobody_takes_what_is_reserved)
{
    auto const gate = add("PG16", 5);
    reserve(next_order(), {{1, gate, units(3)}});
    auto const by = next_order();
    auto const take = [&](std::int64_t count) {
        return [&, count](unit_of_work& uow) {
            sell_stock(uow, by, std::vector{stock_demand{1, gate, units(count)}});
        };
    };
    BOOST_TEST(refused(take(3)) == "stock.insufficient");
    transact(take(2));
    BOOST_TEST(shelf(gate) == "3/3");
    BOOST_TEST(refused(take(1)) == "stock.insufficient");
    must_add_up();
}

BOOST_AUTO_TEST_CASE(a_shortage_is_not_sold)
{
    auto const gate = add("PG16", 5);
    auto const by = next_order();
    reserve(by, {{1, gate, units(4)}});
    transact([&](unit_of_work& uow) { count_stock(uow, gate, units(3)); });
    auto const before = dump();
    BOOST_TEST(test::refusal([&] { sell(by); }) == "stock.insufficient: Barang PG16|3|pcs|4");
    BOOST_TEST((dump() == before));
    transact([&](unit_of_work& uow) { receive_stock(uow, gate, units(1)); });
    sell(by);
    BOOST_TEST(shelf(gate) == "0/0");
    must_add_up();
}

BOOST_AUTO_TEST_CASE(no_more_comes_back_than_was_sold_and_not_returned)
{
    auto const gate = add("PG16", 5), lamp = add("LAMPU", 3);
    auto const by = next_order(), other = next_order();
    reserve(by, {{1, gate, units(3)}, {2, lamp, units(1)}});
    BOOST_TEST(test::refused_because([&] {
                   give_back(by, {{0, gate, units(1)}});
               }) == "stock.not_sold"); // it is reserved only
    sell(by);
    transact([&](unit_of_work& uow) {
        sell_stock(uow, other, std::vector{stock_demand{1, gate, units(2)}});
    });
    for (auto const& given : {std::vector{stock_demand{0, gate, units(4)}},
                              {stock_demand{0, gate, units(2)}, {0, gate, units(2)}},
                              {stock_demand{0, gate, units(3)}, {0, lamp, units(2)}}})
        BOOST_TEST(test::refused_because([&] { give_back(by, given); }) == "stock.not_sold");
    BOOST_TEST(shelf(gate) == "0/0");
    give_back(by, {{0, gate, units(1)}});
    give_back(by, {{1, gate, units(1)}, {2, gate, units(1)}, {3, lamp, units(1)}});
    BOOST_TEST(test::refused_because([&] {
                   give_back(by, {{0, gate, units(1)}});
               }) == "stock.not_sold");
    BOOST_TEST(sold(by).empty());
    BOOST_TEST(shelf(gate) == "3/0");
    BOOST_TEST(shelf(lamp) == "3/0");
    give_back(by, {});
    give_back(other, {{0, gate, units(2)}});
    must_add_up();
}

// --- lists

BOOST_AUTO_TEST_CASE(the_list_is_by_name_and_a_cursor_goes_on)
{
    for (auto const* const sku : {"C", "a", "B", "D"})
        add(sku, 1);
    BOOST_TEST(listed(stock_query{}) == (strings{"a", "B", "C", "D"}),
               boost::test_tools::per_element());
    strings found;
    page_request part{.limit = 3, .offset = 0, .after = {}};
    for (;;) {
        auto const some = read([&](unit_of_work& uow) { return list_stock(uow, {}, part); });
        for (auto const& each : some.items)
            found.push_back(each.sku);
        if (!some.next)
            break;
        part.after = some.next;
    }
    BOOST_TEST(found == (strings{"a", "B", "C", "D"}), boost::test_tools::per_element());
    BOOST_TEST(listed(stock_query{}, {.limit = 2, .offset = 1, .after = {}}) == (strings{"B", "C"}),
               boost::test_tools::per_element());
    BOOST_TEST(test::refused_because([&] {
                   listed(stock_query{}, {.limit = 0, .offset = 0, .after = {}});
               }) == "page.bounds_invalid");
    BOOST_TEST(test::refused_because([&] {
                   listed(stock_query{}, {.limit = 1, .offset = 0, .after = "x"});
               }) == "page.cursor_invalid");
}

BOOST_AUTO_TEST_CASE(little_stock_is_listed)
{
    auto const enough = add("ENOUGH", 3), marked = add("MARKED", 3), above = add("ABOVE", 4),
               empty = add("EMPTY"), reserved = add("RESERVED", 2), inactive = add("INACTIVE"),
               gone = add("GONE");
    transact([&](unit_of_work& uow) {
        set_low_stock(uow, marked, units(3));
        set_low_stock(uow, above, units(3));
        set_low_stock(uow, gone, units(3));
        edit_product(uow, inactive, {.active = false});
        edit_product(uow, gone, {.archived = true});
    });
    reserve(next_order(), {{1, reserved, units(2)}});
    // what the import of orders made has nothing either, but is not for sale without a price
    transact([](unit_of_work& uow) {
        edit_product(uow, get_product(uow, "JASA").number, {.active = false});
    });
    strings const low{"EMPTY", "MARKED", "RESERVED"};
    BOOST_TEST(listed(stock_query{.low = true}) == low, boost::test_tools::per_element());
    read([&](unit_of_work& uow) {
        for (auto const& each : list_stock(uow, {}).items)
            BOOST_TEST(each.is_low == (std::find(low.begin(), low.end(), each.sku) != low.end()),
                       each.sku);
    });
    transact([&](unit_of_work& uow) {
        set_low_stock(uow, marked, std::nullopt);
        set_low_stock(uow, enough, units(0));
        receive_stock(uow, empty, units(1));
    });
    BOOST_TEST(listed(stock_query{.low = true}) == strings{"RESERVED"},
               boost::test_tools::per_element());
    must_add_up();
}

BOOST_AUTO_TEST_CASE(what_was_put_away_is_listed_while_some_of_it_is_there)
{
    auto const gate = add("PG16", 1);
    transact([&](unit_of_work& uow) { edit_product(uow, gate, {.archived = true}); });
    BOOST_TEST(listed(stock_query{}) == strings{"PG16"}, boost::test_tools::per_element());
    transact([&](unit_of_work& uow) { count_stock(uow, gate, units(0)); });
    BOOST_TEST(listed(stock_query{}).empty());
}

BOOST_AUTO_TEST_CASE(the_list_is_searched_by_words_and_shelves)
{
    auto const gate = add("PG16", 1), lamp = add("LAMPU", 1);
    transact([&](unit_of_work& uow) {
        add_category(uow, "Gerbang");
        edit_product(uow, gate, {.category = "gerbang"});
        set_low_stock(uow, lamp, units(5));
    });
    BOOST_TEST(listed(stock_query{.search = "ampu"}) == strings{"LAMPU"},
               boost::test_tools::per_element());
    BOOST_TEST(listed(stock_query{.search = "barang", .low = true}) == strings{"LAMPU"},
               boost::test_tools::per_element());
    BOOST_TEST(listed(stock_query{.search = "gerbang", .low = true}).empty());
    BOOST_TEST(listed(stock_query{.search = "!"}).empty());
    BOOST_TEST(listed(stock_query{.category = "GERBANG"}) == strings{"PG16"},
               boost::test_tools::per_element());
    BOOST_TEST(test::refused_because([&] { listed(stock_query{.category = "Lampu"}); }) ==
               "category.not_found");
    BOOST_TEST(test::refused_because([&] {
                   listed(stock_query{.search = std::string(201, 'a')});
               }) == "search.text_invalid");
}

BOOST_AUTO_TEST_CASE(the_ledger_comes_newest_first_and_in_pages)
{
    auto const gate = add("PG16", 1), lamp = add("LAMPU", 2);
    for (int i = 0; i < 3; ++i)
        transact([&](unit_of_work& uow) { receive_stock(uow, gate, units(10 + i)); });
    auto const amounts = [](page<stock_movement> const& of) {
        strings found;
        for (auto const& each : of.items)
            found.push_back(each.sku + " " + to_decimal(each.amount));
        return found;
    };
    read([&](unit_of_work& uow) {
        BOOST_TEST(amounts(stock_history(uow, std::nullopt)) ==
                       (strings{"PG16 12", "PG16 11", "PG16 10", "LAMPU 2", "PG16 1"}),
                   boost::test_tools::per_element());
        BOOST_TEST(amounts(stock_history(uow, lamp)) == strings{"LAMPU 2"},
                   boost::test_tools::per_element());
        auto const first = stock_history(uow, gate, {.limit = 3, .offset = 0, .after = {}});
        BOOST_TEST(amounts(first) == (strings{"PG16 12", "PG16 11", "PG16 10"}),
                   boost::test_tools::per_element());
        auto const rest = stock_history(uow, gate, {.limit = 3, .offset = 0, .after = first.next});
        BOOST_TEST(amounts(rest) == strings{"PG16 1"}, boost::test_tools::per_element());
        BOOST_TEST(!rest.next);
        auto const later = stock_history(uow, gate, {.limit = 1, .offset = 3, .after = {}});
        BOOST_TEST(amounts(later) == strings{"PG16 1"}, boost::test_tools::per_element());
    });
}

// --- who may

BOOST_AUTO_TEST_CASE(a_cashier_sees_the_stock_and_changes_nothing)
{
    auto const gate = add("PG16", 1);
    who = transact([](unit_of_work& uow) {
              return add_staff_member(uow, {.name = "Siti", .role = staff_role::cashier});
          }).number;
    BOOST_TEST(shelf(gate) == "1/0");
    BOOST_TEST(ledger(gate).size() == 1u);
    BOOST_TEST(listed(stock_query{}).size() == 1u);
    std::vector<std::function<void(unit_of_work&)>> const changes{
        [&](auto& uow) { receive_stock(uow, gate, units(1)); },
        [&](auto& uow) { adjust_stock(uow, gate, units(1), "temu"); },
        [&](auto& uow) { count_stock(uow, gate, units(1)); },
        [&](auto& uow) { set_low_stock(uow, gate, units(1)); },
    };
    for (auto const& change : changes)
        BOOST_TEST(refused(change) == "staff.not_permitted");
    for (actor const stranger : {actor(visitor{}), actor(id<customer>(1))}) {
        who = stranger;
        BOOST_TEST(test::refused_because([&] { shelf(gate); }) == "staff.not_permitted");
        BOOST_TEST(test::refused_because([&] { ledger(gate); }) == "staff.not_permitted");
        BOOST_TEST(test::refused_because([&] { listed(stock_query{}); }) == "staff.not_permitted");
        for (auto const& change : changes)
            BOOST_TEST(refused(change) == "staff.not_permitted");
    }
}

// --- the check

BOOST_AUTO_TEST_CASE(the_check_finds_whatever_does_not_add_up)
{
    auto const gate = add("PG16", 5);
    auto const by = next_order();
    reserve(by, {{1, gate, units(2)}});
    sell(by);
    reserve(next_order(), {{1, gate, units(1)}});
    must_add_up();
    close();
    struct spoiled
    {
        char const *statement, *back, *rule;
    };
    for (auto const& [statement, back, rule] : {
             spoiled{"update stock_levels set on_hand = on_hand + 1000",
                     "update stock_levels set on_hand = on_hand - 1000", "stock.levels"},
             spoiled{"update stock_levels set reserved = reserved + 1000",
                     "update stock_levels set reserved = reserved - 1000", "stock.levels"},
             spoiled{"update stock_movements set quantity = 6000 where kind = 'received'",
                     "update stock_movements set quantity = 5000 where kind = 'received'",
                     "stock.levels"},
             spoiled{"update stock_movements set kind = 'returned' where kind = 'received'",
                     "update stock_movements set kind = 'received' where kind = 'returned'",
                     "stock.ledger"},
             spoiled{"update stock_movements set kind = 'lost' where kind = 'received'",
                     "update stock_movements set kind = 'received' where kind = 'lost'",
                     "stock.ledger"},
             spoiled{"update products set stock_moved = 0 where stock_moved = 1",
                     "update products set stock_moved = 1 where name like 'Barang%'",
                     "stock.ledger"},
             spoiled{"update products set stock_moved = 1 where name = 'Jasa'",
                     "update products set stock_moved = 0 where name = 'Jasa'", "stock.ledger"},
             spoiled{"update stock_movements set kind = 'returned', quantity = 2000"
                     " where kind = 'sold'",
                     "update stock_movements set kind = 'sold', quantity = -2000"
                     " where kind = 'returned'",
                     "stock.ledger"},
             spoiled{"update stock_reservations set outcome = null where outcome = 'sold'",
                     "update stock_reservations set outcome = 'sold' where closed_at is not null",
                     "stock.ledger"},
             spoiled{"update stock_reservations set quantity = 3000 where outcome = 'sold'",
                     "update stock_reservations set quantity = 2000 where outcome = 'sold'",
                     "stock.ledger"},
             spoiled{"update stock_movements set moved_on = moved_on - 1 where kind = 'sold'",
                     "update stock_movements set moved_on = moved_on + 1 where kind = 'sold'",
                     "stock.ledger"},
             spoiled{"update stock_levels set low_stock = -1",
                     "update stock_levels set low_stock = null", "stock.ledger"},
         }) {
        spoil(statement);
        auto const found = findings();
        BOOST_TEST((!found.empty() && std::any_of(found.begin(), found.end(),
                                                  [&, r = std::string(rule)](auto const& line) {
                                                      return line.starts_with(r + ":");
                                                  })),
                   statement);
        spoil(back);
        must_add_up();
    }
}

BOOST_AUTO_TEST_SUITE_END()
