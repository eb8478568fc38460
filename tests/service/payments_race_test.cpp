// labels: threads
#include "tests/support/selling_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <barrier>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using namespace tokocrm;

namespace {

constexpr int threads = 16;

struct paying_race : test::selling_fixture
{
    paying_race()
    {
        stock_up();
        db().busy_timeout(std::chrono::minutes(2));
    }

    /// Each thread once, all at the same moment: how often which reason, the empty one for success.
    std::map<std::string, int> all_at_once(std::function<void(unit_of_work&, int)> const& attempt)
    {
        std::map<std::string, int> outcomes;
        std::mutex mutex;
        std::barrier start(threads);
        std::vector<std::thread> running;
        for (int i = 0; i < threads; ++i)
            running.emplace_back([&, i] {
                start.arrive_and_wait();
                auto const reason = test::refused_because([&] {
                    tokocrm::transact(db(), owner{}, [&](unit_of_work& uow) { attempt(uow, i); });
                });
                std::lock_guard const lock(mutex);
                ++outcomes[reason];
            });
        for (auto& each : running)
            each.join();
        return outcomes;
    }
    std::int64_t paid()
    {
        auto const number = place(wish("BERAS", 10)).header.number;
        after([&](unit_of_work& uow) {
            return accept_payment(uow, number, {.amount = rupiah(155'000)});
        });
        return number;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(payments_race, paying_race)

BOOST_AUTO_TEST_CASE(one_key_from_many_threads_counts_once)
{
    auto const number = place(wish("BERAS", 10)).header.number;
    auto const outcomes = all_at_once([&](unit_of_work& uow, int i) {
        acceptance came{.amount = rupiah(1'000)};
        came.key = "key-" + std::to_string(i % 4);
        accept_payment(uow, number, came);
    });
    BOOST_TEST((outcomes == std::map<std::string, int>{{"", threads}}));
    BOOST_TEST(order(std::to_string(number)).header.paid.minor() == 4'000);
    check_clean();
}

BOOST_AUTO_TEST_CASE(of_many_submissions_at_once_one_waits)
{
    auto const number = place(wish()).header.number;
    auto const outcomes = all_at_once([&](unit_of_work& uow, int i) {
        payment_submission_draft draft;
        draft.sender = "Pembeli " + std::to_string(i);
        draft.bank = "BSI";
        draft.amount = rupiah(28'810);
        draft.paid_on = date(2026, 11, 24);
        submit_payment(uow, number, draft);
    });
    BOOST_TEST((outcomes ==
                std::map<std::string, int>{{"", 1}, {"payment.submission_open", threads - 1}}));
    check_clean();
}

BOOST_AUTO_TEST_CASE(what_is_accepted_and_rejected_at_once_is_one_of_both)
{
    auto const number = place(wish()).header.number;
    after([&](unit_of_work& uow) {
        payment_submission_draft draft;
        draft.sender = "Pembeli";
        draft.bank = "BSI";
        draft.amount = rupiah(28'810);
        draft.paid_on = date(2026, 11, 24);
        submit_payment(uow, number, draft);
        return get_order(uow, number);
    });
    auto const outcomes = all_at_once([&](unit_of_work& uow, int i) {
        acceptance came{.amount = rupiah(28'810)};
        came.submission = 1;
        if (i % 2 == 0)
            accept_payment(uow, number, came);
        else
            reject_payment(uow, number, "jumlah tidak cocok", 1);
    });
    BOOST_TEST((outcomes == std::map<std::string, int>{
                                {"", threads / 2}, {"payment.submission_decided", threads / 2}}));
    check_clean();
}

BOOST_AUTO_TEST_CASE(no_more_goes_back_than_came_however_many_refund)
{
    auto const number = paid();
    auto const outcomes = all_at_once([&](unit_of_work& uow, int i) {
        refund_request back;
        back.items = {{"BERAS", whole(1)}};
        back.restock = i % 2 == 0;
        back.reason = "rusak";
        refund_order(uow, number, back);
    });
    BOOST_TEST(
        (outcomes == std::map<std::string, int>{{"", 10}, {"refund.too_many", threads - 10}}));
    check_clean();
}

BOOST_AUTO_TEST_CASE(one_refund_key_from_many_threads_gives_back_once)
{
    auto const number = paid();
    auto const outcomes = all_at_once([&](unit_of_work& uow, int) {
        refund_request back;
        back.items = {{"BERAS", whole(2)}};
        back.reason = "rusak";
        back.key = "r-1";
        refund_order(uow, number, back);
    });
    BOOST_TEST((outcomes == std::map<std::string, int>{{"", threads}}));
    BOOST_TEST(order(std::to_string(number)).header.refunded.minor() == 29'000);
    check_clean();
}

BOOST_AUTO_TEST_SUITE_END()
