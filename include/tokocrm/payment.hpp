#ifndef TOKOCRM_PAYMENT_HPP
#define TOKOCRM_PAYMENT_HPP

#include <tokocrm/config.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/time.hpp>

#include <optional>
#include <string>
#include <vector>

namespace tokocrm TOKOCRM_PUBLIC {

class unit_of_work;
struct order;

/// Money that was accepted for an order.
struct payment
{
    std::optional<std::string> method;
    money amount{0, currency::idr};
    timestamp received_at;
    date received_on;
    std::string actor; ///< as `to_record(actor)` writes it
};

/// Money that was given back.
struct refund
{
    money goods{0, currency::idr};
    money shipping{0, currency::idr};
    money other{0, currency::idr};
    money amount{0, currency::idr}; ///< their sum
    std::string reason;
    std::string actor;
    timestamp refunded_at;
    date refunded_on;
};

/// What was accepted for an order, in the order in which it came.
std::vector<payment> payments_of(unit_of_work& uow, id<order> of);

/// What was given back of an order, in the order in which it went.
std::vector<refund> refunds_of(unit_of_work& uow, id<order> of);

} // namespace TOKOCRM_PUBLIC

#endif
