#include "tests/support/picture_files.hpp"
#include "tests/support/sales_fixture.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/chat.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/customer_erasure.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/staff.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <vector>

using namespace tokocrm;
using strings = std::vector<std::string>;

namespace {

/// A shop with a row in every table that has a reference to another.
struct checked_shop : test::sales_fixture
{
    checked_shop()
    {
        import("order,placed_at,paid_at,customer,sku,product,category,quantity,unit_price,"
               "discount_percent,coupon,coupon_amount,shipping,city,status\n"
               "A,2026-01-05,2026-02-01,Ani,S1,Sabun,Rumah,2,500,10,HEMAT,100,50,Medan,\n"
               "A,,,,T1,Teh,Minuman,0.5,700,,,,,,\n"
               "B,2026-01-06,,Budi,S1,Sabun,,1,500,,,,20,Binjai,refunded\n"
               "C,2026-01-07,,Budi,K1,Kopi,,1,900,,,,,,cancelled\n"
               "D,2026-03-05,,Ani,K1,Kopi,,1,900,,,,,,awaiting\n"
               "E,2026-03-06,,,K1,Kopi,,1,900,,,,,,\n");
        import("order,placed_at,customer,sku,unit_price\nE,2026-03-06,Cici,K1,800\n", {},
               on_conflict::update);
        transact([](unit_of_work& uow) {
            coupon draft;
            draft.code = "LBR01";
            draft.name = "Lebaran";
            draft.discount = percentage::percent(10);
            draft.products = {id<product>(1)};
            draft.categories = {id<category>(1)};
            add_coupon(uow, draft);
            add_shipping_rate(uow, {"Medan", money(10'000, currency::idr), {}});
            add_staff_member(uow, {.name = "Siti"});
            send_message(uow, {.with = id<customer>(1), .text = "halo kak"});
            send_message(
                uow, {.with = id<customer>(1), .from = chat_side::customer, .text = "ada beras?"});
            add_quick_answer(uow, {.name = "Salam", .text = "halo kak"});
            edit_product(uow, id<product>(1), {.barcode = "B1"});
            set_product_picture(uow, id<product>(1),
                                prepare_picture(test::png_file(test::quarters(4, 2))));
            for (auto const* text :
                 {"insert into stock_movements (product_id, kind, quantity, order_id, actor, at,"
                  " moved_on) values (1, 'received', 3000, null, 'owner', 0, 19700101),"
                  " (1, 'sold', -1000, 1, 'owner', 0, 19700101)",
                  "update products set stock_moved = 1 where id = 1",
                  "update stock_levels set on_hand = 2000 where product_id = 1",
                  "insert into stock_reservations (order_id, position, product_id, quantity,"
                  " reserved_at, closed_at, outcome) values (1, 1, 1, 1000, 0, 1, 'sold')",
                  "insert into import_record_updates (batch_id, record_id) values (1, 1)",
                  "insert into coupon_uses (order_id, coupon_id, customer_id, used_at,"
                  " given_back_at) values (1, 1, 1, 0, 1)",
                  "insert into pictures (sha256, width, height, created_at, webp)"
                  " select sha256, width, height, created_at, webp from pictures",
                  "insert into payment_submissions (order_id, position, sender, bank, amount,"
                  " paid_on, picture_id, picture_digest, state, submitted_at, submitted_by,"
                  " decided_at, decided_by, reason) select 1, 1, 'Ani', 'BSI', 5, 20260105, id,"
                  " sha256, 'rejected', 0, 'owner', 0, 'owner', 'x' from pictures where id = 2",
                  "insert into refund_lines (order_id, refund, line, quantity, base_quantity,"
                  " amount, restocked) select order_id, 1, position, quantity, base_quantity,"
                  " total, 0 from order_lines where order_id = 2",
                  "insert into reviews (order_id, line, product_id, customer_id, stars, text,"
                  " written_at, reply, replied_at, replied_by, version) values (1, 1, 2, 1, 5,"
                  " 'bagus', 0, 'makasih', 0, 'owner', 2)",
                  "update products set review_count = 1, review_stars = 5 where id = 2",
                  "insert into customer_notes (customer_id, text, written_at, written_by) values"
                  " (1, 'suka teh', 0, 'owner')",
                  "insert into customer_tags (customer_id, tag, tag_folded, added_at, added_by,"
                  " removed_at, removed_by) values (1, 'Grosir', 'grosir', 0, 'owner', 1, 'owner')",
                  "insert into consents (customer_id, channel, given, source, recorded_at,"
                  " recorded_by) values (1, 'email', 1, 'di toko', 0, 'owner')",
                  "update shipping_rates set import_batch_id = 1",
                  "insert into customers (id, name, name_folded, registered_at, version,"
                  " merged_into) values (1001, '', '', 0, 2, 1)",
                  "insert into customer_merges (kept_id, other_id, merged_at, merged_by,"
                  " other_card) values (1, 1001, 0, 'owner', '{}')",
                  "insert into carts (customer_id, created_at, touched_at) values (1, 0, 0)",
                  "insert into cart_lines (cart_id, position, pack_id, quantity, sku, name,"
                  " seen_discount_ppm) values (1, 1, 1, 1000, 'S1', 'Sabun', 0)"})
                native(uow) << text;
            customer_draft gone;
            gone.name = "Dedi";
            erase_customer(uow, add_customer(uow, gone).number, "diminta");
        });
    }

    /// By hand, past every rule of the schema.
    void damage(std::string const& sql)
    {
        close();
        soci::session by_hand("sqlite3", folder / "shop.db");
        by_hand << "pragma foreign_keys = off";
        by_hand << "pragma ignore_check_constraints = on";
        soci::statement run = (by_hand.prepare << sql);
        run.execute(true);
        BOOST_REQUIRE_MESSAGE(run.get_affected_rows() > 0, "nothing was damaged: " << sql);
    }

    /// The invariants that are named, each once.
    std::set<std::string> broken()
    {
        std::set<std::string> names;
        for (auto const& each : findings())
            names.insert(each.substr(0, each.find(':')));
        return names;
    }
};

struct damage_done
{
    char const* invariant;
    char const* sql;
};

std::ostream& operator<<(std::ostream& out, damage_done const& each)
{
    return out << each.invariant << " after " << each.sql;
}

#define ORDER(reference) "(select id from orders where reference = '" reference "')"

damage_done const damages[] = {
    {"order.total", "update orders set total = total + 1 where reference = 'A'"},
    {"order.total", "update orders set other = other + 1 where reference = 'A'"},
    {"order.lines", "delete from order_lines where order_id = " ORDER("A") " and position = 2"},
    {"order.lines", "delete from order_lines where order_id = " ORDER("E")},
    {"order.lines", "update orders set line_count = line_count + 1 where reference = 'A'"},
    {"order.lines", "update orders set units = units + 1 where reference = 'A'"},
    {"order.lines", "update orders set gross = gross + 1, total = total + 1 where reference = 'A'"},
    {"order.lines",
     "update orders set product_discount = product_discount + 1 where reference = 'A'"},
    {"order.lines",
     "update orders set coupon_discount = coupon_discount + 1 where reference = 'A'"},
    {"order.line_amounts", "update order_lines set total = total + 1 where position = 2"},
    {"order.line_amounts", "update order_lines set gross = gross + 1, total = total + 1"
                           " where position = 2"},
    {"order.line_amounts", "update order_lines set discount = discount + 1, total = total - 1"
                           " where position = 2"},
    {"order.line_amounts", "update order_lines set unit_price = unit_price + 9"},
    {"order.line_amounts", "update order_lines set coupon_share = -1 where position = 2"},
    {"order.line_amounts", "update order_lines set coupon_share = total + 1 where position = 2"},
    {"order.adjustments", "update order_adjustments set amount = amount + 1 where kind = 'coupon'"},
    {"order.adjustments", "delete from order_adjustments where order_id = " ORDER("B")},
    {"order.adjustments", "insert into order_adjustments (order_id, position, kind, label, amount)"
                          " values (" ORDER("E") ", 1, 'shipping', '', 5)"},
    {"order.adjustments", "update order_adjustments set kind = 'shipping' where kind = 'coupon'"},
    {"order.adjustment_terms",
     "update order_adjustments set base = 1000, rate_ppm = 90000 where kind = 'coupon'"},
    {"order.adjustment_terms", "update order_adjustments set base = 1000, rate_ppm = 200000,"
                               " bound = 99 where kind = 'coupon'"},
    {"order.adjustment_terms",
     "update order_adjustments set base = 1000, fixed = 99 where kind = 'coupon'"},
    {"order.adjustment_terms",
     "update order_adjustments set base = 99, fixed = 1000 where kind = 'coupon'"},
    {"order.adjustment_terms",
     "update order_adjustments set base = 10000, rate_ppm = 10000 where kind = 'coupon'"},
    {"order.adjustment_terms", "update order_adjustments set fixed = 51 where label = 'Medan'"},
    {"order.adjustment_terms", "update order_adjustments set fixed = 50, base = 1250, bound = 1250"
                               " where label = 'Medan'"},
    {"order.adjustment_terms", "update order_adjustments set fixed = 50, base = 1251, bound = 2000"
                               " where label = 'Medan'"},
    {"order.paid", "update payments set amount = amount - 1 where order_id = " ORDER("A")},
    {"order.paid", "delete from payments where order_id = " ORDER("B")},
    {"order.paid", "update orders set paid = paid + 1 where reference = 'D'"},
    {"order.paid", "update refunds set amount = amount - 1"},
    {"order.paid", "update refunds set goods = goods - 1"},
    {"order.paid", "delete from refunds"},
    {"order.paid", "update orders set refunded = -1 where reference = 'A'"},
    {"payment.submissions", "update payments set submission = 7 where order_id = " ORDER("A")},
    {"refund.parts", "update refund_lines set amount = amount - 1"},
    {"order.money_state", "update orders set payment_state = 'paid' where reference = 'D'"},
    {"order.money_state", "update orders set payment_state = 'awaiting' where reference = 'A'"},
    {"order.money_state", "update orders set payment_state = 'refunded' where reference = 'A'"},
    {"order.money_state",
     "update orders set payment_state = 'part_refunded' where reference = 'B'"},
    {"order.money_state", "update orders set payment_state = 'paid' where reference = 'B'"},
    {"order.history", "delete from order_transitions where order_id = " ORDER("A")},
    {"order.history", "update orders set fulfilment_state = 'shipped' where reference = 'A'"},
    {"order.history",
     "update order_transitions set to_state = 'nonsense' where order_id = " ORDER("A")},
    {"order.history", "insert into order_transitions (order_id, position, graph, to_state, actor,"
                      " at) values (" ORDER("A") ", 2, 'order', 'cancelled', 'owner', 0)"},
    {"order.history", "insert into order_transitions (order_id, position, graph, to_state, actor,"
                      " at) values (" ORDER("A") ", 2, 'payment', 'awaiting', 'owner', 0)"},
    {"order.history", "insert into order_transitions (order_id, position, graph, to_state, actor,"
                      " at) values (" ORDER("A") ", 2, 'fulfilment', 'packed', 'owner', 0)"},
    {"order.booking", "update orders set booked_placed_on = null where reference = 'A'"},
    {"order.booking", "update orders set booked_paid_on = null where reference = 'A'"},
    {"order.booking", "update orders set booked_placed_on = placed_on - 1 where reference = 'A'"},
    {"order.booking", "update orders set booked_paid_on = paid_on - 1 where reference = 'A'"},
    {"order.booking", "update orders set booked_placed_on = placed_on where reference = 'C'"},
    {"order.booking", "update orders set booked_paid_on = placed_on where reference = 'D'"},
    {"order.booking", "delete from booking_entries where basis = 'paid'"},
    {"order.booking", "update booking_entries set refunds = refunds + 1 where basis = 'placed'"},
    {"order.dates", "update orders set placed_on = 20260104 where reference = 'A'"},
    {"order.dates", "update orders set paid_on = 20260104 where reference = 'A'"},
    {"order.dates", "update orders set paid_at = null where reference = 'A'"},
    {"order.numbers", "update sqlite_sequence set seq = 1 where name = 'orders'"},
    {"order.numbers", "delete from sqlite_sequence where name = 'orders'"},
    {"stock.levels", "update stock_levels set on_hand = 1 where product_id = 1"},
    {"stock.levels", "update stock_levels set reserved = 1 where product_id = 1"},
    {"stock.levels", "delete from stock_levels where product_id = 1"},
    {"stock.levels", "update stock_movements set quantity = 7"},
    {"stock.levels", "update stock_reservations set closed_at = null"},
    {"stock.ledger", "update stock_movements set quantity = 7"},
    {"stock.ledger", "update stock_movements set kind = 'adjusted'"},
    {"stock.ledger", "update stock_movements set moved_on = 19700102"},
    {"stock.ledger", "update products set stock_moved = 0"},
    {"stock.ledger", "update stock_reservations set quantity = 1001"},
    {"stock.ledger", "update stock_reservations set outcome = null"},
    {"stock.ledger", "update stock_levels set low_stock = -1"},
    {"order.steps", "insert into order_transitions (order_id, position, graph, from_state,"
                    " to_state, actor, at) values (" ORDER("D") ", 2, 'payment', 'awaiting',"
                                                                " 'refunded', 'owner', 0)"},
    {"order.steps",
     "insert into order_transitions (order_id, position, graph, from_state,"
     " to_state, actor, at) values (" ORDER("D") ", 2, 'payment', 'awaiting',"
                                                 " 'paid', 'owner', 0), (" ORDER(
                                                     "D") ", 3, 'payment', 'awaiting', 'paid',"
                                                          " 'owner', 0)"},
    {"order.steps", "insert into order_transitions (order_id, position, graph, from_state,"
                    " to_state, actor, at) values (" ORDER("D") ", 2, 'order', null, 'cancelled',"
                                                                " 'owner', 0)"},
    {"order.deadlines", "update orders set expires_at = 1 where reference = 'A'"},
    {"search.texts", "update products set search_text = '  lain' where id = 1"},
    {"search.texts", "update customers set search_text = '  lain' where id = 1"},
    {"search.texts", "update orders set search_text = '  lain' where reference = 'A'"},
    {"search.texts", "update orders set city_folded = 'lain' where reference = 'A'"},
    {"search.indexes", "update customers set search_text = search_text || '  lain' where id = 1"},
    {"search.indexes", "insert into product_search (rowid, search_text) values (999, '  lain')"},
    {"coupon.uses", "update coupons set times_used = 1"},
    {"coupon.uses", "update coupons set usage_limit = -1"},
    {"coupon.uses", "update coupon_uses set given_back_at = null"},
    {"coupon.uses", "update orders set import_batch_id = null where reference = 'A'"},
    {"coupon.uses", "update coupon_uses set given_back_at = null, order_id = " ORDER("C")},
    {"coupon.uses", "update coupon_uses set given_back_at = null, order_id = " ORDER("E")},
    {"review.ratings", "update products set review_count = 2 where id = 2"},
    {"review.ratings", "update products set review_stars = 4 where id = 2"},
    {"review.ratings", "update products set review_count = 1, review_stars = 5 where id = 1"},
    {"review.ratings", "update reviews set stars = 4"},
    {"review.ratings", "update reviews set hidden_at = 0, hidden_reason = 'kasar'"},
    {"review.ratings", "delete from reviews"},
    {"review.lines", "update reviews set line = 9"},
    {"review.lines", "update reviews set product_id = 1"},
    {"review.lines", "update reviews set customer_id = 2"},
    {"review.lines", "update orders set paid_at = null where reference = 'A'"},
    {"review.lines", "update orders set customer_id = null where reference = 'A'"},
    {"chat.conversations", "update conversations set last_message = 1"},
    {"chat.conversations", "update conversations set last_at = last_at + 1"},
    {"chat.conversations", "update conversations set unread_by_shop = 0"},
    {"chat.conversations", "update conversations set unread_by_customer = 2"},
    {"chat.conversations", "update conversations set read_by_shop = 2"},
    {"chat.conversations", "update conversations set read_by_customer = 9, unread_by_customer = 0"},
    {"chat.conversations", "update messages set from_customer = 1"},
    {"chat.conversations", "delete from messages where id = 2"},
    {"chat.conversations", "delete from messages"},
    {"rows.orphans", "delete from conversations"},
    {"search.texts", "update messages set text = 'apa kabar' where id = 1"},
    {"search.indexes", "insert into message_search (rowid, search_text) values (1, '  lain')"},
    {"name.keys", "update quick_answers set name_folded = 'x'"},
    {"staff.actors", "update messages set sent_by = 'staff:9'"},
    {"customer.merges", "update orders set customer_id = 1001 where reference = 'D'"},
    {"customer.merges", "update carts set customer_id = 1001"},
    {"customer.merges", "update customers set name = 'Ani', name_folded = 'ani',"
                        " search_text = '  ani' where id = 1001"},
    {"customer.merges", "delete from customer_merges"},
    {"customer.merges", "update customers set merged_into = 1001 where id = 1001"},
    {"customer.merges", "update customers set merged_into = 2 where id = 1001"},
    {"customer.merges", "update customers set merged_into = null where id = 1001"},
    {"cart.lines", "delete from cart_lines"},
    {"product.packs", "delete from product_packs where product_id = 1"},
    {"product.packs", "update product_packs set position = 2 where product_id = 1"},
    {"picture.decodes", "update pictures set webp = substr(webp, 1, length(webp) - 20)"},
    {"picture.decodes", "update pictures set webp = x''"},
    {"picture.decodes", "update pictures set width = width + 1"},
    {"picture.decodes", "update pictures set height = height + 1"},
    {"picture.used", "delete from product_pictures"},
    {"name.keys", "update categories set name_folded = 'x' where id = 1"},
    {"name.keys", "update products set name_folded = 'x' where id = 1"},
    {"name.keys", "update product_packs set sku_folded = 'x' where id = 1"},
    {"name.keys", "update product_packs set barcode_folded = 'x' where id = 1"},
    {"name.keys", "update customers set name_folded = 'x' where id = 1"},
    {"name.keys", "update shipping_rates set city_folded = 'x'"},
    {"name.keys", "update coupons set code_folded = 'x'"},
    {"name.keys", "update users set name_folded = 'x'"},
    {"name.keys", "update customer_tags set tag_folded = 'x'"},
    {"staff.roles", "update users set role = 'baker'"},
    {"staff.actors", "update audit_events set actor = 'staff:9'"},
    {"staff.actors", "update import_batches set actor = 'staff:9'"},
    {"staff.actors", "update order_transitions set actor = 'staff:9'"},
    {"staff.actors", "update payments set actor = 'staff:9'"},
    {"staff.actors", "update refunds set actor = 'staff:9'"},
    {"staff.actors", "update stock_movements set actor = 'staff:9'"},
    {"staff.actors", "update payment_submissions set submitted_by = 'staff:9'"},
    {"staff.actors", "update payment_submissions set decided_by = 'staff:9'"},
    {"staff.actors", "update reviews set replied_by = 'staff:9'"},
    {"staff.actors", "update reviews set hidden_by = 'staff:9'"},
    {"staff.actors", "update customer_notes set written_by = 'staff:9'"},
    {"staff.actors", "update customer_tags set added_by = 'staff:9'"},
    {"staff.actors", "update customer_tags set removed_by = 'staff:9'"},
    {"staff.actors", "update consents set recorded_by = 'staff:9'"},
    {"staff.actors", "insert into customer_erasures (customer_id, erased_at, erased_by, reason)"
                     " values (2, 0, 'staff:9', 'x')"},
    {"rows.orphans", "insert into customer_erasures (customer_id, erased_at, erased_by, reason)"
                     " values (99, 0, 'owner', 'x')"},
    {"customer.erasures", "insert into customer_erasures (customer_id, erased_at, erased_by,"
                          " reason) values (2, 0, 'owner', 'x')"},
    {"customer.erasures", "update customers set erased_at = 0 where id = 2"},
    {"import.batches", "update import_batches set orders = orders + 1 where id = 1"},
    {"import.batches", "update orders set import_batch_id = 2 where reference = 'A'"},
    {"rows.orphans", "delete from customers where id = 1"},
    {"rows.orphans", "delete from orders where reference = 'E'"},
    {"rows.orphans", "delete from import_batches where id = 2"},
    {"summary.figures", "update sales_summary set orders = orders + 1 where period = 202601"},
    {"summary.figures", "update sales_summary set units = units + 1 where period = 20260105"},
    {"summary.figures", "update sales_summary set gross = gross - 1 where period = 202602"},
    {"summary.figures", "update sales_summary set discounts = discounts + 1 where period = 202602"},
    {"summary.figures", "update sales_summary set refunds = 0 where period = 20260106"},
    {"summary.figures", "update sales_summary set shipping = shipping + 1 where period = 202602"},
    {"summary.figures", "update sales_summary set other = 1 where period = 202602"},
    {"summary.figures", "delete from sales_summary where period = 20260201"},
    {"summary.figures", "insert into sales_summary select basis, granularity, 209901, stripe, 1, 0,"
                        " 0, 0, 0, 0, 0, 0, 0 from sales_summary limit 1"},
    {"summary.figures", "insert into sales_summary select basis, granularity, period, 7, orders,"
                        " units, gross, discounts, refunds, shipping, other, 0, 0 from"
                        " sales_summary where period = 202602"},
    {"summary.figures", "update booking_entries set booked_on = 20260107 where basis = 'paid'"},
    {"summary.customers", "update sales_summary set new_customers = new_customers + 1"
                          " where period = 202602"},
    {"summary.customers", "update sales_summary set returning_customers = 1"
                          " where period = 20260201"},
    {"summary.customers", "update orders set customer_id = 2 where reference = 'A'"},
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(checking, checked_shop)

BOOST_AUTO_TEST_CASE(an_undamaged_shop_has_no_finding)
{
    for (auto const& each : findings())
        BOOST_ERROR(each);
    std::vector<std::pair<std::size_t, std::size_t>> told;
    read([&](unit_of_work& uow) {
        check_shop(
            uow, [](finding const&) {},
            [&](std::size_t at, std::size_t of) { told.emplace_back(at, of); });
    });
    BOOST_REQUIRE(told.size() == shop_invariants().size());
    for (std::size_t i = 0; i < told.size(); ++i)
        BOOST_TEST((told[i] == std::pair(i, told.size())));
}

BOOST_AUTO_TEST_CASE(terms_that_make_the_amounts_are_no_finding)
{
    for (auto const* terms :
         {"update order_adjustments set base = 1000, rate_ppm = 100000 where kind = 'coupon'",
          "update order_adjustments set rate_ppm = 200000, bound = 100 where kind = 'coupon'",
          "update order_adjustments set rate_ppm = null, bound = null, fixed = 100"
          " where kind = 'coupon'",
          "update order_adjustments set base = 100, fixed = 1000 where kind = 'coupon'",
          "update order_adjustments set fixed = 50 where label = 'Medan'",
          "update order_adjustments set base = 1250, bound = 1251 where label = 'Medan'"}) {
        damage(terms);
        BOOST_TEST(!broken().contains("order.adjustment_terms"), terms);
    }
}

BOOST_DATA_TEST_CASE(damage_is_named, boost::unit_test::data::make(damages), each)
{
    damage(each.sql);
    auto const found = broken();
    BOOST_TEST(found.contains(each.invariant));
    for (auto const& name : found)
        BOOST_TEST((std::find(shop_invariants().begin(), shop_invariants().end(), name) !=
                    shop_invariants().end()));
}

BOOST_AUTO_TEST_CASE(every_invariant_has_been_damaged)
{
    std::set<std::string> damaged;
    for (auto const& each : damages)
        damaged.insert(each.invariant);
    std::set<std::string> const known(shop_invariants().begin(), shop_invariants().end());
    BOOST_TEST(known == damaged, boost::test_tools::per_element());
    BOOST_TEST(known.size() == shop_invariants().size());
}

BOOST_AUTO_TEST_CASE(a_finding_says_what_is_wrong)
{
    damage("update orders set total = total + 1 where reference = 'B'");
    std::vector<finding> found;
    auto const count = read([&](unit_of_work& uow) {
        found.clear();
        return check_shop(uow, [&](finding const& each) { found.push_back(each); });
    });
    BOOST_TEST(count == static_cast<std::int64_t>(found.size()));
    BOOST_REQUIRE(!found.empty());
    BOOST_TEST(found[0].invariant == "order.total");
    BOOST_TEST(found[0].subject == "order " + std::to_string(order("B").header.number));
    BOOST_TEST(found[0].expected == "520");
    BOOST_TEST(found[0].actual == "521");
}

BOOST_AUTO_TEST_CASE(a_finding_shows_no_customers_name)
{
    damage("update customers set name_folded = 'x'");
    for (auto const& each : findings())
        BOOST_TEST(each.find("Ani") == std::string::npos, each);
}

/// Each reference of the schema, as the database itself tells them.
BOOST_AUTO_TEST_CASE(every_reference_is_looked_at)
{
    auto const links =
        texts("select t.name || '.' || f.\"from\" from sqlite_schema t join"
              " pragma_foreign_key_list(t.name) f where t.type = 'table' order by 1");
    BOOST_TEST(links.size() > 20u);
    for (auto const& link : links) {
        auto const table = link.substr(0, link.find('.'));
        auto const column = link.substr(table.size() + 1);
        auto const keys =
            texts("select name from pragma_table_info('" + table + "') where pk > 0 order by pk");
        BOOST_REQUIRE(!keys.empty());
        std::string key;
        for (auto const& each : keys)
            key += (key.empty() ? "" : ", ") + each;
        // One shop after the other: a copy is damaged, found, and mended again.
        auto const first = " where (" + key + ") = (select " + key + " from " + table + " where " +
                           column + " is not null limit 1)";
        auto const old = texts("select cast(" + column + " as text) from " + table + first);
        BOOST_REQUIRE_MESSAGE(old.size() == 1u, "no row has " << link);
        damage("update " + table + " set " + column + " = 987654" + first);
        bool named = false;
        for (auto const& each : findings())
            named = named || each.starts_with("rows.orphans: " + link + " 987654: ");
        BOOST_TEST(named, link);
        damage("update " + table + " set " + column + " = " + old[0] + " where " + column +
               " = 987654");
    }
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_SUITE_END()
