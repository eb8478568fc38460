#ifndef TOKOCRM_SELLING_HPP
#define TOKOCRM_SELLING_HPP

#include <tokocrm/cart.hpp>
#include <tokocrm/order.hpp>
#include <tokocrm/payment.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    The life of an order: placed, paid, packed, shipped, delivered; cancelled, expired, refunded.

    Each use case moves order, stock, money and reports together, in the one unit it is handed.
    Doing again what is done already gives the same answer and changes nothing.
*/

namespace tokocrm {

class unit_of_work;

/// So much of something that is to be ordered or given back.
struct order_item
{
    std::string sku;                                ///< of any pack; a barcode or an id will do
    quantity amount = quantity::thousandths(1'000); ///< of packs
};

/// What somebody wants to buy.
struct order_request
{
    /// The customer; none: over the counter, or a guest. A customer orders for themselves.
    std::optional<id<customer>> buyer = {};
    std::vector<order_item> items = {};          ///< 1 to 1,000, unless a cart is named
    std::optional<cart_holder> from_cart = {};   ///< its lines are ordered, and it is emptied
    std::optional<std::string> name = {};        ///< instead of the customer's
    std::optional<std::string> phone = {};       ///< instead of the customer's
    std::optional<std::string> email = {};       ///< instead of the customer's
    std::optional<std::string> city = {};        ///< where it is brought; none: fetched at the shop
    std::optional<std::string> address = {};     ///< instead of the customer's, if that is there
    std::optional<std::string> postal_code = {}; ///< instead of the customer's
    std::optional<std::string> coupon = {};      ///< its code
    payment_method pay = payment_method::transfer; ///< how
    /// The total that was shown; where it is another by now the order is refused.
    std::optional<money> expected_total = {};
    /// 1 to 200 characters that tell this wish from any other: a second try with the same gives the
    /// order of the first.
    std::optional<std::string> key = {};
};

/** Place an order: price it, reserve its goods, use its coupon, count it.

    Prices come from the catalogue as it is now. `transfer` waits for its money until
    `order_header::expires_at`; `cod` until it is delivered; `cash` is paid and delivered at once,
   as is an order that costs nothing paid.

    @return The order; for a key that was used before, that one's order as it is by now.

    @par Errors
    @li `errc::invalid_input` / `order.empty`, `order.too_many_lines`, `order.key_invalid`,
    `order.name_invalid`, `order.address_invalid`, and what `price` of pricing.hpp refuses
    @li `errc::not_found` / `product.not_found`, `customer.not_found`, `coupon.not_found`
    @li `errc::rule_violation` / `cart.empty`, `price.not_sold`, `price.none`, `stock.insufficient`,
    `shipping.not_served`, `order.price_changed`, `order.cash_at_the_counter` (a customer or visitor
    pays in cash), and the coupon's `coupon.disabled`, `coupon.not_started`, `coupon.expired`,
    `coupon.used_up`, `coupon.needs_customer`, `coupon.used_up_by_customer`,
    `coupon.minimum_spend`, `coupon.out_of_scope`
    @li `errc::conflict` / `order.key_reused`: the key was used for another wish
    @li `errc::permission_denied` / `staff.not_permitted`

    @par Exception safety
    Strong, as of every use case: the unit is rolled back.
*/
order place_order(unit_of_work& uow, order_request const& request);

/** Pack an order: a transfer that is paid, or one that is paid on delivery.

    @par Errors
    Of this and the next three:
    @li `errc::not_found` / `order.not_found`
    @li `errc::rule_violation` / `order.not_paid`, `order.wrong_state`, `order.cancelled`,
    `order.expired`, `order.refunded` (money was given back, so goods do not go out)
    @li `errc::permission_denied` / `staff.not_permitted`
*/
order pack_order(unit_of_work& uow, std::int64_t number);

/** Send an order on its way. What is paid on delivery leaves the stock now.

    @param note Kept as the transition's reason: who brings it, a tracking number.
*/
order ship_order(unit_of_work& uow, std::int64_t number, std::optional<std::string> note = {});

/** Say that an order has arrived; its customer may say so, too. On delivery its sum is received. */
order deliver_order(unit_of_work& uow, std::int64_t number, std::optional<std::string> note = {});

/** Say that what was delivered came back. Money and goods are `refund_order`'s. */
order return_order(unit_of_work& uow, std::int64_t number, std::string_view reason);

/** Say that an order was not accepted at the door: it is cancelled, and its goods are in stock
    again.

    @par Errors
    As of `pack_order`; `errc::rule_violation` / `order.not_collected_on_delivery`;
    `errc::invalid_input` / `order.reason_invalid` (empty, over 500 characters, no valid text)
*/
order refuse_order(unit_of_work& uow, std::int64_t number, std::string_view reason);

/** Cancel an order that has not gone: goods, coupon and figures are given back.

    A customer cancels their own while nothing is paid, handed in or packed; the staff until it is
    shipped, after everything that was received has been refunded.

    @par Errors
    @li `errc::not_found` / `order.not_found`
    @li `errc::rule_violation` / `order.completed`, `order.expired`, `order.payment_begun`,
    `order.not_refunded`, `order.shipped`
    @li `errc::invalid_input` / `order.reason_invalid`
    @li `errc::permission_denied` / `staff.not_permitted`
*/
order cancel_order(unit_of_work& uow, std::int64_t number, std::string_view reason);

/** The numbers of the orders by transfer whose time to pay is over, the longest overdue first.

    @par Errors
    `errc::permission_denied` / `staff.not_permitted`
*/
std::vector<std::int64_t> overdue_orders(unit_of_work& uow);

/** Let one of them expire: goods, coupon and figures are given back.

    One unit for each, so that one that cannot does not keep the others.

    @return The order as it is now; unchanged where it is not overdue.

    @par Errors
    `errc::not_found` / `order.not_found`
*/
order expire_order(unit_of_work& uow, std::int64_t number);

/// What somebody says of a payment that they made.
struct payment_submission_draft
{
    std::string sender;             ///< whose account it came from, 1 to 200 characters
    std::string bank;               ///< through which bank, 1 to 100 characters
    money amount{0, currency::idr}; ///< above 0, in the shop's currency
    date paid_on;                   ///< no later than tomorrow
    /// What they show for it. The same picture may be shown again, and is flagged
    /// (`payment_submission::same_proof_on`).
    std::optional<prepared_picture> proof = {};
    /// 1 to 200 characters that tell it from others of this order: a second try with the same
    /// gives the submission of the first.
    std::optional<std::string> key = {};
};

/** Hand in that an order was paid, for the shop to look at; its customer may, and the staff.

    The order waits from then on and does not expire. Where a part of its money came before it stays
    `part_paid`. The same again while it waits is the same submission.

    @return The submission as it is kept.

    @par Errors
    @li `errc::not_found` / `order.not_found`
    @li `errc::invalid_input` / `payment.sender_invalid`, `payment.bank_invalid`,
    `payment.amount_invalid`, `payment.date_invalid`, `payment.key_invalid`
    @li `errc::rule_violation` / `payment.submission_open` (another one waits),
    `payment.already_paid`, `payment.on_delivery`, `payment.refunded`, `order.expired`,
    `order.cancelled`
    @li `errc::conflict` / `payment.key_reused`: the key was used for another submission
    @li `errc::permission_denied` / `staff.not_permitted`
*/
payment_submission submit_payment(unit_of_work& uow, std::int64_t number,
                                  payment_submission_draft const& draft);

/// Money that was found in the shop's account or till.
struct acceptance
{
    money amount; ///< what came, above 0, in the shop's currency
    /// `payment_submission::position`; none: the one that waits, if one does.
    std::optional<std::int64_t> submission = {};
    std::optional<std::string> method = {}; ///< 1 to 50 characters; none: the order's
    /// 1 to 200 characters that tell this money from other money for this order.
    std::optional<std::string> key = {};
};

/** Accept money for an order: all of it makes it paid, less part paid, more is a surplus.

    Nothing changes where the submission or the key was accepted before with the same amount, nor,
    without an open submission, where all of the money came already.

    @return The order as it is now.

    @par Errors
    @li `errc::not_found` / `order.not_found`, `payment.submission_not_found`
    @li `errc::invalid_input` / `payment.amount_invalid`, `payment.method_invalid`,
    `payment.key_invalid`, `money.overflow`
    @li `errc::rule_violation` / `payment.submission_decided` (it was rejected, or accepted with
    another amount), `payment.key_needed` (a part came before, and nothing tells that this is more),
    `payment.refunded`, `order.expired`, `order.cancelled`
    @li `errc::conflict` / `payment.key_reused`: the key was used for another amount
    @li `errc::permission_denied` / `staff.not_permitted`
*/
order accept_payment(unit_of_work& uow, std::int64_t number, acceptance const& came);

/** Reject what was handed in: its customer reads why, and may hand in again.

    The time to pay is then the longer of what it was and the shop's `payment_time` from now.

    @param submission `payment_submission::position`; none: the one that waits.

    @return The order as it is now; unchanged where it was rejected with this reason before.

    @par Errors
    @li `errc::not_found` / `order.not_found`, `payment.submission_not_found`
    @li `errc::invalid_input` / `order.reason_invalid`
    @li `errc::rule_violation` / `payment.nothing_submitted`, `payment.submission_decided`
    @li `errc::permission_denied` / `staff.not_permitted`
*/
order reject_payment(unit_of_work& uow, std::int64_t number, std::string_view reason,
                     std::optional<std::int64_t> submission = {});

/// What is to be given back of an order.
struct refund_request
{
    /// Packs, by the SKU on the order (or what else names them in the catalogue). Where it is on
    /// several lines these are taken in order.
    std::vector<order_item> items = {};
    bool all = false; ///< all that was received and is left; then no parts are named
    std::optional<money> shipping = {}; ///< of what was charged for bringing it
    std::optional<money> other = {};    ///< of unique code and surplus
    bool restock = false;               ///< whether the items are in stock again
    std::string reason;                 ///< 1 to 500 characters
    /// 1 to 200 characters that tell it from other refunds of this order.
    std::optional<std::string> key = {};
};

/** Give money of an order back.

    A line gives back its total less its share of the coupon, and parts of a line add up to exactly
    that. The order and its units stay as they are, a coupon stays used. Once all is given back the
    order is `refunded`; another `all` then changes nothing.

    Of an order that was never wholly paid, `all` is given back as `other`.

    @return The refund as it is kept; for a key that was used before, that one.

    @par Errors
    @li `errc::not_found` / `order.not_found`, `refund.item_not_found` (it is not on the order)
    @li `errc::invalid_input` / `refund.nothing`, `refund.all_or_parts`, `refund.amount_invalid`,
    `refund.quantity_invalid`, `refund.nothing_to_restock`, `refund.worth_nothing`,
    `order.reason_invalid`, `payment.key_invalid`
    @li `errc::rule_violation` / `refund.nothing_paid`, `refund.nothing_left`, `refund.too_many`,
    `refund.too_much`, `refund.submission_open` (decide on it first), `stock.not_sold` (the goods
    never left the stock)
    @li `errc::conflict` / `refund.key_reused`: the key was used for another refund
    @li `errc::permission_denied` / `staff.not_permitted`
*/
refund refund_order(unit_of_work& uow, std::int64_t number, refund_request const& request);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
