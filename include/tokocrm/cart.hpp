#ifndef TOKOCRM_CART_HPP
#define TOKOCRM_CART_HPP

#include <tokocrm/catalog.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/percentage.hpp>
#include <tokocrm/pricing.hpp>
#include <tokocrm/quantity.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    Carts: what customers and visitors have chosen and not yet ordered.
*/

namespace tokocrm {

class unit_of_work;

/// A visitor's key to their cart: whoever has it may use the cart. The shop keeps its digest only.
struct cart_token
{
    std::string text; ///< as `make_cart_token` gives it
};

/** Whose cart: a customer's, or the visitor's who has the token. Each has one.

    Nothing is kept for an empty cart: everybody has one.
*/
using cart_holder = std::variant<id<customer>, cart_token>;

/// A key for a visitor's cart that nobody can guess: 64 hexadecimal digits. Nothing is kept.
cart_token make_cart_token(unit_of_work& uow);

/// One product in a cart, as the catalogue has it now.
struct cart_line
{
    std::optional<id<pack>> in_pack;            ///< none: the pack is no longer there
    std::string sku;                            ///< of the pack
    std::string name;                           ///< of the product
    std::string pack_name;                      ///< empty for a product's only pack
    quantity amount = quantity::thousandths(0); ///< of packs
    bool sold = true;                           ///< whether it can be bought now
    /// How many packs there are for this line, after the lines before it; of what is not sold, 0.
    quantity available = quantity::thousandths(0);
    std::optional<money> unit_price;         ///< of one pack; none where it cannot be bought
    std::optional<percentage> discount_rate; ///< the product's own; none where there is none
    std::optional<money> total; ///< after the product's discount; none where it cannot be bought
};

/// What is to be said of a cart.
enum class cart_change_kind {
    price,          ///< the price is another than when the customer last looked
    discount,       ///< the product's discount is
    short_of_stock, ///< there is less than is wanted; said at every look
    not_sold,       ///< it cannot be bought any more; said at every look
    capped          ///< a merge added up to more than there is; `wanted` became `available`
};

/// The enumerator's name: `short_of_stock`.
std::string_view name(cart_change_kind kind) noexcept;

/// One such thing. What is absent has no part in it.
struct cart_change
{
    cart_change_kind kind;                          ///< what
    std::string sku;                                ///< of the pack
    std::string name;                               ///< of the product
    std::optional<money> price_before = {};         ///< none: it had none
    std::optional<money> price_now = {};            ///< none: it has none
    std::optional<percentage> discount_before = {}; ///< 0 where there was none
    std::optional<percentage> discount_now = {};    ///< 0 where there is none
    std::optional<quantity> wanted = {};            ///< packs
    std::optional<quantity> available = {};         ///< packs
};

/// A cart as it is now.
struct cart_view
{
    std::vector<cart_line> lines;     ///< in the order in which they were added
    std::vector<cart_change> changes; ///< since the customer last looked, and what is in the way
    std::optional<pricing> cost;      ///< of what can be bought; none where nothing can
};

/// What an order of the cart is to be reckoned with.
struct cart_preview
{
    std::optional<std::string> city = {};   ///< where it is brought; none: fetched at the shop
    std::optional<std::string> coupon = {}; ///< its code
};

/** A cart, priced anew, with what changed since the customer last looked.

    @param uow A unit of any kind.
    @param whose Whose cart.
    @param with City and coupon of an order that is thought of.

    @par Errors
    Of this and all that follow:
    @li `errc::not_found` / `customer.not_found`, `shop.not_founded`
    @li `errc::invalid_input` / `cart.token_invalid`, `money.overflow`
    @li `errc::permission_denied` / `staff.not_permitted`: a customer's cart is theirs and the
    staff's

    Of this: `errc::not_found` / `coupon.not_found`; `errc::rule_violation` / `shipping.not_served`
    and what `place_order` refuses a coupon for
*/
cart_view show_cart(unit_of_work& uow, cart_holder const& whose, cart_preview const& with = {});

/** What was changed has been told: prices and discounts are known from now on, and what is no
    longer in the catalogue goes.

    @param uow A unit that may write.
    @param whose Whose cart.
*/
void mark_cart_seen(unit_of_work& uow, cart_holder const& whose);

/** Put so many packs into a cart, beside those that are in it.

    More than there is in stock can be wished for; the answer says so.

    @param uow A unit that may write.
    @param whose Whose cart.
    @param what The pack: its SKU, barcode or id.
    @param amount Of packs.

    @par Errors
    Besides those of `show_cart`
    @li `errc::not_found` / `product.pack_not_found`
    @li as of `check_sellable`
    @li `errc::rule_violation` / `cart.full`: more than 200 lines
*/
cart_view add_to_cart(unit_of_work& uow, cart_holder const& whose, std::string_view what,
                      quantity amount);

/** Have just so many packs in a cart, whether there were any or not.

    @par Errors
    As of `add_to_cart`
*/
cart_view set_in_cart(unit_of_work& uow, cart_holder const& whose, std::string_view what,
                      quantity amount);

/** Take something out of a cart.

    @param uow A unit that may write.
    @param whose Whose cart.
    @param what The pack: its SKU, barcode or id; the SKU that a line shows will do.

    @par Errors
    Besides those of `show_cart`, `errc::not_found` / `cart.line_not_found`
*/
cart_view remove_from_cart(unit_of_work& uow, cart_holder const& whose, std::string_view what);

/// Take everything out of a cart; an empty one stays so.
void clear_cart(unit_of_work& uow, cart_holder const& whose);

/** A visitor signs in: what they chose is put into the customer's cart.

    Quantities are added, capped at what is available, and the answer says so; of what is not there
    at all, none. What the customer had alone stays as it is. The visitor's cart is empty
   afterwards.

    @param uow A unit that may write.
    @param from The visitor's.
    @param into The customer's.
*/
cart_view merge_carts(unit_of_work& uow, cart_token const& from, id<customer> into);

/** Forget the visitors' carts that nobody has touched since: a nightly job.

    @return How many went.

    @par Errors
    `errc::permission_denied` / `staff.not_permitted`
*/
std::int64_t remove_stale_carts(unit_of_work& uow, timestamp before);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
