#ifndef TOKOCRM_LIB_CRM_TIMELINE_RULES_HPP
#define TOKOCRM_LIB_CRM_TIMELINE_RULES_HPP

#include <tokocrm/crm.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

std::vector<timeline_kind> all_timeline_kinds();

/// An event's place: its instant, and what orders the events of one instant.
struct timeline_place
{
    std::int64_t at = 0, source = 0, row = 0, part = 0;
};

/// A cursor of this kind.
std::string write_place(timeline_place const& place, std::string const& kind);

/// @par Errors `errc::invalid_input` / `page.cursor_invalid`
timeline_place read_place(std::string_view cursor, std::string const& kind);

} // namespace tokocrm

#endif
