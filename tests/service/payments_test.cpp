#include "tests/support/picture_files.hpp"
#include "tests/support/selling_fixture.hpp"

#include <tokocrm/picture.hpp>
#include <tokocrm/staff.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <soci/sqlite3/soci-sqlite3.h>

#include <array>
#include <functional>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace tokocrm;
using namespace std::chrono_literals;
using test::difference, test::refused_because;
using strings = std::vector<std::string>;
using numbers = std::vector<std::int64_t>;

namespace {

constexpr std::int64_t papers_total = 28'810;

struct paying : test::selling_fixture
{
    paying() { stock_up(); }

    payment_submission_draft said(std::int64_t amount = papers_total)
    {
        payment_submission_draft draft;
        draft.sender = "Pembeli";
        draft.bank = "BSI";
        draft.amount = rupiah(amount);
        draft.paid_on = date(2026, 11, 24);
        return draft;
    }
    payment_submission submit(std::int64_t number, payment_submission_draft const& draft)
    {
        return transact([&](unit_of_work& uow) { return submit_payment(uow, number, draft); });
    }
    tokocrm::order accept(std::int64_t number, acceptance const& came)
    {
        return transact([&](unit_of_work& uow) { return accept_payment(uow, number, came); });
    }
    tokocrm::order accept(std::int64_t number, std::int64_t amount)
    {
        return accept(number, acceptance{.amount = rupiah(amount)});
    }
    tokocrm::order reject(std::int64_t number, std::string const& reason = "jumlah tidak cocok",
                          std::optional<std::int64_t> submission = {})
    {
        return transact(
            [&](unit_of_work& uow) { return reject_payment(uow, number, reason, submission); });
    }
    refund give(std::int64_t number, refund_request asked)
    {
        if (asked.reason.empty())
            asked.reason = "rusak";
        return transact([&](unit_of_work& uow) { return refund_order(uow, number, asked); });
    }
    refund_request all()
    {
        refund_request asked;
        asked.all = true;
        return asked;
    }
    refund_request item(std::string sku = "PG16", std::int64_t count = 1)
    {
        refund_request asked;
        asked.items = {{std::move(sku), whole(count)}};
        return asked;
    }
    refund_request shipping(std::int64_t amount)
    {
        refund_request asked;
        asked.shipping = rupiah(amount);
        return asked;
    }
    refund_request other(std::int64_t amount)
    {
        refund_request asked;
        asked.other = rupiah(amount);
        return asked;
    }
    tokocrm::order look(std::int64_t number)
    {
        return read([&](unit_of_work& uow) { return get_order(uow, number); });
    }
    std::vector<payment_submission> submissions(std::int64_t number)
    {
        return read([&](unit_of_work& uow) {
            return submissions_of(uow, get_order(uow, number).header.row);
        });
    }
    std::vector<payment> payments(std::int64_t number)
    {
        return read(
            [&](unit_of_work& uow) { return payments_of(uow, get_order(uow, number).header.row); });
    }
    std::vector<refund> refunds(std::int64_t number)
    {
        return read(
            [&](unit_of_work& uow) { return refunds_of(uow, get_order(uow, number).header.row); });
    }
    template <class Work>
    auto as(actor const& whom, Work&& work)
    {
        auto const before = std::exchange(who, whom);
        struct restore
        {
            actor& to;
            actor from;
            ~restore() { to = from; }
        } const back{who, before};
        return work();
    }
    std::int64_t placed(payment_method pay = payment_method::transfer)
    {
        auto request = wish();
        request.pay = pay;
        return place(request).header.number;
    }
    prepared_picture picture_of(std::size_t width, std::size_t height)
    {
        return prepare_picture(test::png_file(test::quarters(width, height)));
    }
    sales_figures totals(report_basis basis)
    {
        return report("2026-11-01", "2026-11-30", report_granularity::month, basis).totals;
    }
};

// --- every state and everything that can be done with money

struct standing
{
    char const* name;
    std::function<std::int64_t(paying&)> make;
    /// What becomes of it, in the order of `operations`: the payment's state, `=` where nothing
    /// changes, or the reason for which it is refused.
    std::array<char const*, 10> outcome;
};

std::ostream& operator<<(std::ostream& out, standing const& one)
{
    return out << one.name;
}

struct operation
{
    char const* name;
    std::function<void(paying&, unit_of_work&, std::int64_t)> run;
};

void give_back(unit_of_work& uow, std::int64_t number, refund_request asked)
{
    asked.reason = "rusak";
    refund_order(uow, number, asked);
}

operation const operations[] = {
    {"submit", [](auto& t, auto& uow, auto number) { submit_payment(uow, number, t.said(77)); }},
    {"accept what it costs",
     [](auto& t, auto& uow, auto number) {
         accept_payment(uow, number, {.amount = t.rupiah(papers_total)});
     }},
    {"accept less", [](auto& t, auto& uow,
                       auto number) { accept_payment(uow, number, {.amount = t.rupiah(900)}); }},
    {"accept more",
     [](auto& t, auto& uow, auto number) {
         accept_payment(uow, number, {.amount = t.rupiah(100'000)});
     }},
    {"accept less with a key",
     [](auto& t, auto& uow, auto number) {
         accept_payment(uow, number,
                        {.amount = t.rupiah(900), .submission = {}, .method = {}, .key = "lagi"});
     }},
    {"reject", [](auto&, auto& uow, auto number) { reject_payment(uow, number, "tidak masuk"); }},
    {"refund all", [](auto& t, auto& uow, auto number) { give_back(uow, number, t.all()); }},
    {"refund an item", [](auto& t, auto& uow, auto number) { give_back(uow, number, t.item()); }},
    {"refund shipping",
     [](auto& t, auto& uow, auto number) { give_back(uow, number, t.shipping(900)); }},
    {"refund an item and restock it",
     [](auto& t, auto& uow, auto number) {
         auto asked = t.item();
         asked.restock = true;
         give_back(uow, number, asked);
     }},
};

std::int64_t part_paid(paying& t)
{
    auto const number = t.placed();
    t.accept(number, 5'000);
    return number;
}

std::int64_t paid(paying& t)
{
    auto const number = t.placed();
    t.submit(number, t.said());
    t.accept(number, papers_total);
    return number;
}

std::int64_t imported(paying& t, std::string const& status)
{
    t.import(
        "order,placed_at,sku,product,unit_price,shipping,city,status\nX,2026-11-20,PG16,Gerbang,"
        "18810,10000,Medan," +
        status + "\n");
    return t.order("X").header.number;
}

standing const standings[] = {
    {"awaiting",
     [](auto& t) { return t.placed(); },
     {"submitted", "paid", "part_paid", "paid", "part_paid", "payment.nothing_submitted",
      "refund.nothing_paid", "refund.nothing_paid", "refund.nothing_paid", "refund.nothing_paid"}},
    {"submitted",
     [](auto& t) {
         auto const number = t.placed();
         t.submit(number, t.said());
         return number;
     },
     {"payment.submission_open", "paid", "part_paid", "paid", "part_paid", "awaiting",
      "refund.nothing_paid", "refund.nothing_paid", "refund.nothing_paid", "refund.nothing_paid"}},
    {"rejected",
     [](auto& t) {
         auto const number = t.placed();
         t.submit(number, t.said());
         t.reject(number);
         return number;
     },
     {"submitted", "paid", "part_paid", "paid", "part_paid", "payment.nothing_submitted",
      "refund.nothing_paid", "refund.nothing_paid", "refund.nothing_paid", "refund.nothing_paid"}},
    {"part paid",
     part_paid,
     {"part_paid", "payment.key_needed", "payment.key_needed", "payment.key_needed", "part_paid",
      "payment.nothing_submitted", "refunded", "refund.too_much", "part_refunded",
      "refund.too_much"}},
    {"part paid, the rest submitted",
     [](auto& t) {
         auto const number = part_paid(t);
         t.submit(number, t.said(papers_total - 5'000));
         return number;
     },
     {"payment.submission_open", "paid", "part_paid", "paid", "part_paid", "part_paid",
      "refund.submission_open", "refund.submission_open", "refund.submission_open",
      "refund.submission_open"}},
    {"paid",
     paid,
     {"payment.already_paid", "=", "=", "=", "=", "payment.nothing_submitted", "refunded",
      "part_refunded", "part_refunded", "part_refunded"}},
    {"delivered",
     [](auto& t) {
         auto const number = paid(t);
         t.after([&](unit_of_work& uow) { return pack_order(uow, number); });
         t.after([&](unit_of_work& uow) { return ship_order(uow, number); });
         t.after([&](unit_of_work& uow) { return deliver_order(uow, number); });
         return number;
     },
     {"payment.already_paid", "=", "=", "=", "=", "payment.nothing_submitted", "refunded",
      "part_refunded", "part_refunded", "part_refunded"}},
    {"part refunded",
     [](auto& t) {
         auto const number = paid(t);
         t.give(number, t.shipping(1'000));
         return number;
     },
     {"payment.refunded", "=", "=", "=", "=", "payment.nothing_submitted", "refunded",
      "part_refunded", "part_refunded", "part_refunded"}},
    {"part refunded while part paid",
     [](auto& t) {
         auto const number = part_paid(t);
         t.give(number, t.other(1'000));
         return number;
     },
     {"payment.refunded", "payment.refunded", "payment.refunded", "payment.refunded",
      "payment.refunded", "payment.nothing_submitted", "refunded", "refund.too_much",
      "part_refunded", "refund.too_much"}},
    {"refunded",
     [](auto& t) {
         auto const number = paid(t);
         t.give(number, t.all());
         return number;
     },
     {"payment.refunded", "payment.refunded", "payment.refunded", "payment.refunded",
      "payment.refunded", "payment.nothing_submitted", "=", "refund.nothing_left",
      "refund.nothing_left", "refund.nothing_left"}},
    {"refunded and cancelled",
     [](auto& t) {
         auto const number = paid(t);
         t.give(number, t.all());
         t.after([&](unit_of_work& uow) { return cancel_order(uow, number, "batal"); });
         return number;
     },
     {"order.cancelled", "order.cancelled", "order.cancelled", "order.cancelled", "order.cancelled",
      "payment.nothing_submitted", "=", "refund.nothing_left", "refund.nothing_left",
      "refund.nothing_left"}},
    {"expired",
     [](auto& t) {
         auto const number = t.placed();
         t.clk.advance(25h);
         t.after([&](unit_of_work& uow) { return expire_order(uow, number); });
         return number;
     },
     {"order.expired", "order.expired", "order.expired", "order.expired", "order.expired",
      "payment.nothing_submitted", "refund.nothing_paid", "refund.nothing_paid",
      "refund.nothing_paid", "refund.nothing_paid"}},
    {"cancelled",
     [](auto& t) {
         auto const number = t.placed();
         t.after([&](unit_of_work& uow) { return cancel_order(uow, number, "batal"); });
         return number;
     },
     {"order.cancelled", "order.cancelled", "order.cancelled", "order.cancelled", "order.cancelled",
      "payment.nothing_submitted", "refund.nothing_paid", "refund.nothing_paid",
      "refund.nothing_paid", "refund.nothing_paid"}},
    {"on delivery",
     [](auto& t) { return t.placed(payment_method::cod); },
     {"payment.on_delivery", "paid", "part_paid", "paid", "part_paid", "payment.nothing_submitted",
      "refund.nothing_paid", "refund.nothing_paid", "refund.nothing_paid", "refund.nothing_paid"}},
    {"delivered and paid",
     [](auto& t) {
         auto const number = t.placed(payment_method::cod);
         t.after([&](unit_of_work& uow) { return pack_order(uow, number); });
         t.after([&](unit_of_work& uow) { return ship_order(uow, number); });
         t.after([&](unit_of_work& uow) { return deliver_order(uow, number); });
         return number;
     },
     {"payment.already_paid", "=", "=", "=", "=", "payment.nothing_submitted", "refunded",
      "part_refunded", "part_refunded", "part_refunded"}},
    {"refused at the door",
     [](auto& t) {
         auto const number = t.placed(payment_method::cod);
         t.after([&](unit_of_work& uow) { return pack_order(uow, number); });
         t.after([&](unit_of_work& uow) { return ship_order(uow, number); });
         t.after([&](unit_of_work& uow) { return refuse_order(uow, number, "tidak ada orang"); });
         return number;
     },
     {"order.cancelled", "order.cancelled", "order.cancelled", "order.cancelled", "order.cancelled",
      "payment.nothing_submitted", "refund.nothing_paid", "refund.nothing_paid",
      "refund.nothing_paid", "refund.nothing_paid"}},
    {"sold over the counter",
     [](auto& t) { return t.place(t.over_the_counter("PG16", 1)).header.number; },
     {"payment.already_paid", "=", "=", "=", "=", "payment.nothing_submitted", "refunded",
      "refunded", "refund.too_much", "refunded"}},
    {"imported as awaiting",
     [](auto& t) { return imported(t, "awaiting"); },
     {"submitted", "paid", "part_paid", "paid", "part_paid", "payment.nothing_submitted",
      "refund.nothing_paid", "refund.nothing_paid", "refund.nothing_paid", "refund.nothing_paid"}},
    {"imported as submitted",
     [](auto& t) { return imported(t, "submitted"); },
     {"submitted", "paid", "part_paid", "paid", "part_paid", "awaiting", "refund.nothing_paid",
      "refund.nothing_paid", "refund.nothing_paid", "refund.nothing_paid"}},
    {"imported as paid",
     [](auto& t) { return imported(t, "paid"); },
     {"payment.already_paid", "=", "=", "=", "=", "payment.nothing_submitted", "refunded",
      "part_refunded", "part_refunded", "stock.not_sold"}},
    {"imported as refunded",
     [](auto& t) { return imported(t, "refunded"); },
     {"payment.refunded", "payment.refunded", "payment.refunded", "payment.refunded",
      "payment.refunded", "payment.nothing_submitted", "=", "refund.nothing_left",
      "refund.nothing_left", "refund.nothing_left"}},
    {"imported as cancelled",
     [](auto& t) { return imported(t, "cancelled"); },
     {"order.cancelled", "order.cancelled", "order.cancelled", "order.cancelled", "order.cancelled",
      "payment.nothing_submitted", "refund.nothing_paid", "refund.nothing_paid",
      "refund.nothing_paid", "refund.nothing_paid"}},
    {"imported as expired",
     [](auto& t) { return imported(t, "expired"); },
     {"order.expired", "order.expired", "order.expired", "order.expired", "order.expired",
      "payment.nothing_submitted", "refund.nothing_paid", "refund.nothing_paid",
      "refund.nothing_paid", "refund.nothing_paid"}},
};

/// A shop with something of everything that has to do with money.
struct checked_payments : paying
{
    checked_payments()
    {
        auto const rejected = placed();
        auto draft = said();
        draft.proof = picture_of(4, 2);
        submit(rejected, draft);
        reject(rejected);
        auto const accepted = placed();
        submit(accepted, draft);
        accept(accepted, papers_total + 500);
        auto back = item();
        back.restock = true;
        give(accepted, back);
        give(accepted, shipping(700));
        auto const waiting = placed();
        submit(waiting, said());
        import("order,placed_at,sku,product,unit_price,status\nX,2026-11-20,PG16,Gerbang,500,"
               "refunded\n");
    }

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

damage_done const damages[] = {
    {"payment.submissions", "update payment_submissions set state = 'open', decided_at = null,"
                            " decided_by = null, reason = null where state = 'rejected'"},
    {"payment.submissions", "delete from payment_submissions where state = 'open'"},
    {"payment.submissions", "delete from payment_submissions where state = 'accepted'"},
    {"payment.submissions", "update payment_submissions set state = 'rejected', reason = 'x'"
                            " where state = 'accepted'"},
    {"payment.submissions", "update payment_submissions set state = 'accepted', reason = null"
                            " where state = 'rejected'"},
    {"payment.submissions",
     "update payment_submissions set reason = null where state = 'rejected'"},
    {"payment.submissions",
     "update payment_submissions set decided_by = null where state = 'accepted'"},
    {"payment.submissions", "update payment_submissions set picture_digest = 'x'"
                            " where picture_id is not null"},
    {"payment.submissions", "update payments set submission = 7 where submission = 1"},
    {"rows.orphans", "delete from pictures"},
    {"picture.used", "update payment_submissions set picture_id = null, picture_digest = null"},
    {"picture.decodes", "update pictures set webp = x''"},
    {"staff.actors", "update payment_submissions set submitted_by = 'staff:9'"},
    {"refund.parts", "update refund_lines set amount = amount + 1"},
    {"refund.parts", "update refund_lines set amount = amount - 1"},
    {"refund.parts", "update refund_lines set quantity = quantity + 1"},
    {"refund.parts", "update refund_lines set base_quantity = base_quantity - 1"},
    {"refund.parts", "update refund_lines set line = 9"},
    {"refund.parts", "update refund_lines set refund = 9"},
    {"refund.parts", "delete from refund_lines"},
    {"refund.parts", "update refunds set shipping = 99999, amount = 99999 where shipping = 700"},
    {"refund.parts", "update refunds set shipping = 0, other = 700 where shipping = 700"},
    {"refund.parts", "update refunds set shipping = 900, goods = -200 where shipping = 700"},
    {"refund.parts", "delete from stock_movements where kind = 'returned'"},
    {"order.booking", "delete from booking_entries where kind = 'surplus' and basis = 'paid'"},
    {"order.booking", "update booking_entries set other = 1 where kind = 'surplus'"},
    {"order.booking", "update booking_entries set shipping = 1 where kind = 'refund'"},
    {"order.money_state", "update orders set payment_state = 'part_paid' where payment_state ="
                          " 'awaiting'"},
};

} // namespace

namespace boost::test_tools::tt_detail {

template <>
struct print_log_value<tokocrm::payment_submission>
{
    void operator()(std::ostream& out, tokocrm::payment_submission const& one)
    {
        out << one.order_number << '.' << one.position;
    }
};

} // namespace boost::test_tools::tt_detail

BOOST_AUTO_TEST_SUITE(payments)

BOOST_DATA_TEST_CASE_F(paying, in_every_state_money_does_what_the_shop_agreed,
                       boost::unit_test::data::make(standings), from)
{
    auto const number = from.make(*this);
    check_clean();
    auto const before = look(number).header;
    auto const untouched = dump();
    for (std::size_t i = 0; i < std::size(operations); ++i) {
        auto const& each = operations[i];
        std::string const expected = from.outcome[i];
        strings found;
        std::string became;
        auto const refused = refused_because([&] {
            rehearse(db(), who, [&](unit_of_work& uow) {
                each.run(*this, uow, number);
                auto const after = get_order(uow, number).header;
                became =
                    after.version == before.version ? "=" : std::string(name(after.states.payment));
                check_shop(uow, [&](finding const& one) {
                    found.push_back(one.invariant + ": " + one.subject + ": expected " +
                                    one.expected + ", is " + one.actual);
                });
            });
        });
        BOOST_TEST((refused.empty() ? became : refused) == expected, each.name);
        BOOST_TEST(found.empty(), each.name << ": " << (found.empty() ? "" : found.front()));
        if (refused.empty() && became != "=")
            continue;
        (void)refused_because(
            [&] { transact([&](unit_of_work& uow) { each.run(*this, uow, number); }); });
        BOOST_TEST(difference(untouched, dump()) == "", each.name);
    }
}

BOOST_FIXTURE_TEST_CASE(the_papers_order_is_paid_with_a_proof, paying)
{
    auto const number = placed();
    auto draft = said();
    draft.proof = picture_of(40, 30);
    auto const shown = submit(number, draft);
    BOOST_TEST(shown.position == 1);
    BOOST_TEST(shown.proof.value().width == 40);
    BOOST_TEST(shown.same_proof_on.empty());
    BOOST_TEST((shown.state == submission_state::open));
    BOOST_TEST((look(number).header.label() == order_label::pending));

    auto const accepted = accept(number, papers_total);
    BOOST_TEST(states(accepted) == "placed paid unfulfilled");
    BOOST_TEST((accepted.header.paid_at == clk.now()));
    BOOST_TEST(!accepted.header.expires_at);
    BOOST_TEST(amount_due(accepted.header).minor() == 0);
    BOOST_TEST(shelf("PG16") == "4/0");
    auto const decided = submissions(number).front();
    BOOST_TEST((decided.state == submission_state::accepted));
    BOOST_TEST((decided.decided_at == clk.now()));
    BOOST_TEST(decided.decided_by.value() == "owner");
    auto const came = payments(number);
    BOOST_REQUIRE(came.size() == 1u);
    BOOST_TEST(came.front().submission.value() == 1);
    BOOST_TEST(came.front().method.value() == "transfer");
    BOOST_TEST(totals(report_basis::paid).total().minor() == papers_total);
    auto const proof = read([&](unit_of_work& uow) {
        return payment_proof(uow, get_order(uow, number).header.row, 1);
    });
    BOOST_TEST((proof == draft.proof->webp()));
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(money_that_comes_in_parts_and_too_much, paying)
{
    auto const number = placed();
    auto const part = [&](std::int64_t amount, char const* key) {
        return accept(number,
                      {.amount = rupiah(amount), .submission = {}, .method = "tunai", .key = key});
    };
    auto one = part(8'810, "satu");
    BOOST_TEST(states(one) == "placed part_paid unfulfilled");
    BOOST_TEST(amount_due(one.header).minor() == 20'000);
    BOOST_TEST(!one.header.paid_on);
    BOOST_TEST(shelf("PG16") == "5/1");
    BOOST_TEST(totals(report_basis::paid).orders == 0);
    one = part(19'999, "dua");
    BOOST_TEST(amount_due(one.header).minor() == 1);
    clk.advance(24h);
    one = part(501, "tiga");
    BOOST_TEST(states(one) == "placed paid unfulfilled");
    BOOST_TEST((one.header.paid_on == date(2026, 11, 25)));
    BOOST_TEST(one.header.paid.minor() == papers_total + 500);
    BOOST_TEST(shelf("PG16") == "4/0");
    auto const figures = totals(report_basis::paid);
    BOOST_TEST(figures.other.minor() == 500);
    BOOST_TEST(figures.total().minor() == papers_total + 500);
    BOOST_TEST(totals(report_basis::placed).other.minor() == 500);
    BOOST_TEST(payments(number).size() == 3u);
    BOOST_TEST(payments(number).back().method.value() == "tunai");
    check_clean();
    // The surplus can be given back.
    BOOST_TEST(refused_because([&] { give(number, other(501)); }) == "refund.too_much");
    give(number, other(500));
    BOOST_TEST(totals(report_basis::paid).other.minor() == 0);
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(a_key_counts_once_and_belongs_to_its_amount, paying)
{
    auto const number = placed();
    auto came = acceptance{.amount = rupiah(5'000), .submission = {}, .method = {}, .key = "a"};
    accept(number, came);
    auto const before = dump();
    BOOST_TEST(accept(number, came).header.paid.minor() == 5'000);
    came.amount = rupiah(5'001);
    BOOST_TEST(refused_because([&] { accept(number, came); }) == "payment.key_reused");
    BOOST_TEST(difference(before, dump()) == "");
    came.key = "b";
    accept(number, came);
    BOOST_TEST(payments(number).size() == 2u);
    // A key is one of its order.
    auto const another = placed();
    BOOST_TEST(accept(another, came).header.paid.minor() == 5'001);
    // It is known for ever, whatever became of the order.
    accept(number, {.amount = rupiah(20'000), .submission = {}, .method = {}, .key = "c"});
    give(number, all());
    came.key = "c";
    came.amount = rupiah(20'000);
    BOOST_TEST(states(accept(number, came)) == "placed refunded unfulfilled");
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(accepting_a_submission_again_changes_nothing, paying)
{
    auto const number = placed();
    submit(number, said());
    reject(number);
    submit(number, said());
    auto came = acceptance{.amount = rupiah(8'000), .submission = 2};
    accept(number, came);
    auto const before = dump();
    BOOST_TEST(states(accept(number, came)) == "placed part_paid unfulfilled");
    BOOST_TEST(difference(before, dump()) == "");
    came.amount = rupiah(9'000);
    BOOST_TEST(refused_because([&] { accept(number, came); }) == "payment.submission_decided");
    came.submission = 1;
    BOOST_TEST(refused_because([&] { accept(number, came); }) == "payment.submission_decided");
    came.submission = 3;
    BOOST_TEST(refused_because([&] { accept(number, came); }) == "payment.submission_not_found");
    BOOST_TEST(refused_because([&] { reject(number, "salah", 2); }) ==
               "payment.submission_decided");
    BOOST_TEST(difference(before, dump()) == "");
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(a_rejection_is_told_and_gives_time_to_try_again, paying)
{
    auto const number = placed();
    clk.advance(1h);
    submit(number, said());
    clk.advance(1h);
    auto rejected = reject(number, "  jumlah tidak cocok ");
    BOOST_TEST(states(rejected) == "placed awaiting unfulfilled");
    BOOST_TEST((rejected.header.expires_at.value() == clk.now() + 24h));
    BOOST_TEST(rejected.history.back().reason.value() == "jumlah tidak cocok");
    auto const kept = submissions(number).front();
    BOOST_TEST((kept.state == submission_state::rejected));
    BOOST_TEST(kept.reason.value() == "jumlah tidak cocok");
    auto const before = dump();
    reject(number, "jumlah tidak cocok");
    reject(number, "jumlah tidak cocok", 1);
    BOOST_TEST(difference(before, dump()) == "");
    BOOST_TEST(refused_because([&] { reject(number, "alasan lain"); }) ==
               "payment.nothing_submitted");
    BOOST_TEST(refused_because([&] { reject(number, "alasan lain", 1); }) ==
               "payment.submission_decided");
    // A longer time is not shortened.
    transact([](unit_of_work& uow) { edit_shop(uow, {.payment_time = 1h}); });
    submit(number, said());
    BOOST_TEST((reject(number).header.expires_at == rejected.header.expires_at));
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(what_waits_to_be_looked_at_does_not_expire, paying)
{
    auto const submitted = placed();
    submit(submitted, said());
    auto const part = placed();
    accept(part, 1);
    auto const neither = placed();
    clk.advance(100h);
    auto const overdue = read([](unit_of_work& uow) { return overdue_orders(uow); });
    BOOST_TEST(overdue == numbers{neither}, boost::test_tools::per_element());
    reject(submitted);
    BOOST_TEST(read([](unit_of_work& uow) { return overdue_orders(uow); }).size() == 1u);
    clk.advance(24h);
    BOOST_TEST(read([](unit_of_work& uow) { return overdue_orders(uow); }).size() == 2u);
}

BOOST_FIXTURE_TEST_CASE(the_same_submission_again_is_the_same, paying)
{
    auto const number = placed();
    auto draft = said();
    draft.proof = picture_of(4, 2);
    submit(number, draft);
    auto const before = dump();
    BOOST_TEST(submit(number, draft).position == 1);
    BOOST_TEST(difference(before, dump()) == "");
    draft.amount = rupiah(1);
    BOOST_TEST(refused_because([&] { submit(number, draft); }) == "payment.submission_open");

    auto const keyed = placed();
    draft.key = "web-1";
    BOOST_TEST(submit(keyed, draft).position == 1);
    reject(keyed);
    BOOST_TEST((submit(keyed, draft).state == submission_state::rejected));
    for (auto change : std::vector<std::function<void()>>{
             [&] { draft.amount = rupiah(2); }, [&] { draft.sender = "Orang lain"; },
             [&] { draft.bank = "BRI"; }, [&] { draft.paid_on = date(2026, 11, 23); },
             [&] { draft.proof.reset(); }}) {
        auto const kept = draft;
        change();
        BOOST_TEST(refused_because([&] { submit(keyed, draft); }) == "payment.key_reused");
        draft = kept;
    }
    draft.key = "web-2";
    BOOST_TEST(submit(keyed, draft).position == 2);
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(the_same_picture_is_flagged_and_not_refused, paying)
{
    auto const first = placed(), second = placed(), third = placed();
    auto draft = said();
    draft.proof = picture_of(4, 2);
    BOOST_TEST(submit(first, draft).same_proof_on.empty());
    BOOST_TEST(submit(second, draft).same_proof_on == numbers{first},
               boost::test_tools::per_element());
    reject(second);
    BOOST_TEST(submit(second, draft).same_proof_on == (numbers{first, second}),
               boost::test_tools::per_element());
    draft.proof = picture_of(6, 2);
    BOOST_TEST(submit(third, draft).same_proof_on.empty());
    BOOST_TEST(submissions(first).front().same_proof_on == numbers{second},
               boost::test_tools::per_element());
    // Whose orders they are is nothing for customers.
    as(*buyer, [&] { BOOST_TEST(submissions(first).front().same_proof_on.empty()); });
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(what_cannot_be_handed_in_has_its_reason, paying)
{
    auto const number = placed();
    auto const before = dump();
    auto const with = [&](auto change) {
        auto draft = said();
        change(draft);
        return refused_because([&] { submit(number, draft); });
    };
    for (auto const* wrong : {"", "   ", "\xFF"}) {
        BOOST_TEST(with([&](auto& d) { d.sender = wrong; }) == "payment.sender_invalid");
        BOOST_TEST(with([&](auto& d) { d.bank = wrong; }) == "payment.bank_invalid");
    }
    BOOST_TEST(with([](auto& d) { d.sender = std::string(201, 'a'); }) == "payment.sender_invalid");
    BOOST_TEST(with([](auto& d) { d.bank = std::string(101, 'a'); }) == "payment.bank_invalid");
    for (auto const wrong : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN})
        BOOST_TEST(with([&](auto& d) { d.amount = rupiah(wrong); }) == "payment.amount_invalid");
    BOOST_TEST(with([](auto& d) { d.amount = money(5, currency::usd); }) ==
               "payment.amount_invalid");
    BOOST_TEST(with([](auto& d) { d.paid_on = date(2026, 11, 26); }) == "payment.date_invalid");
    BOOST_TEST(with([](auto& d) { d.paid_on = date(); }) == "payment.date_invalid");
    BOOST_TEST(with([](auto& d) { d.key = ""; }) == "payment.key_invalid");
    BOOST_TEST(with([](auto& d) { d.key = std::string(201, 'k'); }) == "payment.key_invalid");
    BOOST_TEST(refused_because([&] { submit(99, said()); }) == "order.not_found");
    BOOST_TEST(refused_because([&] { accept(99, 1); }) == "order.not_found");
    for (auto const wrong : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN})
        BOOST_TEST(refused_because([&] { accept(number, wrong); }) == "payment.amount_invalid");
    BOOST_TEST(refused_because([&] { accept(number, {.amount = money(5, currency::usd)}); }) ==
               "payment.amount_invalid");
    BOOST_TEST(refused_because([&] {
                   accept(number, {.amount = rupiah(1), .submission = {}, .method = ""});
               }) == "payment.method_invalid");
    BOOST_TEST(refused_because([&] {
                   accept(number, {.amount = rupiah(1), .submission = {}, .method = {}, .key = ""});
               }) == "payment.key_invalid");
    for (auto const& wrong :
         {std::string(), std::string(" "), std::string("\xFF"), std::string(501, 'a')})
        BOOST_TEST(refused_because([&] { reject(number, wrong); }) == "order.reason_invalid");
    BOOST_TEST(difference(before, dump()) == "");
    // A day ahead is a clock that goes wrong.
    BOOST_TEST(with([](auto& d) { d.paid_on = date(2026, 11, 25); }) == "");
}

BOOST_FIXTURE_TEST_CASE(an_amount_that_no_report_can_hold_is_refused, paying)
{
    auto const number = placed();
    accept(number, 1);
    auto const before = dump();
    BOOST_TEST(refused_because([&] {
                   accept(
                       number,
                       {.amount = rupiah(INT64_MAX), .submission = {}, .method = {}, .key = "a"});
               }) == "money.overflow");
    BOOST_TEST(difference(before, dump()) == "");
}

BOOST_FIXTURE_TEST_CASE(customers_hand_in_for_themselves_and_cashiers_do_not_refund, paying)
{
    auto const number = placed();
    auto const stranger = transact([](unit_of_work& uow) {
        customer_draft draft;
        draft.name = "Orang lain";
        return add_customer(uow, draft).number;
    });
    auto const cashier =
        transact([](unit_of_work& uow) { return add_staff_member(uow, {.name = "Siti"}).number; });
    auto const over_counter = place(over_the_counter("BERAS", 1)).header.number;
    as(stranger, [&] {
        BOOST_TEST(refused_because([&] { submit(number, said()); }) == "staff.not_permitted");
        BOOST_TEST(refused_because([&] { submit(over_counter, said()); }) == "staff.not_permitted");
        BOOST_TEST(refused_because([&] { submissions(number); }) == "staff.not_permitted");
    });
    as(*buyer, [&] {
        BOOST_TEST(submit(number, said()).submitted_by == to_record(*buyer));
        BOOST_TEST(refused_because([&] { accept(number, papers_total); }) == "staff.not_permitted");
        BOOST_TEST(refused_because([&] { reject(number); }) == "staff.not_permitted");
        BOOST_TEST(refused_because([&] { give(number, all()); }) == "staff.not_permitted");
        BOOST_TEST(refused_because([&] {
                       read([](unit_of_work& uow) { list_submissions(uow, {}, {}); });
                   }) == "staff.not_permitted");
    });
    as(visitor{}, [&] {
        BOOST_TEST(refused_because([&] { submit(number, said()); }) == "staff.not_permitted");
    });
    as(cashier, [&] {
        BOOST_TEST(states(accept(number, papers_total)) == "placed paid unfulfilled");
        BOOST_TEST(payments(number).front().actor == to_record(cashier));
        auto const before = dump();
        BOOST_TEST(refused_because([&] { give(number, item()); }) == "staff.not_permitted");
        BOOST_TEST(difference(before, dump()) == "");
    });
    BOOST_TEST(submissions(number).front().decided_by.value() == to_record(cashier));
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(submissions_are_listed_those_that_wait_first, paying)
{
    numbers made;
    for (int i = 0; i < 5; ++i) {
        made.push_back(place(wish("BERAS")).header.number);
        submit(made.back(), said());
        clk.advance(24h);
    }
    accept(made[4], 100'000);
    reject(made[3]);
    auto const listed = [&](submission_query const& query, page_request part) {
        numbers found;
        std::optional<std::string> next;
        do {
            auto const read_page =
                read([&](unit_of_work& uow) { return list_submissions(uow, query, part); });
            for (auto const& each : read_page.items)
                found.push_back(each.order_number);
            next = read_page.next;
            part.after = next;
            part.offset = 0;
        } while (next);
        return found;
    };
    numbers const expected{made[2], made[1], made[0], made[4], made[3]};
    for (std::int64_t limit = 1; limit < 7; ++limit)
        for (std::int64_t skipped = 0; skipped < 7; ++skipped) {
            numbers rest(expected.begin() + std::min<std::ptrdiff_t>(skipped, 5), expected.end());
            BOOST_TEST(listed({}, {.limit = limit, .offset = skipped, .after = {}}) == rest,
                       boost::test_tools::per_element());
        }
    BOOST_TEST(listed({}, {}) == expected, boost::test_tools::per_element());
    BOOST_TEST(listed({.states = {submission_state::accepted}}, {}) == numbers{made[4]},
               boost::test_tools::per_element());
    BOOST_TEST(listed({.states = {submission_state::open, submission_state::rejected}}, {}) ==
                   (numbers{made[2], made[1], made[0], made[3]}),
               boost::test_tools::per_element());
    submission_query days{.states = {}, .since = date(2026, 11, 25), .until = date(2026, 11, 27)};
    BOOST_TEST(listed(days, {}) == (numbers{made[2], made[1], made[3]}),
               boost::test_tools::per_element());
    auto const counted = [&](submission_query const& query, std::optional<std::int64_t> most = {}) {
        return read([&](unit_of_work& uow) { return count_submissions(uow, query, most); });
    };
    BOOST_TEST(counted({}) == 5);
    BOOST_TEST(counted({}, 4) == 4);
    BOOST_TEST(counted(days) == 3);
    for (auto const* wrong : {"", "x", "b3JkZXJz"})
        BOOST_TEST(refused_because([&] { listed({}, {.limit = 1, .after = wrong}); }) ==
                   "page.cursor_invalid");
}

BOOST_FIXTURE_TEST_CASE(an_import_is_not_undone_over_a_submission, paying)
{
    auto const number = imported(*this, "submitted");
    submit(number, said());
    BOOST_TEST(refused_because([&] { undo(id<import_batch>(1)); }) == "import.changed_since");
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(a_proof_that_is_not_there_is_not_found, paying)
{
    auto const number = placed();
    submit(number, said());
    auto const proof = [&](std::int64_t which) {
        return refused_because([&] {
            read([&](unit_of_work& uow) {
                return payment_proof(uow, get_order(uow, number).header.row, which);
            });
        });
    };
    BOOST_TEST(proof(1) == "payment.no_proof");
    BOOST_TEST(proof(2) == "payment.submission_not_found");
}

// --- refunds

BOOST_FIXTURE_TEST_CASE(an_item_is_refunded_and_back_in_stock, paying)
{
    auto const number = paid(*this);
    auto asked = item();
    asked.restock = true;
    auto const given = give(number, asked);
    BOOST_TEST(given.goods.minor() == 18'810);
    BOOST_TEST(given.position == 1);
    BOOST_TEST(shelf("PG16") == "5/0");
    auto const head = look(number).header;
    BOOST_TEST(states(look(number)) == "placed part_refunded unfulfilled");
    BOOST_TEST((head.label() == order_label::ok));
    BOOST_TEST(head.units.thousandths() == 1'000);
    auto const kept = refunds(number);
    BOOST_REQUIRE(kept.size() == 1u);
    BOOST_TEST((kept.front().lines == given.lines));
    BOOST_TEST(kept.front().lines.front().restocked);
    for (auto const basis : {report_basis::paid, report_basis::placed}) {
        auto const figures = totals(basis);
        BOOST_TEST(figures.refunds.minor() == 18'810);
        BOOST_TEST(figures.orders == 1);
        BOOST_TEST(figures.units.thousandths() == 1'000);
        BOOST_TEST(figures.total().minor() == 10'000);
    }
    check_clean();
    give(number, all());
    BOOST_TEST((look(number).header.label() == order_label::refunded));
    BOOST_TEST(totals(report_basis::paid).total().minor() == 0);
    BOOST_TEST(totals(report_basis::paid).shipping.minor() == 0);
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(a_refund_goes_on_its_own_day, paying)
{
    auto const number = paid(*this);
    clk.advance(48h);
    give(number, item());
    auto const day = [&](char const* on) {
        return report(on, on, report_granularity::day).totals.refunds.minor();
    };
    BOOST_TEST(day("2026-11-24") == 0);
    BOOST_TEST(day("2026-11-26") == 18'810);
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(a_coupon_stays_used_and_its_share_is_not_given_back, paying)
{
    coupon draft;
    draft.code = "LBR01";
    draft.discount = percentage::percent(10);
    draft.usage_limit = 1;
    offer(draft);
    auto request = wish();
    request.items.push_back({"BERAS", quantity::thousandths(2'500)});
    request.coupon = "LBR01";
    auto const placed_order = place(request);
    auto const number = placed_order.header.number;
    accept(number, placed_order.header.total.minor());
    auto const given = give(number, item());
    BOOST_TEST(given.goods.minor() == 18'810 - placed_order.lines.front().coupon_share.minor());
    auto half = item("beras", 1);
    half.items.front().amount = quantity::thousandths(1'250);
    give(number, half);
    give(number, half);
    BOOST_TEST(refused_because([&] { give(number, half); }) == "refund.too_many");
    give(number, shipping(10'000));
    BOOST_TEST(states(look(number)) == "placed refunded unfulfilled");
    BOOST_TEST(refused(request) == "coupon.used_up");
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(an_item_is_known_by_whatever_it_was_or_is_called, paying)
{
    transact([](unit_of_work& uow) {
        pack_draft dozen;
        dozen.sku = "PG16-DUS";
        dozen.name = "dus";
        dozen.contains = quantity::thousandths(2'000);
        dozen.price = money(30'000, currency::idr);
        add_pack(uow, get_product(uow, "PG16").number, dozen);
    });
    auto request = wish("PG16-DUS", 2);
    auto const number = place(request).header.number;
    accept(number, 70'000);
    BOOST_TEST(refused_because([&] { give(number, item("PG16")); }) == "refund.item_not_found");
    auto asked = item("pg16-dus");
    asked.restock = true;
    BOOST_TEST(give(number, asked).lines.front().base_amount.thousandths() == 2'000);
    BOOST_TEST(shelf("PG16") == "3/0");
    transact([](unit_of_work& uow) {
        edit_pack(uow, get_pack(uow, "PG16-DUS").which.number,
                  {.sku = "GERBANG-DUS", .barcode = "899123"});
    });
    asked.items.front().sku = "899123";
    BOOST_TEST(give(number, asked).goods.minor() == 29'700);
    BOOST_TEST(refused_because([&] { give(number, item("TIADA")); }) == "refund.item_not_found");
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(a_refunds_key_counts_once_and_belongs_to_its_request, paying)
{
    auto const number = place(wish("PG16", 3)).header.number;
    accept(number, look(number).header.total.minor());
    auto asked = item();
    asked.key = "r1";
    auto const first = give(number, asked);
    auto const before = dump();
    auto const again = give(number, asked);
    BOOST_TEST(again.position == first.position);
    BOOST_TEST((again.lines == first.lines));
    for (auto change : std::vector<std::function<void(refund_request&)>>{
             [&](auto& r) { r.items.front().amount = whole(2); },
             [&](auto& r) { r.restock = true; }, [&](auto& r) { r.shipping = rupiah(1); },
             [&](auto& r) { r.other = rupiah(1); }, [&](auto& r) { r.reason = "lain"; },
             [&](auto& r) {
                 r.items.clear();
                 r.all = true;
             }}) {
        auto changed = asked;
        change(changed);
        BOOST_TEST(refused_because([&] { give(number, changed); }) == "refund.key_reused");
    }
    BOOST_TEST(difference(before, dump()) == "");
    asked.key = "r2";
    BOOST_TEST(give(number, asked).position == 2);
    asked.key = "";
    BOOST_TEST(refused_because([&] { give(number, asked); }) == "payment.key_invalid");
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(a_part_payment_goes_back_whole_and_the_order_can_be_cancelled, paying)
{
    auto const number = part_paid(*this);
    auto const given = give(number, all());
    BOOST_TEST(given.other.minor() == 5'000);
    BOOST_TEST(states(look(number)) == "placed refunded unfulfilled");
    BOOST_TEST(totals(report_basis::paid).total().minor() == 0);
    after([&](unit_of_work& uow) { return cancel_order(uow, number, "batal"); });
    BOOST_TEST(shelf("PG16") == "5/0");
    BOOST_TEST(totals(report_basis::placed).total().minor() == 0);
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(goods_that_left_the_shop_do_not_come_back_by_a_cancellation, paying)
{
    auto const number = paid(*this);
    after([&](unit_of_work& uow) { return pack_order(uow, number); });
    after([&](unit_of_work& uow) { return ship_order(uow, number); });
    give(number, all());
    auto const cancel = [&](unit_of_work& uow) { return cancel_order(uow, number, "batal"); };
    BOOST_TEST(refused_because([&] { after(cancel); }) == "order.shipped");
    after([&](unit_of_work& uow) { return deliver_order(uow, number); });
    BOOST_TEST(states(look(number)) == "completed refunded delivered");
    BOOST_TEST(refused_because([&] { after(cancel); }) == "order.completed");
    after([&](unit_of_work& uow) { return return_order(uow, number, "salah ukuran"); });
    BOOST_TEST(refused_because([&] { after(cancel); }) == "order.completed");
    BOOST_TEST(shelf("PG16") == "4/0");
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(goods_that_are_still_here_come_back_once_by_a_cancellation, paying)
{
    for (bool const restocked : {false, true}) {
        auto const number = paid(*this);
        after([&](unit_of_work& uow) { return pack_order(uow, number); });
        auto asked = all();
        asked.restock = restocked;
        give(number, asked);
        BOOST_TEST(shelf("PG16") == (restocked ? "5/0" : "4/0"));
        for (int twice = 0; twice < 2; ++twice)
            after([&](unit_of_work& uow) { return cancel_order(uow, number, "batal"); });
        BOOST_TEST(shelf("PG16") == "5/0");
    }
    check_clean();
}

BOOST_FIXTURE_TEST_CASE(a_reason_is_needed_to_give_money_back, paying)
{
    auto const number = paid(*this);
    for (auto const& wrong : {std::string(" "), std::string("\xFF"), std::string(501, 'a')}) {
        auto asked = item();
        asked.reason = wrong;
        BOOST_TEST(refused_because([&] { give(number, asked); }) == "order.reason_invalid");
    }
    BOOST_TEST(refused_because([&] { give(99, all()); }) == "order.not_found");
}

// --- the check

BOOST_FIXTURE_TEST_CASE(money_that_adds_up_is_no_finding, checked_payments)
{
    check_clean();
}

BOOST_DATA_TEST_CASE_F(checked_payments, damage_to_money_is_found,
                       boost::unit_test::data::make(damages), each)
{
    damage(each.sql);
    BOOST_TEST(broken().contains(each.invariant));
}

BOOST_AUTO_TEST_SUITE_END()
