#include "because.hpp"
#include "lib/coupon/rules.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace tokocrm;

namespace {

constexpr money rupiah(std::int64_t minor)
{
    return {minor, currency::idr};
}

timestamp at(std::int64_t seconds)
{
    return timestamp(std::chrono::seconds(seconds));
}

/// A coupon that everything is wrong with.
coupon hopeless()
{
    coupon made;
    made.code = "LBR01";
    made.discount = percentage::percent(10);
    made.enabled = false;
    made.starts_at = at(200);
    made.usage_limit = 3;
    made.times_used = 3;
    made.usage_limit_per_customer = 1;
    made.minimum_spend = rupiah(50'000);
    return made;
}

coupon_request hopeless_request()
{
    return {.at = at(100), .eligible = {}, .buyer_is_known = false, .used_by_buyer = 1};
}

product made(std::int64_t number, std::optional<id<category>> shelf)
{
    product made;
    made.number = id<product>(number);
    if (shelf)
        made.in = category{.number = *shelf, .name = {}, .slug = {}};
    return made;
}

std::string refusal(coupon const& which, coupon_request const& wanted)
{
    try {
        check_usable(which, wanted);
    } catch (error const& e) {
        BOOST_TEST((e.code() == errc::rule_violation));
        return e.reason();
    }
    return "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(coupon_rules)

BOOST_AUTO_TEST_CASE(the_first_thing_that_is_wrong_is_the_reason)
{
    auto which = hopeless();
    auto wanted = hopeless_request();
    BOOST_TEST(refusal(which, wanted) == "coupon.disabled");
    which.enabled = true;
    BOOST_TEST(refusal(which, wanted) == "coupon.not_started");
    which.starts_at = at(50);
    which.ends_at = at(99);
    BOOST_TEST(refusal(which, wanted) == "coupon.expired");
    which.ends_at.reset();
    BOOST_TEST(refusal(which, wanted) == "coupon.used_up");
    which.times_used = 2;
    BOOST_TEST(refusal(which, wanted) == "coupon.needs_customer");
    wanted.buyer_is_known = true;
    BOOST_TEST(refusal(which, wanted) == "coupon.used_up_by_customer");
    wanted.used_by_buyer = 0;
    BOOST_TEST(refusal(which, wanted) == "coupon.minimum_spend");
    which.minimum_spend.reset();
    BOOST_TEST(refusal(which, wanted) == "coupon.out_of_scope");
    wanted.eligible = rupiah(0);
    BOOST_TEST(refusal(which, wanted) == "");
}

BOOST_AUTO_TEST_CASE(a_window_holds_its_beginning_and_not_its_end)
{
    coupon which;
    which.starts_at = at(100);
    which.ends_at = at(200);
    coupon_request wanted{.at = at(100), .eligible = rupiah(1)};
    BOOST_TEST(refusal(which, wanted) == "");
    wanted.at = at(100) - std::chrono::microseconds(1);
    BOOST_TEST(refusal(which, wanted) == "coupon.not_started");
    wanted.at = at(200) - std::chrono::microseconds(1);
    BOOST_TEST(refusal(which, wanted) == "");
    wanted.at = at(200);
    BOOST_TEST(refusal(which, wanted) == "coupon.expired");
}

BOOST_AUTO_TEST_CASE(limits_and_minimum_hold_what_they_name)
{
    coupon which;
    which.usage_limit = 2;
    which.usage_limit_per_customer = 1;
    which.minimum_spend = rupiah(50'000);
    coupon_request wanted{.at = at(0), .eligible = rupiah(50'000), .buyer_is_known = true};
    which.times_used = 1;
    BOOST_TEST(refusal(which, wanted) == "");
    wanted.eligible = rupiah(49'999);
    BOOST_TEST(refusal(which, wanted) == "coupon.minimum_spend");
    which.usage_limit.reset();
    which.usage_limit_per_customer.reset();
    wanted = {.at = at(0), .eligible = rupiah(50'000), .used_by_buyer = 99};
    which.times_used = 99;
    BOOST_TEST(refusal(which, wanted) == "");
}

BOOST_AUTO_TEST_CASE(a_coupon_without_a_scope_is_for_everything)
{
    auto const beras = made(1, id<category>(7)), mie = made(2, {});
    coupon which;
    BOOST_TEST(is_for(which, beras));
    BOOST_TEST(is_for(which, mie));
    which.products = {id<product>(2)};
    BOOST_TEST(!is_for(which, beras));
    BOOST_TEST(is_for(which, mie));
    which.categories = {id<category>(7)};
    BOOST_TEST(is_for(which, beras));
    BOOST_TEST(is_for(which, mie));
    which.products.clear();
    BOOST_TEST(is_for(which, beras));
    BOOST_TEST(!is_for(which, mie));
}

BOOST_AUTO_TEST_SUITE_END()
