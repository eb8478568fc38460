#ifndef TOKOCRM_LIB_CART_SERVICE_HPP
#define TOKOCRM_LIB_CART_SERVICE_HPP

// What higher features need of carts and strangers do not.

#include <tokocrm/cart.hpp>

#include <cstdint>
#include <vector>

namespace tokocrm {

/** What is in a cart, in its order, as the catalogue has it now; the cart is empty afterwards.

    Rights, prices and stock are for the caller to look at, in this unit.

    @par Errors
    @li `errc::rule_violation` / `cart.empty`; `price.not_sold` where a pack is no longer there
    @li `errc::invalid_input` / `cart.token_invalid`
*/
std::vector<priced_item> take_cart(unit_of_work& uow, cart_holder const& whose);

/// What became of two customers' carts.
struct joined_carts
{
    std::int64_t lines = 0;           ///< that came from the other cart, or were added to
    std::vector<cart_change> changes; ///< what was capped, or is not sold
};

/** Put one customer's cart into another's, as `merge_carts` does a visitor's. Rights are for the
    caller to look at.
*/
joined_carts join_carts(unit_of_work& uow, id<customer> from, id<customer> into);

} // namespace tokocrm

#endif
