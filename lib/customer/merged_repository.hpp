#ifndef TOKOCRM_LIB_CUSTOMER_MERGED_REPOSITORY_HPP
#define TOKOCRM_LIB_CUSTOMER_MERGED_REPOSITORY_HPP

#include "merged.hpp"
#include "merged_rules.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tokocrm::customer_repository {

/// Where an id leads; an unknown one, to itself.
std::int64_t kept_id(unit_of_work& uow, std::int64_t number);
/// Those that lead to a card.
std::vector<std::int64_t> merged_ids(unit_of_work& uow, std::int64_t kept);
/// Empty it, and let it and all that led to it lead to `kept`.
void lead_to(unit_of_work& uow, std::int64_t other, std::int64_t kept);

std::int64_t move_notes(unit_of_work& uow, std::int64_t from, std::int64_t to);
/// Tags that both have now; those of `from` go.
std::vector<doubled_tag> take_doubled_tags(unit_of_work& uow, std::int64_t from, std::int64_t to);
std::int64_t move_tags(unit_of_work& uow, std::int64_t from, std::int64_t to);

/// By channel, in the order in which they were recorded here.
std::vector<channel_entry> consent_entries(unit_of_work& uow, std::int64_t of);
std::int64_t move_consents(unit_of_work& uow, std::int64_t from, std::int64_t to);
void add_consent(unit_of_work& uow, std::int64_t of, channel_entry const& added,
                 std::string const& source);

} // namespace tokocrm::customer_repository

#endif
