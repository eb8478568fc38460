#ifndef TOKOCRM_LIB_COUPON_SERVICE_HPP
#define TOKOCRM_LIB_COUPON_SERVICE_HPP

// What higher features need of coupons and strangers do not.

#include <tokocrm/coupon.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/money.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace tokocrm {

struct order;

/** The coupon with a code; an id is no code.

    @par Errors
    `errc::not_found` / `coupon.not_found`
*/
coupon coupon_with_code(unit_of_work& uow, std::string_view code);

/** Whether a customer may use a coupon now, for so much.

    @param eligible `pricing::coupon_base`.
    @param buyer None: somebody without a card.

    @par Errors
    `errc::rule_violation` / `coupon.disabled`, `coupon.not_started`, `coupon.expired`,
    `coupon.used_up`, `coupon.needs_customer`, `coupon.used_up_by_customer`,
    `coupon.minimum_spend`, `coupon.out_of_scope`; the first that holds
*/
void check_coupon(unit_of_work& uow, coupon const& which, std::optional<money> eligible,
                  std::optional<id<customer>> buyer);

/** Use a coupon up once, for an order that is stored. Its limits hold whatever others do meanwhile;
    window, minimum and scope are `check_coupon`'s.

    @par Errors
    @li `errc::not_found` / `coupon.not_found`
    @li `errc::rule_violation` / `coupon.disabled`, `coupon.used_up`, `coupon.needs_customer`,
    `coupon.used_up_by_customer`
    @li `errc::conflict` / `coupon.changed`: somebody is changing it at this moment
*/
void use_coupon(unit_of_work& uow, id<coupon> which, id<order> by,
                std::optional<id<customer>> buyer);

/** Give back what an order used up; a second time, or for an order without a coupon, nothing
    happens.

    @return Whether a use was given back.
*/
bool give_back_coupon(unit_of_work& uow, id<order> of);

/** What one customer used counts as another's. Together they may have used a coupon more often than
    its limit per customer has it: nothing is taken from them, and no more is given.

    @return How many uses.
*/
std::int64_t move_coupon_uses(unit_of_work& uow, id<customer> from, id<customer> to);

} // namespace tokocrm

#endif
