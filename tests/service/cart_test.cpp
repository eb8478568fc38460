#include "lib/cart/service.hpp"
#include "tests/support/sales_fixture.hpp"

#include <tokocrm/cart.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/stock.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

using namespace tokocrm;
using test::refused_because;
using strings = std::vector<std::string>;

namespace {

constexpr money rupiah(std::int64_t minor)
{
    return {minor, currency::idr};
}

/// A shop with three products in stock and two customers.
struct cart_shop : test::sales_fixture
{
    id<customer> const siti = add_customer("Siti"), budi = add_customer("Budi");
    id<product> const gate = add_product("PG16", 19'000, percentage::percent(1), false, 5);
    id<product> const rice = add_product("BERAS", 13'500, percentage::ppm(0), true, 20);
    id<product> const noodles = add_product("MIE", 3'000, percentage::ppm(0), false, 40);

    id<customer> add_customer(char const* name)
    {
        customer_draft draft;
        draft.name = name;
        return transact(
            [&](unit_of_work& uow) { return tokocrm::add_customer(uow, draft).number; });
    }
    id<product> add_product(char const* sku, std::int64_t price, percentage discount,
                            bool fractional, std::int64_t stock)
    {
        product_draft draft;
        draft.name = std::string("Barang ") + sku;
        draft.sku = sku;
        draft.price = rupiah(price);
        draft.discount = discount;
        draft.fractional = fractional;
        return transact([&](unit_of_work& uow) {
            auto const added = tokocrm::add_product(uow, draft).number;
            if (stock > 0)
                receive_stock(uow, added, quantity::whole(stock));
            return added;
        });
    }
    void edit(id<product> which, std::function<void(product_changes&)> const& change)
    {
        product_changes changes;
        change(changes);
        transact([&](unit_of_work& uow) { edit_product(uow, which, changes); });
    }
    void count(id<product> which, std::int64_t there)
    {
        transact([&](unit_of_work& uow) { count_stock(uow, which, quantity::whole(there)); });
    }

    cart_view add(cart_holder const& whose, char const* sku, quantity amount)
    {
        return transact([&](unit_of_work& uow) { return add_to_cart(uow, whose, sku, amount); });
    }
    cart_view add(cart_holder const& whose, char const* sku, std::int64_t amount = 1)
    {
        return add(whose, sku, quantity::whole(amount));
    }
    cart_view set(cart_holder const& whose, char const* sku, quantity amount)
    {
        return transact([&](unit_of_work& uow) { return set_in_cart(uow, whose, sku, amount); });
    }
    cart_view remove(cart_holder const& whose, char const* sku)
    {
        return transact([&](unit_of_work& uow) { return remove_from_cart(uow, whose, sku); });
    }
    void clear(cart_holder const& whose)
    {
        transact([&](unit_of_work& uow) { clear_cart(uow, whose); });
    }
    void mark_seen(cart_holder const& whose)
    {
        transact([&](unit_of_work& uow) { mark_cart_seen(uow, whose); });
    }
    cart_view show(cart_holder const& whose, cart_preview const& with = {})
    {
        return read([&](unit_of_work& uow) { return show_cart(uow, whose, with); });
    }
    cart_view merge(cart_token const& from, id<customer> into)
    {
        return transact([&](unit_of_work& uow) { return merge_carts(uow, from, into); });
    }
    std::vector<priced_item> take(cart_holder const& whose)
    {
        return transact([&](unit_of_work& uow) { return take_cart(uow, whose); });
    }
    cart_token token()
    {
        return transact([](unit_of_work& uow) { return make_cart_token(uow); });
    }
    std::int64_t rows(char const* table)
    {
        return read([&](unit_of_work& uow) {
            std::int64_t found = -1;
            native(uow) << std::string("select count(*) from ") + table, soci::into(found);
            return found;
        });
    }
};

/// The lines as `PG16 2`.
strings lines(cart_view const& view)
{
    strings all;
    for (auto const& line : view.lines)
        all.push_back(line.sku + ' ' + to_decimal(line.amount) + (line.sold ? "" : " not sold"));
    return all;
}

/// The changes as `price PG16 19000 20000`.
strings changes(cart_view const& view)
{
    strings all;
    for (auto const& change : view.changes) {
        auto text = std::string(name(change.kind)) + ' ' + change.sku;
        for (auto const& price : {change.price_before, change.price_now})
            if (price)
                text += ' ' + to_decimal(*price);
        for (auto const& rate : {change.discount_before, change.discount_now})
            if (rate)
                text += ' ' + to_decimal(*rate) + '%';
        for (auto const& amount : {change.wanted, change.available})
            if (amount)
                text += ' ' + to_decimal(*amount);
        all.push_back(text);
    }
    return all;
}

std::int64_t total(cart_view const& view)
{
    return view.cost ? view.cost->total.minor() : -1;
}

} // namespace

#define EQUAL_TEXTS(actual, ...)                                                                   \
    BOOST_TEST(actual == (strings{__VA_ARGS__}), boost::test_tools::per_element())

BOOST_FIXTURE_TEST_SUITE(carts, cart_shop)

BOOST_AUTO_TEST_CASE(goods_are_added_set_taken_out_and_priced)
{
    add(siti, "PG16");
    auto view = add(siti, "BERAS", quantity::thousandths(1'500));
    EQUAL_TEXTS(lines(view), "PG16 1", "BERAS 1.5");
    BOOST_TEST(total(view) == 18'810 + 20'250);
    BOOST_TEST(view.lines[0].unit_price->minor() == 19'000);
    BOOST_TEST(view.lines[0].discount_rate->ppm() == 10'000);
    BOOST_TEST(view.lines[0].total->minor() == 18'810);
    BOOST_TEST(view.lines[0].available.thousandths() == 5'000);
    BOOST_TEST(view.changes.empty());
    EQUAL_TEXTS(lines(add(siti, "pg16", 2)), "PG16 3", "BERAS 1.5");
    EQUAL_TEXTS(lines(set(siti, "BERAS", quantity::whole(4))), "PG16 3", "BERAS 4");
    EQUAL_TEXTS(lines(set(siti, "MIE", quantity::whole(7))), "PG16 3", "BERAS 4", "MIE 7");
    EQUAL_TEXTS(lines(remove(siti, "PG16")), "BERAS 4", "MIE 7");
    EQUAL_TEXTS(lines(add(siti, "PG16")), "BERAS 4", "MIE 7", "PG16 1");
    EQUAL_TEXTS(lines(show(siti)), "BERAS 4", "MIE 7", "PG16 1");
    BOOST_TEST(show(budi).lines.empty());
    clear(siti);
    BOOST_TEST(show(siti).lines.empty());
    BOOST_TEST(rows("carts") == 0);
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(an_empty_cart_costs_nothing_and_is_not_kept)
{
    BOOST_TEST(!show(siti).cost.has_value());
    clear(siti);
    mark_seen(siti);
    add(siti, "PG16");
    remove(siti, "PG16");
    BOOST_TEST(rows("carts") == 0);
    BOOST_TEST(refused_because([&] { remove(siti, "PG16"); }) == "cart.line_not_found");
    BOOST_TEST(refused_because([&] { take(siti); }) == "cart.empty");
    BOOST_TEST(rows("carts") == 0);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sold_is_not_put_in)
{
    auto const refusal = [&](char const* sku, quantity amount) {
        auto const added = refused_because([&] { add(siti, sku, amount); });
        BOOST_TEST(refused_because([&] { set(siti, sku, amount); }) == added);
        return added;
    };
    BOOST_TEST(refusal("PG16", quantity::whole(0)) == "price.quantity_not_positive");
    BOOST_TEST(refusal("PG16", quantity::whole(-1)) == "price.quantity_not_positive");
    BOOST_TEST(refusal("PG16", quantity::thousandths(1'500)) == "price.fraction_not_sold");
    BOOST_TEST(refusal("PG16", quantity::thousandths(INT64_MAX / 1'000 * 1'000)) ==
               "money.overflow");
    BOOST_TEST(refusal("TIDAK-ADA", quantity::whole(1)) == "product.pack_not_found");
    edit(gate, [](product_changes& c) { c.active = false; });
    BOOST_TEST(refusal("PG16", quantity::whole(1)) == "price.not_sold");
    edit(noodles, [](product_changes& c) { c.price = std::optional<money>(); });
    BOOST_TEST(refusal("MIE", quantity::whole(1)) == "price.none");
    BOOST_TEST(refused_because([&] { add(siti, "BERAS", quantity::thousandths(INT64_MAX)); }) ==
               "money.overflow");
    add(siti, "BERAS", quantity::thousandths(1));
    BOOST_TEST(refused_because([&] { add(siti, "BERAS", quantity::thousandths(INT64_MAX)); }) ==
               "quantity.overflow");
    EQUAL_TEXTS(lines(show(siti)), "BERAS 0.001");
}

BOOST_AUTO_TEST_CASE(a_cart_has_an_end)
{
    transact([&](unit_of_work& uow) {
        for (int i = 0; i < 201; ++i) {
            product_draft draft;
            draft.name = "Banyak " + std::to_string(i);
            draft.sku = "N" + std::to_string(i);
            draft.price = rupiah(1);
            tokocrm::add_product(uow, draft);
        }
        for (int i = 0; i < 200; ++i)
            add_to_cart(uow, siti, "N" + std::to_string(i), quantity::whole(1));
    });
    BOOST_TEST(refused_because([&] { add(siti, "N200"); }) == "cart.full");
    BOOST_TEST(add(siti, "N7").lines.size() == 200u);
}

BOOST_AUTO_TEST_CASE(what_changed_is_told_until_it_was_seen)
{
    add(siti, "PG16", 2);
    add(siti, "MIE", 2);
    edit(gate, [](product_changes& c) {
        c.price = std::optional(rupiah(20'000));
        c.discount = percentage::ppm(125'000);
    });
    EQUAL_TEXTS(changes(show(siti)), "price PG16 19000 20000", "discount PG16 1% 12.5%");
    BOOST_TEST(total(show(siti)) == 35'000 + 6'000);
    // Adding to it is no look at it.
    EQUAL_TEXTS(changes(add(siti, "PG16")), "price PG16 19000 20000", "discount PG16 1% 12.5%");
    mark_seen(siti);
    BOOST_TEST(show(siti).changes.empty());
    edit(gate, [](product_changes& c) { c.price = std::optional(rupiah(19'000)); });
    EQUAL_TEXTS(changes(show(siti)), "price PG16 20000 19000");
}

BOOST_AUTO_TEST_CASE(a_shortage_is_told_at_every_look)
{
    EQUAL_TEXTS(changes(add(siti, "PG16", 6)), "short_of_stock PG16 6 5");
    mark_seen(siti);
    EQUAL_TEXTS(changes(show(siti)), "short_of_stock PG16 6 5");
    count(gate, 6);
    BOOST_TEST(show(siti).changes.empty());
    count(gate, 0);
    EQUAL_TEXTS(changes(show(siti)), "short_of_stock PG16 6 0");
}

BOOST_AUTO_TEST_CASE(packs_of_one_product_share_its_stock)
{
    transact([&](unit_of_work& uow) {
        pack_draft draft;
        draft.sku = "MIE-DUS";
        draft.name = "dus";
        draft.contains = quantity::whole(12);
        draft.price = rupiah(33'000);
        add_pack(uow, noodles, draft);
    });
    add(siti, "MIE", 10); // of 40
    auto const view = add(siti, "MIE-DUS", 3);
    BOOST_TEST(view.lines[1].pack_name == "dus");
    BOOST_TEST(view.lines[1].available.thousandths() == 2'000); // of 30 left
    EQUAL_TEXTS(changes(view), "short_of_stock MIE-DUS 3 2");
    BOOST_TEST(total(view) == 30'000 + 99'000);
}

BOOST_AUTO_TEST_CASE(what_is_not_sold_any_more_is_told_and_costs_nothing)
{
    add(siti, "PG16");
    add(siti, "MIE", 2);
    edit(gate, [](product_changes& c) { c.active = false; });
    auto view = show(siti);
    EQUAL_TEXTS(lines(view), "PG16 1 not sold", "MIE 2");
    EQUAL_TEXTS(changes(view), "not_sold PG16");
    BOOST_TEST(total(view) == 6'000);
    BOOST_TEST(!view.lines[0].total.has_value());
    mark_seen(siti);
    EQUAL_TEXTS(changes(show(siti)), "not_sold PG16");
    edit(gate, [](product_changes& c) { c.active = true; });
    BOOST_TEST(show(siti).changes.empty());
    edit(gate, [](product_changes& c) { c.archived = true; });
    edit(noodles, [](product_changes& c) { c.price = std::optional<money>(); });
    view = show(siti);
    EQUAL_TEXTS(changes(view), "not_sold PG16", "not_sold MIE");
    BOOST_TEST(!view.cost.has_value());
    EQUAL_TEXTS(lines(remove(siti, "PG16")), "MIE 2 not sold");
}

BOOST_AUTO_TEST_CASE(what_is_no_longer_in_the_catalogue_goes_when_that_was_seen)
{
    auto const fresh = add_product("BARU", 500, percentage::ppm(0), false, 0);
    add(siti, "BARU");
    add(budi, "BARU");
    transact([&](unit_of_work& uow) { delete_product(uow, fresh); });
    EQUAL_TEXTS(lines(show(siti)), "BARU 1 not sold");
    EQUAL_TEXTS(changes(show(siti)), "not_sold BARU");
    BOOST_TEST(refused_because([&] { take(siti); }) == "price.not_sold");
    mark_seen(siti);
    BOOST_TEST(show(siti).lines.empty());
    BOOST_TEST(remove(budi, "baru").lines.empty());
    BOOST_TEST(rows("carts") == 0);
}

BOOST_AUTO_TEST_CASE(an_order_can_be_thought_of_with_city_and_coupon)
{
    transact([](unit_of_work& uow) {
        add_shipping_rate(uow, {.city = "Kisaran Timur", .fee = rupiah(10'000), .free_from = {}});
        coupon draft;
        draft.code = "LBR01";
        draft.discount = percentage::percent(10);
        draft.minimum_spend = rupiah(20'000);
        draft.usage_limit_per_customer = 1;
        add_coupon(uow, draft);
    });
    add(siti, "PG16");
    BOOST_TEST(total(show(siti, {.city = "kisaran timur"})) == 28'810);
    BOOST_TEST(refused_because([&] { show(siti, {.city = "Medan"}); }) == "shipping.not_served");
    BOOST_TEST(refused_because([&] { show(siti, {.coupon = "APA"}); }) == "coupon.not_found");
    BOOST_TEST(refused_because([&] { show(siti, {.coupon = "LBR01"}); }) == "coupon.minimum_spend");
    add(siti, "PG16");
    auto const view = show(siti, {.city = "Kisaran Timur", .coupon = "lbr01"});
    BOOST_TEST(view.cost->coupon_discount.minor() == 3'762);
    BOOST_TEST(total(view) == 37'620 - 3'762 + 10'000);
    auto const visitors = token();
    add(visitors, "PG16", 2);
    BOOST_TEST(refused_because([&] { show(visitors, {.coupon = "LBR01"}); }) ==
               "coupon.needs_customer");
    BOOST_TEST(read([](unit_of_work& uow) { return get_coupon(uow, "LBR01").times_used; }) == 0);
}

BOOST_AUTO_TEST_CASE(a_visitor_has_a_cart_by_a_token_that_nobody_can_guess)
{
    who = visitor{};
    auto const mine = token(), others = token();
    BOOST_TEST(mine.text.size() == 64u);
    BOOST_TEST(mine.text != others.text);
    add(mine, "PG16");
    BOOST_TEST(show(others).lines.empty());
    EQUAL_TEXTS(lines(show(mine)), "PG16 1");
    for (auto const& wrong : {std::string(), std::string("1"), mine.text + "0",
                              std::string(64, 'g'), std::string(64, 'A')})
        BOOST_TEST(refused_because([&] { show(cart_token{wrong}); }) == "cart.token_invalid");
    // Whoever reads the shop's file does not get the token.
    BOOST_TEST(read([&](unit_of_work& uow) {
        std::string digest;
        native(uow) << "select token_digest from carts", soci::into(digest);
        return digest.find(mine.text) == std::string::npos && digest != mine.text;
    }));
}

BOOST_AUTO_TEST_CASE(at_sign_in_quantities_are_added_and_capped_at_what_is_there)
{
    add(siti, "PG16", 3);
    add(siti, "MIE", 50); // more than there is, and the visitor has none
    auto const visitors = token();
    add(visitors, "BERAS", quantity::thousandths(2'500));
    add(visitors, "PG16", 4);
    auto const view = merge(visitors, siti);
    EQUAL_TEXTS(lines(view), "PG16 5", "MIE 50", "BERAS 2.5");
    EQUAL_TEXTS(changes(view), "capped PG16 7 5", "short_of_stock MIE 50 40");
    BOOST_TEST(show(visitors).lines.empty());
    EQUAL_TEXTS(lines(show(siti)), "PG16 5", "MIE 50", "BERAS 2.5");
    EQUAL_TEXTS(lines(merge(visitors, siti)), "PG16 5", "MIE 50", "BERAS 2.5");
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(at_sign_in_what_is_not_there_is_left_out_and_told)
{
    auto const visitors = token();
    add(visitors, "PG16", 2);
    add(visitors, "MIE", 1);
    add(visitors, "BERAS", 1);
    count(gate, 0);
    edit(noodles, [](product_changes& c) { c.active = false; });
    auto const view = merge(visitors, budi);
    EQUAL_TEXTS(lines(view), "BERAS 1");
    EQUAL_TEXTS(changes(view), "not_sold MIE", "capped PG16 2 0");
    auto const others = token();
    add(others, "PG16", 1);
    BOOST_TEST(merge(others, siti).lines.empty());
    BOOST_TEST(rows("carts") == 1);
}

BOOST_AUTO_TEST_CASE(a_merge_keeps_what_the_visitor_has_seen)
{
    auto const visitors = token();
    add(visitors, "PG16");
    edit(gate, [](product_changes& c) { c.price = std::optional(rupiah(20'000)); });
    EQUAL_TEXTS(changes(merge(visitors, siti)), "price PG16 19000 20000");
}

BOOST_AUTO_TEST_CASE(an_order_takes_what_is_in_the_cart_and_leaves_it_empty)
{
    add(siti, "PG16", 2);
    add(siti, "BERAS", quantity::thousandths(500));
    auto const items = take(siti);
    BOOST_TEST(items.size() == 2u);
    BOOST_TEST(items[0].in.sku == "PG16");
    BOOST_TEST(items[0].amount.thousandths() == 2'000);
    BOOST_TEST(items[1].what.fractional);
    BOOST_TEST(show(siti).lines.empty());
    // What the unit loses is in the cart again.
    add(siti, "PG16");
    BOOST_CHECK_THROW(transact([&](unit_of_work& uow) {
                          take_cart(uow, siti);
                          throw std::runtime_error("lost");
                      }),
                      std::runtime_error);
    EQUAL_TEXTS(lines(show(siti)), "PG16 1");
}

BOOST_AUTO_TEST_CASE(everybody_keeps_their_own_cart)
{
    auto const visitors = token();
    add(siti, "PG16");
    auto const refused_to_all = [&](cart_holder const& whose) {
        strings reasons;
        for (auto const& work : std::vector<std::function<void()>>{
                 [&] { show(whose); }, [&] { add(whose, "PG16"); },
                 [&] { set(whose, "PG16", quantity::whole(1)); }, [&] { remove(whose, "PG16"); },
                 [&] { clear(whose); }, [&] { mark_seen(whose); }})
            reasons.push_back(refused_because(work));
        return reasons;
    };
    strings const six(6, "staff.not_permitted");
    who = budi;
    BOOST_TEST(refused_to_all(siti) == six, boost::test_tools::per_element());
    BOOST_TEST(refused_because([&] { merge(visitors, siti); }) == "staff.not_permitted");
    add(budi, "MIE");
    who = visitor{};
    BOOST_TEST(refused_to_all(siti) == six, boost::test_tools::per_element());
    BOOST_TEST(refused_because([&] { merge(visitors, siti); }) == "staff.not_permitted");
    add(visitors, "MIE");
    who = system_job{};
    BOOST_TEST(refused_to_all(siti) == six, boost::test_tools::per_element());
    who = siti;
    EQUAL_TEXTS(lines(merge(visitors, siti)), "PG16 1", "MIE 1");
    who = owner{};
    EQUAL_TEXTS(lines(show(siti)), "PG16 1", "MIE 1");
    BOOST_TEST(refused_because([&] { show(id<customer>(99)); }) == "customer.not_found");
    BOOST_TEST(refused_because([&] { add(id<customer>(99), "MIE"); }) == "customer.not_found");
}

BOOST_AUTO_TEST_CASE(visitors_carts_that_nobody_touched_can_be_removed)
{
    auto const old = token(), fresh = token();
    add(old, "PG16");
    add(siti, "PG16");
    clk.advance(std::chrono::hours(24));
    auto const later = clk.now();
    add(fresh, "PG16");
    auto const remove_stale = [&](timestamp before) {
        return transact([&](unit_of_work& uow) { return remove_stale_carts(uow, before); });
    };
    who = system_job{};
    BOOST_TEST(remove_stale(later) == 1);
    BOOST_TEST(remove_stale(later) == 0);
    who = owner{};
    BOOST_TEST(show(old).lines.empty());
    EQUAL_TEXTS(lines(show(fresh)), "PG16 1");
    EQUAL_TEXTS(lines(show(siti)), "PG16 1");
    who = siti;
    BOOST_TEST(refused_because([&] { remove_stale(later); }) == "staff.not_permitted");
}

BOOST_AUTO_TEST_CASE(an_imported_customer_with_a_cart_stays_when_the_import_is_undone)
{
    auto const batch =
        import("order,placed_at,customer,product,unit_price\nA,2026-03-05,Dewi,Teh,500\n"
               "B,2026-03-05,Eko,Teh,500\n")
            .batch;
    auto const dewi =
        read([](unit_of_work& uow) { return match_customer(uow, "Dewi", {}).value().who.number; });
    add(dewi, "MIE");
    BOOST_TEST(undo(batch).customers == 1);
    EQUAL_TEXTS(lines(show(dewi)), "MIE 1");
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_SUITE_END()
