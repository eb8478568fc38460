// labels: threads
#include "tests/support/selling_fixture.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/cart.hpp>
#include <tokocrm/customer_merge.hpp>
#include <tokocrm/import.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <barrier>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

using namespace tokocrm;
using test::refusal;
using test::refused_because;
using namespace std::chrono_literals;

namespace {

constexpr std::array tables{"orders",         "coupon_uses",   "carts",
                            "reviews",        "conversations", "messages",
                            "customer_notes", "customer_tags", "consents"};

/// Two cards of one person, and a shop that sells to both.
struct merge_shop : test::selling_fixture
{
    merge_shop()
    {
        add("PG16", 19'000, 1, 100);
        add("BERAS", 14'500, 0, 50, true);
        add_card("Ani", "081100000001");
        add_card("Ani Lestari", "081100000002", "ani@example.com");
    }

    id<customer> const keep{1}, other{2};
    card_choices const all_kept{.name = card_side::keep,
                                .phone = card_side::keep,
                                .email = card_side::keep,
                                .address = card_side::keep,
                                .sex = card_side::keep};

    id<customer> add_card(std::string name, std::optional<std::string> phone = {},
                          std::optional<std::string> email = {})
    {
        return transact([&](unit_of_work& uow) {
                   customer_draft draft;
                   draft.name = std::move(name);
                   draft.reach.phone = std::move(phone);
                   draft.reach.email = std::move(email);
                   draft.known_contact = true;
                   return add_customer(uow, draft);
               })
            .number;
    }
    tokocrm::order buy(id<customer> by, std::string sku = "PG16", std::int64_t count = 1)
    {
        auto wish = over_the_counter(std::move(sku), count);
        wish.buyer = by;
        return place(wish);
    }
    void run(std::string const& sql)
    {
        transact([&](unit_of_work& uow) { native(uow) << sql; });
    }
    customer_merge_result merge(id<customer> into, id<customer> from, card_choices const& choices)
    {
        return transact(
            [&](unit_of_work& uow) { return merge_customers(uow, into, from, choices); });
    }
    customer_merge_result merge() { return merge(keep, other, all_kept); }

    std::int64_t rows(std::string const& table, id<customer> of)
    {
        return number("select count(*) from " + table +
                      " where customer_id = " + std::to_string(of.value()));
    }
    void note(id<customer> of, std::string const& text)
    {
        run("insert into customer_notes (customer_id, text, written_at, written_by) values (" +
            std::to_string(of.value()) + ", '" + text + "', 1, 'owner')");
    }
    void tag(id<customer> of, std::string const& name)
    {
        run("insert into customer_tags (customer_id, tag, tag_folded, added_at, added_by) values"
            " (" +
            std::to_string(of.value()) + ", '" + name + "', '" + name + "', 1, 'owner')");
    }
    void consent(id<customer> of, std::string const& channel, bool given, std::int64_t at)
    {
        run("insert into consents (customer_id, channel, given, source, recorded_at, recorded_by)"
            " values (" +
            std::to_string(of.value()) + ", '" + channel + "', " + (given ? "1" : "0") +
            ", 'di toko', " + std::to_string(at) + ", 'owner')");
    }
    /// One message; the conversation's counts follow.
    void say(id<customer> of, bool from_customer, std::string const& key = {})
    {
        auto const whose = std::to_string(of.value());
        run("insert into conversations (customer_id, last_message, last_at, read_by_customer,"
            " read_by_shop, unread_by_customer, unread_by_shop) values (" +
            whose + ", 0, 0, 0, 0, 0, 0) on conflict (customer_id) do nothing");
        run("insert into messages (customer_id, from_customer, text, sent_at, sent_by,"
            " idempotency_key, search_text) values (" +
            whose + ", " + (from_customer ? "1" : "0") +
            ", '?', (select count(*) from messages), 'owner', " +
            (key.empty() ? "null" : "'" + key + "'") + ", '')");
        run("update conversations set last_message = (select max(id) from messages),"
            " last_at = (select max(sent_at) from messages), " +
            std::string(from_customer ? "unread_by_shop = unread_by_shop + 1"
                                      : "unread_by_customer = unread_by_customer + 1") +
            " where customer_id = " + whose);
    }
    void shop_reads(id<customer> of)
    {
        run("update conversations set read_by_shop = last_message, unread_by_shop = 0"
            " where customer_id = " +
            std::to_string(of.value()));
    }
    std::string conversation(id<customer> of)
    {
        return texts("select last_message || ' at ' || last_at || ', read ' || read_by_customer ||"
                     " '/' || read_by_shop || ', unread ' || unread_by_customer || '/' ||"
                     " unread_by_shop from conversations where customer_id = " +
                     std::to_string(of.value()))
            .at(0);
    }
    std::string named(std::string const& text)
    {
        return read([&](unit_of_work& uow) {
            auto const found = get_customer(uow, text);
            return std::to_string(found.number.value()) + " " + found.name;
        });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(customer_merges, merge_shop)

BOOST_AUTO_TEST_CASE(all_of_the_other_card_becomes_the_kept_ones)
{
    coupon draft;
    draft.code = "LBR01";
    draft.discount = percentage::percent(10);
    offer(draft);
    buy(keep);
    auto wish = over_the_counter("PG16", 2);
    wish.buyer = other;
    wish.coupon = "LBR01";
    auto const bought = place(wish);
    buy(other);
    transact([&](unit_of_work& uow) {
        add_to_cart(uow, keep, "PG16", whole(1));
        add_to_cart(uow, other, "PG16", whole(2));
        add_to_cart(uow, other, "BERAS", whole(3));
    });
    run("insert into reviews (order_id, line, product_id, customer_id, stars, text, written_at,"
        " version) values (" +
        std::to_string(bought.header.row.value()) + ", 1, 1, 2, 5, 'bagus', 1, 1)");
    run("update products set review_count = 1, review_stars = 5 where id = 1");
    say(other, true);
    say(keep, false);
    say(other, false);
    note(other, "suka beras");
    note(keep, "tetangga");
    tag(keep, "langganan");
    tag(other, "langganan");
    tag(other, "grosir");
    consent(other, "email", true, 5);
    BOOST_REQUIRE(findings().empty());

    auto const merged = merge();

    BOOST_TEST(merged.kept.number.value() == keep.value());
    BOOST_TEST(merged.other.value() == other.value());
    BOOST_TEST(merged.orders == 2);
    BOOST_TEST(merged.coupon_uses == 1);
    BOOST_TEST(merged.cart_lines == 2);
    BOOST_TEST(merged.reviews == 1);
    BOOST_TEST(merged.messages == 2);
    BOOST_TEST(merged.notes == 1);
    BOOST_TEST(merged.tags == 1);
    BOOST_TEST(merged.consents == 1);
    for (auto const* const table : tables) {
        BOOST_TEST_CONTEXT(table)
        {
            BOOST_TEST(rows(table, other) == 0);
            BOOST_TEST(rows(table, keep) > 0);
        }
    }
    BOOST_TEST(rows("orders", keep) == 3);
    BOOST_TEST(rows("messages", keep) == 3);
    BOOST_TEST(rows("customer_notes", keep) == 2);
    BOOST_TEST(rows("customer_tags", keep) == 2);
    auto const cart = read([&](unit_of_work& uow) { return show_cart(uow, keep); });
    BOOST_REQUIRE(cart.lines.size() == 2u);
    BOOST_TEST(to_decimal(cart.lines[0].amount) == "3");
    BOOST_TEST(to_decimal(cart.lines[1].amount) == "3");
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_rehearsed_merge_says_the_same_and_changes_nothing)
{
    buy(keep);
    buy(other);
    note(other, "x");
    auto const before = dump();
    auto const would = tokocrm::rehearse(
        db(), who, [&](unit_of_work& uow) { return merge_customers(uow, keep, other, all_kept); });
    BOOST_TEST(test::difference(before, dump()) == "");
    auto const merged = merge();
    BOOST_TEST(would.orders == merged.orders);
    BOOST_TEST(would.notes == merged.notes);
    BOOST_TEST(would.kept.name == merged.kept.name);
}

BOOST_AUTO_TEST_CASE(who_was_new_twice_is_new_once)
{
    buy(other); // 24 November
    clk.advance(24h);
    buy(keep);
    clk.advance(24h);
    buy(other);
    clk.advance(10 * 24h);
    buy(keep); // 6 December
    auto const customers = [&](char const* first, char const* last, report_granularity by) {
        std::string text;
        for (auto const& row : report(first, last, by).rows)
            text += std::to_string(row.figures.new_customers) + "/" +
                    std::to_string(row.figures.returning_customers.value_or(-1)) + " ";
        return text;
    };
    using enum report_granularity;
    BOOST_TEST(customers("2026-11-24", "2026-11-26", day) == "1/0 1/0 0/1 ");
    BOOST_TEST(customers("2026-11-01", "2026-12-31", month) == "2/0 0/1 ");
    auto const before = report("2026-11-01", "2026-12-31");

    merge();

    BOOST_TEST(customers("2026-11-24", "2026-11-26", day) == "1/0 0/1 0/1 ");
    BOOST_TEST(customers("2026-11-01", "2026-12-31", month) == "1/0 0/1 ");
    auto const after = report("2026-11-01", "2026-12-31");
    BOOST_TEST(after.totals.orders == before.totals.orders);
    BOOST_TEST(after.totals.total().minor() == before.totals.total().minor());
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_day_on_which_both_bought_has_one_customer)
{
    buy(keep);
    buy(other);
    merge();
    auto const rows = report("2026-11-24", "2026-11-24", report_granularity::day).rows;
    BOOST_TEST(rows.at(0).figures.new_customers == 1);
    BOOST_TEST(rows.at(0).figures.orders == 2);
    check_clean();
}

BOOST_AUTO_TEST_CASE(the_other_cards_id_leads_to_the_kept_one_everywhere)
{
    buy(other);
    merge();
    BOOST_TEST(named("2") == "1 Ani");
    read([&](unit_of_work& uow) {
        BOOST_TEST(find_customer(uow, other)->number.value() == 1);
        order_query query;
        query.buyer = other;
        BOOST_TEST(list_orders(uow, query, {}).items.size() == 1u);
        BOOST_TEST(count_orders(uow, query) == 1);
    });
    transact([&](unit_of_work& uow) {
        add_to_cart(uow, other, "PG16", whole(1));
        edit_customer(uow, other, {.address = std::optional<std::string>("Jl. Baru")});
    });
    BOOST_TEST(rows("carts", keep) == 1);
    BOOST_TEST(rows("carts", other) == 0);
    auto wish = order_request{};
    wish.buyer = other;
    wish.from_cart = other;
    auto const placed = place(wish);
    BOOST_TEST(placed.header.buyer->value() == 1);
    BOOST_TEST(placed.header.customer_name.value() == "Ani");
    BOOST_TEST(rows("carts", keep) == 0);
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_key_answers_with_its_order_also_after_the_merge)
{
    auto wish = over_the_counter("PG16", 1);
    wish.buyer = other;
    wish.key = "web-1";
    auto const placed = place(wish);
    merge();
    BOOST_TEST(place(wish).header.number == placed.header.number);
    wish.buyer = keep; // as the command line names them by now
    BOOST_TEST(place(wish).header.number == placed.header.number);
    wish.buyer = add_card("Cici");
    BOOST_TEST(refused(wish) == "order.key_reused");
    BOOST_TEST(rows("orders", keep) == 1);
}

BOOST_AUTO_TEST_CASE(whoever_signed_in_with_the_other_card_sees_what_is_theirs)
{
    auto const bought = buy(other), elsewhere = buy(add_card("Cici"));
    merge();
    auto const sees = [&](id<customer> reader, id<customer> asked, std::int64_t order_number) {
        return refused_because([&] {
            tokocrm::read(db(), actor(reader), [&](unit_of_work& uow) {
                find_customer(uow, asked);
                get_order(uow, order_number);
            });
        });
    };
    for (auto const reader : {keep, other})
        for (auto const asked : {keep, other})
            BOOST_TEST(sees(reader, asked, bought.header.number) == "");
    for (auto const reader : {keep, other}) {
        BOOST_TEST(sees(reader, id<customer>(3), bought.header.number) == "staff.not_permitted");
        BOOST_TEST(sees(reader, keep, elsewhere.header.number) == "staff.not_permitted");
    }
    BOOST_TEST(sees(id<customer>(3), other, elsewhere.header.number) == "staff.not_permitted");
}

BOOST_AUTO_TEST_CASE(a_chain_of_merges_leads_to_its_end)
{
    auto const third = add_card("Bu Ani");
    buy(other);
    merge(keep, other, all_kept);
    merge(third, keep, all_kept);
    BOOST_TEST(named("2") == "3 Bu Ani");
    BOOST_TEST(named("1") == "3 Bu Ani");
    BOOST_TEST(rows("orders", third) == 1);
    // Into an old id: into the card that it leads to.
    auto const fourth = add_card("Ani L");
    merge(other, fourth, all_kept);
    BOOST_TEST(named("4") == "3 Bu Ani");
    auto const merges = read([&](unit_of_work& uow) { return list_customer_merges(uow, other); });
    BOOST_REQUIRE(merges.size() == 3u);
    BOOST_TEST(merges[0].kept.value() == 1);
    BOOST_TEST(merges[0].other.value() == 2);
    BOOST_TEST(merges[1].kept.value() == 3);
    BOOST_TEST(merges[1].other.value() == 1);
    BOOST_TEST(merges[2].other.value() == 4);
    check_clean();
}

BOOST_AUTO_TEST_CASE(nobody_finds_the_card_that_went)
{
    run("update customers set city = 'Medan', city_folded = 'medan' where id = 2");
    merge(keep, other,
          {.name = card_side::keep, .phone = card_side::keep, .email = card_side::keep});
    read([&](unit_of_work& uow) {
        BOOST_TEST(list_customers(uow, {}, {}).items.size() == 1u);
        BOOST_TEST(count_customers(uow, {}) == 1);
        customer_query lestari;
        lestari.search = "lestari";
        BOOST_TEST(count_customers(uow, lestari) == 0);
        BOOST_TEST(!match_customer(uow, "Ani Lestari", {}));
        contact reach;
        reach.phone = "+6281100000002";
        BOOST_TEST(!match_customer(uow, "", reach));
    });
    BOOST_TEST(refused_because([&] { named("081100000002"); }) == "customer.not_found");
    // Somebody else may have the number by now.
    BOOST_TEST(transact([](unit_of_work& uow) {
                   customer_draft draft;
                   draft.name = "Cici";
                   draft.reach.phone = "081100000002";
                   return add_customer(uow, draft).number.value();
               }) == 3);
}

BOOST_AUTO_TEST_CASE(what_differs_has_to_be_chosen)
{
    auto const before = dump();
    auto const told = refusal([&] { merge(keep, other, {.name = card_side::keep}); });
    BOOST_TEST(told == "customer.merge_conflict: 1|2|phone: +6281100000001 / +6281100000002");
    BOOST_TEST(test::difference(before, dump()) == "");
    auto const conflicts =
        read([&](unit_of_work& uow) { return merge_conflicts(uow, keep, other); });
    BOOST_REQUIRE(conflicts.size() == 2u);
    BOOST_TEST(conflicts[0].keep == "Ani");
    BOOST_TEST(conflicts[0].other == "Ani Lestari");
    BOOST_TEST(name(conflicts[1].field) == "phone");
}

BOOST_AUTO_TEST_CASE(what_was_not_chosen_is_kept_with_the_merge)
{
    auto const merged = merge(keep, other, {.name = card_side::keep, .phone = card_side::other});
    BOOST_TEST(merged.kept.name == "Ani");
    BOOST_TEST(merged.kept.reach.phone.value() == "+6281100000002");
    BOOST_TEST(merged.kept.reach.email.value() == "ani@example.com"); // one alone had it
    BOOST_TEST(merged.kept.version == 2);
    BOOST_TEST(named("081100000002") == "1 Ani");
    auto const merges = read([&](unit_of_work& uow) { return list_customer_merges(uow, keep); });
    BOOST_REQUIRE(merges.size() == 1u);
    auto const& known = merges.front();
    BOOST_TEST(known.card->name == "Ani Lestari");
    BOOST_TEST(known.merged_by == "owner");
    BOOST_TEST((known.merged_at == clk.now()));
    BOOST_REQUIRE(known.conflicts.size() == 2u);
    BOOST_TEST(known.conflicts[1].keep == "+6281100000001");
    BOOST_TEST((known.choices.phone == card_side::other));
    BOOST_TEST((known.choices.name == card_side::keep));
    BOOST_TEST(!known.choices.email);
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_tag_that_both_have_stays_once_and_the_other_is_in_the_trace)
{
    tag(keep, "langganan");
    tag(other, "langganan");
    run("insert into customer_tags (customer_id, tag, tag_folded, added_at, added_by, removed_at,"
        " removed_by) values (2, 'lama', 'lama', 1, 'owner', 2, 'owner')");
    BOOST_TEST(merge().tags == 1); // the one that was removed before
    BOOST_TEST(rows("customer_tags", keep) == 2);
    BOOST_TEST(texts("select other_card from customer_merges").at(0).find("\"langganan\"") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(carts_are_added_up_and_capped_at_what_is_there)
{
    transact([&](unit_of_work& uow) {
        add_to_cart(uow, keep, "PG16", whole(60));
        add_to_cart(uow, other, "PG16", whole(70));
    });
    auto const merged = merge();
    BOOST_REQUIRE(merged.cart_changes.size() == 1u);
    BOOST_TEST(name(merged.cart_changes[0].kind) == "capped");
    BOOST_TEST(to_decimal(*merged.cart_changes[0].wanted) == "130");
    BOOST_TEST(to_decimal(*merged.cart_changes[0].available) == "100");
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_conversation_goes_over_whole)
{
    say(other, true);
    say(other, false);
    shop_reads(other);
    say(other, true);
    BOOST_TEST(merge().messages == 3);
    BOOST_TEST(conversation(keep) == "3 at 2, read 0/2, unread 1/1");
    BOOST_TEST(rows("conversations", other) == 0);
    check_clean();
}

BOOST_AUTO_TEST_CASE(of_two_conversations_nothing_unread_gets_lost)
{
    say(keep, true);        // 1
    say(other, true);       // 2
    say(keep, true);        // 3
    shop_reads(keep);       // 2 is unread
    say(other, false, "k"); // 4
    say(keep, false, "k");  // 5
    BOOST_TEST(merge().messages == 2);
    BOOST_TEST(conversation(keep) == "5 at 4, read 3/1, unread 2/2");
    // The key answers with the kept card's message.
    BOOST_TEST(number("select id from messages where idempotency_key = 'k'") == 5);
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_withdrawal_is_not_lost_to_an_earlier_consent)
{
    consent(other, "email", false, 20);
    consent(keep, "email", true, 10); // recorded with a clock that was behind
    consent(keep, "whatsapp", true, 30);
    consent(other, "whatsapp", false, 10);
    merge();
    auto const last = [&](char const* channel) {
        return number("select given from consents where customer_id = 1 and channel = '" +
                      std::string(channel) + "' order by id desc limit 1");
    };
    BOOST_TEST(last("email") == 0);
    BOOST_TEST(last("whatsapp") == 1);
    BOOST_TEST(rows("consents", keep) == 6); // one more for each, which says so
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_limit_for_each_customer_counts_what_both_used)
{
    coupon draft;
    draft.code = "SEKALI";
    draft.discount = percentage::percent(10);
    draft.usage_limit_per_customer = 1;
    offer(draft);
    for (auto const each : {keep, other}) {
        auto wish = over_the_counter("PG16", 1);
        wish.buyer = each;
        wish.coupon = "SEKALI";
        place(wish);
    }
    BOOST_TEST(merge().coupon_uses == 1);
    check_clean();
    for (auto const each : {keep, other}) {
        auto wish = over_the_counter("PG16", 1);
        wish.buyer = each;
        wish.coupon = "SEKALI";
        BOOST_TEST(refused(wish) == "coupon.used_up_by_customer");
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_merged_is_refused_and_nothing_changes)
{
    auto const third = add_card("Cici"), erased = add_card("Dedi");
    run("update customers set erased_at = 1 where id = " + std::to_string(erased.value()));
    merge();
    auto const before = dump();
    auto const why = [&](id<customer> into, id<customer> from) {
        return refusal([&] { merge(into, from, all_kept); });
    };
    BOOST_TEST(why(keep, keep) == "customer.merge_same: 1");
    BOOST_TEST(why(keep, other) == "customer.merged_already: 2|1");
    BOOST_TEST(why(third, other) == "customer.merged_already: 2|1");
    BOOST_TEST(why(other, keep) == "customer.merge_circle: 2|1");
    BOOST_TEST(why(other, other) == "customer.merge_same: 2");
    BOOST_TEST(why(keep, id<customer>(99)) == "customer.not_found: 99");
    BOOST_TEST(why(id<customer>(99), keep) == "customer.not_found: 99");
    BOOST_TEST(why(id<customer>(-1), keep) == "customer.not_found: -1");
    BOOST_TEST(why(keep, erased) == "customer.erased: 4");
    BOOST_TEST(why(erased, keep) == "customer.erased: 4");
    BOOST_TEST(test::difference(before, dump()) == "");
}

BOOST_AUTO_TEST_CASE(whoever_looked_at_the_card_before_is_told)
{
    merge();
    BOOST_TEST(refused_because([&] {
                   transact([&](unit_of_work& uow) {
                       edit_customer(uow, keep, {.name = "Ani B", .seen_version = 1});
                   });
               }) == "customer.changed");
}

BOOST_AUTO_TEST_CASE(the_audit_says_what_moved_and_nothing_of_the_person)
{
    buy(other);
    merge();
    auto const events = read([](unit_of_work& uow) { return audit_trail(uow, "customer:1"); });
    BOOST_REQUIRE(!events.empty());
    BOOST_TEST(events.back().action == "customer.merge");
    BOOST_TEST(events.back().detail ==
               "{\"other\":2,\"orders\":1,\"messages\":0,\"reviews\":0,\"notes\":0}");
}

// --- imports

BOOST_AUTO_TEST_CASE(an_import_is_taken_back_with_orders_that_a_merge_moved)
{
    auto const batch = import("order,placed_at,customer,phone,sku,unit_price\n"
                              "A,2026-11-20,Budi,081100000003,PG16,19000\n"
                              "B,2026-11-21,Budi S,081100000004,PG16,19000\n"
                              "C,2026-11-22,Cici,081100000005,PG16,19000\n")
                           .batch;
    merge(id<customer>(3), id<customer>(4), all_kept);
    merge(keep, id<customer>(3), all_kept);
    buy(keep);
    check_clean();
    auto const undone = undo(batch);
    BOOST_TEST(undone.orders == 3);
    BOOST_TEST(undone.customers == 1); // Cici; the cards that were merged stay as traces
    BOOST_TEST(rows("orders", keep) == 1);
    BOOST_TEST(named("4") == "1 Ani");
    check_clean();
}

BOOST_AUTO_TEST_CASE(cards_that_an_import_made_stay_once_they_were_merged)
{
    auto const batch = import("order,placed_at,customer,phone,sku,unit_price\n"
                              "A,2026-11-20,Budi,081100000003,PG16,19000\n"
                              "B,2026-11-21,Budi S,081100000004,PG16,19000\n")
                           .batch;
    merge(id<customer>(3), id<customer>(4), all_kept);
    BOOST_TEST(undo(batch).customers == 0);
    BOOST_TEST(named("4") == "3 Budi");
    BOOST_TEST(rows("orders", id<customer>(3)) == 0);
    check_clean();
}

BOOST_AUTO_TEST_CASE(an_import_knows_a_customer_by_what_stands_on_the_card)
{
    merge(); // the phone of the other is not on the card
    import("order,placed_at,customer,phone,sku,unit_price\n"
           "A,2026-11-20,Ani L,081100000001,PG16,19000\n"
           "B,2026-11-21,Ani Lestari,081100000002,PG16,19000\n");
    BOOST_TEST(rows("orders", keep) == 1);
    BOOST_TEST(rows("orders", other) == 0);
    BOOST_TEST(rows("orders", id<customer>(3)) == 1);
    check_clean();
}

BOOST_AUTO_TEST_CASE(an_order_that_a_file_corrects_stays_with_the_kept_card)
{
    std::string const header = "order,placed_at,customer,phone,sku,unit_price\n";
    import(header + "A,2026-11-20,Budi,081100000003,PG16,19000\n");
    merge(keep, id<customer>(3), all_kept);
    auto const again =
        import(header + "A,2026-11-20,Budi,081100000003,PG16,18000\n", {}, on_conflict::update);
    BOOST_TEST(again.updated == 1);
    BOOST_TEST(again.customers == 0);
    BOOST_TEST(rows("orders", keep) == 1);
    check_clean();
}

// --- at the same time

BOOST_AUTO_TEST_CASE(a_checkout_of_the_other_card_meanwhile_ends_on_the_kept_one)
{
    constexpr int rounds = 20;
    for (int round = 0; round < rounds; ++round) {
        auto const into = add_card("Kartu A"), from = add_card("kartu a");
        buy(from);
        std::barrier begin(3);
        auto const buys = [&] {
            auto wish = over_the_counter("BERAS", 1);
            wish.buyer = from;
            begin.arrive_and_wait();
            tokocrm::transact(db(), actor(owner{}),
                              [&](unit_of_work& uow) { place_order(uow, wish); });
        };
        std::thread first(buys), second(buys);
        begin.arrive_and_wait();
        tokocrm::transact(db(), actor(owner{}),
                          [&](unit_of_work& uow) { merge_customers(uow, into, from); });
        first.join();
        second.join();
        BOOST_TEST(rows("orders", from) == 0);
        BOOST_TEST(rows("orders", into) == 3);
    }
    check_clean();
}

BOOST_AUTO_TEST_CASE(two_merges_that_cross_leave_one_card)
{
    for (int round = 0; round < 10; ++round) {
        auto const a = add_card("Kartu A"), b = add_card("kartu a");
        std::barrier begin(2);
        std::string why[2];
        auto const merging = [&](int which, id<customer> into, id<customer> from) {
            begin.arrive_and_wait();
            why[which] = refused_because([&] {
                tokocrm::transact(db(), actor(owner{}),
                                  [&](unit_of_work& uow) { merge_customers(uow, into, from); });
            });
        };
        std::thread one([&] { merging(0, a, b); });
        merging(1, b, a);
        one.join();
        bool const first_won = why[0].empty();
        BOOST_TEST(why[first_won ? 0 : 1] == "");
        BOOST_TEST(why[first_won ? 1 : 0] == "customer.merge_circle");
    }
    check_clean();
}

// --- any shop

BOOST_DATA_TEST_CASE(whatever_was_merged_the_shop_adds_up,
                     boost::unit_test::data::make({1u, 2u, 3u, 4u, 5u}), seed)
{
    BOOST_TEST_CONTEXT("seed " << seed)
    {
        std::mt19937 luck(seed);
        auto const below = [&](std::int64_t most) {
            return static_cast<std::int64_t>(luck() % static_cast<unsigned>(most));
        };
        constexpr std::int64_t cards = 8;
        for (std::int64_t i = 2; i < cards; ++i)
            add_card("Kartu " + std::to_string(below(3)),
                     below(2) ? std::optional("0811" + std::to_string(1'000'000 + below(4)))
                              : std::nullopt);
        std::vector<std::int64_t> leads(cards + 1); // to whom, by the model
        for (std::int64_t i = 0; i <= cards; ++i)
            leads[static_cast<std::size_t>(i)] = i;
        std::vector<std::int64_t> bought(cards + 1, 0);
        auto const any = [&] { return 1 + below(cards); };
        auto const lead = [&](std::int64_t i) { return leads[static_cast<std::size_t>(i)]; };
        for (int step = 0; step < 60; ++step) {
            auto const one = any(), two = any();
            id<customer> const who_acts(lead(one));
            switch (below(9)) {
            case 0:
                buy(id<customer>(one), "BERAS");
                ++bought[static_cast<std::size_t>(lead(one))];
                break;
            case 1:
                transact([&](unit_of_work& uow) {
                    add_to_cart(uow, id<customer>(one), below(2) ? "PG16" : "BERAS", whole(1));
                });
                break;
            case 2:
                note(who_acts, "catatan");
                break;
            case 3:
                if (number("select count(*) from customer_tags where tag = 'a' and customer_id = " +
                           std::to_string(who_acts.value())) == 0)
                    tag(who_acts, "a");
                break;
            case 4:
                consent(who_acts, below(2) ? "email" : "whatsapp", below(2) == 0, step);
                break;
            case 5:
                say(who_acts, below(2) == 0, below(3) ? "" : "k" + std::to_string(step));
                break;
            case 6:
                if (rows("conversations", who_acts) > 0)
                    shop_reads(who_acts);
                break;
            case 7:
                clk.advance(std::chrono::hours(below(40)));
                break;
            default: {
                card_choices choices = all_kept;
                if (below(2))
                    choices.phone = choices.name = card_side::other;
                auto const why =
                    refused_because([&] { merge(id<customer>(one), id<customer>(two), choices); });
                std::string const expected = one == two         ? "customer.merge_same"
                                             : lead(two) != two ? "customer.merged_already"
                                             : lead(one) == two ? "customer.merge_circle"
                                                                : "";
                BOOST_TEST(why == expected);
                if (why.empty()) {
                    auto const into = lead(one);
                    bought[static_cast<std::size_t>(into)] += bought[static_cast<std::size_t>(two)];
                    bought[static_cast<std::size_t>(two)] = 0;
                    for (auto& each : leads)
                        if (each == two)
                            each = into;
                }
            }
            }
        }
        for (std::int64_t i = 1; i <= cards; ++i) {
            BOOST_TEST(read([&](unit_of_work& uow) {
                           return find_customer(uow, id<customer>(i))->number.value();
                       }) == lead(i));
            BOOST_TEST(rows("orders", id<customer>(i)) == bought[static_cast<std::size_t>(i)]);
        }
        check_clean();
    }
}

BOOST_AUTO_TEST_SUITE_END()
