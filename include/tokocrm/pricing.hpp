#ifndef TOKOCRM_PRICING_HPP
#define TOKOCRM_PRICING_HPP

#include <tokocrm/catalog.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/order.hpp>
#include <tokocrm/percentage.hpp>
#include <tokocrm/quantity.hpp>
#include <tokocrm/shipping.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    What an order costs: one computation, pure, for carts, orders and their explanation.
*/

namespace tokocrm {

/// So much of a product, in one of its packs.
struct priced_item
{
    product what;                               ///< as the catalogue has it
    pack in;                                    ///< one of its packs
    quantity amount = quantity::thousandths(0); ///< of packs
};

/// What a price is made from.
struct pricing_input
{
    std::vector<priced_item> items; ///< in the order of the lines
    /// Only what it is for is looked at here; whether it may be used is for `place_order`.
    std::optional<coupon> with = {};
    std::optional<shipping_rate> rate = {}; ///< none: fetched at the shop, for nothing
    money unique_code{0, currency::idr};    ///< tells the bank transfer from others; not negative
    currency in = currency::idr;            ///< the shop's
};

/** What an order costs, line by line.

    `total` = `gross` − `product_discount` − `coupon_discount` + `shipping` + `other`; it is the sum
    of the lines' totals and the adjustments, and never below zero.
*/
struct pricing
{
    std::vector<order_line> lines;             ///< one for each item, positions from 1
    std::vector<order_adjustment> adjustments; ///< coupon, shipping, unique code; pick-up has none
    quantity units = quantity::thousandths(0); ///< of all lines, in base units
    money gross{0, currency::idr};             ///< of the lines, before any discount
    money product_discount{0, currency::idr};  ///< of the lines, not negative
    /// The lines that the coupon is for, after product discounts; none where it is for none of
    /// them, or there is no coupon.
    std::optional<money> coupon_base;
    money coupon_discount{0, currency::idr}; ///< what the coupon takes off, not negative
    money shipping{0, currency::idr};        ///< what is charged for bringing it
    money other{0, currency::idr};           ///< the unique code
    money total{0, currency::idr};           ///< what it costs the customer
};

/** Whether so much of a product can be sold by this pack, whatever is in stock.

    @par Errors
    @li `errc::invalid_input` / `price.quantity_not_positive`; `price.fraction_not_sold`, a part of
   a pack of a product that is not sold in parts; `quantity.overflow`, `quantity.too_fine`
    where it is no number of thousandths of the base unit
    @li `errc::rule_violation` / `price.not_sold` (inactive or put away), `price.none` (no price)
*/
void check_sellable(priced_item const& item);

/** What an order costs. Pure: the same input, the same answer.

    A line's gross is unit price × quantity and its discount the product's percentage of that, each
    rounded half up once. The coupon is reckoned once, on the totals of the lines that it is for: a
    percentage rounded half up and at most its cap, or an amount and at most those totals; it is
    split over these lines by largest remainder, ties in the order of the lines. Shipping is for
    nothing from `shipping_rate::free_from` on; that looks at the goods after product discounts and
    before the coupon, as a coupon's minimum does: a coupon never makes shipping dearer.

    @par Errors
    @li as of `check_sellable`
    @li `errc::invalid_input` / `price.no_items`, `money.overflow`, `quantity.overflow`,
    `money.currency_mismatch`, `price.unique_code_negative`

    @par Exception safety
    Strong; nothing is changed anywhere.
*/
pricing price(pricing_input const& input);

/// What a step of an explanation computes.
enum class price_step_kind {
    line_gross,    ///< `result` = `base` (unit price) × `amount`
    line_discount, ///< `result` = `rate` of `base` (the line's gross)
    line_total,    ///< `result` = `base` (the line's gross) − `fixed` (its discount)
    goods,         ///< `result` = Σ totals of the lines
    coupon,        ///< `result` = `rate` of `base` or `fixed`, at most `bound`; of all lines
    coupon_share,  ///< `result` = `fixed` (the coupon) × `base` (the line's total) ÷ `bound`
    shipping,      ///< `result` = `fixed`, or nothing where `base` (goods) reaches `bound`
    unique_code,   ///< `result` is added to tell the bank transfer from others
    total          ///< `result` = all of it
};

/// The enumerator's name: `line_gross`.
std::string_view name(price_step_kind kind) noexcept;

/** One step of how a price came about.

    What is absent has no part in the step or, for an imported order, is not known.
*/
struct price_step
{
    price_step_kind kind;                ///< what it computes
    std::int64_t line = 0;               ///< the line's position; 0: of the whole order
    std::string label;                   ///< SKU, coupon's code, city
    std::optional<money> base = {};      ///< what it is computed from
    std::optional<quantity> amount = {}; ///< times so many packs
    std::optional<percentage> rate = {}; ///< so much of `base`
    std::optional<money> fixed = {};     ///< the coupon's amount, the city's fee
    std::optional<money> bound = {};     ///< the coupon's cap, the free-from threshold
    /** Before rounding, in major units: `18810.5`; only where rounding changed it.

        Of a share, cut after three decimals of a minor unit.
    */
    std::optional<std::string> exact = {};
    money result{0, currency::idr}; ///< what came out, as it is on the order
};

/** How a cart's price came about.

    @param of As `price` gives it.
*/
std::vector<price_step> explain(pricing const& of);

/** How an order's price came about, from what was recorded on it: also where product, coupon and
    rate are others by now.

    @param of Whole. What an imported order does not say is absent.
*/
std::vector<price_step> explain(order const& of);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
