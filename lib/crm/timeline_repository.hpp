#ifndef TOKOCRM_LIB_CRM_TIMELINE_REPOSITORY_HPP
#define TOKOCRM_LIB_CRM_TIMELINE_REPOSITORY_HPP

#include "timeline_rules.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace tokocrm::timeline_repository {

struct placed_event
{
    timeline_place place;
    timeline_event event;
};

std::vector<placed_event> list(unit_of_work& uow, std::int64_t whose, timeline_query const& wanted,
                               std::optional<std::int64_t> limit, std::int64_t offset,
                               std::optional<timeline_place> const& after, currency c);

} // namespace tokocrm::timeline_repository

#endif
