#include "service.hpp"

#include "repository.hpp"

namespace tokocrm {

void book(unit_of_work& uow, summary_changes const& changes)
{
    sales_summary_repository::apply(uow, changes);
}

void add_booking_entry(unit_of_work& uow, booking_entry const& entry)
{
    sales_summary_repository::insert(uow, entry);
}

std::vector<booking_entry> booking_entries(unit_of_work& uow, id<order> first, id<order> last)
{
    return sales_summary_repository::entries(uow, first, last);
}

void remove_booking_entries(unit_of_work& uow, id<order> first, id<order> last)
{
    sales_summary_repository::remove_entries(uow, first, last);
}

void remove_booking_entries(unit_of_work& uow, id<order> of, report_basis basis)
{
    sales_summary_repository::remove_entries(uow, of, basis);
}

} // namespace tokocrm
