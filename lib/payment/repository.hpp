#ifndef TOKOCRM_LIB_PAYMENT_REPOSITORY_HPP
#define TOKOCRM_LIB_PAYMENT_REPOSITORY_HPP

#include "service.hpp"

namespace tokocrm::payment_repository {

std::vector<payment> payments(unit_of_work& uow, id<order> of, currency c);
std::vector<refund> refunds(unit_of_work& uow, id<order> of, currency c);
void remove(unit_of_work& uow, order_rows rows);

} // namespace tokocrm::payment_repository

#endif
