#ifndef TOKOCRM_LIB_PAYMENT_RULES_HPP
#define TOKOCRM_LIB_PAYMENT_RULES_HPP

// When money can be told of, accepted and rejected.

#include <tokocrm/error.hpp>
#include <tokocrm/order.hpp>
#include <tokocrm/payment.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace tokocrm {

/** Why nothing can be handed in for an order now; none where it can.

    @param one_is_open Whether a submission of it waits to be looked at.

    `errc::rule_violation` / `order.expired`, `order.cancelled`, `payment.refunded`,
    `payment.already_paid`, `payment.on_delivery`, `payment.submission_open`.
*/
std::optional<error> submission_refusal(order_header const& of, bool one_is_open);

/// Whether all of an order's money came and is not wholly given back: it wants no more.
bool is_settled(order_header const& of) noexcept;

/** Why no money can be accepted for an order that is not settled; none where it can.

    @param told_apart Whether a submission or a key tells this money from what came before.

    `errc::rule_violation` / `order.expired`, `order.cancelled`, `payment.refunded`,
    `payment.key_needed`.
*/
std::optional<error> acceptance_refusal(order_header const& of, bool told_apart);

/// What an order looks like when what was handed in for it is rejected.
order_header after_rejection(order_header of, timestamp now, std::chrono::hours payment_time);

/** What was handed in, as it is kept: texts normalised.

    `errc::invalid_input` / `payment.sender_invalid`, `payment.bank_invalid`,
    `payment.amount_invalid`, `payment.date_invalid`.
*/
payment_submission checked_submission(payment_submission said, currency shops, date today);

/// @par Errors `errc::invalid_input` / `payment.amount_invalid`
void check_received(money amount, currency shops);

/// @par Errors `errc::invalid_input` / `payment.key_invalid`
void check_key(std::optional<std::string> const& key);

/// Whether two say the same, whatever became of them.
bool says_the_same(payment_submission const& a, payment_submission const& b) noexcept;

} // namespace tokocrm

#endif
