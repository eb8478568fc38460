#ifndef TOKOCRM_LIB_ORDER_RULES_HPP
#define TOKOCRM_LIB_ORDER_RULES_HPP

#include <tokocrm/order.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/// Every combination of states whose label is one of these.
std::vector<order_states> states_of(std::vector<order_label> const& labels);

/// The enumerator with a name, as `name` gives it; an unknown one is `errc::internal` /
/// `order.damaged`.
order_state read_order_state(std::string_view stored);
payment_state read_payment_state(std::string_view stored);
fulfilment_state read_fulfilment_state(std::string_view stored);
adjustment_kind read_adjustment_kind(std::string_view stored);

/// What an order is searched by, its goods aside.
std::string search_text_of(std::int64_t number, std::optional<std::string> const& reference,
                           std::optional<std::string> const& customer_name,
                           contact const& deliver_to);
std::optional<std::string> folded_city(contact const& deliver_to);

} // namespace tokocrm

#endif
