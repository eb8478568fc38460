#ifndef TOKO_COMMANDS_ORDER_OUTPUT_HPP
#define TOKO_COMMANDS_ORDER_OUTPUT_HPP

#include "../context.hpp"

#include <tokocrm/order.hpp>
#include <tokocrm/shop.hpp>

#include <boost/json/object.hpp>

namespace toko {

/// An order with all that belongs to it, read in one unit.
boost::json::object order_to_show(tokocrm::unit_of_work& uow, tokocrm::order const& one,
                                  tokocrm::shop const& shop);

/// Shows what `order_to_show` gives, in the format that was asked for.
void show_order(context& ctx, boost::json::object order, tokocrm::shop const& shop);

/// The same; to people no more than what concerns its money.
void show_payments(context& ctx, boost::json::object order, tokocrm::shop const& shop);

/// A submission's row as people read it; outside of JSON its proof is yes or no.
void say_submission_in_words(context const& ctx, boost::json::object& submission);

/// The same after a step: a person is told where the order is now, not all of it again.
void show_order_state(context& ctx, boost::json::object order, tokocrm::shop const& shop);

} // namespace toko

#endif
