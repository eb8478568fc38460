#ifndef TOKOCRM_LIB_CRM_CARD_REPOSITORY_HPP
#define TOKOCRM_LIB_CRM_CARD_REPOSITORY_HPP

#include "card_rules.hpp"

#include <cstdint>
#include <vector>

namespace tokocrm::card_repository {

struct purchases
{
    std::vector<purchase_day> days; ///< by date
    std::int64_t open_orders = 0;
};
purchases purchases_of(unit_of_work& uow, std::int64_t whose);

std::int64_t unread_messages(unit_of_work& uow, std::int64_t whose);

} // namespace tokocrm::card_repository

#endif
