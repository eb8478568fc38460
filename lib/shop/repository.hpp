#ifndef TOKOCRM_LIB_SHOP_REPOSITORY_HPP
#define TOKOCRM_LIB_SHOP_REPOSITORY_HPP

#include <tokocrm/shop.hpp>

#include <optional>

namespace tokocrm::shop_repository {

void insert(unit_of_work& uow, shop const& founded);
std::optional<shop> find(unit_of_work& uow);
std::optional<currency> find_currency(unit_of_work& uow);

} // namespace tokocrm::shop_repository

#endif
