#ifndef TOKOCRM_LIB_SALES_SUMMARY_REPOSITORY_HPP
#define TOKOCRM_LIB_SALES_SUMMARY_REPOSITORY_HPP

#include "service.hpp"

namespace tokocrm::sales_summary_repository {

/// Adds to rows, makes those that are missing and takes away those that have become zero.
void apply(unit_of_work& uow, summary_changes const& changes);

void insert(unit_of_work& uow, booking_entry const& entry);
std::vector<booking_entry> entries(unit_of_work& uow, id<order> first, id<order> last);
void remove_entries(unit_of_work& uow, id<order> first, id<order> last);
void remove_entries(unit_of_work& uow, id<order> of, report_basis basis);

} // namespace tokocrm::sales_summary_repository

#endif
