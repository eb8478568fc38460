#ifndef TOKOCRM_LIB_STOCK_SERVICE_HPP
#define TOKOCRM_LIB_STOCK_SERVICE_HPP

// What selling does to the stock; strangers do not need it. Rights are its callers' to check.

#include <tokocrm/catalog.hpp>
#include <tokocrm/quantity.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tokocrm {

struct order;

/// So much of a product, in its base unit and above zero, for one line of an order.
struct stock_demand
{
    std::int64_t position = 0;
    id<product> of{0};
    quantity amount = quantity::thousandths(0);
};

/** Reserve goods for an order that is stored and has reserved none: all of them or none. Lines of
   one product are summed.

    @par Errors
    `errc::rule_violation` / `stock.insufficient`, with the product and what is left

    @par Exception safety
    None: the unit is to be given up, as after every refusal of these functions.
*/
void reserve_stock(unit_of_work& uow, id<order> by, std::span<stock_demand const> wanted);

/** What is still reserved for an order is sold; a second time nothing happens.

    @par Errors
    `errc::rule_violation` / `stock.insufficient`: a count has found less than is reserved
*/
void sell_reserved(unit_of_work& uow, id<order> by);

/** Sell at once, to an order that is stored, what it has not reserved.

    @par Errors
    As `reserve_stock`.
*/
void sell_stock(unit_of_work& uow, id<order> by, std::span<stock_demand const> wanted);

/** Give back what is still reserved for an order; a second time nothing happens.

    @param outcome Kept with the reservation: `cancelled`, `expired`.
*/
void release_stock(unit_of_work& uow, id<order> by, std::string_view outcome);

/** Put goods of an order back into the stock. Lines of one product are summed.

    @par Errors
    `errc::rule_violation` / `stock.not_sold`: more than was sold to it and not returned
*/
void return_stock(unit_of_work& uow, id<order> of, std::span<stock_demand const> given,
                  std::string_view reason);

/// What was sold to an order and not returned: once a product, by its id; positions are 0.
std::vector<stock_demand> sold_of(unit_of_work& uow, id<order> of);

/// What can be sold of a product: on hand less reserved. Below zero where a count found a shortage.
quantity available_stock(unit_of_work& uow, id<product> of);

} // namespace tokocrm

#endif
