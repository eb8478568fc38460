#ifndef TOKOCRM_LIB_COUPON_REPOSITORY_HPP
#define TOKOCRM_LIB_COUPON_REPOSITORY_HPP

#include <tokocrm/coupon.hpp>
#include <tokocrm/customer.hpp>

#include <string>
#include <vector>

namespace tokocrm {
struct order;
}

namespace tokocrm::coupon_repository {

id<coupon> insert(unit_of_work& uow, coupon const& added, std::string const& code_folded);
std::optional<coupon> find(unit_of_work& uow, std::string_view code_folded, currency c);
std::optional<coupon> find(unit_of_work& uow, id<coupon> number, currency c);
/// By folded code, beginning after one.
std::vector<coupon> list(unit_of_work& uow, std::int64_t limit, std::int64_t offset,
                         std::optional<std::string> const& after, currency c);
/// Counts the version up. @return Whether it still had the version that it is given with.
bool update(unit_of_work& uow, coupon const& changed, std::string const& code_folded);
/// Times that orders used it, given back or not.
std::int64_t uses_of(unit_of_work& uow, id<coupon> of);
void remove(unit_of_work& uow, id<coupon> gone);

/// Times that a customer used it and that were not given back.
std::int64_t used_by(unit_of_work& uow, id<coupon> which, id<customer> buyer);
/// Counts a use where the coupon is enabled and its limit leaves one. @return Whether it did.
bool count_use(unit_of_work& uow, id<coupon> which);
/// Keeps a use that was counted, where the limit per customer leaves one. @return Whether it did.
bool insert_use(unit_of_work& uow, id<coupon> which, id<order> by,
                std::optional<id<customer>> buyer);
/// Gives an order's use back, unless that was done. @return Whether it did.
bool give_back(unit_of_work& uow, id<order> of);
std::int64_t move_uses(unit_of_work& uow, id<customer> from, id<customer> to);

} // namespace tokocrm::coupon_repository

#endif
