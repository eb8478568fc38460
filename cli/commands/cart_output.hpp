#ifndef TOKO_COMMANDS_CART_OUTPUT_HPP
#define TOKO_COMMANDS_CART_OUTPUT_HPP

#include "../options.hpp"

#include <tokocrm/cart.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/shop.hpp>

namespace toko {

class context;

/// `--customer C`, which every verb of a cart takes.
void describe_customer_of_cart(options& opts);

/// A cart and whose it is.
struct customers_cart
{
    tokocrm::customer whose;
    tokocrm::cart_view seen;
};

/// Whose cart is meant. @par Errors `customer.not_found`, `customer.ambiguous`
tokocrm::customer customer_of_cart(tokocrm::unit_of_work& uow, arguments const& args);

/// The cart as it is; what is told of it now is known from now on.
customers_cart looked_at(tokocrm::unit_of_work& uow, tokocrm::customer whose,
                         tokocrm::cart_preview const& with = {});

/// Says on stderr what changed in a cart, or is in the way.
void tell_cart_change(context& ctx, tokocrm::cart_change const& change);

/// The cart, and on stderr what changed and what is in the way.
void show_cart(context& ctx, customers_cart const& cart, tokocrm::shop const& shop);

} // namespace toko

#endif
