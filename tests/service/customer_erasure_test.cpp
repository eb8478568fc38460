// labels: long
// A person's data taken out and erased: what goes, what stays, and that no byte is left.
#include "lib/core/text_fold.hpp"
#include "lib/crm/erasure_rules.hpp"
#include "tests/support/picture_files.hpp"
#include "tests/support/selling_fixture.hpp"
#include "tests/support/shop_program.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/cart.hpp>
#include <tokocrm/customer_erasure.hpp>
#include <tokocrm/maintenance.hpp>
#include <tokocrm/payment.hpp>
#include <tokocrm/picture.hpp>

#include <boost/json.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <soci/sqlite3/soci-sqlite3.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <vector>

using namespace tokocrm;
using test::refusal, test::refused_because;
using strings = std::vector<std::string>;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

/// Words that stand nowhere else, neither whole nor as trigrams.
constexpr char const* first_name = "Zhyvqa Wokxjeb";
constexpr char const* name_now = "Zhývqa Qopuxka";
constexpr char const* name_of_merged = "Ibu Vjaxqu";

/// What no byte of may be left, case aside.
strings const traces{
    "Zhyvqa",      "Zhývqa",      "Wokxjeb",       "Qopuxka",       "Vjaxqu",       "81277778888",
    "81288889999", "81266665555", "zhyvqa@contoh", "Jln Kwxyzq 77", "jln kwxyzq",   "Pos 21xqz",
    "rahasia-kwx", "suka-xqzw",   "langganan-xqz", "sumber-xqzw",   "alasan-xqzw",  "pesan-xqzw",
    "Bank Xqzwy",  "kunci-xqzw",  "catatan-xqzw",  "Penerima Xqz",  "wokxjeb@lama",
};
/// Those that no edit has taken out of the rows.
strings traces_in_rows()
{
    return {traces.begin(), traces.end() - 1};
}
/// What trigrams of those would be in a search's vocabulary.
strings const trigrams_of_traces{"zhy", "hyv", "yvq", "vqa", "wok", "okx", "kxj", "xje",
                                 "jeb", "qop", "opu", "pux", "uxk", "xka", "vja", "jax",
                                 "axq", "xqu", "777", "888", "xqz", "qzw"};

struct person_shop : test::selling_fixture
{
    person_shop()
    {
        stock_up();
        crowd();
        who_goes = transact([](unit_of_work& uow) {
                       customer_draft draft;
                       draft.name = first_name;
                       draft.reach.phone = "0812-7777-8888";
                       draft.reach.email = "wokxjeb@lama.id";
                       draft.reach.address = "Jln Kwxyzq 77";
                       draft.reach.city = "Kisaran Timur";
                       draft.reach.postal_code = "Pos 21xqz";
                       draft.sex = customer_sex::female;
                       return add_customer(uow, draft);
                   }).number;
        auto const whose = who_goes;
        paid = buy();
        transact([&](unit_of_work& uow) {
            customer_changes changes;
            changes.name = name_now;
            changes.email = "Zhyvqa@contoh.id";
            changes.phone = "+62 812 8888 9999";
            changes.known_contact = true;
            edit_customer(uow, whose, changes);
        });
        rejected = buy_and_cancel();
        talk();
        merge();
    }

    /// Others, so that pages are full, split and set free around the one who goes.
    void crowd()
    {
        std::string csv = "order,placed_at,customer,phone,city,sku,unit_price\n";
        for (int i = 0; i < 400; ++i)
            csv += "K" + std::to_string(i) + ",2026-0" + std::to_string(1 + i % 9) + "-11,Orang " +
                   std::to_string(i % 150) + ",+62811" + std::to_string(1000000 + i % 150) +
                   ",Kisaran Timur,TEH,4500\n";
        import(csv);
        // Somebody with the same name who came and went with an import.
        auto const gone = import("order,placed_at,customer,phone,email,address,sku,unit_price\n"
                                 "Z1,2026-01-11,Zhyvqa Wokxjeb,081277778888,wokxjeb@lama.id,"
                                 "Jln Kwxyzq 77,TEH,4500\n");
        undo(gone.batch);
    }

    std::int64_t buy()
    {
        auto request = wish("BERAS", 2);
        request.buyer = who_goes;
        request.key = "kunci-xqzw-1";
        request.address = "Jln Kwxyzq 77";
        auto const number = place(request).header.number;
        transact([&](unit_of_work& uow) {
            payment_submission_draft draft;
            draft.sender = "Zhyvqa Wokxjeb";
            draft.bank = "Bank Xqzwy";
            draft.amount = rupiah(39'000);
            draft.paid_on = date(2026, 11, 24);
            draft.proof = prepare_picture(test::png_file(test::quarters(40, 20)));
            submit_payment(uow, number, draft);
            accept_payment(uow, number, acceptance{.amount = rupiah(39'000)});
            pack_order(uow, number);
            ship_order(uow, number, "catatan-xqzw diantar ke Zhyvqa");
            deliver_order(uow, number, "catatan-xqzw diterima");
            refund_request back;
            back.items = {{"BERAS", whole(1)}};
            back.reason = "alasan-xqzw beras Zhyvqa basah";
            back.restock = true;
            refund_order(uow, number, back);
        });
        return number;
    }

    std::int64_t buy_and_cancel()
    {
        auto request = wish("PG16", 1);
        request.buyer = who_goes;
        request.name = "Penerima Xqz";
        auto const number = place(request).header.number;
        transact([&](unit_of_work& uow) {
            payment_submission_draft draft;
            draft.sender = "Zhyvqa Qopuxka";
            draft.bank = "Bank Xqzwy";
            draft.amount = rupiah(1);
            draft.paid_on = date(2026, 11, 24);
            submit_payment(uow, number, draft);
            reject_payment(uow, number, "alasan-xqzw jumlah tidak cocok");
            cancel_order(uow, number, "alasan-xqzw tidak jadi");
        });
        return number;
    }

    /// What is written by features that this test does not try, as they write it.
    void talk()
    {
        transact([&](unit_of_work& uow) {
            keep_in_cart(uow);
            auto const id = std::to_string(who_goes.value());
            auto const row = texts(uow, "select cast(id as text) from orders where number = " +
                                            std::to_string(paid))
                                 .front();
            for (auto const& text :
                 {"insert into reviews (order_id, line, product_id, customer_id, stars, text,"
                  " written_at, reply, replied_at, replied_by, version) select order_id,"
                  " position, product_id, " +
                      id +
                      ", 5, 'Berasnya bagus! salam, ZHYVQA Qopuxka (0812 8888 9999)', 1,"
                      " 'makasih kak Zhývqa', 2, 'owner', 1 from order_lines where order_id = " +
                      row + " and position = 1",
                  std::string("update products set review_count = 1, review_stars = 5 where id ="
                              " (select product_id from reviews)"),
                  "insert into conversations (customer_id, last_message, last_at,"
                  " read_by_customer, read_by_shop, unread_by_customer, unread_by_shop)"
                  " values (" +
                      id + ", 2, 2, 1, 1, 0, 1)",
                  "insert into messages (customer_id, from_customer, text, sent_at, sent_by,"
                  " idempotency_key, search_text) values (" +
                      id +
                      ", 0, 'pesan-xqzw halo Zhyvqa', 1, 'owner', null,"
                      " '  pesan  xqzw  halo  zhyvqa'), (" +
                      id + ", 1, 'pesan-xqzw rahasia-kwx', 2, 'customer:" + id +
                      "', 'kunci-xqzw-2', '  pesan  xqzw  rahasia  kwx')",
                  std::string("insert into message_search (rowid, search_text) select id,"
                              " search_text from messages"),
                  "insert into customer_notes (customer_id, text, written_at, written_by)"
                  " values (" +
                      id + ", 'suka-xqzw beras 5 kg', 1, 'owner')",
                  "insert into customer_tags (customer_id, tag, tag_folded, added_at, added_by)"
                  " values (" +
                      id + ", 'Langganan-xqz', 'langganan-xqz', 1, 'owner')",
                  "insert into consents (customer_id, channel, given, source, recorded_at,"
                  " recorded_by) values (" +
                      id + ", 'whatsapp', 1, 'sumber-xqzw', 1, 'owner')"})
                native(uow) << text;
            record_audit_event(uow, "host.called", "customer:" + id, R"({"name":"Zhyvqa"})");
            record_audit_event(uow, "host.called", "order:" + std::to_string(paid),
                               R"({"to":"Jln Kwxyzq 77"})");
        });
    }

    void keep_in_cart(unit_of_work& uow) { set_in_cart(uow, who_goes, "BERAS", whole(3)); }

    /// A card that was merged into the one that goes, as a merge leaves it.
    void merge()
    {
        transact([&](unit_of_work& uow) {
            auto const id = std::to_string(who_goes.value());
            native(uow) << "insert into customers (name, name_folded, registered_at, version,"
                           " search_text, merged_into) values ('', '', 5, 2, '', " +
                               id + ")";
            native(uow) << "insert into customer_merges (kept_id, other_id, merged_at, merged_by,"
                           " other_card) select " +
                               id +
                               ", max(id), 6, 'owner', '{\"card\":{\"name\":\"Ibu Vjaxqu\","
                               "\"phone\":\"+6281266665555\",\"email\":null}}' from customers";
            merged = tokocrm::id<customer>(
                std::stoll(texts(uow, "select cast(max(id) as text) from customers").front()));
        });
    }

    erasure_result erase(std::string const& reason = "diminta", bool only_rehearsed = false)
    {
        auto const work = [&](unit_of_work& uow) { return erase_customer(uow, who_goes, reason); };
        return only_rehearsed ? rehearse(db(), who, work) : transact(work);
    }
    bool pending()
    {
        return read([](unit_of_work& uow) { return erased_traces_remain(uow); });
    }

    /// Columns of tables in which a trace stands, with what stands there.
    strings columns_with_traces() { return columns_with_traces(dump()); }
    static strings columns_with_traces(test::table_dump const& all)
    {
        strings found;
        for (auto const& [table, rows] : all)
            for (auto const& row : rows)
                for (auto const& trace : traces)
                    if (folded(row).find(folded(trace)) != std::string::npos)
                        found.push_back(table + ": " + trace + " in " + row);
        return found;
    }

    strings vocabulary_with_traces()
    {
        strings found;
        for (auto const* index : {"customer_search", "order_search", "message_search"})
            for (auto const& term : texts(std::string("select term from ") + index + "_terms"))
                for (auto const& trace : trigrams_of_traces)
                    if (term == trace)
                        found.push_back(std::string(index) + ": " + term);
        return found;
    }

    /// Of every file of the shop: what begins to be found in its bytes.
    strings bytes_with_traces() { return bytes_with_traces(folder.path()); }
    static strings bytes_with_traces(fs::path const& of)
    {
        strings found;
        for (auto const& each : fs::directory_iterator(of)) {
            if (!each.path().filename().string().starts_with("shop.db"))
                continue;
            std::ifstream in(each.path(), std::ios::binary);
            std::string bytes(std::istreambuf_iterator<char>(in), {});
            for (auto& letter : bytes)
                if (letter >= 'A' && letter <= 'Z')
                    letter = static_cast<char>(letter - 'A' + 'a');
            for (auto trace : traces) {
                for (auto& letter : trace)
                    if (letter >= 'A' && letter <= 'Z')
                        letter = static_cast<char>(letter - 'A' + 'a');
                if (bytes.find(trace) != bytes.npos)
                    found.push_back(each.path().filename().string() + ": " + trace);
            }
        }
        return found;
    }

    static void expect_none(strings const& found)
    {
        BOOST_TEST(found.empty(), (found.empty() ? std::string() : found.front()));
    }
    void expect_no_traces()
    {
        expect_none(columns_with_traces());
        expect_none(vocabulary_with_traces());
        expect_none(bytes_with_traces());
    }

    json::object data(id<customer> whose)
    {
        std::string text;
        read([&](unit_of_work& uow) {
            text.clear();
            write_customer_data(uow, whose, [&](std::string_view part) { text += part; });
        });
        return json::parse(text).as_object();
    }

    id<customer> who_goes{0}, merged{0};
    std::int64_t paid = 0, rejected = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(customer_erasure_test)

BOOST_FIXTURE_TEST_CASE(the_test_itself_sees_traces_before, person_shop)
{
    expect_none(findings());
    auto const seen = columns_with_traces();
    for (auto const& trace : traces_in_rows())
        BOOST_TEST(std::any_of(seen.begin(), seen.end(),
                               [&](auto const& each) {
                                   return each.find(": " + trace + " in ") != each.npos;
                               }),
                   trace);
    BOOST_TEST(!vocabulary_with_traces().empty());
    BOOST_TEST(!bytes_with_traces().empty());
}

BOOST_FIXTURE_TEST_CASE(nothing_is_left_of_a_person_in_rows_words_or_bytes, person_shop)
{
    auto const before = report("2026-01-01", "2026-12-31");
    auto const done = erase("diminta Zhyvqa lewat 0812 8888 9999");
    BOOST_TEST(!done.before);
    BOOST_TEST(done.orders == 2);
    BOOST_TEST(done.proofs == 1);
    BOOST_TEST(done.messages == 2);
    BOOST_TEST(done.reviews == 1);
    BOOST_TEST(done.notes == 2);
    BOOST_TEST((done.merged == std::vector<id<customer>>{merged}));
    BOOST_TEST(!pending());
    expect_no_traces();
    expect_none(findings());
    close();
    expect_none(bytes_with_traces());

    auto const after = report("2026-01-01", "2026-12-31");
    BOOST_TEST((before.totals.total() == after.totals.total()));
    BOOST_TEST(before.totals.new_customers == after.totals.new_customers);
    BOOST_TEST(before.rows.size() == after.rows.size());
}

BOOST_FIXTURE_TEST_CASE(amounts_dates_cities_and_reviews_stay, person_shop)
{
    auto const was = order(std::to_string(paid)).header;
    erase();
    auto const is = order(std::to_string(paid)).header;
    BOOST_TEST((is.total == was.total));
    BOOST_TEST((is.paid == was.paid));
    BOOST_TEST((is.refunded == was.refunded));
    BOOST_TEST((is.placed_at == was.placed_at));
    BOOST_TEST((is.buyer == was.buyer));
    BOOST_TEST((is.deliver_to.city == was.deliver_to.city));
    BOOST_TEST(!is.deliver_to.address);
    BOOST_TEST(!is.deliver_to.phone);
    BOOST_TEST(!is.deliver_to.postal_code);
    BOOST_TEST(texts("select text from reviews").front() == "Berasnya bagus! salam, … … (…)");
    BOOST_TEST(texts("select reply from reviews").front() == "makasih kak …");
    auto const card = read([&](unit_of_work& uow) { return find_customer(uow, who_goes); });
    BOOST_REQUIRE(card.has_value());
    BOOST_TEST(card->name == "");
    BOOST_TEST((card->erased_at == clk.now()));
    auto const record =
        read([&](unit_of_work& uow) { return find_customer_erasure(uow, who_goes); });
    BOOST_REQUIRE(record.has_value());
    BOOST_TEST(record->reason == "diminta");
    BOOST_TEST(record->erased_by == "owner");
    BOOST_TEST((read([&](unit_of_work& uow) { return find_customer_erasure(uow, *buyer); }) ==
                std::nullopt));
}

BOOST_FIXTURE_TEST_CASE(a_second_time_changes_nothing, person_shop)
{
    auto const first = erase();
    auto const rows = dump();
    clk.advance(std::chrono::hours(1));
    auto const second = erase("lagi");
    BOOST_TEST(second.before);
    BOOST_TEST((second.erased_at == first.erased_at));
    BOOST_TEST(second.orders == 0);
    BOOST_TEST((dump() == rows));
}

BOOST_FIXTURE_TEST_CASE(a_rehearsal_says_the_same_and_writes_nothing, person_shop)
{
    auto const rows = dump();
    auto const would = erase("diminta", true);
    BOOST_TEST(test::difference(rows, dump()) == "");
    auto const done = erase();
    BOOST_TEST(would.orders == done.orders);
    BOOST_TEST(would.messages == done.messages);
    BOOST_TEST((would.merged == done.merged));
}

BOOST_FIXTURE_TEST_CASE(a_merged_card_leads_to_the_one_that_was_kept, person_shop)
{
    auto const done =
        transact([&](unit_of_work& uow) { return erase_customer(uow, merged, "diminta"); });
    BOOST_TEST((done.who == who_goes));
    expect_no_traces();
    BOOST_TEST(number("select count(*) from customer_erasures") == 2);
}

BOOST_FIXTURE_TEST_CASE(what_cannot_be_erased_is_refused_and_left, person_shop)
{
    auto const erase_now = [&](id<customer> whom, std::string const& reason) {
        return refusal(
            [&] { transact([&](unit_of_work& uow) { erase_customer(uow, whom, reason); }); });
    };
    auto request = wish("BERAS", 1);
    request.buyer = who_goes;
    auto const open = place(request).header.number;
    auto const rows = dump();
    BOOST_TEST(erase_now(who_goes, "diminta") ==
               "customer.has_open_orders: " + std::to_string(who_goes.value()) + "|" +
                   std::to_string(open));
    BOOST_TEST(erase_now(merged, "diminta").starts_with("customer.has_open_orders"));
    BOOST_TEST(erase_now(id<customer>(99'999), "diminta") == "customer.not_found: 99999");
    for (auto const& reason :
         {std::string(), std::string("  \t "), std::string(501, 'x'), std::string("\xff")})
        BOOST_TEST(erase_now(who_goes, reason).starts_with("customer.erasure_reason_invalid"));
    BOOST_TEST(test::difference(rows, dump()) == "");
    BOOST_TEST(!pending());
}

BOOST_FIXTURE_TEST_CASE(whoever_was_erased_buys_keeps_and_changes_nothing, person_shop)
{
    erase();
    auto request = wish("BERAS", 1);
    request.buyer = who_goes;
    BOOST_TEST(refused(request) == "customer.erased");
    auto const because = [&](auto const& work) {
        return refused_because([&] { transact([&](unit_of_work& uow) { work(uow); }); });
    };
    BOOST_TEST(because([&](unit_of_work& uow) { keep_in_cart(uow); }) == "customer.erased");
    BOOST_TEST(because([&](unit_of_work& uow) {
                   edit_customer(uow, who_goes, {.name = "Zhyvqa"});
               }) == "customer.erased");
    who = who_goes;
    BOOST_TEST(refused(request) == "customer.erased");
    who = owner{};
    BOOST_TEST(!bytes_with_traces().size());
}

BOOST_FIXTURE_TEST_CASE(no_search_and_no_import_finds_whoever_was_erased, person_shop)
{
    erase();
    for (auto const* words : {"zhyvqa", "qopuxka", "0812 8888", "contoh", "kisaran"})
        read([&](unit_of_work& uow) {
            for (auto const& each : list_customers(uow, {.search = std::string(words)}, {}).items)
                BOOST_TEST((each.number != who_goes), words);
        });
    auto const listed = read([](unit_of_work& uow) { return list_customers(uow, {}, {}).items; });
    BOOST_TEST(std::any_of(listed.begin(), listed.end(),
                           [&](auto const& each) { return each.number == who_goes; }));
    auto const again = import("order,placed_at,customer,phone,sku,unit_price\n"
                              "N1,2026-01-11,Zhyvqa Qopuxka,081288889999,TEH,4500\n");
    BOOST_TEST(again.customers == 1);
    BOOST_TEST((orders().back().buyer != who_goes));
}

BOOST_FIXTURE_TEST_CASE(a_reader_leaves_it_pending_until_somebody_finishes_it, person_shop)
{
    std::atomic<bool> reading = false, enough = false;
    std::thread reader([&] {
        database other(url, env);
        tokocrm::read(other, who, [&](unit_of_work& uow) {
            texts(uow, "select cast(count(*) as text) from customers");
            reading = true;
            while (!enough)
                std::this_thread::yield();
        });
    });
    while (!reading)
        std::this_thread::yield();
    erase();
    BOOST_TEST(pending());
    expect_none(columns_with_traces());
    BOOST_TEST(erase().before); // finishes nothing either
    BOOST_TEST(pending());
    enough = true;
    reader.join();
    BOOST_TEST(erase().before);
    BOOST_TEST(!pending());
    expect_no_traces();
}

BOOST_FIXTURE_TEST_CASE(whoever_opens_the_shop_next_and_writes_finishes_it, person_shop)
{
    erase();
    // As after a program that ended between the commit and what follows it.
    transact([](unit_of_work& uow) {
        native(uow) << "insert into customer_notes (customer_id, text, written_at, written_by)"
                       " values (1, 'Zhyvqa rahasia-kwx', 1, 'owner')";
    });
    transact([](unit_of_work& uow) { native(uow) << "delete from customer_notes"; });
    close();
    {
        soci::session by_hand("sqlite3", folder / "shop.db");
        by_hand << "update erased_remains set place = 2";
    }
    BOOST_TEST(pending());
    close();
    transact([](unit_of_work& uow) { record_audit_event(uow, "host.wrote", "shop"); });
    BOOST_TEST(!pending());
    expect_no_traces();
}

BOOST_FIXTURE_TEST_CASE(a_checkout_beside_it_leaves_no_name, person_shop)
{
    for (int round = 0; round < 20; ++round) {
        id<customer> const both = transact([&](unit_of_work& uow) {
                                      customer_draft draft;
                                      draft.name = name_now;
                                      return add_customer(uow, draft);
                                  }).number;
        std::atomic<int> ready = 0;
        auto const together = [&] {
            ++ready;
            while (ready < 2)
                std::this_thread::yield();
        };
        std::string bought, erased;
        std::thread buying([&] {
            auto request = wish("BERAS", 1);
            request.buyer = both;
            together();
            bought = refused_because([&] {
                tokocrm::transact(db(), owner{},
                                  [&](unit_of_work& uow) { place_order(uow, request); });
            });
        });
        together();
        erased = refused_because([&] {
            tokocrm::transact(db(), owner{},
                              [&](unit_of_work& uow) { erase_customer(uow, both, "diminta"); });
        });
        buying.join();
        bool const order_won = bought.empty() && erased == "customer.has_open_orders";
        bool const erasure_won = bought == "customer.erased" && erased.empty();
        BOOST_TEST((order_won || erasure_won), bought << " / " << erased);
        if (order_won)
            transact([&](unit_of_work& uow) {
                auto const number = list_orders(uow, {.buyer = both}, {}).items.front().number;
                cancel_order(uow, number, "batal");
                erase_customer(uow, both, "diminta");
            });
    }
    erase();
    expect_no_traces();
    expect_none(findings());
}

// As a power cut would, but for what the disk has not got yet.
BOOST_FIXTURE_TEST_CASE(an_erasure_that_is_killed_is_whole_or_not_at_all, person_shop)
{
    close();
    auto const words = [&](test::shop_program const& of) {
        return strings{test::toko_program(),
                       "--db",
                       of.file,
                       "--yes",
                       "customer",
                       "erase",
                       std::to_string(who_goes.value()),
                       "--reason",
                       "diminta"};
    };
    auto const victim_of = [&](test::shop_program& victim) {
        fs::copy_file(folder / "shop.db", victim.file);
    };
    using std::chrono::microseconds, std::chrono::steady_clock;
    microseconds longest{};
    {
        test::shop_program whole;
        victim_of(whole);
        auto const began = steady_clock::now();
        test::child_process running(words(whole), whole.folder.path().string(), whole.environment(),
                                    {});
        BOOST_TEST(running.wait() == 0);
        longest = std::chrono::duration_cast<microseconds>(steady_clock::now() - began);
        expect_none(columns_with_traces(whole.dump()));
        whole.close();
        expect_none(bytes_with_traces(whole.folder.path()));
    }
    constexpr std::uint32_t seed = 20261125;
    std::mt19937 dice(seed);
    int const wanted = test::long_form() ? 200 : 12;
    int landed = 0, erased = 0, pending_after = 0;
    for (int attempt = 0; landed < wanted && attempt < 20 * wanted; ++attempt) {
        test::shop_program victim;
        victim_of(victim);
        microseconds const moment(std::uniform_int_distribution<std::int64_t>(
            longest.count() / 4, longest.count())(dice));
        {
            auto const until = steady_clock::now() + moment;
            test::child_process running(words(victim), victim.folder.path().string(),
                                        victim.environment(), {});
            while (steady_clock::now() < until && !running.ended())
                std::this_thread::yield();
            if (running.ended())
                continue;
            running.kill();
            int const status = running.wait();
            if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
                continue;
        }
        ++landed;
        BOOST_TEST_CONTEXT("kill " << landed << " after " << moment.count() << " us, seed " << seed)
        {
            expect_none(victim.findings());
            bool const is_erased = victim.number("select count(*) from customer_erasures") > 0;
            erased += is_erased;
            if (is_erased) {
                expect_none(columns_with_traces(victim.dump()));
                pending_after += victim.number("select place from erased_remains") > 0;
            } else
                BOOST_TEST(columns_with_traces(victim.dump()).size() ==
                           columns_with_traces().size());
            auto const again = victim.toko("--yes customer erase " +
                                           std::to_string(who_goes.value()) + " --reason diminta");
            BOOST_TEST(again.status == 0);
            BOOST_TEST(victim.number("select place from erased_remains") == 0);
            expect_none(columns_with_traces(victim.dump()));
            victim.close();
            expect_none(bytes_with_traces(victim.folder.path()));
        }
    }
    BOOST_TEST(landed == wanted);
    BOOST_TEST_MESSAGE(landed << " kills landed, " << erased << " times the customer was erased, "
                              << pending_after << " times with traces still to be removed");
}

BOOST_FIXTURE_TEST_CASE(a_persons_data_is_one_document_with_everything, person_shop)
{
    auto const whole = data(who_goes);
    BOOST_TEST(whole.at("schema_version").as_int64() == 1);
    BOOST_TEST(whole.at("card").at("name").as_string() == name_now);
    BOOST_TEST(whole.at("card").at("phone").as_string() == "+6281288889999");
    BOOST_TEST(whole.at("erasure").is_null());
    BOOST_TEST(whole.at("notes").as_array().size() == 1);
    BOOST_TEST(whole.at("tags").as_array().size() == 1);
    BOOST_TEST(whole.at("consents").at(0).at("given").as_bool());
    BOOST_TEST(whole.at("cart").at(0).at("quantity").as_string() == "3");
    BOOST_TEST(whole.at("reviews").at(0).at("stars").as_int64() == 5);
    BOOST_TEST(whole.at("messages").as_array().size() == 2);
    BOOST_TEST(whole.at("merges").at(0).at("cards").at("card").at("name").as_string() ==
               name_of_merged);
    auto const& orders = whole.at("orders").as_array();
    BOOST_REQUIRE(orders.size() == 2);
    auto const& first = orders[0].as_object();
    BOOST_TEST(first.at("number").as_int64() == paid);
    BOOST_TEST(first.at("total").as_int64() == 39'000);
    BOOST_TEST(first.at("lines").as_array().size() == 1);
    BOOST_TEST(first.at("payments").at(0).at("amount").as_int64() == 39'000);
    BOOST_TEST(first.at("refunds").at(0).at("reason").as_string() ==
               "alasan-xqzw beras Zhyvqa basah");
    auto const& proof = first.at("submissions").at(0).at("picture").as_string();
    BOOST_TEST(std::string_view(proof).starts_with("UklGR")); // RIFF
    BOOST_TEST((data(merged).at("card") == whole.at("card")));

    // Each text that the shop has of the person stands in it.
    auto const text = json::serialize(whole);
    for (auto const& trace : traces_in_rows())
        BOOST_TEST((text.find(trace) != text.npos || folded(text).find(folded(trace)) != text.npos),
                   trace);

    erase();
    auto const left = data(who_goes);
    auto const folded_left = folded(json::serialize(left));
    for (auto const& trace : traces)
        BOOST_TEST((folded_left.find(folded(trace)) == folded_left.npos), trace);
    BOOST_TEST(left.at("erasure").at("reason").as_string() == "diminta");
    BOOST_TEST(left.at("orders").as_array().size() == 2);
}

BOOST_FIXTURE_TEST_CASE(the_check_sees_whatever_is_left, person_shop)
{
    erase();
    expect_none(findings());
    auto const id = std::to_string(who_goes.value());
    auto const of_orders = " where customer_id = " + id;
    for (auto const& damage : strings{
             "update customers set name = 'Z' where id = " + id,
             "update customers set name_folded = 'z' where id = " + id,
             "update customers set search_text = '  z' where id = " + id,
             "update customers set phone = '1' where id = " + id,
             "update customers set email = 'z' where id = " + id,
             "update customers set address = 'z' where id = " + id,
             "update customers set city = 'z' where id = " + id,
             "update customers set city_folded = 'z' where id = " + id,
             "update customers set postal_code = 'z' where id = " + id,
             "update customers set sex = 'male' where id = " + id,
             "update customers set erased_at = null where id = " + id,
             "update customers set erased_at = 7 where id = " + id,
             "delete from customer_erasures where customer_id = " + id,
             "update customer_merges set other_card = '{}z'",
             "update orders set customer_name = 'z'" + of_orders,
             "update orders set phone = 'z'" + of_orders,
             "update orders set email = 'z'" + of_orders,
             "update orders set address = 'z'" + of_orders,
             "update orders set postal_code = 'z'" + of_orders,
             "update orders set request_digest = 'z'" + of_orders,
             "update orders set idempotency_key = 'z' where number = " + std::to_string(paid),
             std::string("update payment_submissions set sender = 'z'"),
             std::string("update payment_submissions set bank = 'z'"),
             std::string("update payment_submissions set picture_digest = 'z'"),
             "insert into conversations (customer_id, last_message, last_at, read_by_customer,"
             " read_by_shop, unread_by_customer, unread_by_shop) values (" +
                 id + ", 0, 0, 0, 0, 0, 0)",
             "insert into customer_notes (customer_id, text, written_at, written_by) values (" +
                 id + ", 'z', 0, 'owner')",
             "insert into customer_tags (customer_id, tag, tag_folded, added_at, added_by) values"
             " (" +
                 id + ", 'z', 'z', 0, 'owner')",
             "insert into consents (customer_id, channel, given, source, recorded_at, recorded_by)"
             " values (" +
                 id + ", 'email', 1, 'z', 0, 'owner')",
             "insert into carts (customer_id, created_at, touched_at) values (" + id + ", 0, 0)"}) {
        struct taken_back
        {
        };
        bool seen = false;
        try {
            transact([&](unit_of_work& uow) {
                soci::statement run = (native(uow).prepare << damage);
                run.execute(true);
                BOOST_TEST(run.get_affected_rows() > 0, damage);
                check_shop(uow, [&](finding const& each) {
                    seen = seen || each.invariant == "customer.erasures";
                });
                throw taken_back();
            });
        } catch (taken_back const&) {
        }
        BOOST_TEST(seen, damage);
    }
}

BOOST_FIXTURE_TEST_CASE(a_customer_takes_their_own_data_and_no_other, person_shop)
{
    who = who_goes;
    BOOST_TEST(data(who_goes).at("card").at("id").as_int64() == who_goes.value());
    BOOST_TEST(refused_because([&] { data(*buyer); }) == "staff.not_permitted");
}

BOOST_FIXTURE_TEST_CASE(what_write_throws_ends_it, person_shop)
{
    struct full
    {
    };
    BOOST_CHECK_THROW(read([&](unit_of_work& uow) {
                          write_customer_data(uow, who_goes,
                                              [](std::string_view) { throw full{}; });
                      }),
                      full);
    expect_none(findings());
}

BOOST_FIXTURE_TEST_CASE(a_restored_backup_is_erased_again, person_shop)
{
    auto const backup = folder / "shop.toko";
    close();
    backup_database(url, backup, who, env);
    auto const done = erase();
    close();
    auto const dry = restore_database(url, backup, true, who, env, {.rehearse = true});
    BOOST_TEST(dry.erased_again.size() == 2);
    auto const result = restore_database(url, backup, true, who, env);
    BOOST_TEST((result.erased_again == std::vector<id<customer>>{who_goes, merged}));
    BOOST_TEST(!result.erasures_unknown);
    fs::remove(backup); // it has them, of course
    fs::remove(*result.kept);
    expect_no_traces();
    expect_none(findings());
    auto const record =
        read([&](unit_of_work& uow) { return find_customer_erasure(uow, who_goes); });
    BOOST_TEST((record && record->erased_at == done.erased_at));
    BOOST_TEST(!pending());
}

BOOST_FIXTURE_TEST_CASE(a_backup_with_open_orders_of_the_erased_is_erased_all_the_same, person_shop)
{
    auto request = wish("BERAS", 1);
    request.buyer = who_goes;
    auto const open = place(request).header.number;
    auto const backup = folder / "shop.toko";
    close();
    backup_database(url, backup, who, env);
    transact([&](unit_of_work& uow) { cancel_order(uow, open, "batal"); });
    erase();
    close();
    auto const result = restore_database(url, backup, true, who, env);
    BOOST_TEST(result.erased_again.size() == 2);
    expect_none(columns_with_traces());
    expect_none(findings());
    // It goes on without a name.
    transact([&](unit_of_work& uow) { cancel_order(uow, open, "batal"); });
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(a_backup_from_after_the_erasure_has_nothing_to_erase, person_shop)
{
    erase();
    auto const backup = folder / "shop.toko";
    close();
    backup_database(url, backup, who, env);
    auto const result = restore_database(url, backup, true, who, env);
    BOOST_TEST(result.erased_again.empty());
    BOOST_TEST(!result.erasures_unknown);
}

BOOST_FIXTURE_TEST_CASE(a_shop_that_cannot_be_read_is_told_of, person_shop)
{
    auto const backup = folder / "shop.toko";
    close();
    backup_database(url, backup, who, env);
    erase();
    close();
    std::ofstream(folder / "shop.db", std::ios::binary | std::ios::trunc) << std::string(8192, 'x');
    auto const result = restore_database(url, backup, true, who, env);
    BOOST_TEST(result.erased_again.empty());
    BOOST_TEST(result.erasures_unknown);
}

BOOST_FIXTURE_TEST_CASE(another_shops_erasures_are_nobody_elses, person_shop)
{
    auto const other = folder / "other.db";
    create_database(other, who, env, [&](unit_of_work& uow) {
        found_shop(uow, profile_named("Toko Lain"));
        for (auto const* name : {"Satu", "Dua", "Tiga"}) {
            customer_draft draft;
            draft.name = name;
            add_customer(uow, draft);
        }
    });
    auto const backup = folder / "other.toko";
    backup_database(other, backup, who, env);
    transact([&](unit_of_work& uow) { erase_customer(uow, *buyer, "diminta"); });
    erase();
    close();
    auto const result = restore_database(url, backup, true, who, env);
    BOOST_TEST(result.erased_again.empty());
    BOOST_TEST(number("select count(*) from customers where erased_at is null") == 3);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(customer_erasure_rules)

BOOST_AUTO_TEST_CASE(names_phones_and_addresses_are_taken_out_of_texts)
{
    known_by person;
    person.add_name("Siti Nur Á.");
    person.add_phone("+6281234567890");
    person.add_phone("12345");
    person.add_email("siti@contoh.id");
    person.add_address("Jln Gurame No 3");
    auto const is = [&](char const* text, char const* expected) {
        BOOST_TEST(person.taken_out_of(text) == expected);
    };
    is("", "");
    is("bagus", "bagus");
    is("dari Siti", "dari …");
    is("SITI nur!", "… …!");
    is("sítì", "…");
    is("Sitinjak dan Nurdin", "Sitinjak dan Nurdin");
    is("a á b", "a á b"); // one letter is nobody's name
    is("hubungi 0812-3456-7890 ya", "hubungi … ya");
    is("+62 812 3456 7890", "…");
    is("(0812) 34567890.", "(…."); // the bracket that closes is between the digits
    is("081234567891", "081234567891");
    is("kode 12345", "kode …");
    is("surat: SITI@contoh.ID, ya", "surat: …, ya");
    is("di jln  gurame\nno 3 itu", "di … itu");
    is("harga 19.000 x 3", "harga 19.000 x 3");
    is("\xff siti \xff", "\xff … \xff");
}

BOOST_AUTO_TEST_CASE(nobody_is_taken_out_of_nothing)
{
    known_by const nobody;
    BOOST_TEST(nobody.taken_out_of("Siti 081234567890 siti@contoh.id") ==
               "Siti 081234567890 siti@contoh.id");
    known_by empty;
    empty.add_name("");
    empty.add_phone("");
    empty.add_email("");
    empty.add_address("no");
    BOOST_TEST(empty.taken_out_of("no 3") == "no 3");
}

BOOST_AUTO_TEST_SUITE_END()
