#ifndef TOKOCRM_LIB_SHIPPING_REPOSITORY_HPP
#define TOKOCRM_LIB_SHIPPING_REPOSITORY_HPP

#include <tokocrm/shipping.hpp>

#include <string>

namespace tokocrm::shipping_repository {

void insert(unit_of_work& uow, shipping_rate const& rate, std::string const& city_folded);
std::optional<shipping_rate> find(unit_of_work& uow, std::string_view city_folded, currency c);
std::vector<shipping_rate> list(unit_of_work& uow, currency c);

} // namespace tokocrm::shipping_repository

#endif
