#include "tests/support/picture_files.hpp"
#include "tests/support/selling_fixture.hpp"

#include <tokocrm/json.hpp>
#include <tokocrm/payment.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(payments)

BOOST_FIXTURE_TEST_CASE(an_order_is_paid_and_refunded, test::selling_fixture)
{
    stock_up();
    auto& database = db();
    auto const number = place(wish()).header.number;
    auto const file = test::png_file(test::quarters(40, 30));
    tokocrm::actor const customer = *buyer;

    // [submit]
    auto proof = tokocrm::prepare_picture(file); // takes its time: before the unit
    tokocrm::payment_submission_draft draft;
    draft.sender = "Pembeli";
    draft.bank = "BSI";
    draft.amount = tokocrm::money(28'000, tokocrm::currency::idr);
    draft.paid_on = tokocrm::parse_date("2026-11-24");
    draft.proof = proof;
    draft.key = "web-7f3a"; // the same again is the same submission
    auto const said = tokocrm::transact(database, customer, [&](tokocrm::unit_of_work& uow) {
        return tokocrm::submit_payment(uow, number, draft);
    });
    auto const state = tokocrm::name(said.state); // open
    // [submit]
    BOOST_TEST(state == "open");

    // [look]
    std::string waiting, picture;
    tokocrm::read(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        tokocrm::submission_query query;
        query.states = {tokocrm::find_submission_state("open").value()};
        auto const found = tokocrm::list_submissions(uow, query, {.limit = 20, .after = {}});
        auto const shop = tokocrm::get_shop(uow);
        for (auto const& each : found.items) {
            waiting += boost::json::serialize(tokocrm::to_json(each, shop));
            auto const order = tokocrm::get_order(uow, each.order_number).header.row;
            if (each.proof && each.same_proof_on.empty()) // not shown for another order, too
                picture = tokocrm::payment_proof(uow, order, each.position);
        }
        waiting += std::to_string(tokocrm::count_submissions(uow, query)) + " waiting";
    });
    // [look]
    BOOST_TEST(waiting.ends_with("1 waiting"));
    BOOST_TEST((picture == proof.webp()));

    // [accept]
    auto const order = tokocrm::transact(database, tokocrm::owner{}, [&](auto& uow) {
        tokocrm::reject_payment(uow, number, "jumlah tidak cocok"); // and the customer tries again
        tokocrm::payment_submission_draft again;
        again.sender = "Pembeli";
        again.bank = "BSI";
        again.amount = tokocrm::money(28'810, tokocrm::currency::idr);
        again.paid_on = tokocrm::parse_date("2026-11-24");
        auto const second = tokocrm::submit_payment(uow, number, again);

        tokocrm::acceptance came{.amount = again.amount};
        came.submission = second.position; // without it, the one that waits
        return tokocrm::accept_payment(uow, number, came);
    });
    auto const due = tokocrm::amount_due(order.header);
    // [accept]
    BOOST_TEST(due.minor() == 0);

    // [refund]
    tokocrm::refund_request back;
    back.items = {{"PG16", tokocrm::quantity::whole(1)}};
    back.restock = true;
    back.reason = "rusak";
    std::string told;
    tokocrm::transact(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        auto const given = tokocrm::refund_order(uow, number, back);
        told = tokocrm::to_text(given.amount);
        auto const kept = tokocrm::get_order(uow, number);
        for (auto const& each : tokocrm::submissions_of(uow, kept.header.row))
            told.append(", ").append(tokocrm::name(each.state));
    });
    // [refund]
    BOOST_TEST(told == "Rp 18.810, rejected, accepted");
    check_clean();
}

BOOST_AUTO_TEST_SUITE_END()
