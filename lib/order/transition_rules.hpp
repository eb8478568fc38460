#ifndef TOKOCRM_LIB_ORDER_TRANSITION_RULES_HPP
#define TOKOCRM_LIB_ORDER_TRANSITION_RULES_HPP

// The three graphs of an order's life, and what must hold before a step is taken.

#include <tokocrm/error.hpp>
#include <tokocrm/order.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tokocrm {

/// One step that a graph has.
template <class State>
struct transition_rule
{
    State from;
    State to;
};

std::span<transition_rule<order_state> const> order_graph() noexcept;
std::span<transition_rule<payment_state> const> payment_graph() noexcept;
std::span<transition_rule<fulfilment_state> const> fulfilment_graph() noexcept;

/// Whether each graph has the step from one order's states to the others; no step is one, too.
bool may_follow(order_states const& from, order_states const& to) noexcept;

/** Why nothing more happens to an order; none where it goes on.

    `errc::rule_violation` / `order.expired`, `order.cancelled`.
*/
std::optional<error> end_refusal(order_header const& of);

/// What can be done with an order's goods.
enum class fulfilment_step { pack, ship, deliver, refuse, give_back };

/// The state that a step ends in.
fulfilment_state end_of(fulfilment_step step) noexcept;

/** Why a step cannot be taken now; none where it can.

    `errc::rule_violation` / `order.cancelled`, `order.expired`, `order.not_paid`, `order.refunded`,
    `order.not_collected_on_delivery`, `order.wrong_state`.
*/
std::optional<error> refusal(fulfilment_step step, order_header const& of);

/** Why an order cannot be cancelled now; none where it can.

    @param by_customer Whether its customer asks, and not the staff.

    `errc::rule_violation` / `order.completed`, `order.expired`, `order.payment_begun`,
    `order.not_refunded`, `order.shipped`.
*/
std::optional<error> cancellation_refusal(order_header const& of, bool by_customer);

/** Why a step was taken, as it is kept.

    @par Errors `errc::invalid_input` / `order.reason_invalid`
*/
std::string checked_reason(std::string_view text);

/// Whether an order's time to pay is over.
bool is_overdue(order_header const& of, timestamp now) noexcept;

/// The states with which an order ends when everything is paid and delivered.
order_states completed_where_done(order_states states) noexcept;

} // namespace tokocrm

#endif
