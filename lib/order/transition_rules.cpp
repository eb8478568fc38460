#include "transition_rules.hpp"

#include "../core/checked_text.hpp"

#include <algorithm>

namespace tokocrm {

namespace {

constexpr std::size_t longest_reason = 500;

constexpr transition_rule<order_state> order_steps[] = {
    {order_state::placed, order_state::completed},
    {order_state::placed, order_state::cancelled},
};

constexpr transition_rule<payment_state> payment_steps[] = {
    {payment_state::awaiting, payment_state::submitted},
    {payment_state::awaiting, payment_state::part_paid},
    {payment_state::awaiting, payment_state::paid},
    {payment_state::awaiting, payment_state::expired},
    {payment_state::awaiting, payment_state::cancelled},
    {payment_state::submitted, payment_state::awaiting},
    {payment_state::submitted, payment_state::part_paid},
    {payment_state::submitted, payment_state::paid},
    {payment_state::part_paid, payment_state::paid},
    {payment_state::part_paid, payment_state::part_refunded},
    {payment_state::part_paid, payment_state::refunded},
    {payment_state::paid, payment_state::part_refunded},
    {payment_state::paid, payment_state::refunded},
    {payment_state::part_refunded, payment_state::refunded},
};

constexpr transition_rule<fulfilment_state> fulfilment_steps[] = {
    {fulfilment_state::unfulfilled, fulfilment_state::packed},
    {fulfilment_state::packed, fulfilment_state::shipped},
    {fulfilment_state::shipped, fulfilment_state::delivered},
    {fulfilment_state::shipped, fulfilment_state::refused},
    {fulfilment_state::delivered, fulfilment_state::returned},
};

template <class State>
bool has(std::span<transition_rule<State> const> graph, State from, State to) noexcept
{
    return from == to || std::any_of(graph.begin(), graph.end(), [&](auto const& step) {
               return step.from == from && step.to == to;
           });
}

std::string number_of(order_header const& of)
{
    return std::to_string(of.number);
}

bool is_paid(payment_state s) noexcept
{
    return s == payment_state::paid || s == payment_state::part_refunded;
}

/// Whether some money was given back of what was only a part: the rest is not to come.
bool was_refunded_too_early(order_header const& of) noexcept
{
    return !of.paid_on && (of.states.payment == payment_state::part_refunded ||
                           of.states.payment == payment_state::refunded);
}

char const* why_not(fulfilment_step step, fulfilment_state from) noexcept
{
    if (from == fulfilment_state::unfulfilled)
        return mark("order {0} is not packed yet; pack it first");
    if (from == fulfilment_state::packed)
        return mark("order {0} is not on its way yet; ship it first");
    if (from == fulfilment_state::shipped && step == fulfilment_step::give_back)
        return mark("order {0} is not delivered yet; deliver it first");
    return mark("order {0} has left the shop already");
}

/// Whether money came that was not given back.
bool holds_money(order_header const& of) noexcept
{
    return of.refunded < of.paid;
}

} // namespace

std::span<transition_rule<order_state> const> order_graph() noexcept
{
    return order_steps;
}

std::span<transition_rule<payment_state> const> payment_graph() noexcept
{
    return payment_steps;
}

std::span<transition_rule<fulfilment_state> const> fulfilment_graph() noexcept
{
    return fulfilment_steps;
}

bool may_follow(order_states const& from, order_states const& to) noexcept
{
    return has(order_graph(), from.order, to.order) &&
           has(payment_graph(), from.payment, to.payment) &&
           has(fulfilment_graph(), from.fulfilment, to.fulfilment);
}

std::optional<error> end_refusal(order_header const& of)
{
    if (of.states.payment == payment_state::expired)
        return error(errc::rule_violation, "order.expired",
                     mark("order {0} has expired; place it anew"), {number_of(of)});
    if (of.states.order == order_state::cancelled)
        return error(errc::rule_violation, "order.cancelled",
                     mark("order {0} is cancelled; place it anew"), {number_of(of)});
    return std::nullopt;
}

fulfilment_state end_of(fulfilment_step step) noexcept
{
    switch (step) {
    case fulfilment_step::pack:
        return fulfilment_state::packed;
    case fulfilment_step::ship:
        return fulfilment_state::shipped;
    case fulfilment_step::deliver:
        return fulfilment_state::delivered;
    case fulfilment_step::refuse:
        return fulfilment_state::refused;
    case fulfilment_step::give_back:
        break;
    }
    return fulfilment_state::returned;
}

std::optional<error> refusal(fulfilment_step step, order_header const& of)
{
    if (auto over = end_refusal(of))
        return over;
    bool const on_delivery = of.payment_method == name(payment_method::cod);
    auto const to = end_of(step);
    bool const goes_out = step == fulfilment_step::pack || step == fulfilment_step::ship ||
                          step == fulfilment_step::deliver;
    if (goes_out && was_refunded_too_early(of))
        return error(errc::rule_violation, "order.refunded",
                     mark("money of order {0} was given back before all of it had come; cancel it"),
                     {number_of(of)});
    bool const is_here = of.states.fulfilment == fulfilment_state::unfulfilled ||
                         of.states.fulfilment == fulfilment_state::packed;
    if (is_here && goes_out && of.states.payment == payment_state::refunded)
        return error(errc::rule_violation, "order.refunded",
                     mark("the money of order {0} was given back; cancel it"), {number_of(of)});
    if (step == fulfilment_step::pack && !on_delivery && !is_paid(of.states.payment))
        return error(errc::rule_violation, "order.not_paid",
                     mark("order {0} is not paid yet; accept its payment first"), {number_of(of)});
    if (step == fulfilment_step::refuse && (!on_delivery || holds_money(of)))
        return error(errc::rule_violation, "order.not_collected_on_delivery",
                     mark("order {0} is not waiting for its money at the door; refund it instead"),
                     {number_of(of)});
    if (!has(fulfilment_graph(), of.states.fulfilment, to))
        return error(errc::rule_violation, "order.wrong_state", why_not(step, of.states.fulfilment),
                     {number_of(of)});
    return std::nullopt;
}

std::optional<error> cancellation_refusal(order_header const& of, bool by_customer)
{
    if (of.states.payment == payment_state::expired)
        return end_refusal(of);
    if (of.states.order == order_state::completed)
        return error(errc::rule_violation, "order.completed",
                     holds_money(of)
                         ? mark("order {0} is completed; refund it instead")
                         : mark("order {0} is completed, and its money was given back already"),
                     {number_of(of)});
    if (by_customer && (of.states.payment != payment_state::awaiting ||
                        of.states.fulfilment != fulfilment_state::unfulfilled))
        return error(errc::rule_violation, "order.payment_begun",
                     mark("order {0} is being paid or packed already; ask the shop to cancel it"),
                     {number_of(of)});
    if (holds_money(of))
        return error(errc::rule_violation, "order.not_refunded",
                     mark("order {0} has been paid; refund all of it first"), {number_of(of)});
    if (of.states.fulfilment == fulfilment_state::shipped)
        return error(errc::rule_violation, "order.shipped",
                     mark("order {0} is on its way; it can be delivered or refused"),
                     {number_of(of)});
    if (of.states.fulfilment == fulfilment_state::delivered ||
        of.states.fulfilment == fulfilment_state::returned)
        return error(errc::rule_violation, "order.shipped",
                     mark("order {0} has left the shop already"), {number_of(of)});
    return std::nullopt;
}

std::string checked_reason(std::string_view text)
{
    return checked_name(text, "order.reason_invalid",
                        mark("a reason has 1 to 500 characters of valid text"), longest_reason);
}

bool is_overdue(order_header const& of, timestamp now) noexcept
{
    return of.states.order == order_state::placed && of.states.payment == payment_state::awaiting &&
           of.expires_at && *of.expires_at <= now;
}

order_states completed_where_done(order_states states) noexcept
{
    // What was given back had come: goods do not reach anybody before all of it has.
    bool const was_paid = is_paid(states.payment) || states.payment == payment_state::refunded;
    if (states.order == order_state::placed && was_paid &&
        states.fulfilment == fulfilment_state::delivered)
        states.order = order_state::completed;
    return states;
}

} // namespace tokocrm
