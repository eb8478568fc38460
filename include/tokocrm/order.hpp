#ifndef TOKOCRM_ORDER_HPP
#define TOKOCRM_ORDER_HPP

#include <tokocrm/catalog.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    Orders: their lines, states and history.
*/

namespace tokocrm {

class unit_of_work;

/// Where an order is on the way from placed to done.
enum class order_state {
    placed,    ///< under way
    completed, ///< done: nothing is to come any more
    cancelled  ///< given up
};

/// Where its money is.
enum class payment_state {
    awaiting,      ///< nothing has come
    submitted,     ///< a proof of payment waits to be looked at
    part_paid,     ///< some of it has come
    paid,          ///< all of it has come
    part_refunded, ///< some of it was given back
    refunded,      ///< all of it was given back
    expired,       ///< it did not come in time
    cancelled      ///< it is not to come any more
};

/// Where its goods are.
enum class fulfilment_state {
    unfulfilled, ///< still in the shop
    packed,      ///< put together
    shipped,     ///< on their way
    delivered,   ///< with the customer
    refused,     ///< not accepted by the customer
    returned     ///< back in the shop
};

/// The enumerator's name: `placed`.
std::string_view name(order_state s) noexcept;
/// The enumerator's name: `part_paid`.
std::string_view name(payment_state s) noexcept;
/// The enumerator's name: `unfulfilled`.
std::string_view name(fulfilment_state s) noexcept;

/// How an order placed here is paid.
enum class payment_method {
    transfer, ///< to a bank account of the shop, confirmed with a proof
    cash,     ///< over the counter, at once
    cod       ///< in cash on delivery
};

/// The enumerator's name: `transfer`.
std::string_view name(payment_method method) noexcept;

/// The method with a name, as `name` gives it; none for any other text.
std::optional<payment_method> find_payment_method(std::string_view name) noexcept;

/// The three graphs' states of one order.
struct order_states
{
    order_state order = order_state::placed;                     ///< of the order
    payment_state payment = payment_state::awaiting;             ///< of its money
    fulfilment_state fulfilment = fulfilment_state::unfulfilled; ///< of its goods
    /// All three the same.
    friend bool operator==(order_states const&, order_states const&) = default;
};

/// What people are told of an order; derived from its states, never stored.
enum class order_label {
    awaiting,  ///< nothing has been paid: `New`
    pending,   ///< a payment is to be looked at, or a part has come: `Pending`
    ok,        ///< paid, and not wholly given back: `OK`
    cancelled, ///< `Cancelled`
    expired,   ///< not paid in time: `Expired`
    refunded   ///< all of it was given back: `Refunded`
};

/// The label of an order's states: expired before cancelled before refunded before the rest.
order_label label_of(order_states const& states) noexcept;

/// The label as it is shown, in English: `New`, `Pending`, `OK`, `Cancelled`, `Expired`,
/// `Refunded`.
std::string_view name(order_label label) noexcept;

/// The label with such a name (`New`, `Pending` and so on), case aside; none for any other text.
std::optional<order_label> find_order_label(std::string_view name) noexcept;

/// One product on an order, as it was agreed.
struct order_line
{
    std::int64_t position = 0; ///< from 1
    id<product> sold{0};       ///< the product
    id<pack> in_pack{0};       ///< the pack that it was sold by
    std::string sku;           ///< the pack's SKU, then
    std::string name;          ///< the product's name, then
    std::string pack_name;     ///< the pack's name, then; empty for a product's only pack
    quantity contains = quantity::thousandths(1'000); ///< of one pack, in the product's base unit
    quantity amount = quantity::thousandths(0);       ///< of packs
    quantity base_amount = quantity::thousandths(0);  ///< in the product's base unit
    std::optional<money> unit_price;         ///< of one pack; none where only a total is known
    money gross{0, currency::idr};           ///< before any discount, rounded once
    std::optional<percentage> discount_rate; ///< the product's own; none where there was none
    money discount{0, currency::idr};        ///< the product's own, not negative
    money coupon_share{0, currency::idr};    ///< what the order's coupon takes off this line
    money total{0, currency::idr};           ///< gross − discount
};

/// What is added to the lines or taken from them.
enum class adjustment_kind {
    coupon,     ///< what its code takes off
    shipping,   ///< what bringing it costs
    unique_code ///< a few rupiah that tell its bank transfer from others
};

/// The enumerator's name: `unique_code`.
std::string_view name(adjustment_kind kind) noexcept;

/// One such amount of an order.
struct order_adjustment
{
    adjustment_kind kind;           ///< what it is
    std::string label;              ///< the coupon's code, the city
    money amount{0, currency::idr}; ///< signed: a coupon is negative
    // What it was made from, as it was agreed; an imported order does not say.
    std::optional<money> base = {};      ///< the goods that it was reckoned on
    std::optional<percentage> rate = {}; ///< a coupon's share of `base`
    std::optional<money> fixed = {};     ///< a coupon's amount, a city's fee
    std::optional<money> bound = {};     ///< a coupon's cap, what a city's shipping is free from
};

/// One step of an order's life.
struct order_transition
{
    std::string graph; ///< `order`, `payment`, `fulfilment`; `imported` for what came in whole
    std::optional<std::string> from;   ///< the state before; none at the beginning
    std::string to;                    ///< the state after
    std::string actor;                 ///< as `to_record` writes it
    timestamp at;                      ///< when
    std::optional<std::string> reason; ///< why, where somebody said it
};

struct order;

/** An order without its lines.

    `total` = `gross` − `product_discount` − `coupon_discount` + `shipping` + `other`.
*/
struct order_header
{
    id<order> row{0};                          ///< its id, for other use cases
    std::int64_t number = 0;                   ///< for people: counts up
    std::optional<id<customer>> buyer;         ///< none where nobody is known
    std::optional<std::string> customer_name;  ///< as it was said then
    contact deliver_to;                        ///< as it was agreed
    timestamp placed_at;                       ///< when it was placed
    date placed_on;                            ///< the business date of `placed_at`
    std::optional<timestamp> paid_at;          ///< when it was wholly paid
    std::optional<date> paid_on;               ///< the business date of `paid_at`
    std::optional<date> booked_placed_on;      ///< the day whose report counts it as placed
    std::optional<date> booked_paid_on;        ///< the day whose report counts it as paid
    order_states states;                       ///< where it is
    std::optional<std::string> payment_method; ///< any text
    std::int64_t line_count = 0;               ///< how many lines it has
    quantity units = quantity::thousandths(0); ///< in base units
    money gross{0, currency::idr};             ///< of the lines, before any discount
    money product_discount{0, currency::idr};  ///< of the lines, not negative
    std::optional<std::string> coupon_code;    ///< the coupon, if there is one
    money coupon_discount{0, currency::idr};   ///< what it takes off, not negative
    money shipping{0, currency::idr};          ///< what is charged for bringing it
    money other{0, currency::idr};             ///< the unique code
    money total{0, currency::idr};             ///< what it costs the customer
    money paid{0, currency::idr};              ///< what has come
    money refunded{0, currency::idr};          ///< what was given back
    std::optional<timestamp> expires_at;       ///< until when it waits for its money
    std::optional<std::string> source;         ///< where an imported order comes from
    std::optional<std::string> reference;      ///< its number there
    std::int64_t version = 1;                  ///< counted up by each change

    /// What people are told of it.
    order_label label() const noexcept { return label_of(states); }
};

/// An order, whole.
struct order
{
    order_header header;                       ///< what holds for it as a whole
    std::vector<order_line> lines;             ///< by position
    std::vector<order_adjustment> adjustments; ///< beside the lines
    std::vector<order_transition> history;     ///< oldest first
};

/** The order with a number.

    @par Errors
    `errc::not_found` / `order.not_found`, `shop.not_founded`
*/
order get_order(unit_of_work& uow, std::int64_t number);

/** The order that somebody names: by number, or by an imported order's reference.

    @par Errors
    @li `errc::not_found` / `order.not_found`, `shop.not_founded`
    @li `errc::conflict` / `order.ambiguous`, with the candidates' numbers
*/
order get_order(unit_of_work& uow, std::string_view named);

/// By what orders are listed; ties by number.
enum class order_sort {
    placed_at, ///< when they were placed
    number,    ///< as they were given out
    total,     ///< what they cost
    customer   ///< the customer's name, those without one first
};

/// Which orders, in which order.
struct order_query
{
    std::vector<order_label> labels = {};           ///< any of them; none given: all
    std::optional<date> since = {};                 ///< placed on this business date or later
    std::optional<date> until = {};                 ///< placed on this business date or earlier
    std::optional<id<customer>> buyer = {};         ///< of this customer
    std::optional<std::string> reference = {};      ///< of an imported order, exactly
    order_sort sort = order_sort::placed_at;        ///< the order
    bool descending = true;                         ///< newest or greatest first
    std::optional<std::string> city = {};           ///< of delivery, case and accents aside
    std::optional<std::string> payment_method = {}; ///< case aside
    /** Words, at most 200 characters: each stands in the order's number, its reference, its
        customer's name, phone or e-mail as they were agreed, or in what `product_query::search`
        looks into of a product on it, as the product is now; case and accents aside. One of three
        letters or digits or more may stand anywhere in a word, a shorter one at the beginning of a
        word. Of a phone any part will do, as it is dialled in the shop's country or with its code.
        A text without letters and digits finds nothing.
    */
    std::optional<std::string> search = {};
};

/** The orders in the query's order (unless told: newest placed first, then by number), one page of
    them; without lines.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`, `search.text_invalid`
    (over 200 characters, no valid text)
    @li `errc::not_found` / `shop.not_founded`
*/
page<order_header> list_orders(unit_of_work& uow, order_query const& query,
                               page_request const& part);

/** Hand over each order of a query, without keeping them all in memory.

    @param uow A unit of any kind.
    @param query Which orders.
    @param part Which of them.
    @param take Begins no other unit on the same shop. What it throws ends the work and comes out.

    @par Errors
    As `list_orders`.
*/
void for_each_order(unit_of_work& uow, order_query const& query, page_request const& part,
                    std::function<void(order_header const&)> const& take);

/** How many a query has, counted up to `most` where it is given.

    @par Errors
    @li `errc::invalid_input` / `search.text_invalid`
    @li `errc::not_found` / `shop.not_founded`, with dates or a search
*/
std::int64_t count_orders(unit_of_work& uow, order_query const& query,
                          std::optional<std::int64_t> most = std::nullopt);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
