// labels: threads
#include "tests/support/selling_fixture.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/review.hpp>
#include <tokocrm/staff.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace tokocrm;
using namespace std::chrono_literals;
using test::difference, test::refused_because;
using strings = std::vector<std::string>;

namespace {

struct reviewing : test::selling_fixture
{
    reviewing()
    {
        stock_up();
        add("PAKU", 500, 0, 100);
    }

    /// An order of the buyer, paid at once.
    std::int64_t bought(std::vector<std::pair<std::string, std::int64_t>> const& items,
                        std::optional<id<customer>> by = {})
    {
        order_request wish;
        wish.buyer = by ? by : buyer;
        for (auto const& [sku, count] : items)
            wish.items.push_back({sku, whole(count)});
        wish.pay = payment_method::cash;
        return place(wish).header.number;
    }
    id<customer> somebody_else(std::string name = "Lain")
    {
        return transact([&](unit_of_work& uow) {
            customer_draft draft;
            draft.name = std::move(name);
            return add_customer(uow, draft).number;
        });
    }
    review_draft said(std::int64_t order, std::string item = "PG16", std::int64_t stars = 5)
    {
        return {.by = *buyer,
                .order_number = order,
                .item = std::move(item),
                .stars = stars,
                .text = "sesuai pesanan kak"};
    }
    review write(review_draft const& draft)
    {
        return transact([&](unit_of_work& uow) { return add_review(uow, draft); });
    }
    review edit(id<review> number, review_changes const& changes)
    {
        return transact([&](unit_of_work& uow) { return edit_review(uow, number, changes); });
    }
    review answer(id<review> number, std::string const& text = "makasih kak",
                  std::optional<std::int64_t> seen = {})
    {
        return transact(
            [&](unit_of_work& uow) { return reply_to_review(uow, number, text, seen); });
    }
    review hide(id<review> number, std::string const& reason = "kata kasar")
    {
        return transact([&](unit_of_work& uow) { return hide_review(uow, number, reason); });
    }
    review unhide(id<review> number)
    {
        return transact([&](unit_of_work& uow) { return unhide_review(uow, number); });
    }
    review look(id<review> number)
    {
        return read([&](unit_of_work& uow) { return get_review(uow, number); });
    }
    std::vector<std::int64_t> listed(review_query const& query)
    {
        return read([&](unit_of_work& uow) {
            std::vector<std::int64_t> found;
            for (auto const& each : list_reviews(uow, query, {}).items)
                found.push_back(each.number.value());
            BOOST_TEST(count_reviews(uow, query) == static_cast<std::int64_t>(found.size()));
            return found;
        });
    }
    id<product> number_of(std::string const& sku = "PG16")
    {
        return read([&](unit_of_work& uow) { return get_product(uow, sku).number; });
    }
    /// `reviews/stars` of a product.
    std::string rated(std::string const& sku = "PG16")
    {
        auto const of = read([&](unit_of_work& uow) { return get_product(uow, sku).rated; });
        return std::to_string(of.reviews) + "/" + std::to_string(of.stars);
    }
    /// What somebody reads beside a product: `id name`, the newest first.
    strings shown_to(actor const& reader, std::string const& sku = "PG16")
    {
        auto const about = number_of(sku);
        return tokocrm::read(db(), reader, [&](unit_of_work& uow) {
            strings found;
            for (auto const& each : list_public_reviews(uow, about, {}).items)
                found.push_back(std::to_string(each.number.value()) + " " +
                                each.shown_name.value_or("?") + (each.hidden ? " hidden" : ""));
            return found;
        });
    }
    /// That something is refused, and leaves no trace.
    template <class Work>
    void must_refuse(std::string const& reason, Work work)
    {
        auto const before = dump();
        BOOST_TEST(refused_because(work) == reason);
        BOOST_TEST(difference(before, dump()) == "");
    }
};

/// Does something from many threads at once.
template <class Work>
void from_threads(int count, Work const& work)
{
    std::barrier start(count);
    std::vector<std::thread> running;
    for (int i = 0; i < count; ++i)
        running.emplace_back([&, i] {
            start.arrive_and_wait();
            work(i);
        });
    for (auto& each : running)
        each.join();
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(reviews, reviewing)

BOOST_AUTO_TEST_CASE(what_was_bought_is_reviewed_and_answered)
{
    auto const order = bought({{"PG16", 1}, {"BERAS", 2}});
    auto const written = write(said(order));
    BOOST_TEST(written.number.value() == 1);
    BOOST_TEST(written.order_number == order);
    BOOST_TEST(written.line == 1);
    BOOST_TEST((written.about == number_of()));
    BOOST_TEST(written.sku == "PG16");
    BOOST_TEST(written.product_name == "Barang PG16");
    BOOST_TEST((written.by == *buyer));
    BOOST_TEST(written.customer_name == "Pembeli");
    BOOST_TEST(written.stars == 5);
    BOOST_TEST(written.text == "sesuai pesanan kak");
    BOOST_TEST((written.written_at == clk.now()));
    BOOST_TEST((!written.edited_at && !written.reply && !written.hidden));
    BOOST_TEST(written.version == 1);

    clk.advance(1h);
    auto const answered = answer(written.number);
    BOOST_TEST(answered.reply.value().text == "makasih kak");
    BOOST_TEST((answered.reply->written_at == clk.now()));
    BOOST_TEST(answered.reply->actor == "owner");
    BOOST_TEST(answered.version == 2);
    BOOST_TEST(look(written.number).reply.value().text == "makasih kak");
    auto const trail = read([](unit_of_work& uow) { return audit_trail(uow, "review:1"); });
    BOOST_TEST_REQUIRE(trail.size() == 2u);
    BOOST_TEST(trail[0].action == "review.add");
    BOOST_TEST(trail[1].action == "review.reply");
    BOOST_TEST((trail[0].detail + trail[1].detail).find("kak") == std::string::npos);
    check_clean();
}

BOOST_AUTO_TEST_CASE(stars_and_text_have_bounds)
{
    auto const order = bought({{"PG16", 1}});
    for (auto const& [reason, text] :
         std::map<std::string, std::string>{{"review.text_empty", " \x1B\xE2\x80\xAE\n"},
                                            {"review.text_too_long", std::string(10'000'000, 'x')},
                                            {"review.text_invalid", "\xFF"}}) {
        auto draft = said(order);
        draft.text = text;
        must_refuse(reason, [&] { write(draft); });
    }
    for (std::int64_t const stars : {0, 6, -1})
        must_refuse("review.stars_invalid", [&] { write(said(order, "PG16", stars)); });

    auto const number = write(said(order)).number;
    must_refuse("review.stars_invalid", [&] { edit(number, {.stars = 6}); });
    must_refuse("review.text_empty", [&] { edit(number, {.text = ""}); });
    must_refuse("review.reply_empty", [&] { answer(number, "\xE2\x80\x8B "); });
    must_refuse("review.text_too_long", [&] { answer(number, std::string(4'001, 'x')); });
    must_refuse("review.reason_invalid", [&] { hide(number, " "); });
    must_refuse("review.reason_invalid", [&] { hide(number, std::string(501, 'x')); });
    must_refuse("review.stars_invalid", [&] { listed({.stars = {3, 6}}); });
}

BOOST_AUTO_TEST_CASE(only_what_was_bought_paid_and_kept_is_reviewed)
{
    auto const unpaid = place(wish()).header.number;
    auto const of_another = bought({{"PG16", 1}}, somebody_else());
    auto const nobodys = place(over_the_counter("PG16", 1)).header.number;
    auto const part_of_it = bought({{"PG16", 1}, {"BERAS", 3}});
    auto const give_back = [&](std::string sku, std::int64_t count) {
        refund_request asked;
        asked.items = {{std::move(sku), whole(count)}};
        asked.reason = "rusak";
        transact([&](unit_of_work& uow) { refund_order(uow, part_of_it, asked); });
    };
    must_refuse("review.not_paid", [&] { write(said(unpaid)); });
    must_refuse("review.order_of_another", [&] { write(said(of_another)); });
    must_refuse("review.order_of_another", [&] { write(said(nobodys)); });
    must_refuse("review.item_not_bought", [&] { write(said(unpaid, "BERAS")); });
    must_refuse("review.item_not_bought", [&] { write(said(part_of_it, "TIDAK-ADA")); });
    must_refuse("order.not_found", [&] { write(said(99)); });
    must_refuse("customer.not_found", [&] {
        auto draft = said(part_of_it);
        draft.by = id<customer>(99);
        write(draft);
    });

    give_back("BERAS", 1);
    give_back("BERAS", 1);
    write(said(part_of_it, "BERAS")); // one of three was kept
    give_back("PG16", 1);
    must_refuse("review.given_back", [&] { write(said(part_of_it)); });
    give_back("BERAS", 1);
    BOOST_TEST(rated("BERAS") == "1/5"); // what was said before stays
    check_clean();
}

BOOST_AUTO_TEST_CASE(an_order_on_delivery_is_reviewed_once_it_was_paid_for)
{
    auto wanted = wish();
    wanted.pay = payment_method::cod;
    auto const number = place(wanted).header.number;
    after([&](unit_of_work& uow) { return pack_order(uow, number); });
    after([&](unit_of_work& uow) { return ship_order(uow, number); });
    must_refuse("review.not_paid", [&] { write(said(number)); });
    after([&](unit_of_work& uow) { return deliver_order(uow, number); });
    write(said(number));
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_line_has_one_review_and_a_sku_may_stand_on_several)
{
    auto const order = bought({{"PG16", 1}, {"BERAS", 1}, {"PG16", 2}});
    auto const lines = this->order(std::to_string(order)).lines;
    std::vector<std::int64_t> gates;
    for (auto const& line : lines)
        if (line.sku == "PG16")
            gates.push_back(line.position);
    auto named = said(order);
    named.line = 2;
    must_refuse("review.item_not_bought", [&] { write(named); });
    for (auto const gate : gates)
        BOOST_TEST(write(said(order, "pg16")).line == gate);
    must_refuse("review.exists", [&] { write(said(order)); });
    named.line = gates.front();
    must_refuse("review.exists", [&] { write(named); });
    BOOST_TEST(write(said(order, "BERAS")).line == 2);
}

BOOST_AUTO_TEST_CASE(it_is_named_as_it_was_sold_or_as_it_is_called_now)
{
    transact([&](unit_of_work& uow) {
        pack_draft carton;
        carton.sku = "PG16-DUS";
        carton.name = "dus";
        carton.contains = whole(2);
        carton.price = rupiah(30'000);
        add_pack(uow, get_product(uow, "PG16").number, carton);
    });
    auto const first = bought({{"PG16-DUS", 1}});
    transact([&](unit_of_work& uow) {
        edit_pack(uow, get_pack(uow, "PG16-DUS").which.number,
                  {.sku = "GERBANG-DUS", .barcode = std::optional<std::string>("899")});
    });
    must_refuse("review.item_not_bought", [&] { write(said(first, "PG16")); });
    auto const written = write(said(first, "899"));
    BOOST_TEST(written.sku == "PG16-DUS");
    BOOST_TEST((written.about == number_of("PG16")));
    BOOST_TEST(rated("PG16") == "1/5");
}

BOOST_AUTO_TEST_CASE(its_writer_changes_it_until_it_is_answered)
{
    auto const number = write(said(bought({{"PG16", 1}}))).number;
    clk.advance(1h);
    auto const changed =
        edit(number, {.stars = 3, .text = " engselnya berkarat ", .seen_version = 1});
    BOOST_TEST(changed.stars == 3);
    BOOST_TEST(changed.text == "engselnya berkarat");
    BOOST_TEST((changed.edited_at == clk.now()));
    BOOST_TEST(changed.version == 2);
    BOOST_TEST(rated() == "1/3");
    // the same again is no change
    BOOST_TEST(edit(number, {.stars = 3, .text = "engselnya berkarat"}).version == 2);
    must_refuse("review.changed", [&] { edit(number, {.stars = 1, .seen_version = 1}); });
    must_refuse("review.changed", [&] { answer(number, "makasih", 1); });
    answer(number, "makasih", 2);
    must_refuse("review.answered", [&] { edit(number, {.stars = 5}); });
    must_refuse("review.not_found", [&] { edit(id<review>(99), {.stars = 5}); });
    auto const trail = read([](unit_of_work& uow) { return audit_trail(uow, "review:1"); });
    BOOST_TEST(trail.at(1).detail == R"({"fields":["stars","text"]})");
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_reply_is_replaced_by_the_next)
{
    auto const number = write(said(bought({{"PG16", 1}}))).number;
    answer(number, "makasih");
    clk.advance(1h);
    BOOST_TEST(answer(number, " makasih ").version == 2); // the same
    auto const again = answer(number, "makasih kak, kami tunggu lagi");
    BOOST_TEST(again.version == 3);
    BOOST_TEST(again.reply.value().text == "makasih kak, kami tunggu lagi");
    BOOST_TEST((again.reply->written_at == clk.now()));
    must_refuse("review.not_found", [&] { answer(id<review>(99)); });
}

BOOST_AUTO_TEST_CASE(a_hidden_one_does_not_count_and_is_not_answered)
{
    auto const order = bought({{"PG16", 1}, {"PG16", 1}});
    auto const rude = write(said(order, "PG16", 1)).number;
    auto const kind = write(said(order, "PG16", 4)).number;
    BOOST_TEST(rated() == "2/5");
    clk.advance(1h);
    auto const hidden = hide(rude);
    BOOST_TEST(hidden.hidden.value().reason == "kata kasar");
    BOOST_TEST((hidden.hidden->hidden_at == clk.now()));
    BOOST_TEST(hidden.hidden->actor == "owner");
    BOOST_TEST(rated() == "1/4");
    BOOST_TEST(hide(rude, "lain").version == hidden.version);
    BOOST_TEST(look(rude).hidden.value().reason == "kata kasar");
    must_refuse("review.hidden", [&] { answer(rude); });
    // its writer may mend it, which changes nothing that counts
    edit(rude, {.stars = 2});
    BOOST_TEST(rated() == "1/4");
    BOOST_TEST(!!look(rude).hidden);
    check_clean();

    BOOST_TEST(!unhide(rude).hidden);
    BOOST_TEST(rated() == "2/6");
    BOOST_TEST(unhide(rude).version == look(rude).version);
    hide(rude);
    hide(kind);
    BOOST_TEST(rated() == "0/0");
    must_refuse("review.not_found", [&] { hide(id<review>(99)); });
    must_refuse("review.not_found", [&] { unhide(id<review>(99)); });
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_reply_stays_with_a_review_that_is_hidden_and_shown_again)
{
    auto const number = write(said(bought({{"PG16", 1}}))).number;
    answer(number);
    hide(number);
    must_refuse("review.hidden", [&] { answer(number, "lain"); });
    BOOST_TEST(unhide(number).reply.value().text == "makasih kak");
    check_clean();
}

BOOST_AUTO_TEST_CASE(lists_are_for_those_who_answer)
{
    auto const other = somebody_else();
    auto const mine = bought({{"PG16", 1}, {"BERAS", 1}});
    auto const theirs = bought({{"PG16", 1}}, other);
    write(said(mine, "PG16", 5));
    write(said(mine, "BERAS", 1));
    auto draft = said(theirs, "PG16", 1);
    draft.by = other;
    write(draft);
    answer(id<review>(1));
    hide(id<review>(3));
    using ids = std::vector<std::int64_t>;
    BOOST_TEST(listed({}) == (ids{3, 2, 1}));
    BOOST_TEST(listed({.descending = false}) == (ids{1, 2, 3}));
    BOOST_TEST(listed({.unanswered = true}) == ids{2});
    BOOST_TEST(listed({.hidden = true}) == ids{3});
    BOOST_TEST(listed({.hidden = false}) == (ids{2, 1}));
    BOOST_TEST(listed({.about = number_of("BERAS")}) == ids{2});
    BOOST_TEST(listed({.by = other}) == ids{3});
    BOOST_TEST(listed({.stars = {1}}) == (ids{3, 2}));
    BOOST_TEST(listed({.stars = {5, 4}}) == ids{1});
    BOOST_TEST(listed({.sort = review_sort::stars}) == (ids{1, 3, 2}));
    BOOST_TEST(listed({.sort = review_sort::stars, .descending = false}) == (ids{2, 3, 1}));
    BOOST_TEST(listed({.unanswered = true, .about = number_of(), .stars = {1}}) == ids{});
}

BOOST_AUTO_TEST_CASE(pages_follow_each_other_whatever_comes_between)
{
    auto const order = bought({{"BERAS", 1}, {"BERAS", 1}, {"BERAS", 1}, {"BERAS", 1}});
    for (std::int64_t const stars : {3, 5, 3})
        write(said(order, "BERAS", stars));
    read([&](unit_of_work& uow) {
        for (auto const by : {review_sort::number, review_sort::stars})
            for (bool const descending : {true, false}) {
                review_query const query{.sort = by, .descending = descending};
                std::vector<std::int64_t> whole, pieces;
                for (auto const& each : list_reviews(uow, query, {}).items)
                    whole.push_back(each.number.value());
                page_request part{.limit = 1, .after = {}};
                do {
                    auto const found = list_reviews(uow, query, part);
                    pieces.push_back(found.items.at(0).number.value());
                    part.after = found.next;
                } while (part.after);
                BOOST_TEST(pieces == whole);
            }
    });
    auto const about = number_of("BERAS");
    auto const first = read([&](unit_of_work& uow) {
        return list_public_reviews(uow, about, {.limit = 2, .after = {}});
    });
    write(said(order, "BERAS", 1));
    auto const second = read([&](unit_of_work& uow) {
        return list_public_reviews(uow, about, {.limit = 2, .after = first.next});
    });
    BOOST_TEST(first.items.at(0).number.value() == 3);
    BOOST_TEST(second.items.size() == 1u);
    BOOST_TEST(second.items.at(0).number.value() == 1);
    BOOST_TEST(!second.next);
    auto const with = [&](auto list, std::string cursor) {
        return refused_because([&] {
            read([&](unit_of_work& uow) { list(uow, page_request{.limit = {}, .after = cursor}); });
        });
    };
    auto const all = [](unit_of_work& uow, page_request const& part) {
        list_reviews(uow, {}, part);
    };
    auto const shown = [&](unit_of_work& uow, page_request const& part) {
        list_public_reviews(uow, about, part);
    };
    BOOST_TEST(with(all, *first.next) == "page.cursor_invalid");
    BOOST_TEST(with(all, "x") == "page.cursor_invalid");
    BOOST_TEST(with(shown, "x") == "page.cursor_invalid");
    BOOST_TEST(with(shown, *first.next) == "");
}

BOOST_AUTO_TEST_CASE(everybody_reads_what_is_shown_under_a_first_name)
{
    auto const other = somebody_else("Bu Siti Aminah");
    auto const nameless = somebody_else("081298765432");
    for (auto const by : {*buyer, other, nameless}) {
        auto draft = said(bought({{"PG16", 1}}, by));
        draft.by = by;
        write(draft);
    }
    hide(id<review>(2));
    answer(id<review>(3), "makasih");
    BOOST_TEST(shown_to(visitor{}) == (strings{"3 ?", "1 Pembeli"}));
    BOOST_TEST(shown_to(owner{}) == (strings{"3 ?", "1 Pembeli"}));
    BOOST_TEST(shown_to(*buyer) == (strings{"3 ?", "1 Pembeli"}));
    BOOST_TEST(shown_to(other) == (strings{"3 ?", "2 Bu Siti hidden", "1 Pembeli"}));
    BOOST_TEST(shown_to(visitor{}, "BERAS") == strings{});
    auto const about = number_of();
    auto const newest = read([&](unit_of_work& uow) {
        return list_public_reviews(uow, about, {.limit = 1, .after = {}}).items.at(0);
    });
    BOOST_TEST(newest.stars == 5);
    BOOST_TEST(newest.text == "sesuai pesanan kak");
    BOOST_TEST(newest.reply.value() == "makasih");
    BOOST_TEST((newest.replied_at == clk.now()));
    BOOST_TEST((newest.written_at == clk.now()));
}

BOOST_AUTO_TEST_CASE(everybody_does_what_they_may)
{
    auto const other = somebody_else();
    auto const order = bought({{"PG16", 1}});
    auto const clerk =
        transact([](unit_of_work& uow) { return add_staff_member(uow, {.name = "Rina"}).number; });
    who = other;
    must_refuse("staff.not_permitted", [&] { write(said(order)); });
    who = visitor{};
    must_refuse("staff.not_permitted", [&] { write(said(order)); });
    who = *buyer;
    auto const number = write(said(order)).number;
    BOOST_TEST(edit(number, {.stars = 2}).stars == 2);
    BOOST_TEST(look(number).stars == 2);
    BOOST_TEST(listed({.by = buyer}) == std::vector<std::int64_t>{1});
    must_refuse("staff.not_permitted", [&] { listed({}); });
    must_refuse("staff.not_permitted", [&] { listed({.by = other}); });
    must_refuse("staff.not_permitted", [&] { answer(number); });
    must_refuse("staff.not_permitted", [&] { hide(number); });
    who = clerk;
    must_refuse("staff.not_permitted", [&] { hide(number); });
    must_refuse("staff.not_permitted", [&] { unhide(number); });
    BOOST_TEST(answer(number).reply.value().actor == "staff:1");
    who = owner{};
    hide(number);
    who = *buyer; // what is hidden is still its writer's
    BOOST_TEST(look(number).hidden.value().reason == "kata kasar");
    BOOST_TEST(listed({.hidden = true, .by = buyer}) == std::vector<std::int64_t>{1});
    who = other; // and strangers do not learn which there are
    must_refuse("staff.not_permitted", [&] { look(number); });
    must_refuse("staff.not_permitted", [&] { look(id<review>(99)); });
    must_refuse("staff.not_permitted", [&] { edit(number, {.stars = 1}); });
    who = owner{};
    must_refuse("review.not_found", [&] { look(id<review>(99)); });
    check_clean();
}

BOOST_AUTO_TEST_CASE(an_import_leaves_alone_what_was_reviewed)
{
    std::string const history = "order,placed_at,customer,phone,sku,product,quantity,unit_price\n"
                                "L1,2026-11-20,Ani,0811111111,S1,Sabun,2,500\n"
                                "L2,2026-11-21,Ani,0811111111,S1,Sabun,1,500\n";
    auto const batch = import(history).batch;
    auto const first = order("L1").header;
    auto draft = said(first.number, "S1", 4);
    draft.by = *first.buyer;
    write(draft);
    check_clean();
    BOOST_TEST(refused_because([&] { undo(batch); }) == "import.changed_since");
    std::string const changed = "order,placed_at,customer,phone,sku,product,quantity,unit_price\n"
                                "L1,2026-11-20,Ani,0811111111,S2,Kecap,3,500\n";
    BOOST_TEST(refused_because([&] { import(changed, {}, on_conflict::update); }) ==
               "import.order_changed");
    BOOST_TEST(import(history).orders == 0);
    check_clean();
}

BOOST_AUTO_TEST_CASE(an_import_as_refunded_is_not_reviewed)
{
    import("order,placed_at,customer,sku,product,unit_price,status\n"
           "R1,2026-11-20,Ani,S1,Sabun,500,refunded\n"
           "U1,2026-11-20,Ani,S1,Sabun,500,awaiting\n");
    for (auto const& [reference, reason] : std::map<std::string, std::string>{
             {"R1", "review.given_back"}, {"U1", "review.not_paid"}}) {
        auto const head = order(reference).header;
        auto draft = said(head.number, "S1");
        draft.by = *head.buyer;
        must_refuse(reason, [&] { write(draft); });
    }
}

BOOST_AUTO_TEST_CASE(a_rehearsal_answers_and_writes_nothing)
{
    auto const order = bought({{"PG16", 1}});
    auto const before = dump();
    auto const answer = tokocrm::rehearse(
        db(), who, [&](unit_of_work& uow) { return add_review(uow, said(order)); });
    BOOST_TEST(answer.number.value() == 1);
    BOOST_TEST(difference(before, dump()) == "");
}

BOOST_AUTO_TEST_CASE(a_renamed_product_and_customer_are_called_as_they_are_now)
{
    write(said(bought({{"PG16", 1}})));
    transact([&](unit_of_work& uow) {
        edit_product(uow, get_product(uow, "PG16").number, {.name = "Gerbang", .sku = "G16"});
        edit_customer(uow, *buyer, {.name = "Siti"});
    });
    auto const found = look(id<review>(1));
    BOOST_TEST(found.sku == "PG16"); // as it stands on the order
    BOOST_TEST(found.product_name == "Gerbang");
    BOOST_TEST(found.customer_name == "Siti");
    BOOST_TEST(rated("G16") == "1/5");
}

// A rating is no change of the product: whoever edits it meanwhile is not refused.
BOOST_AUTO_TEST_CASE(a_rating_leaves_the_products_version_alone)
{
    auto const order = bought({{"PG16", 1}});
    auto const before = read([](unit_of_work& uow) { return get_product(uow, "PG16"); });
    write(said(order));
    auto const after = read([](unit_of_work& uow) { return get_product(uow, "PG16"); });
    BOOST_TEST(after.version == before.version);
    BOOST_TEST(after.rated.reviews == 1);
    auto const listed = read([](unit_of_work& uow) {
        return list_products(uow, {.sort = product_sort::sku}, {}).items;
    });
    BOOST_TEST(listed.at(2).rated.stars == 5);
}

BOOST_AUTO_TEST_CASE(two_reviews_of_one_line_at_once_are_one)
{
    auto const order = bought({{"PG16", 1}});
    db();
    std::atomic<int> taken = 0, refused = 0;
    from_threads(8, [&](int i) {
        auto draft = said(order);
        draft.text = "dari " + std::to_string(i);
        auto const reason = refused_because([&] { write(draft); });
        ++(reason.empty() ? taken : refused);
        if (!reason.empty() && reason != "review.exists")
            BOOST_ERROR(reason);
    });
    BOOST_TEST(taken == 1);
    BOOST_TEST(refused == 7);
    BOOST_TEST(rated() == "1/5");
    check_clean();
}

BOOST_AUTO_TEST_CASE(an_answer_and_an_edit_at_once_do_not_pass_each_other)
{
    auto const number = write(said(bought({{"PG16", 1}}))).number;
    std::atomic<int> edited = 0, answered = 0;
    from_threads(8, [&](int i) {
        if (i % 2 == 0)
            answered += refused_because([&] { answer(number, "makasih", 1); }).empty();
        else
            edited +=
                refused_because([&] { edit(number, {.stars = i % 5, .seen_version = 1}); }).empty();
    });
    BOOST_TEST(edited + answered == 1);
    check_clean();
}

BOOST_AUTO_TEST_CASE(the_rating_is_right_after_whatever_many_threads_do)
{
    auto const* const given = std::getenv("TOKO_TEST_SEED");
    auto const seed = given ? std::strtoull(given, nullptr, 10) : 20261125ULL;
    BOOST_TEST_MESSAGE("TOKO_TEST_SEED=" << seed);
    constexpr int threads = 8, lines = 6, steps = 40;
    std::vector<std::int64_t> orders;
    for (int i = 0; i < threads; ++i)
        orders.push_back(bought(std::vector<std::pair<std::string, std::int64_t>>(
            lines, {i % 2 == 0 ? "BERAS" : "PAKU", 1})));
    std::vector<std::string> wrong(threads);
    from_threads(threads, [&](int i) {
        std::mt19937_64 dice(seed + static_cast<unsigned>(i));
        auto const below = [&](std::int64_t bound) {
            return static_cast<std::int64_t>(dice() % static_cast<std::uint64_t>(bound));
        };
        std::string const sku = i % 2 == 0 ? "BERAS" : "PAKU";
        for (int step = 0; step < steps; ++step) {
            id<review> const any(1 + below(threads * lines));
            auto const reason = refused_because([&] {
                switch (below(5)) {
                case 0:
                case 1:
                    write(said(orders[static_cast<std::size_t>(i)], sku, 1 + below(5)));
                    break;
                case 2:
                    edit(any, {.stars = 1 + below(5)});
                    break;
                case 3:
                    hide(any);
                    break;
                default:
                    unhide(any);
                }
            });
            if (!reason.empty() && reason != "review.exists" && reason != "review.not_found")
                wrong[static_cast<std::size_t>(i)] = reason;
        }
    });
    BOOST_TEST(wrong == strings(threads), boost::test_tools::per_element());
    for (std::string const sku : {"BERAS", "PAKU"}) {
        std::int64_t reviews = 0, stars = 0;
        read([&](unit_of_work& uow) {
            review_query const shown{.hidden = false, .about = get_product(uow, sku).number};
            for (auto const& each : list_reviews(uow, shown, {}).items) {
                ++reviews;
                stars += each.stars;
            }
        });
        BOOST_TEST(rated(sku) == std::to_string(reviews) + "/" + std::to_string(stars));
    }
    check_clean();
}

BOOST_AUTO_TEST_SUITE_END()
