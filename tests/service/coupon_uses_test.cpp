// labels: threads
#include "lib/coupon/service.hpp"
#include "lib/shipping/service.hpp"
#include "tests/support/sales_fixture.hpp"

#include <tokocrm/coupon.hpp>
#include <tokocrm/shipping.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <barrier>
#include <functional>
#include <string>
#include <thread>
#include <vector>

using namespace tokocrm;
using test::refused_because;

namespace {

/// Forty orders of four customers that name a coupon, and nothing used yet.
struct coupon_shop : test::sales_fixture
{
    static constexpr std::int64_t order_count = 40, customer_count = 4;

    coupon_shop()
    {
        std::string history = "order,placed_at,customer,product,unit_price,coupon,coupon_amount\n";
        for (std::int64_t i = 0; i < order_count; ++i)
            history += std::to_string(i) + ",2026-03-05,Pembeli " +
                       std::to_string(i % customer_count) + ",Beras,4000,LBR01,400\n";
        import(history);
    }

    coupon add(std::function<void(coupon&)> const& terms)
    {
        coupon draft;
        draft.code = "LBR01";
        draft.discount = percentage::percent(10);
        terms(draft);
        return transact([&](unit_of_work& uow) { return add_coupon(uow, draft); });
    }
    std::int64_t times_used()
    {
        return read([](unit_of_work& uow) { return get_coupon(uow, "LBR01").times_used; });
    }
    void use(coupon const& which, std::int64_t number, std::optional<std::int64_t> buyer = {})
    {
        auto const whose = buyer ? std::optional(id<customer>(*buyer)) : std::nullopt;
        transact([&](unit_of_work& uow) {
            use_coupon(uow, which.number, get_order(uow, number).header.row, whose);
        });
    }
    std::string refusal(coupon const& which, std::int64_t number,
                        std::optional<std::int64_t> buyer = {})
    {
        return refused_because([&] { use(which, number, buyer); });
    }
    bool give_back(std::int64_t number)
    {
        return transact([&](unit_of_work& uow) {
            return give_back_coupon(uow, get_order(uow, number).header.row);
        });
    }

    /// Every order tries at the same time. @return How many got it; all others were told `reason`.
    std::int64_t race(coupon const& which, std::string const& reason, bool known_buyers)
    {
        constexpr std::int64_t threads = 8;
        std::atomic<std::int64_t> used = 0, wrong = 0;
        std::barrier together(threads);
        {
            std::vector<std::jthread> all;
            for (std::int64_t thread = 0; thread < threads; ++thread)
                all.emplace_back([&, thread] {
                    together.arrive_and_wait();
                    for (auto number = thread + 1; number <= order_count; number += threads) {
                        auto const buyer = known_buyers
                                               ? std::optional((number - 1) % customer_count + 1)
                                               : std::nullopt;
                        try {
                            use(which, number, buyer);
                            ++used;
                        } catch (error const& e) {
                            wrong += e.reason() != reason;
                        }
                    }
                });
        }
        BOOST_TEST(wrong == 0);
        return used;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(coupon_uses, coupon_shop)

BOOST_AUTO_TEST_CASE(a_use_is_counted_and_given_back_once)
{
    auto const which = add([](coupon&) {});
    use(which, 1, 1);
    use(which, 2);
    BOOST_TEST(times_used() == 2);
    BOOST_TEST(give_back(1));
    BOOST_TEST(times_used() == 1);
    BOOST_TEST(!give_back(1));
    BOOST_TEST(!give_back(3));
    BOOST_TEST(times_used() == 1);
    BOOST_TEST(give_back(2));
    BOOST_TEST(times_used() == 0);
}

BOOST_AUTO_TEST_CASE(a_limit_is_not_passed_and_a_use_given_back_is_free_again)
{
    auto const which = add([](coupon& c) { c.usage_limit = 2; });
    use(which, 1);
    use(which, 2);
    BOOST_TEST(refusal(which, 3) == "coupon.used_up");
    BOOST_TEST(times_used() == 2);
    give_back(1);
    use(which, 3);
    BOOST_TEST(refusal(which, 4) == "coupon.used_up");
}

BOOST_AUTO_TEST_CASE(a_limit_for_each_customer_needs_to_know_the_customer)
{
    auto const which = add([](coupon& c) { c.usage_limit_per_customer = 1; });
    BOOST_TEST(refusal(which, 1) == "coupon.needs_customer");
    use(which, 1, 1);
    use(which, 2, 2);
    BOOST_TEST(refusal(which, 5, 1) == "coupon.used_up_by_customer");
    BOOST_TEST(times_used() == 2);
    give_back(1);
    use(which, 5, 1);
    BOOST_TEST(times_used() == 2);
}

BOOST_AUTO_TEST_CASE(the_last_use_of_all_is_no_reason_for_the_limit_of_one)
{
    auto const which = add([](coupon& c) {
        c.usage_limit = 2;
        c.usage_limit_per_customer = 1;
    });
    use(which, 1, 1);
    BOOST_TEST(refusal(which, 5, 1) == "coupon.used_up_by_customer");
    use(which, 2, 2);
    BOOST_TEST(refusal(which, 3, 3) == "coupon.used_up");
}

BOOST_AUTO_TEST_CASE(what_was_disabled_or_deleted_meanwhile_is_not_used)
{
    auto const which = add([](coupon& c) { c.enabled = false; });
    BOOST_TEST(refusal(which, 1) == "coupon.disabled");
    transact([&](unit_of_work& uow) { delete_coupon(uow, which.number); });
    BOOST_TEST(refusal(which, 1) == "coupon.not_found");
}

BOOST_AUTO_TEST_CASE(checking_counts_what_the_customer_used)
{
    auto const which = add([](coupon& c) { c.usage_limit_per_customer = 1; });
    auto const check = [&](std::optional<id<customer>> buyer) {
        return refused_because([&] {
            read([&](unit_of_work& uow) {
                check_coupon(uow, coupon_with_code(uow, "lbr01"), money(4'000, currency::idr),
                             buyer);
            });
        });
    };
    BOOST_TEST(check(id<customer>(1)) == "");
    BOOST_TEST(check({}) == "coupon.needs_customer");
    use(which, 1, 1);
    BOOST_TEST(check(id<customer>(1)) == "coupon.used_up_by_customer");
    BOOST_TEST(check(id<customer>(2)) == "");
    BOOST_TEST(refused_because([&] {
                   read([](unit_of_work& uow) { coupon_with_code(uow, "1"); });
               }) == "coupon.not_found"); // an id is no code
}

BOOST_AUTO_TEST_CASE(a_change_of_the_coupon_leaves_its_uses)
{
    auto const which = add([](coupon& c) { c.usage_limit = 5; });
    use(which, 1, 1);
    transact([&](unit_of_work& uow) {
        coupon_changes changes;
        changes.code = "LAIN";
        changes.discount = percentage::percent(50);
        edit_coupon(uow, which.number, changes);
    });
    BOOST_TEST(read([](unit_of_work& uow) { return get_coupon(uow, "LAIN").times_used; }) == 1);
    BOOST_TEST(order("0").header.coupon_discount.minor() == 400);
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(of_many_at_once_as_many_use_it_as_may)
{
    auto const which = add([](coupon& c) { c.usage_limit = 7; });
    BOOST_TEST(race(which, "coupon.used_up", false) == 7);
    BOOST_TEST(times_used() == 7);
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(of_many_at_once_each_customer_uses_it_as_often_as_one_may)
{
    auto const which = add([](coupon& c) { c.usage_limit_per_customer = 3; });
    BOOST_TEST(race(which, "coupon.used_up_by_customer", true) == 3 * customer_count);
    BOOST_TEST(times_used() == 3 * customer_count);
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(a_city_without_a_rate_is_not_served)
{
    transact([](unit_of_work& uow) {
        add_shipping_rate(
            uow, {.city = "Kisaran Timur", .fee = money(10'000, currency::idr), .free_from = {}});
    });
    auto const fee = [&](char const* city) {
        return read([&](unit_of_work& uow) { return rate_for(uow, city).fee.minor(); });
    };
    BOOST_TEST(fee("kisaran TIMUR") == 10'000);
    for (auto const* city : {"Medan", "", "1"})
        BOOST_TEST(refused_because([&] { fee(city); }) == "shipping.not_served", city);
}

BOOST_AUTO_TEST_SUITE_END()
