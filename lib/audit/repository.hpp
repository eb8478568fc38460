#ifndef TOKOCRM_LIB_AUDIT_REPOSITORY_HPP
#define TOKOCRM_LIB_AUDIT_REPOSITORY_HPP

#include <tokocrm/audit.hpp>

namespace tokocrm::audit_repository {

void insert(unit_of_work& uow, audit_event const& event);
std::vector<audit_event> list(unit_of_work& uow, std::string_view subject);

} // namespace tokocrm::audit_repository

#endif
