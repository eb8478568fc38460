#ifndef TOKOCRM_LIB_SALE_IMPORT_RULES_HPP
#define TOKOCRM_LIB_SALE_IMPORT_RULES_HPP

// What a row of somebody else's file means, and what makes rows an order. Pure.

#include "../import/cells.hpp"
#include "../import/fault.hpp"
#include "../import/packing.hpp"

#include <tokocrm/customer.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/order.hpp>
#include <tokocrm/sale.hpp>
#include <tokocrm/time.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/// Our columns, in the order of `order_import_columns()`; `occurrence` stands in files of rejects.
enum class import_column : std::size_t {
    order,
    placed_at,
    paid_at,
    customer,
    phone,
    email,
    address,
    city,
    sku,
    product,
    category,
    quantity,
    unit_price,
    discount_percent,
    line_total,
    coupon,
    coupon_amount,
    shipping,
    payment_method,
    total,
    status,
    source,
    postal_code,
    guest,
    pack,
    contains,
    other,
    refunded_at,
    refunded,
    refunded_shipping,
    refunded_other,
    occurrence
};
inline constexpr std::size_t import_column_count = 32;

/// The column's name.
std::string_view name(import_column column) noexcept;

/// A row's cells, ours, without the blanks around them; empty where there is none.
using import_cells = std::array<std::string_view, import_column_count>;

/// What an order was when it came in.
enum class import_status { awaiting, submitted, paid, cancelled, expired, refunded };
std::string_view name(import_status status) noexcept; ///< the enumerator's name

/// A moment in a temporary file.
struct import_moment
{
    std::int64_t at = 0; ///< microseconds since 1970
    std::int64_t on = 0; ///< YYYYMMDD
};

/// Money that was given back of an order; amounts are minor units.
struct staged_refund
{
    std::int64_t at = 0; ///< microseconds since 1970
    std::int64_t on = 0; ///< YYYYMMDD
    std::int64_t goods = 0, shipping = 0, other = 0;
};

template <class Archive, class Refund>
void pack_refund(Archive& with, Refund& of)
{
    with(of.at);
    with(of.on);
    with(of.goods);
    with(of.shipping);
    with(of.other);
}

/// A row that was understood. Amounts are minor units.
struct import_row
{
    std::int64_t line = 0;
    std::string reference;   ///< empty: an order of its own
    std::string source;      ///< empty: the file's
    std::string fingerprint; ///< of the mapped content
    std::optional<std::int64_t> occurrence;
    std::optional<std::int64_t> placed_at, placed_on, paid_at, paid_on;
    std::string customer;
    contact reach;
    std::string sku, product, category;
    std::int64_t amount = 0; ///< thousandths
    std::optional<std::int64_t> unit_price;
    std::int64_t gross = 0;
    std::optional<std::int64_t> rate; ///< parts per million
    std::int64_t discount = 0;
    std::int64_t line_total = 0;
    std::string coupon;
    std::optional<std::int64_t> coupon_amount, shipping, total;
    std::string payment_method;
    std::optional<std::int64_t> status;
    std::optional<std::int64_t> guest;    ///< 0 or 1
    std::string pack;                     ///< what is sold, where it is not the base unit
    std::optional<std::int64_t> contains; ///< thousandths
    std::optional<std::int64_t> other;
    std::optional<staged_refund> given_back; ///< then the row has no product
    std::int64_t rounded = 0;
};

template <class Archive, class Row>
void pack_row(Archive& with, Row& row)
{
    with(row.line);
    with(row.reference);
    with(row.source);
    with(row.fingerprint);
    with(row.occurrence);
    with(row.placed_at);
    with(row.placed_on);
    with(row.paid_at);
    with(row.paid_on);
    with(row.customer);
    with(row.reach.phone);
    with(row.reach.email);
    with(row.reach.address);
    with(row.reach.city);
    with(row.reach.postal_code);
    with(row.sku);
    with(row.product);
    with(row.category);
    with(row.amount);
    with(row.unit_price);
    with(row.gross);
    with(row.rate);
    with(row.discount);
    with(row.line_total);
    with(row.coupon);
    with(row.coupon_amount);
    with(row.shipping);
    with(row.total);
    with(row.payment_method);
    with(row.status);
    with(row.guest);
    with(row.pack);
    with(row.contains);
    with(row.other);
    auto gives_back = static_cast<std::int64_t>(row.given_back.has_value());
    with(gives_back);
    if constexpr (Archive::reads)
        if (gives_back != 0)
            row.given_back.emplace();
    if (row.given_back)
        pack_refund(with, *row.given_back);
    with(row.rounded);
}

/** Read a row.

    @param fingerprint Of the mapped content, for a row without an order number.
    @param[out] row Filled in as far as the row can be understood; its line, reference, fingerprint
    and occurrence always.
    @return Why it cannot be taken.
*/
std::optional<row_fault> read_import_row(std::int64_t line, import_cells const& cells,
                                         import_terms const& terms, std::string fingerprint,
                                         import_row& row);

/// One product of an order that is ready.
struct staged_line
{
    std::int64_t line = 0; ///< of the file
    std::string sku, product, category;
    std::string pack;
    std::optional<std::int64_t> contains; ///< of one such pack
    std::int64_t amount = 0;
    std::int64_t base_amount = 0;
    std::optional<std::int64_t> unit_price;
    std::int64_t gross = 0;
    std::optional<std::int64_t> rate;
    std::int64_t discount = 0;
    std::int64_t coupon_share = 0;
    std::int64_t total = 0;
};

/// An order that is ready to be imported.
struct staged_order
{
    std::int64_t line = 0; ///< of its first row
    std::string reference;
    std::string source; ///< empty: the file's
    std::string fingerprint;
    std::optional<std::int64_t> occurrence;
    std::int64_t placed_at = 0, placed_on = 0;
    std::int64_t paid_at = 0, paid_on = 0; ///< where it was paid
    std::string customer;
    contact reach;
    std::string coupon;
    std::int64_t coupon_amount = 0;
    std::int64_t shipping = 0;
    std::int64_t other = 0;
    std::int64_t total = 0;
    std::string payment_method;
    std::int64_t status = 0;
    std::int64_t guest = 0; ///< 1: nobody's, whatever it says of its customer
    std::int64_t units = 0, gross = 0, product_discount = 0;
    std::vector<staged_line> lines;
    std::vector<staged_refund> refunds; ///< none of a refunded order: all of it, when it was paid

    import_status what() const noexcept { return static_cast<import_status>(status); }
    bool was_paid() const noexcept
    {
        return what() == import_status::paid || what() == import_status::refunded;
    }
};

template <class Archive, class Order>
void pack_order(Archive& with, Order& of)
{
    with(of.line);
    with(of.reference);
    with(of.source);
    with(of.fingerprint);
    with(of.occurrence);
    with(of.placed_at);
    with(of.placed_on);
    with(of.paid_at);
    with(of.paid_on);
    with(of.customer);
    with(of.reach.phone);
    with(of.reach.email);
    with(of.reach.address);
    with(of.reach.city);
    with(of.reach.postal_code);
    with(of.coupon);
    with(of.coupon_amount);
    with(of.shipping);
    with(of.other);
    with(of.total);
    with(of.payment_method);
    with(of.status);
    with(of.guest);
    with(of.units);
    with(of.gross);
    with(of.product_discount);
    auto count = static_cast<std::int64_t>(of.lines.size());
    with(count);
    if constexpr (Archive::reads)
        of.lines.resize(static_cast<std::size_t>(count));
    for (auto& line : of.lines) {
        with(line.line);
        with(line.sku);
        with(line.product);
        with(line.category);
        with(line.pack);
        with(line.contains);
        with(line.amount);
        with(line.base_amount);
        with(line.unit_price);
        with(line.gross);
        with(line.rate);
        with(line.discount);
        with(line.coupon_share);
        with(line.total);
    }
    auto refunds = static_cast<std::int64_t>(of.refunds.size());
    with(refunds);
    if constexpr (Archive::reads)
        of.refunds.resize(static_cast<std::size_t>(refunds));
    for (auto& refund : of.refunds)
        pack_refund(with, refund);
}

/// The most lines that one order can have.
inline constexpr std::size_t most_order_lines = 10'000;

/** Make one order of its rows, which stand in the order of the file.

    @param[out] whole Good if there is no fault.
    @return What is wrong, a fault a bad row; the order is taken whole or not at all.
*/
std::vector<row_fault> assemble_order(std::vector<import_row> const& rows,
                                      import_terms const& terms, staged_order& whole);

/// The states of an imported order.
order_states states_of(import_status status) noexcept;

} // namespace tokocrm

#endif
