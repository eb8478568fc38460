#ifndef TOKOCRM_LIB_SALE_REPOSITORY_HPP
#define TOKOCRM_LIB_SALE_REPOSITORY_HPP

#include <tokocrm/order.hpp>
#include <tokocrm/sale.hpp>

#include <string>
#include <vector>

namespace tokocrm::sale_repository {

id<import_batch> insert_batch(unit_of_work& uow, std::string const& source);
void finish_batch(unit_of_work& uow, id<import_batch> batch, order_import_result const& result);
bool has_batch(unit_of_work& uow, id<import_batch> batch);
void remove_batch(unit_of_work& uow, id<import_batch> batch);

/// Remember that a batch changed an order that was there.
void insert_update(unit_of_work& uow, id<import_batch> batch, id<order> changed);
/// The orders of others that a batch changed.
std::vector<id<order>> updated_by(unit_of_work& uow, id<import_batch> batch);
/// Whether a batch changed any of the orders from the first to the last row id.
std::vector<id<order>> updated_among(unit_of_work& uow, id<order> first, id<order> last);
/// The batches that changed an order of others.
std::vector<id<import_batch>> batches_that_updated(unit_of_work& uow, id<order> changed);
/// Forget what a batch changed, or what changed an order.
void remove_updates(unit_of_work& uow, id<import_batch> batch);
void remove_updates(unit_of_work& uow, id<order> changed);

} // namespace tokocrm::sale_repository

#endif
