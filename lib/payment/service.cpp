#include "service.hpp"

#include "repository.hpp"

#include <tokocrm/shop.hpp>

namespace tokocrm {

std::vector<payment> payments_of(unit_of_work& uow, id<order> of)
{
    return payment_repository::payments(uow, of, shop_currency(uow));
}

std::vector<refund> refunds_of(unit_of_work& uow, id<order> of)
{
    return payment_repository::refunds(uow, of, shop_currency(uow));
}

void remove_payments(unit_of_work& uow, order_rows rows)
{
    payment_repository::remove(uow, rows);
}

} // namespace tokocrm
