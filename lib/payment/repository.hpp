#ifndef TOKOCRM_LIB_PAYMENT_REPOSITORY_HPP
#define TOKOCRM_LIB_PAYMENT_REPOSITORY_HPP

#include "service.hpp"

namespace tokocrm::payment_repository {

std::vector<payment> payments(unit_of_work& uow, id<order> of, currency c);
std::vector<refund> refunds(unit_of_work& uow, id<order> of, currency c);
void insert(unit_of_work& uow, id<order> of, received_money const& came, date today);
/// The position of the payment with a key.
std::optional<std::int64_t> find_keyed(unit_of_work& uow, id<order> of, std::string const& key);

/// Its position.
std::int64_t insert_refund(unit_of_work& uow, id<order> of, refund const& given,
                           std::optional<refund_key> const& key);
std::optional<keyed_refund> find_keyed_refund(unit_of_work& uow, id<order> of,
                                              std::string const& key);

void remove(unit_of_work& uow, order_rows rows);

} // namespace tokocrm::payment_repository

#endif
