#ifndef TOKOCRM_LIB_CRM_ERASURE_SERVICE_HPP
#define TOKOCRM_LIB_CRM_ERASURE_SERVICE_HPP

// What a person's data and the restoring of a backup need.

#include <tokocrm/customer_erasure.hpp>

#include <vector>

namespace tokocrm {

/** Of merged cards the one that was kept.

    @par Errors `errc::not_found` / `customer.not_found`
*/
id<customer> kept_card_of(unit_of_work& uow, id<customer> named);

/// Who was erased in a shop.
struct shop_erasures
{
    std::string shop; ///< its public id, which it has in every copy
    std::vector<customer_erasure> erasures;
};

/// Asks for no right: its caller has.
shop_erasures erasures_of(unit_of_work& uow);

/** Whom erasures of a later time concern in an older copy of the same shop: cards that are there
   and not erased.

    @param has_our_schema False for a copy of an older one, in which nobody was erased.
*/
std::vector<id<customer>> to_be_erased_again(unit_of_work& uow, shop_erasures const& later,
                                             bool has_our_schema);

/// Carries them out, whatever orders are open in the copy.
void erase_again(unit_of_work& uow, shop_erasures const& later);

} // namespace tokocrm

#endif
