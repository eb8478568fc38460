#ifndef TOKOCRM_LIB_COUPON_REPOSITORY_HPP
#define TOKOCRM_LIB_COUPON_REPOSITORY_HPP

#include <tokocrm/coupon.hpp>

#include <string>

namespace tokocrm::coupon_repository {

void insert(unit_of_work& uow, coupon const& added, std::string const& code_folded);
std::optional<coupon> find(unit_of_work& uow, std::string_view code_folded, currency c);
std::vector<coupon> list(unit_of_work& uow, currency c);

} // namespace tokocrm::coupon_repository

#endif
