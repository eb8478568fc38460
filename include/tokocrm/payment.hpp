#ifndef TOKOCRM_PAYMENT_HPP
#define TOKOCRM_PAYMENT_HPP

#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/time.hpp>

#include <optional>
#include <string>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    Money that came for an order, and money that went back.
*/

namespace tokocrm {

class unit_of_work;
struct order;

/// Money that was accepted for an order.
struct payment
{
    std::optional<std::string> method; ///< any text
    money amount{0, currency::idr};    ///< in the shop's currency
    timestamp received_at;             ///< when it came
    date received_on;                  ///< the business date of `received_at`
    std::string actor;                 ///< who accepted it, as `to_record` writes it
};

/// Money that was given back.
struct refund
{
    money goods{0, currency::idr};    ///< for the lines, not negative
    money shipping{0, currency::idr}; ///< for bringing them
    money other{0, currency::idr};    ///< of unique code and surplus
    money amount{0, currency::idr};   ///< their sum
    std::string reason;               ///< why; `imported` for what came in whole
    std::string actor;                ///< who gave it, as `to_record` writes it
    timestamp refunded_at;            ///< when it went
    date refunded_on;                 ///< the business date of `refunded_at`
};

/** What was accepted for an order, in the order in which it came.

    @param uow A unit of any kind.
    @param of `order_header::row`; nothing was accepted for an order that is not there.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::vector<payment> payments_of(unit_of_work& uow, id<order> of);

/** What was given back of an order, in the order in which it went.

    @param uow A unit of any kind.
    @param of `order_header::row`.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::vector<refund> refunds_of(unit_of_work& uow, id<order> of);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
