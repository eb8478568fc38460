#ifndef TOKOCRM_ORDER_HPP
#define TOKOCRM_ORDER_HPP

#include <tokocrm/catalog.hpp>
#include <tokocrm/config.hpp>
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

namespace tokocrm TOKOCRM_PUBLIC {

class unit_of_work;

/// Where an order is on the way from placed to done.
enum class order_state { placed, completed, cancelled };
/// Where its money is.
enum class payment_state {
    awaiting,
    submitted,
    part_paid,
    paid,
    part_refunded,
    refunded,
    expired,
    cancelled
};
/// Where its goods are.
enum class fulfilment_state { unfulfilled, packed, shipped, delivered, refused, returned };

std::string_view name(order_state s) noexcept;      ///< the enumerator's name
std::string_view name(payment_state s) noexcept;    ///< the enumerator's name
std::string_view name(fulfilment_state s) noexcept; ///< the enumerator's name

/// The three graphs' states of one order.
struct order_states
{
    order_state order = order_state::placed;
    payment_state payment = payment_state::awaiting;
    fulfilment_state fulfilment = fulfilment_state::unfulfilled;
    friend bool operator==(order_states const&, order_states const&) = default;
};

/// What people are told of an order; derived from its states, never stored.
enum class order_label { awaiting, pending, ok, cancelled, expired, refunded };

/// The label of an order's states: expired before cancelled before refunded before the rest.
order_label label_of(order_states const& states) noexcept;

/// `New`, `Pending`, `OK`, `Cancelled`, `Expired`, `Refunded`.
std::string_view name(order_label label) noexcept;

/// The label with a name, case aside.
std::optional<order_label> find_order_label(std::string_view name) noexcept;

/// One product on an order, as it was agreed.
struct order_line
{
    std::int64_t position = 0; ///< from 1
    id<product> sold{0};
    id<pack> in_pack{0};
    std::string sku;
    std::string name;
    std::string pack_name;
    quantity contains = quantity::thousandths(1'000);
    quantity amount = quantity::thousandths(0);      ///< of packs
    quantity base_amount = quantity::thousandths(0); ///< in the product's base unit
    std::optional<money> unit_price;
    money gross{0, currency::idr};
    std::optional<percentage> discount_rate;
    money discount{0, currency::idr};     ///< the product's own
    money coupon_share{0, currency::idr}; ///< what the order's coupon takes off this line
    money total{0, currency::idr};        ///< gross − discount
};

/// What is added to the lines or taken from them.
enum class adjustment_kind { coupon, shipping, unique_code, surplus };
std::string_view name(adjustment_kind kind) noexcept; ///< the enumerator's name

/// One such amount of an order.
struct order_adjustment
{
    adjustment_kind kind;
    std::string label;              ///< the coupon's code, the city
    money amount{0, currency::idr}; ///< signed: a coupon is negative
};

/// One step of an order's life.
struct order_transition
{
    std::string graph; ///< `order`, `payment`, `fulfilment`; `imported` for what came in whole
    std::optional<std::string> from;
    std::string to;
    std::string actor; ///< as `to_record(actor)` writes it
    timestamp at;
    std::optional<std::string> reason;
};

struct order;

/// An order without its lines.
struct order_header
{
    id<order> row{0};
    std::int64_t number = 0; ///< for people: a counter
    std::optional<id<customer>> buyer;
    std::optional<std::string> customer_name;
    contact deliver_to; ///< as it was agreed
    timestamp placed_at;
    date placed_on;
    std::optional<timestamp> paid_at;
    std::optional<date> paid_on;
    std::optional<date> booked_placed_on; ///< the day whose report counts it as placed
    std::optional<date> booked_paid_on;   ///< the day whose report counts it as paid
    order_states states;
    std::optional<std::string> payment_method;
    std::int64_t line_count = 0;
    quantity units = quantity::thousandths(0); ///< in base units
    money gross{0, currency::idr};
    money product_discount{0, currency::idr};
    std::optional<std::string> coupon_code;
    money coupon_discount{0, currency::idr};
    money shipping{0, currency::idr};
    money other{0, currency::idr};
    money total{0, currency::idr};
    money paid{0, currency::idr};
    money refunded{0, currency::idr};
    std::optional<timestamp> expires_at;
    std::optional<std::string> source;    ///< where an imported order comes from
    std::optional<std::string> reference; ///< its number there

    order_label label() const noexcept { return label_of(states); }
};

/// An order, whole.
struct order
{
    order_header header;
    std::vector<order_line> lines;
    std::vector<order_adjustment> adjustments;
    std::vector<order_transition> history;
};

/** The order with a number.

    @par Errors `errc::not_found` / `order.not_found`
*/
order get_order(unit_of_work& uow, std::int64_t number);

/** The order that somebody names: by number, or by an imported order's reference.

    @par Errors
    @li `errc::not_found` / `order.not_found`
    @li `errc::conflict` / `order.ambiguous`, with the candidates' numbers
*/
order get_order(unit_of_work& uow, std::string_view named);

/// By what orders are listed; ties by number.
enum class order_sort { placed_at, number, total, customer };

/// Which orders, in which order.
struct order_query
{
    std::vector<order_label> labels; ///< any of them; none given: all
    std::optional<date> since;       ///< placed on this business date or later
    std::optional<date> until;       ///< placed on this business date or earlier
    std::optional<id<customer>> buyer;
    std::optional<std::string> reference;
    order_sort sort = order_sort::placed_at;
    bool descending = true;
};

/** The orders, newest placed first (then by number), one page of them; without lines.

    @par Errors `errc::invalid_input` / `page.cursor_invalid`
*/
page<order_header> list_orders(unit_of_work& uow, order_query const& query,
                               page_request const& part);

/// Hand over each order of a query, without keeping them all in memory.
void for_each_order(unit_of_work& uow, order_query const& query, page_request const& part,
                    std::function<void(order_header const&)> const& take);

/// How many a query has, counted up to `most` where it is given.
std::int64_t count_orders(unit_of_work& uow, order_query const& query,
                          std::optional<std::int64_t> most = std::nullopt);

} // namespace TOKOCRM_PUBLIC

#endif
