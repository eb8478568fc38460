#include "tests/support/selling_fixture.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/chat.hpp>
#include <tokocrm/consent.hpp>
#include <tokocrm/crm.hpp>
#include <tokocrm/customer_erasure.hpp>
#include <tokocrm/customer_merge.hpp>
#include <tokocrm/customer_notes.hpp>
#include <tokocrm/report.hpp>
#include <tokocrm/review.hpp>
#include <tokocrm/staff.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <vector>

using namespace tokocrm;
using test::refused_because;
using strings = std::vector<std::string>;

namespace {

std::string text_of(std::optional<std::string> const& value)
{
    return value.value_or("-");
}

std::string text_of(std::optional<std::int64_t> const& value)
{
    return value ? std::to_string(*value) : "-";
}

/// An event in one line.
std::string line_of(timeline_event const& one)
{
    return std::to_string(one.at.time_since_epoch().count()) + " " + std::string(name(one.kind)) +
           " " + one.what + " " + text_of(one.order_number) + " " + text_of(one.number) + " " +
           text_of(one.from) + " " + text_of(one.to) + " " +
           text_of(one.amount ? std::optional(one.amount->minor()) : std::nullopt) + " " +
           text_of(one.stars) + " " + text_of(one.about) + " " + text_of(one.text) + " " +
           text_of(one.actor);
}

/// One line of SQL a table: the rows that a timeline must have, written as `line_of` does.
constexpr std::array<std::pair<timeline_kind, char const*>, 15> rows_of{{
    {timeline_kind::registration,
     "select registered_at || ' registration registered - - - - - - - - -' from customers"
     " where id = $"},
    {timeline_kind::order,
     "select at || ' order ' || graph || ' ' || (select number from orders where id = order_id) ||"
     " ' ' || position || ' ' || coalesce(from_state, '-') || ' ' || to_state || ' ' ||"
     " case position when 1 then (select total from orders where id = order_id) else '-' end ||"
     " ' - - ' || coalesce(reason, '-') || ' ' || actor from order_transitions"
     " where order_id in (select id from orders where customer_id = $)"},
    {timeline_kind::payment,
     "select submitted_at || ' payment submitted ' || (select number from orders where id ="
     " order_id) || ' ' || position || ' - - ' || amount || ' - ' || bank || ' - ' || submitted_by"
     " from payment_submissions where order_id in (select id from orders where customer_id = $)"},
    {timeline_kind::payment,
     "select decided_at || ' payment rejected ' || (select number from orders where id ="
     " order_id) || ' ' || position || ' - - ' || amount || ' - ' || bank || ' ' || reason || ' '"
     " || decided_by from payment_submissions where state = 'rejected'"
     " and order_id in (select id from orders where customer_id = $)"},
    {timeline_kind::payment,
     "select received_at || ' payment accepted ' || (select number from orders where id ="
     " order_id) || ' ' || position || ' - - ' || amount || ' - ' || coalesce(method, '-') ||"
     " ' - ' || actor from payments"
     " where order_id in (select id from orders where customer_id = $)"},
    {timeline_kind::refund,
     "select refunded_at || ' refund refunded ' || (select number from orders where id ="
     " order_id) || ' ' || position || ' - - ' || amount || ' - - ' || reason || ' ' || actor"
     " from refunds where order_id in (select id from orders where customer_id = $)"},
    {timeline_kind::review,
     "select written_at || ' review written ' || (select number from orders where id = order_id)"
     " || ' ' || id || ' - - - ' || stars || ' ' || (select sku from order_lines l where"
     " l.order_id = reviews.order_id and position = line) || ' ' || text || ' -' from reviews"
     " where customer_id = $"},
    {timeline_kind::reply,
     "select replied_at || ' reply replied ' || (select number from orders where id = order_id)"
     " || ' ' || id || ' - - - - ' || (select sku from order_lines l where"
     " l.order_id = reviews.order_id and position = line) || ' ' || reply || ' ' || replied_by"
     " from reviews where reply is not null and customer_id = $"},
    {timeline_kind::message,
     "select sent_at || ' message from_' || case from_customer when 1 then 'customer' else 'shop'"
     " end || ' - ' || id || ' - - - - - ' || text || ' ' || sent_by from messages"
     " where customer_id = $"},
    {timeline_kind::note,
     "select written_at || ' note written - ' || id || ' - - - - - ' || text || ' ' || written_by"
     " from customer_notes where customer_id = $"},
    {timeline_kind::tag,
     "select added_at || ' tag added - - - - - - - ' || tag || ' ' || added_by from customer_tags"
     " where customer_id = $"},
    {timeline_kind::tag,
     "select removed_at || ' tag removed - - - - - - - ' || tag || ' ' || removed_by from"
     " customer_tags where removed_at is not null and customer_id = $"},
    {timeline_kind::consent,
     "select recorded_at || ' consent ' || case given when 1 then 'given' else 'withdrawn' end ||"
     " ' - - - - - - ' || channel || ' ' || source || ' ' || recorded_by from consents"
     " where customer_id = $"},
    {timeline_kind::merge,
     "select merged_at || ' merge merged - ' || other_id || ' - - - - - ' || case other_card when"
     " '' then '-' else other_card -> 'card' ->> 'name' end || ' ' || merged_by from"
     " customer_merges where kept_id = $ or kept_id in (select id from customers where"
     " merged_into = $)"},
    {timeline_kind::erasure,
     "select erased_at || ' erasure erased - - - - - - - ' || reason || ' ' || erased_by from"
     " customer_erasures where customer_id = $"},
}};

struct card_shop : test::selling_fixture
{
    card_shop() { stock_up(); }

    customer_card card(std::int64_t number)
    {
        return read(
            [&](unit_of_work& uow) { return get_customer_card(uow, id<customer>(number)); });
    }
    id<customer> person(std::string name)
    {
        return transact([&](unit_of_work& uow) {
                   customer_draft draft;
                   draft.name = std::move(name);
                   return add_customer(uow, draft);
               })
            .number;
    }
    strings timeline(id<customer> whose, timeline_query const& query = {},
                     std::optional<std::int64_t> limit = std::nullopt)
    {
        strings lines;
        page_request part;
        part.limit = limit;
        do {
            auto const found =
                read([&](unit_of_work& uow) { return customer_timeline(uow, whose, query, part); });
            for (auto const& each : found.items)
                lines.push_back(line_of(each));
            part.after = found.next;
        } while (part.after);
        return lines;
    }
    /// What the tables have of a customer, sorted.
    strings rows(id<customer> whose, std::optional<timeline_kind> kind = std::nullopt)
    {
        strings all;
        for (auto const& [of, query] : rows_of) {
            if (kind && *kind != of)
                continue;
            std::string sql = query;
            for (auto mark = sql.find('$'); mark != sql.npos; mark = sql.find('$'))
                sql.replace(mark, 1, std::to_string(whose.value()));
            for (auto& each : texts(sql))
                all.push_back(std::move(each));
        }
        std::sort(all.begin(), all.end());
        return all;
    }
    static strings sorted(strings lines)
    {
        std::sort(lines.begin(), lines.end());
        return lines;
    }
    /// Every page of every order and kind has the rows of the tables, each once.
    void check_timeline(id<customer> whose)
    {
        auto const newest_first = timeline(whose);
        BOOST_TEST(sorted(newest_first) == rows(whose), boost::test_tools::per_element());
        BOOST_TEST(timeline(whose, {}, 7) == newest_first, boost::test_tools::per_element());
        auto oldest_first = timeline(whose, {.descending = false}, 3);
        std::reverse(oldest_first.begin(), oldest_first.end());
        BOOST_TEST(oldest_first == newest_first, boost::test_tools::per_element());
        for (int kind = 0; kind <= static_cast<int>(timeline_kind::erasure); ++kind) {
            auto const of = static_cast<timeline_kind>(kind);
            BOOST_TEST(sorted(timeline(whose, {.kinds = {of}}, 5)) == rows(whose, of),
                       boost::test_tools::per_element());
        }
        auto const instant = [](std::string const& line) { return std::stoll(line); };
        BOOST_TEST(
            std::is_sorted(newest_first.begin(), newest_first.end(),
                           [&](auto const& a, auto const& b) { return instant(a) > instant(b); }));
    }
    /// What a report over all time says of one customer's orders alone must be what the card says.
    void check_figures(id<customer> only)
    {
        auto const figures = card(only.value()).figures;
        auto const whole = report("2020-01-01", "2026-12-31").totals;
        BOOST_TEST(figures.orders == whole.orders);
        BOOST_TEST(figures.net.minor() == whole.net().minor());
        BOOST_TEST((figures.average == whole.average_order()));
    }
    void say(id<customer> whose, consent_channel channel, bool given, std::string source)
    {
        transact([&](unit_of_work& uow) {
            record_consent(uow, whose, {channel, given, std::move(source)});
        });
    }
    strings consents(id<customer> whose)
    {
        strings found;
        for (auto const& each : read([&](unit_of_work& uow) { return consents_of(uow, whose); }))
            found.push_back(std::string(name(each.channel)) + (each.given ? " yes " : " no ") +
                            each.source);
        return found;
    }
    std::string token(id<customer> whose, consent_channel channel)
    {
        return transact(
            [&](unit_of_work& uow) { return make_unsubscribe_token(uow, whose, channel); });
    }
    unsubscription redeem(std::string const& token)
    {
        who = visitor{};
        auto const done = transact([&](unit_of_work& uow) { return unsubscribe(uow, token); });
        who = owner{};
        return done;
    }
    bool tag(id<customer> whose, std::string const& text)
    {
        return transact([&](unit_of_work& uow) { return add_customer_tag(uow, whose, text); });
    }
    bool untag(id<customer> whose, std::string const& text)
    {
        return transact([&](unit_of_work& uow) { return remove_customer_tag(uow, whose, text); });
    }
    strings tags(id<customer> whose)
    {
        strings found;
        for (auto const& each : read([&](unit_of_work& uow) { return tags_of(uow, whose); }))
            found.push_back(each.tag);
        return found;
    }
    customer_note note(id<customer> whose, std::string const& text)
    {
        return transact([&](unit_of_work& uow) { return add_customer_note(uow, whose, text); });
    }
    strings with_tags(strings tags, std::optional<std::string> search = {})
    {
        strings found;
        for (auto const& each : read([&](unit_of_work& uow) {
                 return list_customers(uow, {.search = std::move(search), .tags = std::move(tags)},
                                       {})
                     .items;
             }))
            found.push_back(each.name);
        return found;
    }
};

std::uint64_t seed_of_run()
{
    if (auto const* const told = std::getenv("TOKO_SEED"))
        return std::strtoull(told, nullptr, 10);
    return std::random_device()();
}

/// Somebody who does whatever there is to do with customers.
class busy_shop
{
public:
    busy_shop(card_shop& of, std::uint64_t seed, std::vector<id<customer>> people)
        : shop_(of), random_(seed), people_(std::move(people))
    {}

    void step()
    {
        try {
            shop_.transact([&](unit_of_work& uow) { step(uow); });
        } catch (error const& refused) {
            if (refused.code() == errc::internal || refused.code() == errc::permission_denied)
                throw;
        }
    }

private:
    std::int64_t below(std::int64_t bound)
    {
        return std::uniform_int_distribution<std::int64_t>(0, bound - 1)(random_);
    }
    id<customer> anybody()
    {
        return people_[static_cast<std::size_t>(below(static_cast<std::int64_t>(people_.size())))];
    }

    void step(unit_of_work& uow)
    {
        auto const numbers = below(6) + 1;
        switch (below(13)) {
        case 0:
        case 1:
        case 2: {
            auto wish = shop_.wish(below(2) == 0 ? "PG16" : "BERAS", 1);
            wish.buyer = anybody();
            wish.pay = static_cast<payment_method>(below(3));
            place_order(uow, wish);
            receive_stock(uow, get_product(uow, wish.items.front().sku).number, shop_.whole(1));
            break;
        }
        case 3:
            submit_payment(uow, numbers,
                           {.sender = "Pembeli",
                            .bank = "BSI",
                            .amount = shop_.rupiah(1 + below(30'000)),
                            .paid_on = parse_date("2026-11-24")});
            break;
        case 4: {
            auto const due = get_order(uow, numbers).header;
            accept_payment(
                uow, numbers,
                {.amount = below(3) == 0 ? shop_.rupiah(1 + below(30'000)) : due.total - due.paid});
            break;
        }
        case 5:
            reject_payment(uow, numbers, "jumlah tidak cocok");
            break;
        case 6: {
            refund_request back{.restock = true, .reason = "rusak"};
            back.all = true;
            refund_order(uow, numbers, back);
            break;
        }
        case 7: {
            auto const of = get_order(uow, numbers);
            auto const review = add_review(uow, {.by = of.header.buyer.value(),
                                                 .order_number = numbers,
                                                 .item = of.lines.front().sku,
                                                 .stars = 1 + below(5),
                                                 .text = "bagus"});
            if (below(2) == 0)
                reply_to_review(uow, review.number, "makasih");
            break;
        }
        case 8:
            send_message(uow, {.with = anybody(),
                               .from = below(2) == 0 ? chat_side::shop : chat_side::customer,
                               .text = "halo"});
            break;
        case 9:
            add_customer_note(uow, anybody(), "suka beras");
            break;
        case 10:
            if (below(2) == 0)
                add_customer_tag(uow, anybody(), "Langganan");
            else
                remove_customer_tag(uow, anybody(), "langganan");
            break;
        case 11:
            record_consent(uow, anybody(),
                           {below(2) == 0 ? consent_channel::email : consent_channel::whatsapp,
                            below(2) == 0, below(2) == 0 ? "toko" : "telepon"});
            break;
        default:
            if (below(20) == 0)
                merge_customers(uow, anybody(), anybody(),
                                {.name = card_side::keep, .phone = card_side::keep});
        }
    }

    card_shop& shop_;
    std::mt19937_64 random_;
    std::vector<id<customer>> people_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(customer_card_of_one, card_shop)

BOOST_AUTO_TEST_CASE(a_card_of_somebody_new_has_no_figures)
{
    auto const seen = card(buyer->value());
    BOOST_TEST(seen.who.name == "Pembeli");
    BOOST_TEST(seen.figures.orders == 0);
    BOOST_TEST(seen.figures.net.minor() == 0);
    BOOST_TEST(!seen.figures.average);
    BOOST_TEST(!seen.figures.first);
    BOOST_TEST(seen.figures.open_orders == 0);
    BOOST_TEST(seen.figures.unread_messages == 0);
    BOOST_TEST(seen.consents.empty());
    BOOST_TEST(seen.tags.empty());
    BOOST_TEST(seen.notes.empty());
    BOOST_TEST(refused_because([&] { card(99); }) == "customer.not_found");
}

BOOST_AUTO_TEST_CASE(figures_are_those_of_the_report)
{
    auto const pay = [&](std::int64_t number) {
        after([&](unit_of_work& uow) {
            auto const of = get_order(uow, number);
            return accept_payment(uow, number, {.amount = of.header.total});
        });
    };
    place(wish("PG16", 2)); // 1, open until it is paid
    place(wish("BERAS", 3));
    BOOST_TEST(card(1).figures.open_orders == 2);
    check_figures(*buyer);
    pay(1);
    clk.advance(std::chrono::hours(24 * 4));
    pay(2);
    check_figures(*buyer);
    auto figures = card(1).figures;
    BOOST_TEST(figures.orders == 2);
    BOOST_TEST(figures.net.minor() == 2 * 18'810 + 3 * 14'500);
    BOOST_TEST(figures.average.value().minor() == 40'560);
    BOOST_TEST(figures.usual_interval.value() == 4);
    BOOST_TEST((figures.last.value() - figures.first.value()).days() == 4);
    BOOST_TEST(figures.open_orders == 2); // paid, not delivered yet

    transact([](unit_of_work& uow) { // goods, and shipping, which is none of net
        refund_request back{.restock = true, .reason = "rusak"};
        back.items = {{"PG16", quantity::thousandths(1'000)}};
        back.shipping = rupiah(10'000);
        return refund_order(uow, 1, back);
    });
    check_figures(*buyer);
    BOOST_TEST(card(1).figures.net.minor() == 18'810 + 3 * 14'500);

    clk.advance(std::chrono::hours(24 * 3));
    auto cod = wish("PG16", 1);
    cod.pay = payment_method::cod;
    place(cod);
    after([](unit_of_work& uow) { return pack_order(uow, 3); });
    after([](unit_of_work& uow) { return ship_order(uow, 3); });
    after([](unit_of_work& uow) { return deliver_order(uow, 3); });
    check_figures(*buyer);
    BOOST_TEST(card(1).figures.usual_interval.value() == 4); // 4 and 3: 3.5
    transact([](unit_of_work& uow) { // all of it comes back: it counted, and comes to nothing
        refund_request back{.restock = true, .reason = "rusak"};
        back.all = true;
        return refund_order(uow, 3, back);
    });
    check_figures(*buyer);
    check_timeline(*buyer);
    check_clean();
}

BOOST_AUTO_TEST_CASE(what_was_imported_counts_by_its_own_dates)
{
    import("order,placed_at,paid_at,customer,phone,sku,product,quantity,unit_price,"
           "discount_percent,status\n"
           "A,2026-01-05,2026-02-01,Pembeli,081234567890,S1,Sabun,2,500,10,\n"
           "B,2026-02-08,,Pembeli,081234567890,S1,Sabun,1,500,,\n"
           "C,2026-02-09,,Pembeli,081234567890,S1,Sabun,1,500,,refunded\n"
           "D,2026-02-10,,Pembeli,081234567890,S1,Sabun,1,500,,cancelled\n"
           "E,2026-02-11,,Pembeli,081234567890,S1,Sabun,1,500,,awaiting\n");
    check_figures(*buyer);
    auto const figures = card(1).figures;
    BOOST_TEST(to_iso(figures.first.value()) == "2026-02-01");
    BOOST_TEST(to_iso(figures.last.value()) == "2026-02-09");
    BOOST_TEST(figures.usual_interval.value() == 4); // 7 and 1
    check_timeline(*buyer);
    // A history that is corrected corrects the card.
    import("order,placed_at,paid_at,customer,phone,sku,product,quantity,unit_price\n"
           "B,2026-02-08,,Pembeli,081234567890,S1,Sabun,7,500\n",
           {}, on_conflict::update);
    check_figures(*buyer);
    check_timeline(*buyer);
}

BOOST_AUTO_TEST_CASE(a_card_shows_the_last_notes_newest_first)
{
    strings written;
    for (int i = 1; i <= 6; ++i)
        written.push_back(note(*buyer, "catatan " + std::to_string(i)).text);
    auto const seen = card(1);
    BOOST_TEST(seen.notes.size() == static_cast<std::size_t>(notes_on_card));
    BOOST_TEST(seen.notes.front().text == "catatan 6");
    BOOST_TEST(seen.notes.back().text == "catatan 2");
    BOOST_TEST(seen.has_older_notes);
    page_request part;
    part.limit = 4;
    strings read_back;
    do {
        auto const found =
            read([&](unit_of_work& uow) { return list_customer_notes(uow, *buyer, part); });
        for (auto const& each : found.items)
            read_back.push_back(each.text);
        part.after = found.next;
    } while (part.after);
    std::reverse(read_back.begin(), read_back.end());
    BOOST_TEST(read_back == written, boost::test_tools::per_element());
    part.after = "x";
    BOOST_TEST(refused_because([&] {
                   read([&](unit_of_work& uow) { list_customer_notes(uow, *buyer, part); });
               }) == "page.cursor_invalid");
}

BOOST_AUTO_TEST_CASE(a_note_that_says_nothing_is_refused)
{
    std::string const endless(10'000'000, 'a');
    for (auto const& text : {std::string(), std::string("  \n\t"), std::string("\x01\x02"),
                             std::string("\xe2\x80\xae\xe2\x80\xac"), std::string("\xff\xfe"),
                             std::string("a\0b", 3), std::string(4'001, 'a'), endless})
        BOOST_TEST(refused_because([&] { note(*buyer, text); }) == "customer.note_invalid");
    BOOST_TEST(refused_because([&] { note(id<customer>(99), "ada"); }) == "customer.not_found");
    BOOST_TEST(rows(*buyer, timeline_kind::note).empty());
    BOOST_TEST(note(*buyer, std::string(4'000, 'a')).text.size() == 4'000u);
    BOOST_TEST(note(*buyer, " dua\nbaris ").text == "dua\nbaris");
}

BOOST_AUTO_TEST_CASE(a_tag_is_on_a_card_once_and_its_history_stays)
{
    BOOST_TEST(tag(*buyer, "Langganan"));
    BOOST_TEST(!tag(*buyer, " LANGGANAN "));
    BOOST_TEST(tag(*buyer, "bayar tempo"));
    BOOST_TEST(tags(*buyer) == (strings{"bayar tempo", "Langganan"}),
               boost::test_tools::per_element());
    BOOST_TEST(untag(*buyer, "langganan"));
    BOOST_TEST(!untag(*buyer, "langganan"));
    BOOST_TEST(tag(*buyer, "langganan"));
    BOOST_TEST(tags(*buyer) == (strings{"bayar tempo", "langganan"}),
               boost::test_tools::per_element());
    BOOST_TEST(rows(*buyer, timeline_kind::tag).size() == 4u);
    check_timeline(*buyer);
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_tag_that_others_have_is_written_as_they_have_it)
{
    tag(*buyer, "Caf\xc3\xa9");
    auto const other = person("Ani");
    tag(other, "CAFE");
    BOOST_TEST(tags(other) == strings{"Caf\xc3\xa9"}, boost::test_tools::per_element());
    auto const all = read([](unit_of_work& uow) { return list_customer_tags(uow, {}).items; });
    BOOST_REQUIRE(all.size() == 1u);
    BOOST_TEST(all.front().customers == 2);
    BOOST_TEST(read([](unit_of_work& uow) { return count_customer_tags(uow); }) == 1);
}

BOOST_AUTO_TEST_CASE(tags_are_listed_in_pages)
{
    auto const other = person("Ani");
    strings const names{"a", "b", "c", "d", "e"};
    for (auto const& each : names) {
        tag(*buyer, each);
        tag(other, each);
    }
    untag(other, "c");
    page_request part;
    part.limit = 2;
    strings found;
    do {
        auto const some = read([&](unit_of_work& uow) { return list_customer_tags(uow, part); });
        for (auto const& each : some.items)
            found.push_back(each.tag + std::to_string(each.customers));
        part.after = some.next;
    } while (part.after);
    BOOST_TEST(found == (strings{"a2", "b2", "c1", "d2", "e2"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_no_tag_is_refused)
{
    for (auto const& text :
         {std::string(), std::string("  "), std::string("a,b"), std::string("a\nb"),
          std::string("\xe2\x80\xae"), std::string("\xff"), std::string(51, 'a')}) {
        BOOST_TEST(refused_because([&] { tag(*buyer, text); }) == "customer.tag_invalid");
        BOOST_TEST(refused_because([&] { untag(*buyer, text); }) == "customer.tag_invalid");
    }
    BOOST_TEST(refused_because([&] { tag(id<customer>(99), "ada"); }) == "customer.not_found");
    BOOST_TEST(tag(*buyer, std::string(50, 'a')));
}

BOOST_AUTO_TEST_CASE(a_list_is_narrowed_by_twenty_tags_at_most)
{
    for (auto const each : {"a", "b"})
        tag(*buyer, each);
    strings often(5'000, "a");
    often.push_back("B");
    BOOST_TEST(with_tags(often).size() == 1u);
    strings different;
    for (int number = 0; number < 20; ++number)
        different.push_back("t" + std::to_string(number));
    BOOST_TEST(with_tags(different).empty());
    different.push_back("t20");
    BOOST_TEST(refused_because([&] { with_tags(different); }) == "customer.tags_too_many");
}

BOOST_AUTO_TEST_CASE(customers_are_found_by_their_tags)
{
    auto const ani = person("Ani"), budi = person("Budi"), cici = person("Cici");
    for (auto const each : {ani, budi})
        tag(each, "Langganan");
    for (auto const each : {budi, cici})
        tag(each, "grosir");
    BOOST_TEST(with_tags({"langganan"}) == (strings{"Ani", "Budi"}),
               boost::test_tools::per_element());
    BOOST_TEST(with_tags({"LANGGANAN", "grosir"}) == strings{"Budi"},
               boost::test_tools::per_element());
    BOOST_TEST(with_tags({"grosir"}, "ci") == strings{"Cici"}, boost::test_tools::per_element());
    BOOST_TEST(with_tags({"tidak ada"}).empty());
    untag(budi, "grosir");
    BOOST_TEST(with_tags({"grosir"}) == strings{"Cici"}, boost::test_tools::per_element());
    BOOST_TEST(
        read([](unit_of_work& uow) { return count_customers(uow, {.tags = {"langganan"}}); }) == 2);
    page_request part;
    part.limit = 1;
    auto const first =
        read([&](unit_of_work& uow) { return list_customers(uow, {.tags = {"langganan"}}, part); });
    part.after = first.next;
    auto const second =
        read([&](unit_of_work& uow) { return list_customers(uow, {.tags = {"langganan"}}, part); });
    BOOST_TEST(first.items.front().name == "Ani");
    BOOST_TEST(second.items.front().name == "Budi");
    BOOST_TEST(!second.next);
}

BOOST_AUTO_TEST_CASE(what_was_said_last_about_a_channel_counts)
{
    BOOST_TEST(consents(*buyer).empty());
    say(*buyer, consent_channel::whatsapp, true, "di toko");
    say(*buyer, consent_channel::email, false, "di toko");
    BOOST_TEST(consents(*buyer) == (strings{"email no di toko", "whatsapp yes di toko"}),
               boost::test_tools::per_element());
    say(*buyer, consent_channel::whatsapp, true, "di toko"); // says nothing new
    say(*buyer, consent_channel::whatsapp, true, "telepon");
    say(*buyer, consent_channel::whatsapp, false, "telepon");
    BOOST_TEST(consents(*buyer) == (strings{"email no di toko", "whatsapp no telepon"}),
               boost::test_tools::per_element());
    auto const history = read([&](unit_of_work& uow) { return consent_history(uow, *buyer); });
    BOOST_REQUIRE(history.size() == 4u);
    BOOST_TEST(!history.front().given);
    BOOST_TEST(history.front().recorded_by == "owner");
    for (auto const& source : {std::string(), std::string(" "), std::string("\xff"),
                               std::string("\xe2\x80\xae"), std::string(201, 'a')})
        BOOST_TEST(refused_because([&] { say(*buyer, consent_channel::email, true, source); }) ==
                   "consent.source_invalid");
    check_timeline(*buyer);
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_link_withdraws_without_a_right)
{
    say(*buyer, consent_channel::whatsapp, true, "di toko");
    say(*buyer, consent_channel::email, true, "di toko");
    auto const link = token(*buyer, consent_channel::email);
    BOOST_TEST(link == token(*buyer, consent_channel::email));
    BOOST_TEST(link != token(*buyer, consent_channel::whatsapp));
    auto const done = redeem(link);
    BOOST_TEST((done.who == *buyer));
    BOOST_TEST((done.channel == consent_channel::email));
    BOOST_TEST(!done.before);
    BOOST_TEST(consents(*buyer) == (strings{"email no unsubscribe", "whatsapp yes di toko"}),
               boost::test_tools::per_element());
    auto const rows_then = rows(*buyer);
    BOOST_TEST(redeem(link).before);
    BOOST_TEST(rows(*buyer) == rows_then, boost::test_tools::per_element());
    // The link holds: whoever agrees again can withdraw again.
    say(*buyer, consent_channel::email, true, "di toko");
    BOOST_TEST(!redeem(link).before);
    BOOST_TEST(consents(*buyer).front() == "email no unsubscribe");
}

BOOST_AUTO_TEST_CASE(a_link_of_somebody_who_was_never_asked_keeps_the_refusal)
{
    BOOST_TEST(!redeem(token(*buyer, consent_channel::email)).before);
    BOOST_TEST(consents(*buyer) == strings{"email no unsubscribe"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_link_that_the_shop_did_not_make_is_refused)
{
    BOOST_TEST(refused_because([&] { redeem("AAAA"); }) == "consent.token_unknown");
    who = owner{};
    auto const link = token(*buyer, consent_channel::email);
    for (auto const& wrong :
         {std::string(), std::string("x"), link + "A", link.substr(1), std::string(1'000, 'A')})
        BOOST_TEST(refused_because([&] { redeem(wrong); }) == "consent.token_unknown");
    who = owner{};
    BOOST_TEST(consents(*buyer).empty());
    // Each shop has a secret of its own, which no audit event tells.
    BOOST_TEST(number("select count(*) from audit_events where detail like '%" + link +
                      "%' or detail like '%' || (select token_secret from shop) || '%'") == 0);
    BOOST_TEST(number("select length(token_secret) from shop") == 64);
}

BOOST_AUTO_TEST_CASE(a_link_of_a_card_that_was_merged_withdraws_for_the_one_that_stays)
{
    auto const other = person("Pembeli");
    say(*buyer, consent_channel::email, true, "di toko");
    auto const link = token(other, consent_channel::email);
    transact([&](unit_of_work& uow) { merge_customers(uow, *buyer, other); });
    auto const done = redeem(link);
    BOOST_TEST((done.who == *buyer));
    BOOST_TEST(!done.before);
    BOOST_TEST(consents(*buyer) == strings{"email no unsubscribe"},
               boost::test_tools::per_element());
    // Notes, tags and consents of the old id are the kept card's.
    note(other, "satu");
    tag(other, "langganan");
    say(other, consent_channel::whatsapp, true, "telepon");
    BOOST_TEST(card(other.value()).who.number.value() == buyer->value());
    BOOST_TEST(card(1).notes.front().text == "satu");
    BOOST_TEST(tags(other) == strings{"langganan"}, boost::test_tools::per_element());
    BOOST_TEST(timeline(other) == timeline(*buyer), boost::test_tools::per_element());
    check_timeline(*buyer);
    check_clean();
}

BOOST_AUTO_TEST_CASE(nothing_is_added_to_the_card_of_somebody_who_was_erased)
{
    say(*buyer, consent_channel::email, true, "di toko");
    note(*buyer, "suka beras");
    auto const link = token(*buyer, consent_channel::email);
    transact([&](unit_of_work& uow) { erase_customer(uow, *buyer, "diminta"); });
    BOOST_TEST(refused_because([&] { note(*buyer, "lagi"); }) == "customer.erased");
    BOOST_TEST(refused_because([&] { tag(*buyer, "lagi"); }) == "customer.erased");
    BOOST_TEST(refused_because([&] { say(*buyer, consent_channel::email, true, "lagi"); }) ==
               "customer.erased");
    BOOST_TEST(refused_because([&] { token(*buyer, consent_channel::email); }) ==
               "customer.erased");
    auto const seen = card(1);
    BOOST_TEST(seen.who.name.empty());
    BOOST_TEST(seen.who.erased_at.has_value());
    BOOST_TEST(seen.notes.empty());
    BOOST_TEST(redeem(link).before);
    BOOST_TEST(consents(*buyer).empty());
    check_timeline(*buyer);
    check_clean();
}

BOOST_AUTO_TEST_CASE(customers_see_their_own_card_without_what_the_staff_wrote)
{
    note(*buyer, "suka menawar");
    tag(*buyer, "langganan");
    say(*buyer, consent_channel::email, true, "di toko");
    auto const other = person("Ani");
    who = *buyer;
    auto const seen = card(1);
    BOOST_TEST(seen.who.name == "Pembeli");
    BOOST_TEST(seen.consents.size() == 1u);
    BOOST_TEST(seen.tags.empty());
    BOOST_TEST(seen.notes.empty());
    BOOST_TEST(!seen.has_older_notes);
    auto const lines = timeline(*buyer);
    BOOST_TEST(lines.size() == 2u); // registration and consent
    for (auto const kind : {timeline_kind::note, timeline_kind::tag})
        BOOST_TEST(refused_because([&] { timeline(*buyer, {.kinds = {kind}}); }) ==
                   "staff.not_permitted");
    BOOST_TEST(refused_because([&] { timeline(other); }) == "staff.not_permitted");
    BOOST_TEST(refused_because([&] { card(other.value()); }) == "staff.not_permitted");
    say(*buyer, consent_channel::email, false, "di web");
    BOOST_TEST(consents(*buyer) == strings{"email no di web"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_event_tells_no_audit_what_was_written)
{
    note(*buyer, "rahasia sekali");
    tag(*buyer, "rahasia");
    untag(*buyer, "rahasia");
    say(*buyer, consent_channel::email, true, "rahasia");
    strings actions;
    for (auto const& each :
         read([](unit_of_work& uow) { return audit_trail(uow, "customer:1"); })) {
        actions.push_back(each.action);
        BOOST_TEST(each.detail.find("rahasia") == std::string::npos);
    }
    BOOST_TEST(actions == (strings{"customer.add", "customer.note", "customer.tag_add",
                                   "customer.tag_remove", "customer.consent"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_timeline_refuses_what_is_no_page_of_it)
{
    auto const page_of = [&](page_request part, timeline_query query = {}) {
        return refused_because(
            [&] { read([&](unit_of_work& uow) { customer_timeline(uow, *buyer, query, part); }); });
    };
    page_request part;
    part.limit = 0;
    BOOST_TEST(page_of(part) == "page.bounds_invalid");
    part.limit = 1;
    part.after = "bukan kursor";
    BOOST_TEST(page_of(part) == "page.cursor_invalid");
    note(*buyer, "satu");
    part.after.reset();
    part.after =
        read([&](unit_of_work& uow) { return customer_timeline(uow, *buyer, {}, part); }).next;
    BOOST_REQUIRE(part.after.has_value());
    BOOST_TEST(page_of(part, {.descending = false}) == "page.cursor_invalid");
    BOOST_TEST(refused_because([&] { timeline(id<customer>(99)); }) == "customer.not_found");
}

/// `TOKO_SEED=…` does the same again.
BOOST_AUTO_TEST_CASE(timelines_are_the_rows_they_come_from)
{
    auto const seed = seed_of_run();
    BOOST_TEST_MESSAGE("seed " << seed);
    BOOST_TEST_INFO_SCOPE("with TOKO_SEED=" << seed);
    std::vector<id<customer>> people{*buyer, person("Ani"), person("Budi"), person("Cici")};
    busy_shop everybody(*this, seed, people);
    for (int round = 0; round < 6; ++round) {
        for (int i = 0; i < 60; ++i) {
            everybody.step();
            if (i % 3 == 0)
                clk.advance(std::chrono::minutes(1)); // several things happen at one instant
        }
        for (auto const each : people)
            if (number("select count(*) from customers where merged_into is null and id = " +
                       std::to_string(each.value())) == 1) // nothing is left under another id
                check_timeline(each);
    }
    check_clean();
}

BOOST_AUTO_TEST_SUITE_END()
