#ifndef TOKOCRM_LIB_STAFF_SERVICE_HPP
#define TOKOCRM_LIB_STAFF_SERVICE_HPP

// What every feature asks before it does anything: may the unit's actor do it?

#include <tokocrm/actor.hpp>
#include <tokocrm/staff.hpp>

#include <optional>

namespace tokocrm {

/** For what is everybody's: a customer's right to things of their own is not enough.

    @par Errors
    `errc::permission_denied` / `staff.not_permitted`, `staff.unknown`, `staff.disabled`
*/
void require(unit_of_work& uow, right what);

/** For what is one customer's: that customer may do it, where customers have the right.

    @param whose None: nobody's, as the cart of a visitor, who has shown its token, or an order
    over the counter.

    @par Errors
    As above.
*/
void require(unit_of_work& uow, right what, std::optional<id<customer>> whose);

/** Whether `require` would let it pass.

    @par Errors
    `errc::permission_denied` / `staff.unknown`, `staff.disabled`
*/
bool may(unit_of_work& uow, right what);

} // namespace tokocrm

#endif
