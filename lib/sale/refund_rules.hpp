#ifndef TOKOCRM_LIB_SALE_REFUND_RULES_HPP
#define TOKOCRM_LIB_SALE_REFUND_RULES_HPP

// How much of an order can be given back, and what for.

#include <tokocrm/error.hpp>
#include <tokocrm/order.hpp>
#include <tokocrm/payment.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokocrm {

/** Why nothing can be given back of an order; none where something can.

    @param one_is_open Whether a submission of it waits to be looked at.

    `errc::rule_violation` / `refund.nothing_paid`, `refund.nothing_left`,
    `refund.submission_open`.
*/
std::optional<error> refund_refusal(order_header const& of, bool one_is_open);

/** What all of a line is worth after its product's discount and its share of the coupon, or so much
    of it: rounded half up, and always up to the same amount, so that parts add up to the whole.

    @param packs From 0 to the line's.
*/
money worth_of(order_line const& line, quantity packs);

/// Packs that somebody brings back, as a line or several of an order have them.
struct refund_item
{
    std::string sku; ///< as it was said
    quantity amount = quantity::thousandths(0);
    std::vector<std::int64_t> lines = {}; ///< positions, in the order in which they are taken
    bool fractional = false;              ///< whether parts of a pack can come back
};

/// What is asked for.
struct refund_terms
{
    std::vector<refund_item> items = {};
    bool all = false; ///< whatever is left, and nothing else is said
    std::optional<money> shipping = {};
    std::optional<money> other = {};
    bool restock = false;
};

/** The amounts of a refund, by line.

    @param before What was given back so far.

    @return Its lines, sums and nothing else.

    @par Errors
    @li `errc::invalid_input` / `refund.nothing`, `refund.all_or_parts`, `refund.amount_invalid`,
    `refund.quantity_invalid`, `refund.nothing_to_restock`
    @li `errc::rule_violation` / `refund.too_many`, `refund.too_much`
*/
refund priced_refund(order const& of, std::span<refund const> before, refund_terms const& asked);

/// The state of the money after so much was given back in all.
payment_state state_after_refund(money paid, money refunded) noexcept;

} // namespace tokocrm

#endif
