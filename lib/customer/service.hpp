#ifndef TOKOCRM_LIB_CUSTOMER_SERVICE_HPP
#define TOKOCRM_LIB_CUSTOMER_SERVICE_HPP

// What features that deal with one customer ask before they do: is there still anybody?

#include <tokocrm/consent.hpp>
#include <tokocrm/customer.hpp>

#include <vector>

namespace tokocrm {

/** Refuses somebody of whom nothing is kept but figures.

    @par Errors
    `errc::rule_violation` / `customer.erased`
*/
void require_not_erased(customer const& of);

/** The card that an id leads to, also of somebody who was erased. Asks for no right: its caller
   has.

    @par Errors
    `errc::not_found` / `customer.not_found`
*/
customer known_customer(unit_of_work& uow, id<customer> number);

/** The card of somebody who was not erased. Asks for no right: its caller has.

    @par Errors
    @li `errc::not_found` / `customer.not_found`
    @li `errc::rule_violation` / `customer.erased`
*/
customer standing_customer(unit_of_work& uow, id<customer> number);

/** The id that an id leads to: the card's own, or that of the card it was merged into; an unknown
    one stays as it is. What is kept of a customer stands under the id that this gives.

    Asks for no right: its caller has, with the id as it was given.
*/
id<customer> kept_customer(unit_of_work& uow, id<customer> number);

/// The ids that lead to a card, its own among them.
std::vector<id<customer>> ids_of_customer(unit_of_work& uow, id<customer> kept);

/// As `consents_of`, of a card that was not merged. Asks for no right: its caller has.
std::vector<consent> consents_on_card(unit_of_work& uow, id<customer> card);

} // namespace tokocrm

#endif
