#include "lib/order/transition_rules.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>
#include <utility>

using namespace tokocrm;

namespace {

template <class State>
std::set<std::string> steps_of(std::span<transition_rule<State> const> graph)
{
    std::set<std::string> steps;
    for (auto const& each : graph)
        steps.insert(std::string(name(each.from)) + " > " + std::string(name(each.to)));
    return steps;
}

order_header header(order_states states, payment_method pay, std::int64_t paid = 0,
                    std::int64_t refunded = 0)
{
    order_header head;
    head.number = 7;
    head.states = states;
    head.payment_method = std::string(name(pay));
    head.total = money(100, currency::idr);
    if (states.payment == payment_state::paid || states.payment == payment_state::part_refunded ||
        states.payment == payment_state::refunded)
        head.paid_on = date(2026, 11, 24);
    head.paid = money(paid, currency::idr);
    head.refunded = money(refunded, currency::idr);
    return head;
}

std::string reason_of(std::optional<error> const& refused)
{
    return refused ? refused->reason() : "";
}

constexpr fulfilment_step all_steps[] = {fulfilment_step::pack, fulfilment_step::ship,
                                         fulfilment_step::deliver, fulfilment_step::refuse,
                                         fulfilment_step::give_back};

} // namespace

BOOST_AUTO_TEST_SUITE(transition_rules)

BOOST_AUTO_TEST_CASE(the_graphs_are_the_shops_law)
{
    using steps = std::set<std::string>;
    BOOST_TEST((steps_of(order_graph()) == steps{"placed > completed", "placed > cancelled"}));
    BOOST_TEST((steps_of(fulfilment_graph()) == steps{"unfulfilled > packed", "packed > shipped",
                                                      "shipped > delivered", "shipped > refused",
                                                      "delivered > returned"}));
    for (auto const* expected :
         {"awaiting > submitted", "awaiting > part_paid", "awaiting > paid", "awaiting > expired",
          "awaiting > cancelled", "submitted > awaiting", "submitted > part_paid",
          "submitted > paid", "part_paid > paid", "part_paid > part_refunded",
          "part_paid > refunded", "paid > part_refunded", "paid > refunded",
          "part_refunded > refunded"})
        BOOST_TEST(steps_of(payment_graph()).contains(expected), expected);
    for (auto const* never : {"paid > awaiting", "refunded > paid", "expired > awaiting",
                              "expired > paid", "cancelled > awaiting", "cancelled > paid",
                              "part_refunded > paid", "submitted > expired", "part_paid > expired"})
        BOOST_TEST(!steps_of(payment_graph()).contains(never), never);
}

BOOST_AUTO_TEST_CASE(standing_still_is_allowed_and_a_jump_is_not)
{
    order_states const fresh;
    BOOST_TEST(may_follow(fresh, fresh));
    auto shipped = fresh;
    shipped.fulfilment = fulfilment_state::shipped;
    BOOST_TEST(!may_follow(fresh, shipped));
    auto two_at_once = fresh;
    two_at_once.order = order_state::cancelled;
    two_at_once.payment = payment_state::expired;
    BOOST_TEST(may_follow(fresh, two_at_once));
    BOOST_TEST(!may_follow(two_at_once, fresh));
}

/// Every fulfilment state, every step, every state of the money: what is refused, and why.
BOOST_AUTO_TEST_CASE(goods_move_only_along_the_graph_and_only_when_the_money_allows_it)
{
    for (auto const pay : {payment_method::transfer, payment_method::cod})
        for (int p = 0; p <= static_cast<int>(payment_state::cancelled); ++p)
            for (int f = 0; f <= static_cast<int>(fulfilment_state::returned); ++f)
                for (auto const step : all_steps) {
                    order_states const states{order_state::placed, static_cast<payment_state>(p),
                                              static_cast<fulfilment_state>(f)};
                    auto const head = header(states, pay);
                    bool const paid = states.payment == payment_state::paid ||
                                      states.payment == payment_state::part_refunded;
                    bool const cod = pay == payment_method::cod;
                    bool const is_here = states.fulfilment == fulfilment_state::unfulfilled ||
                                         states.fulfilment == fulfilment_state::packed;
                    bool const on_graph = steps_of(fulfilment_graph())
                                              .contains(std::string(name(states.fulfilment)) +
                                                        " > " + std::string(name(end_of(step))));
                    std::string expected;
                    if (states.payment == payment_state::expired)
                        expected = "order.expired";
                    else if (states.payment == payment_state::refunded && is_here &&
                             step != fulfilment_step::refuse && step != fulfilment_step::give_back)
                        expected = "order.refunded";
                    else if (step == fulfilment_step::pack && !cod && !paid)
                        expected = "order.not_paid";
                    else if (step == fulfilment_step::refuse && !cod)
                        expected = "order.not_collected_on_delivery";
                    else if (!on_graph && states.fulfilment != end_of(step))
                        expected = "order.wrong_state";
                    BOOST_TEST(reason_of(refusal(step, head)) == expected,
                               name(pay) << ' ' << name(states.payment) << ' '
                                         << name(states.fulfilment));
                }
}

BOOST_AUTO_TEST_CASE(what_was_refunded_before_it_was_wholly_paid_does_not_go_out)
{
    for (auto const pay : {payment_method::transfer, payment_method::cod})
        for (auto const state : {payment_state::part_refunded, payment_state::refunded})
            for (auto const step : all_steps) {
                bool const goes_out =
                    step != fulfilment_step::refuse && step != fulfilment_step::give_back;
                auto head =
                    header({order_state::placed, state, fulfilment_state::unfulfilled}, pay);
                head.paid_on.reset();
                BOOST_TEST((reason_of(refusal(step, head)) == "order.refunded") == goes_out);
            }
}

BOOST_AUTO_TEST_CASE(a_cancelled_order_goes_nowhere)
{
    for (auto const step : all_steps)
        BOOST_TEST(reason_of(refusal(step, header({order_state::cancelled, payment_state::cancelled,
                                                   fulfilment_state::unfulfilled},
                                                  payment_method::cod))) == "order.cancelled");
}

BOOST_AUTO_TEST_CASE(money_on_delivery_that_came_is_refunded_and_not_refused)
{
    BOOST_TEST(reason_of(refusal(
                   fulfilment_step::refuse,
                   header({order_state::placed, payment_state::paid, fulfilment_state::shipped},
                          payment_method::cod, 100))) == "order.not_collected_on_delivery");
}

BOOST_AUTO_TEST_CASE(who_may_cancel_and_when)
{
    auto const why = [](payment_state p, fulfilment_state f, bool customer, std::int64_t paid = 0,
                        std::int64_t refunded = 0) {
        return reason_of(cancellation_refusal(
            header({order_state::placed, p, f}, payment_method::transfer, paid, refunded),
            customer));
    };
    using f = fulfilment_state;
    using p = payment_state;
    BOOST_TEST(why(p::awaiting, f::unfulfilled, true) == "");
    BOOST_TEST(why(p::awaiting, f::unfulfilled, false) == "");
    BOOST_TEST(why(p::awaiting, f::packed, true) == "order.payment_begun");
    BOOST_TEST(why(p::awaiting, f::packed, false) == "");
    BOOST_TEST(why(p::submitted, f::unfulfilled, true) == "order.payment_begun");
    BOOST_TEST(why(p::submitted, f::unfulfilled, false) == "");
    BOOST_TEST(why(p::part_paid, f::unfulfilled, true, 50) == "order.payment_begun");
    BOOST_TEST(why(p::part_paid, f::unfulfilled, false, 50) == "order.not_refunded");
    BOOST_TEST(why(p::paid, f::unfulfilled, false, 100) == "order.not_refunded");
    BOOST_TEST(why(p::part_refunded, f::unfulfilled, false, 100, 40) == "order.not_refunded");
    BOOST_TEST(why(p::refunded, f::unfulfilled, false, 100, 100) == "");
    BOOST_TEST(why(p::refunded, f::packed, false, 100, 100) == "");
    for (auto const away : {f::shipped, f::delivered, f::returned})
        BOOST_TEST(why(p::refunded, away, false, 100, 100) == "order.shipped");
    BOOST_TEST(why(p::expired, f::unfulfilled, false) == "order.expired");
    auto done = header({order_state::completed, p::paid, f::delivered}, payment_method::cash, 100);
    BOOST_TEST(reason_of(cancellation_refusal(done, false)) == "order.completed");
}

BOOST_AUTO_TEST_CASE(only_what_awaits_its_money_is_overdue)
{
    timestamp const now(std::chrono::hours(1));
    for (int p = 0; p <= static_cast<int>(payment_state::cancelled); ++p) {
        auto head = header({order_state::placed, static_cast<payment_state>(p), {}},
                           payment_method::transfer);
        BOOST_TEST(!is_overdue(head, now));
        head.expires_at = now;
        BOOST_TEST(is_overdue(head, now) == (p == static_cast<int>(payment_state::awaiting)));
        head.expires_at = now + std::chrono::microseconds(1);
        BOOST_TEST(!is_overdue(head, now));
    }
}

BOOST_AUTO_TEST_CASE(completed_is_paid_and_delivered)
{
    for (int p = 0; p <= static_cast<int>(payment_state::cancelled); ++p)
        for (int f = 0; f <= static_cast<int>(fulfilment_state::returned); ++f) {
            order_states const states{order_state::placed, static_cast<payment_state>(p),
                                      static_cast<fulfilment_state>(f)};
            bool const done = (states.payment == payment_state::paid ||
                               states.payment == payment_state::part_refunded ||
                               states.payment == payment_state::refunded) &&
                              states.fulfilment == fulfilment_state::delivered;
            BOOST_TEST((completed_where_done(states).order == order_state::completed) == done);
        }
    order_states const cancelled{order_state::cancelled, payment_state::paid,
                                 fulfilment_state::delivered};
    BOOST_TEST((completed_where_done(cancelled) == cancelled));
}

BOOST_AUTO_TEST_SUITE_END()
