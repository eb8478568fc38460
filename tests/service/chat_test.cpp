// labels: threads
#include "tests/support/selling_fixture.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/chat.hpp>
#include <tokocrm/customer_erasure.hpp>
#include <tokocrm/customer_merge.hpp>
#include <tokocrm/staff.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <optional>
#include <random>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace tokocrm;
using namespace std::chrono_literals;
using test::refusal, test::refused_because;
using strings = std::vector<std::string>;

namespace {

constexpr auto shop_side = chat_side::shop, customer_side = chat_side::customer;

struct chatting : test::selling_fixture
{
    chatting() { stock_up(); }

    id<customer> ani() const { return *buyer; }
    id<customer> somebody_else(std::string name = "Lain")
    {
        return transact([&](unit_of_work& uow) {
            customer_draft draft;
            draft.name = std::move(name);
            return add_customer(uow, draft).number;
        });
    }
    chat_message send(message_draft const& draft)
    {
        return transact([&](unit_of_work& uow) { return send_message(uow, draft); });
    }
    chat_message say(std::string text, std::optional<id<customer>> with = {})
    {
        return send({.with = with.value_or(ani()), .text = std::move(text)});
    }
    chat_message hear(std::string text, std::optional<id<customer>> with = {})
    {
        return send({.with = with.value_or(ani()), .from = customer_side, .text = std::move(text)});
    }
    std::int64_t mark(chat_side by, std::optional<id<chat_message>> up_to = {})
    {
        return transact(
            [&](unit_of_work& uow) { return mark_messages_read(uow, ani(), by, up_to); });
    }
    /// `by shop/by customer`
    std::string unread(std::optional<id<customer>> with = {})
    {
        auto const found =
            read([&](unit_of_work& uow) { return find_conversation(uow, with.value_or(ani())); });
        return found ? std::to_string(found->unread_by_shop) + "/" +
                           std::to_string(found->unread_by_customer)
                     : "none";
    }
    strings texts(message_query const& query, page_request const& part = {})
    {
        return read([&](unit_of_work& uow) {
            strings found;
            for (auto const& each : list_messages(uow, query, part).items)
                found.push_back(each.text);
            return found;
        });
    }
    /// `name: what is shown`
    strings listed(conversation_query const& query = {})
    {
        return read([&](unit_of_work& uow) {
            strings found;
            for (auto const& each : list_conversations(uow, query).items)
                found.push_back(each.customer_name + ": " + each.shown.text);
            BOOST_TEST(count_conversations(uow, query) == static_cast<std::int64_t>(found.size()));
            return found;
        });
    }
    strings news(message_position const& seen, std::chrono::milliseconds at_most = 0ms,
                 std::stop_token stop = {})
    {
        strings found;
        for (auto const& each : wait_for_messages(db(), who, seen, at_most, std::move(stop)))
            found.push_back(each.text);
        return found;
    }
};

/// Longer than any test may take: that a wait ends is seen by its coming back.
constexpr auto for_long = 10min;

} // namespace

BOOST_FIXTURE_TEST_SUITE(chats, chatting)

BOOST_AUTO_TEST_CASE(a_message_is_kept_with_who_wrote_it_and_when)
{
    auto const sent = say("  halo kk ");
    BOOST_TEST(sent.number.value() == 1);
    BOOST_TEST(sent.customer_name == "Pembeli");
    auto const found =
        read([&](unit_of_work& uow) { return list_messages(uow, {.with = ani()}); }).items;
    BOOST_REQUIRE(found.size() == 1U);
    auto const& kept = found.front();
    BOOST_TEST(kept.text == "halo kk");
    BOOST_TEST((kept.with == ani()));
    BOOST_TEST((kept.from == shop_side));
    BOOST_TEST((kept.sent_at == clk.now()));
    BOOST_TEST(kept.actor == "owner");
    BOOST_TEST(!kept.read);
    auto const trail = read([&](unit_of_work& uow) { return audit_trail(uow, "customer:1"); });
    BOOST_TEST(trail.back().action == "message.send");
    BOOST_TEST(trail.back().detail == "{}");
    check_clean();
}

BOOST_AUTO_TEST_CASE(what_one_side_says_is_unread_for_the_other)
{
    BOOST_TEST(unread() == "none");
    say("halo kk");
    say("ada yang bisa dibantu?");
    BOOST_TEST(unread() == "0/2");
    hear("ada beras?");
    BOOST_TEST(unread() == "1/2");
    BOOST_TEST(mark(shop_side) == 1);
    BOOST_TEST(unread() == "0/2");
    BOOST_TEST(mark(shop_side) == 0);
    BOOST_TEST(mark(customer_side) == 2);
    BOOST_TEST(unread() == "0/0");
    hear("halo?");
    BOOST_TEST(unread() == "1/0");
    check_clean();
}

BOOST_AUTO_TEST_CASE(what_came_after_the_last_message_seen_stays_unread)
{
    auto const first = hear("satu");
    say("dua");
    auto const third = hear("tiga");
    hear("empat");
    BOOST_TEST(mark(shop_side, first.number) == 1);
    BOOST_TEST(unread() == "2/1");
    BOOST_TEST(mark(shop_side, third.number) == 1);
    BOOST_TEST(mark(shop_side, first.number) == 0);
    BOOST_TEST(unread() == "1/1");
    BOOST_TEST(mark(shop_side, id<chat_message>(99)) == 1);
    hear("lima");
    BOOST_TEST(unread() == "1/1");
    auto const read_marks =
        read([&](unit_of_work& uow) { return list_messages(uow, {.with = ani()}); }).items;
    BOOST_TEST(!read_marks.at(0).read);
    BOOST_TEST(read_marks.at(1).read);
    check_clean();
}

BOOST_AUTO_TEST_CASE(the_same_key_sends_once)
{
    message_draft draft{.with = ani(), .text = "sudah dikirim", .key = "antar-7"};
    auto const first = send(draft);
    BOOST_TEST((send(draft).number == first.number));
    draft.text = " sudah dikirim ";
    BOOST_TEST((send(draft).number == first.number));
    draft.text = "belum dikirim";
    BOOST_TEST(refused_because([&] { send(draft); }) == "message.key_reused");
    draft = {.with = ani(), .from = customer_side, .text = "sudah dikirim", .key = "antar-7"};
    BOOST_TEST(refused_because([&] { send(draft); }) == "message.key_reused");
    draft = {.with = somebody_else(), .text = "sudah dikirim", .key = "antar-7"};
    BOOST_TEST((send(draft).number != first.number));
    BOOST_TEST(unread() == "0/1");
    draft.key = "";
    BOOST_TEST(refused_because([&] { send(draft); }) == "message.key_invalid");
    check_clean();
}

BOOST_AUTO_TEST_CASE(what_says_nothing_or_too_much_changes_nothing)
{
    std::vector<std::pair<std::string, std::string>> const refusals{
        {"", "message.text_empty"},
        {"\xE2\x80\xAE", "message.text_empty"},
        {"\xFF", "message.text_invalid"},
        {std::string(4'001, 'a'), "message.text_too_long"}};
    for (auto const& each : refusals)
        BOOST_TEST(refused_because([&] { say(each.first); }) == each.second);
    BOOST_TEST(refused_because([&] { say("halo", id<customer>(99)); }) == "customer.not_found");
    BOOST_TEST(unread() == "none");
    check_clean();
}

BOOST_AUTO_TEST_CASE(conversations_come_newest_first_by_pages)
{
    auto const budi = somebody_else("Budi"), sari = somebody_else("Sari");
    hear("satu");
    say("dua", budi);
    hear("tiga", sari);
    hear("empat");
    BOOST_TEST(listed() == (strings{"Pembeli: empat", "Sari: tiga", "Budi: dua"}),
               boost::test_tools::per_element());
    BOOST_TEST(listed({.unread = true}) == (strings{"Pembeli: empat", "Sari: tiga"}),
               boost::test_tools::per_element());
    read([&](unit_of_work& uow) {
        page_request part;
        part.limit = 2;
        auto const first = list_conversations(uow, {}, part);
        BOOST_REQUIRE(first.next.has_value());
        BOOST_TEST((first.items.back().with == sari));
        part.after = first.next;
        auto const second = list_conversations(uow, {}, part);
        BOOST_REQUIRE(second.items.size() == 1U);
        BOOST_TEST((second.items.front().with == budi));
        BOOST_TEST(!second.next.has_value());
        BOOST_TEST(count_conversations(uow, {}, 2) == 2);
        part.after = "x";
        BOOST_TEST(refused_because([&] { list_conversations(uow, {}, part); }) ==
                   "page.cursor_invalid");
        part = {};
        part.limit = 0;
        BOOST_TEST(refused_because([&] { list_conversations(uow, {}, part); }) ==
                   "page.bounds_invalid");
    });
}

BOOST_AUTO_TEST_CASE(messages_come_in_either_order_by_pages)
{
    for (auto const* const text : {"satu", "dua", "tiga", "empat", "lima"})
        hear(text);
    for (bool const descending : {true, false}) {
        page_request part;
        part.limit = 2;
        strings all;
        do {
            auto const found = read([&](unit_of_work& uow) {
                return list_messages(uow, {.with = ani(), .descending = descending}, part);
            });
            for (auto const& each : found.items)
                all.push_back(each.text);
            part.after = found.next;
        } while (part.after);
        if (descending)
            std::reverse(all.begin(), all.end());
        BOOST_TEST(all == (strings{"satu", "dua", "tiga", "empat", "lima"}),
                   boost::test_tools::per_element());
    }
    say("enam");
    BOOST_TEST(texts({.from = shop_side}) == strings{"enam"}, boost::test_tools::per_element());
    BOOST_TEST(read([&](unit_of_work& uow) {
                   return count_messages(uow, {.with = ani(), .from = customer_side});
               }) == 5);
}

BOOST_AUTO_TEST_CASE(what_was_said_is_found_by_parts_of_words_and_beginnings)
{
    auto const budi = somebody_else("Budi");
    hear("Ada beras 5 kg?");
    say("ada, 72.500");
    say("gula habis, Café buka", budi);
    BOOST_TEST(listed({.search = "BERAS"}) == strings{"Pembeli: Ada beras 5 kg?"},
               boost::test_tools::per_element());
    BOOST_TEST(listed({.search = "era 5"}) == strings{"Pembeli: Ada beras 5 kg?"},
               boost::test_tools::per_element());
    BOOST_TEST(listed({.search = "b"}) ==
                   (strings{"Budi: gula habis, Café buka", "Pembeli: Ada beras 5 kg?"}),
               boost::test_tools::per_element());
    BOOST_TEST(listed({.search = "cafe"}) == strings{"Budi: gula habis, Café buka"},
               boost::test_tools::per_element());
    BOOST_TEST(listed({.unread = true, .search = "cafe"}).empty());
    for (auto const* const nothing : {"beras gula", "?", "%", "as", "\"beras\" OR gula"})
        BOOST_TEST(listed({.search = nothing}).empty());
    BOOST_TEST(texts({.search = "ada"}) == (strings{"ada, 72.500", "Ada beras 5 kg?"}),
               boost::test_tools::per_element());
    BOOST_TEST(texts({.with = budi, .search = "ada"}).empty());
    BOOST_TEST(refused_because([&] { listed({.search = std::string(201, 'a')}); }) ==
               "search.text_invalid");
}

BOOST_AUTO_TEST_CASE(what_is_in_the_index_and_what_is_not_yet_are_found_alike)
{
    constexpr int many = 600;
    transact([&](unit_of_work& uow) {
        for (int i = 0; i < many; ++i)
            send_message(uow, {.with = ani(), .text = "nomor " + std::to_string(i)});
    });
    for (int const i : {0, 255, 256, 257, 511, 512, 599})
        BOOST_TEST(texts({.search = "nomor " + std::to_string(i)}).back() ==
                   "nomor " + std::to_string(i));
    BOOST_TEST(read([&](unit_of_work& uow) { return count_messages(uow, {.search = "nomor"}); }) ==
               many);
    check_clean();
}

BOOST_AUTO_TEST_CASE(an_erased_customer_is_neither_spoken_to_nor_followed)
{
    say("halo kk");
    hear("rahasia");
    auto const seen = read(newest_message);
    transact([&](unit_of_work& uow) { erase_customer(uow, ani(), "diminta"); });
    BOOST_TEST(refused_because([&] { say("masih ada?"); }) == "customer.erased");
    BOOST_TEST(refused_because([&] { hear("masih"); }) == "customer.erased");
    BOOST_TEST(refused_because([&] { unread(); }) == "customer.erased");
    BOOST_TEST(refused_because([&] { texts({.with = ani()}); }) == "customer.erased");
    BOOST_TEST(refused_because([&] { news({.after = seen, .with = ani()}, for_long); }) ==
               "customer.erased");
    BOOST_TEST(listed().empty());
    BOOST_TEST(texts({.search = "rahasia"}).empty());
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_merged_card_leads_to_the_conversation_of_the_one_that_was_kept)
{
    auto const other = somebody_else("Pembeli");
    say("halo kk");
    hear("ada gula?", other);
    transact([&](unit_of_work& uow) { merge_customers(uow, ani(), other); });
    BOOST_TEST((hear("masih ada?", other).with == ani()));
    BOOST_TEST(texts({.with = other}) == (strings{"masih ada?", "ada gula?", "halo kk"}),
               boost::test_tools::per_element());
    BOOST_TEST(news({.with = other}).size() == 3U);
    BOOST_TEST(unread(other) == "2/1");
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_customer_speaks_and_reads_for_themselves_alone)
{
    auto const budi = somebody_else("Budi");
    say("halo kk");
    say("halo budi", budi);
    who = ani();
    BOOST_TEST(hear("ada beras?").actor == "customer:1");
    BOOST_TEST(unread() == "1/1");
    BOOST_TEST(mark(customer_side) == 1);
    BOOST_TEST(news({.with = ani()}).size() == 2U);
    auto const refuses = [&](auto work) {
        BOOST_TEST(refused_because(work) == "staff.not_permitted");
    };
    refuses([&] { say("saya toko"); });
    refuses([&] { hear("saya budi", budi); });
    refuses([&] { mark(shop_side); });
    refuses([&] { unread(budi); });
    refuses([&] { texts({.with = budi}); });
    refuses([&] { listed(); });
    refuses([&] { news({.with = budi}, for_long); });
    refuses([&] { news({}, for_long); });
    who = visitor{};
    refuses([&] { news({.with = ani()}, for_long); });
}

BOOST_AUTO_TEST_CASE(quick_answers_are_kept_by_name)
{
    auto const kept = transact(
        [](unit_of_work& uow) { return add_quick_answer(uow, {.name = "Salam", .text = "halo"}); });
    read([&](unit_of_work& uow) {
        BOOST_TEST(get_quick_answer(uow, "sALAM").text == "halo");
        BOOST_TEST(get_quick_answer(uow, "1").name == "Salam");
        BOOST_TEST(refused_because([&] { get_quick_answer(uow, "alamat"); }) ==
                   "quick_answer.not_found");
    });
    auto const edit = [&](quick_answer_changes const& changes) {
        return transact(
            [&](unit_of_work& uow) { return edit_quick_answer(uow, kept.number, changes); });
    };
    BOOST_TEST(edit({.name = "SALAM"}).name == "SALAM");
    BOOST_TEST(edit({.text = "halo kak"}).text == "halo kak");
    BOOST_TEST(refused_because([&] { edit({.text = " "}); }) == "message.text_empty");
    BOOST_TEST(refused_because([&] {
                   transact([](unit_of_work& uow) {
                       add_quick_answer(uow, {.name = "salam", .text = "halo"});
                   });
               }) == "quick_answer.exists");
    transact([](unit_of_work& uow) {
        add_quick_answer(uow, {.name = "alamat", .text = "Jln Gurame"});
        add_quick_answer(uow, {.name = "Jam", .text = "7 sampai 9"});
    });
    BOOST_TEST(refused_because([&] { edit({.name = "jam"}); }) == "quick_answer.exists");
    page_request part;
    part.limit = 2;
    auto const first = read([&](unit_of_work& uow) { return list_quick_answers(uow, part); });
    BOOST_TEST(first.items.at(0).name == "alamat");
    BOOST_TEST(first.items.at(1).name == "Jam");
    part.after = first.next;
    auto const rest = read([&](unit_of_work& uow) { return list_quick_answers(uow, part); });
    BOOST_TEST(rest.items.at(0).name == "SALAM");
    BOOST_TEST(!rest.next.has_value());
    auto const remove = [&] {
        transact([&](unit_of_work& uow) { delete_quick_answer(uow, kept.number); });
    };
    remove();
    BOOST_TEST(refused_because(remove) == "quick_answer.not_found");
    check_clean();
}

BOOST_AUTO_TEST_CASE(what_was_not_seen_comes_at_once_in_order)
{
    hear("satu");
    say("dua");
    hear("tiga", somebody_else());
    BOOST_TEST(news({}, for_long) == (strings{"satu", "dua", "tiga"}),
               boost::test_tools::per_element());
    BOOST_TEST(news({.after = id<chat_message>(1)}, for_long) == (strings{"dua", "tiga"}),
               boost::test_tools::per_element());
    BOOST_TEST(news({.with = ani()}, for_long) == (strings{"satu", "dua"}),
               boost::test_tools::per_element());
    BOOST_TEST(news({.from = shop_side}, for_long) == strings{"dua"},
               boost::test_tools::per_element());
    BOOST_TEST(news({.after = id<chat_message>(3)}).empty());
    BOOST_TEST(news({.after = id<chat_message>(3)}, -1ms).empty());
}

BOOST_AUTO_TEST_CASE(no_more_comes_at_once_than_can_be_held)
{
    transact([&](unit_of_work& uow) {
        for (int i = 0; i < 1'001; ++i)
            send_message(uow, {.with = ani(), .text = "halo"});
    });
    auto const first = wait_for_messages(db(), who, {}, for_long);
    BOOST_TEST(first.size() == 1'000U);
    BOOST_TEST(wait_for_messages(db(), who, {.after = first.back().number}, for_long).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_wait_ends_when_it_is_stopped)
{
    std::stop_source source;
    db();
    auto waiting =
        std::async(std::launch::async, [&] { return news({}, for_long, source.get_token()); });
    source.request_stop();
    BOOST_TEST(waiting.get().empty());
    BOOST_TEST(news({}, for_long, source.get_token()).empty());
}

BOOST_AUTO_TEST_CASE(a_wait_inside_a_unit_is_refused)
{
    read(
        [&](unit_of_work&) { BOOST_TEST(refused_because([&] { news({}, 0ms); }) == "db.nested"); });
}

BOOST_AUTO_TEST_CASE(who_waits_is_woken_by_another_thread_and_by_another_object)
{
    std::optional<database> other;
    db();
    other.emplace(url, env);
    for (auto* const speaker : {&db(), &*other}) {
        auto const seen = read(newest_message);
        auto waiting = std::async(std::launch::async, [&] {
            return wait_for_messages(db(), who, {.after = seen}, for_long);
        });
        tokocrm::transact(*speaker, who, [&](unit_of_work& uow) {
            send_message(uow, {.with = ani(), .text = "halo kk"});
        });
        auto const came = waiting.get();
        BOOST_REQUIRE(came.size() == 1U);
        BOOST_TEST(came.front().text == "halo kk");
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_said_wakes_nobody)
{
    auto const before = db().changes();
    place(over_the_counter("BERAS", 1));
    BOOST_TEST(db().wait_for_change(before, for_long));
    BOOST_TEST(db().changes() != before);
    BOOST_TEST(!db().wait_for_change(db().changes(), 0ms));
    BOOST_TEST(news({}, 120ms).empty());
}

BOOST_AUTO_TEST_CASE(who_follows_a_shop_that_is_gone_is_told)
{
    db();
    std::filesystem::rename(folder / "shop.db", folder / "old.db");
    BOOST_TEST(refused_because([&] { news({}, for_long); }) == "db.gone");
}

BOOST_AUTO_TEST_CASE(two_sides_and_their_followers_lose_nothing)
{
    auto const* const given = std::getenv("TOKO_TEST_SEED");
    auto const seed = given ? std::strtoull(given, nullptr, 10) : 20261126ULL;
    BOOST_TEST_MESSAGE("TOKO_TEST_SEED=" << seed);
    constexpr int speakers = 6, each = 30, followers = 3;
    std::vector<id<customer>> const with{ani(), somebody_else("Budi")};
    db();
    std::vector<std::thread> threads;
    std::vector<std::vector<std::int64_t>> seen(followers);
    for (int i = 0; i < followers; ++i)
        threads.emplace_back([&, i] {
            message_position at;
            auto& all = seen[static_cast<std::size_t>(i)];
            while (all.size() < speakers * each)
                for (auto const& one : wait_for_messages(db(), who, at, for_long)) {
                    all.push_back(one.number.value());
                    at.after = one.number;
                }
        });
    std::atomic<int> keyed{0};
    for (int i = 0; i < speakers; ++i)
        threads.emplace_back([&, i] {
            std::mt19937_64 dice(seed + static_cast<unsigned>(i));
            for (int n = 0; n < each; ++n) {
                message_draft draft;
                draft.with = with[dice() % with.size()];
                draft.from = dice() % 2 ? shop_side : customer_side;
                draft.text = "pesan " + std::to_string(n) + " dari " + std::to_string(i);
                draft.key = std::to_string(i) + "-" + std::to_string(n);
                auto const first = send(draft);
                if (dice() % 3 == 0 && send(draft).number == first.number)
                    ++keyed;
                if (dice() % 4 == 0)
                    transact([&](unit_of_work& uow) {
                        mark_messages_read(uow, draft.with, draft.from, first.number);
                    });
            }
        });
    for (auto& each_thread : threads)
        each_thread.join();
    BOOST_TEST(keyed > 0);
    for (auto const& all : seen) {
        BOOST_TEST(all.size() == static_cast<std::size_t>(speakers * each));
        BOOST_TEST(std::is_sorted(all.begin(), all.end()));
        BOOST_TEST(std::set<std::int64_t>(all.begin(), all.end()).size() == all.size());
    }
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_key_that_many_threads_use_is_one_message)
{
    constexpr int threads = 8;
    std::vector<std::int64_t> numbers(threads);
    std::vector<std::thread> running;
    db();
    for (int i = 0; i < threads; ++i)
        running.emplace_back([&, i] {
            numbers[static_cast<std::size_t>(i)] =
                send({.with = ani(), .text = "sekali saja", .key = "k"}).number.value();
        });
    for (auto& each : running)
        each.join();
    BOOST_TEST(numbers == std::vector<std::int64_t>(threads, 1), boost::test_tools::per_element());
    BOOST_TEST(unread() == "0/1");
    check_clean();
}

BOOST_AUTO_TEST_SUITE_END()
