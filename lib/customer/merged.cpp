#include "merged.hpp"

#include "../core/text_fold.hpp"
#include "merged_repository.hpp"
#include "repository.hpp"
#include "service.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>

namespace tokocrm {

id<customer> kept_customer(unit_of_work& uow, id<customer> number)
{
    return id<customer>(customer_repository::kept_id(uow, number.value()));
}

std::vector<id<customer>> ids_of_customer(unit_of_work& uow, id<customer> kept)
{
    std::vector<id<customer>> ids{kept};
    for (auto const each : customer_repository::merged_ids(uow, kept.value()))
        ids.emplace_back(each);
    return ids;
}

void fold_card(unit_of_work& uow, customer const& kept, id<customer> other)
{
    if (!customer_repository::update(uow, kept, folded(kept.name)))
        throw error(errc::conflict, "customer.changed",
                    mark("customer {0} was changed meanwhile; look at it again"),
                    {std::to_string(kept.number.value())});
    customer_repository::lead_to(uow, other.value(), kept.number.value());
}

moved_remarks move_remarks(unit_of_work& uow, id<customer> from, id<customer> to)
{
    auto const source = from.value(), goal = to.value();
    moved_remarks moved;
    moved.notes = customer_repository::move_notes(uow, source, goal);
    moved.doubled = customer_repository::take_doubled_tags(uow, source, goal);
    moved.tags = customer_repository::move_tags(uow, source, goal);
    moved.consents = customer_repository::move_consents(uow, source, goal);
    if (moved.consents > 0)
        for (auto each : consents_to_settle(customer_repository::consent_entries(uow, goal))) {
            each.recorded_at = std::max(each.recorded_at, uow.now());
            customer_repository::add_consent(uow, goal, each, "merge");
        }
    return moved;
}

} // namespace tokocrm
