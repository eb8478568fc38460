#ifndef TOKOCRM_STOCK_HPP
#define TOKOCRM_STOCK_HPP

#include <tokocrm/catalog.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/quantity.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)

/** @file
    What is in stock: received, adjusted, counted, and the ledger of it all.

    Every quantity is in the product's base unit. What is in stock changes by a movement and by
    nothing else, so it is always the sum of them; orders move it too, and reserve it before.
*/

namespace tokocrm {

class unit_of_work;

/// How much of a product there is.
struct stock_level
{
    id<product> of{0};                            ///< the product
    std::string sku;                              ///< of its first pack
    std::string name;                             ///< the product's
    std::string unit;                             ///< the base unit that it is counted in
    quantity on_hand = quantity::thousandths(0);  ///< what is there; never below zero
    quantity reserved = quantity::thousandths(0); ///< for orders that are not paid; not negative
    std::optional<quantity> low_stock;            ///< so much left, or less, is little
    /// Whether little is left: at most `low_stock`; without that nothing, of a product that is
    /// offered. Never for one that was put away.
    bool is_low = false;

    /// What can be sold: on hand less reserved. Below zero where less was found than is reserved.
    quantity available() const noexcept
    {
        return quantity::thousandths(on_hand.thousandths() - reserved.thousandths());
    }
};

/// Why the stock changed.
enum class movement_kind {
    received, ///< it came in
    sold,     ///< it went to an order
    returned, ///< it came back from an order
    adjusted, ///< broken, found, given away: see the reason
    counted   ///< it is what was counted
};

/** The enumerator's name: `"received"`.

    @par Exception safety
    Never throws.
*/
std::string_view name(movement_kind kind) noexcept;

/// One line of the stock's ledger.
struct stock_movement
{
    id<stock_movement> number{0};                 ///< its id; grows with each movement
    id<product> of{0};                            ///< the product
    std::string sku;                              ///< of its first pack, as it is now
    std::string name;                             ///< the product's, as it is now
    std::string unit;                             ///< the product's base unit
    movement_kind kind = movement_kind::received; ///< why it moved
    quantity amount = quantity::thousandths(0);   ///< what it changed: below zero, it went out
    std::string reason;                           ///< may be empty
    std::optional<std::int64_t> order_number;     ///< of the order that it was for
    std::string actor;                            ///< as `to_record` writes it
    timestamp at;                                 ///< the unit's `now()`
    date moved_on;                                ///< the business date of that
};

/// A movement, and what there is after it.
struct stock_change
{
    stock_movement movement; ///< as it is kept
    stock_level level;       ///< as it is now
};

/** The goods that somebody names: a product by the pack whose SKU or barcode it is; by its first
    pack, of one base unit, where it is named by id or name.

    @par Errors
    As of `get_product`.
*/
product_pack get_goods(unit_of_work& uow, std::string_view named);

/** What so many packs contain, in the product's base unit.

    @par Errors
    `errc::invalid_input` / `quantity.overflow`; `quantity.too_fine`, where it is no number of
    thousandths
*/
quantity in_base_units(pack const& in, quantity packs);

/** Take goods in.

    @param uow A unit that may write.
    @param of The product.
    @param amount Above zero; whole, where the product is not sold in parts.
    @param note At most 200 characters.

    @par Errors
    @li `errc::invalid_input` / `stock.quantity_invalid`, `stock.fraction`, `stock.note_invalid`,
    `stock.overflow`
    @li `errc::not_found` / `product.not_found`
    @li `errc::permission_denied` / see `right::change_stock`
*/
stock_change receive_stock(unit_of_work& uow, id<product> of, quantity amount,
                           std::string_view note = {});

/** Put the stock right by a difference: breakage, a find, a gift.

    More than is available can be lost, also of what is reserved.

    @param uow A unit that may write.
    @param of The product.
    @param difference Not zero; whole, where the product is not sold in parts.
    @param reason 1 to 200 characters.

    @par Errors
    @li as of `receive_stock`
    @li `errc::invalid_input` / `stock.reason_invalid`
    @li `errc::rule_violation` / `stock.not_that_much`: more would go than is on hand
*/
stock_change adjust_stock(unit_of_work& uow, id<product> of, quantity difference,
                          std::string_view reason);

/** Say how much was counted: so much is on hand from now on.

    It can be less than is reserved: then what is available is below zero, until more comes in or
    orders are cancelled. A count that finds what was expected is kept too.

    @param uow A unit that may write.
    @param of The product.
    @param counted Not below zero; whole, where the product is not sold in parts.
    @param reason At most 200 characters.

    @par Errors
    @li as of `receive_stock`
    @li `errc::conflict` / `stock.changed`: it moved at this moment
*/
stock_change count_stock(unit_of_work& uow, id<product> of, quantity counted,
                         std::string_view reason = {});

/** Say how much of a product is little.

    @param uow A unit that may write.
    @param of The product.
    @param mark Not below zero; none: only nothing is little.

    @return What there is of it.

    @par Errors
    @li `errc::invalid_input` / `stock.quantity_invalid`, `stock.fraction`
    @li `errc::not_found` / `product.not_found`
    @li `errc::permission_denied` / see `right::change_stock`
*/
stock_level set_low_stock(unit_of_work& uow, id<product> of, std::optional<quantity> mark);

/** How much of a product there is.

    @par Errors
    @li `errc::not_found` / `product.not_found`
    @li `errc::permission_denied` / see `right::read_stock`
*/
stock_level stock_of(unit_of_work& uow, id<product> of);

/// Which products' stock. All that is asked for must hold.
struct stock_query
{
    std::optional<std::string> search = {};   ///< as `product_query::search`
    std::optional<std::string> category = {}; ///< by name; none: of all
    bool low = false;                         ///< only where little is left
    bool shortage = false;                    ///< only where less is on hand than is reserved
};

/** How much of each product there is, by its name, one page of it. Products that were put away are
    left out where nothing of them is there.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`, `search.text_invalid`
    @li `errc::not_found` / `category.not_found`
    @li `errc::permission_denied` / see `right::read_stock`
*/
page<stock_level> list_stock(unit_of_work& uow, stock_query const& query,
                             page_request const& part = {});

/** How many a query has, counted up to `most` where it is given.

    @par Errors
    As of `list_stock`.
*/
std::int64_t count_stock_levels(unit_of_work& uow, stock_query const& query,
                                std::optional<std::int64_t> most = std::nullopt);

/** The ledger, the newest movement first, one page of it.

    @param uow A unit of any kind.
    @param of Of one product; none: of all.
    @param part Which part.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
    @li `errc::permission_denied` / see `right::read_stock`
*/
page<stock_movement> stock_history(unit_of_work& uow, std::optional<id<product>> of,
                                   page_request const& part = {});

} // namespace tokocrm

#pragma GCC visibility pop

#endif
