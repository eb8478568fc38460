#ifndef TOKOCRM_LIB_CUSTOMER_CONSENT_REPOSITORY_HPP
#define TOKOCRM_LIB_CUSTOMER_CONSENT_REPOSITORY_HPP

#include <tokocrm/consent.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace tokocrm::consent_repository {

void insert(unit_of_work& uow, std::int64_t whose, consent const& said);

/// The last entry of a channel.
std::optional<consent> last(unit_of_work& uow, std::int64_t whose, consent_channel channel);

/// Newest first.
std::vector<consent> history(unit_of_work& uow, std::int64_t whose);

} // namespace tokocrm::consent_repository

#endif
