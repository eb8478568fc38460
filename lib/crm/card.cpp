#include "../customer/service.hpp"
#include "../staff/service.hpp"
#include "card_repository.hpp"
#include "card_rules.hpp"

#include <tokocrm/crm.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

namespace tokocrm {

customer_card get_customer_card(unit_of_work& uow, id<customer> whose)
{
    require(uow, right::read_customers, whose);
    customer_card card{.who = known_customer(uow, whose)};
    auto const number = card.who.number;
    auto const bought = card_repository::purchases_of(uow, number.value());
    card.figures = figures_of(bought.days, shop_currency(uow));
    card.figures.open_orders = bought.open_orders;
    card.figures.unread_messages = card_repository::unread_messages(uow, number.value());
    card.consents = consents_on_card(uow, number);
    if (!may(uow, right::annotate_customers))
        return card;
    card.tags = tags_of(uow, number);
    page_request last_notes;
    last_notes.limit = notes_on_card;
    auto shown = list_customer_notes(uow, number, last_notes);
    card.notes = std::move(shown.items);
    card.has_older_notes = shown.next.has_value();
    return card;
}

} // namespace tokocrm
