#include "because.hpp"
#include "lib/order/rules.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace tokocrm;
using test::because;

namespace {

constexpr int order_count = 3, payment_count = 8, fulfilment_count = 6;

order_states states(int o, int p, int f)
{
    return {static_cast<order_state>(o), static_cast<payment_state>(p),
            static_cast<fulfilment_state>(f)};
}

constexpr order_label all_labels[] = {order_label::awaiting, order_label::pending,
                                      order_label::ok,       order_label::cancelled,
                                      order_label::expired,  order_label::refunded};

} // namespace

BOOST_AUTO_TEST_SUITE(order_rules)

BOOST_AUTO_TEST_CASE(a_value_that_is_none_has_no_name)
{
    BOOST_TEST(name(static_cast<order_state>(77)) == "");
    BOOST_TEST(name(static_cast<payment_state>(-1)) == "");
    BOOST_TEST(name(static_cast<fulfilment_state>(77)) == "");
    BOOST_TEST(name(static_cast<adjustment_kind>(77)) == "");
    BOOST_TEST(name(static_cast<order_label>(77)) == "");
}

BOOST_AUTO_TEST_CASE(labels_of_states)
{
    auto const label = [](order_state o, payment_state p) {
        return std::string(name(label_of({o, p, fulfilment_state::unfulfilled})));
    };
    using enum payment_state;
    BOOST_TEST(label(order_state::placed, awaiting) == "New");
    BOOST_TEST(label(order_state::placed, submitted) == "Pending");
    BOOST_TEST(label(order_state::placed, part_paid) == "Pending");
    BOOST_TEST(label(order_state::placed, paid) == "OK");
    BOOST_TEST(label(order_state::completed, paid) == "OK");
    BOOST_TEST(label(order_state::completed, part_refunded) == "OK");
    BOOST_TEST(label(order_state::completed, refunded) == "Refunded");
    // Expired before cancelled before refunded before the rest.
    BOOST_TEST(label(order_state::cancelled, expired) == "Expired");
    BOOST_TEST(label(order_state::placed, expired) == "Expired");
    BOOST_TEST(label(order_state::cancelled, refunded) == "Cancelled");
    BOOST_TEST(label(order_state::cancelled, paid) == "Cancelled");
    BOOST_TEST(label(order_state::placed, payment_state::cancelled) == "Cancelled");
}

BOOST_AUTO_TEST_CASE(every_state_belongs_to_one_label)
{
    std::size_t together = 0;
    for (auto const each : all_labels) {
        auto const found = states_of(std::vector{each});
        together += found.size();
        for (auto const& one : found)
            BOOST_TEST((label_of(one) == each));
    }
    BOOST_TEST(together ==
               static_cast<std::size_t>(order_count * payment_count * fulfilment_count));
    BOOST_TEST(states_of(std::vector<order_label>{}).empty());
    auto const some = states_of({order_label::ok, order_label::refunded});
    BOOST_TEST(std::count(some.begin(), some.end(), states(1, 3, 3)) == 1);
    BOOST_TEST(std::count(some.begin(), some.end(), states(0, 0, 0)) == 0);
}

BOOST_AUTO_TEST_CASE(names_are_read_back)
{
    std::set<std::string_view> names;
    for (int i = 0; i < order_count; ++i) {
        auto const each = static_cast<order_state>(i);
        BOOST_TEST((read_order_state(name(each)) == each));
    }
    for (int i = 0; i < payment_count; ++i) {
        auto const each = static_cast<payment_state>(i);
        BOOST_TEST((read_payment_state(name(each)) == each));
        names.insert(name(each));
    }
    BOOST_TEST(names.size() == static_cast<std::size_t>(payment_count));
    for (int i = 0; i < fulfilment_count; ++i) {
        auto const each = static_cast<fulfilment_state>(i);
        BOOST_TEST((read_fulfilment_state(name(each)) == each));
    }
    for (auto const each :
         {adjustment_kind::coupon, adjustment_kind::shipping, adjustment_kind::unique_code})
        BOOST_TEST((read_adjustment_kind(name(each)) == each));
    auto const damaged = because("order.damaged", errc::internal);
    BOOST_CHECK_EXCEPTION(read_order_state("paid"), error, damaged);
    BOOST_CHECK_EXCEPTION(read_payment_state(""), error, damaged);
    BOOST_CHECK_EXCEPTION(read_fulfilment_state("Packed"), error, damaged);
    BOOST_CHECK_EXCEPTION(read_adjustment_kind("gift"), error, damaged);
}

BOOST_AUTO_TEST_CASE(labels_are_found_without_regard_to_case)
{
    for (auto const each : all_labels)
        BOOST_TEST((find_order_label(name(each)) == each));
    BOOST_TEST((find_order_label("ok") == order_label::ok));
    BOOST_TEST((find_order_label("PENDING") == order_label::pending));
    BOOST_TEST(!find_order_label("").has_value());
    BOOST_TEST(!find_order_label("paid").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
