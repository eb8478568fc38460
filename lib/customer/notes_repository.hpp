#ifndef TOKOCRM_LIB_CUSTOMER_NOTES_REPOSITORY_HPP
#define TOKOCRM_LIB_CUSTOMER_NOTES_REPOSITORY_HPP

#include <tokocrm/customer_notes.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokocrm::notes_repository {

id<customer_note> insert(unit_of_work& uow, customer_note const& written);

/// Newest first.
std::vector<customer_note> list(unit_of_work& uow, std::int64_t about,
                                std::optional<std::int64_t> limit, std::int64_t offset,
                                std::optional<std::int64_t> after);

/// How the card of the lowest id writes a tag.
std::optional<std::string> spelling(unit_of_work& uow, std::string const& tag_folded);

/// @return Whether the card did not have it.
bool add_tag(unit_of_work& uow, std::int64_t whose, customer_tag const& added,
             std::string const& tag_folded);

/// @return Whether the card had it.
bool remove_tag(unit_of_work& uow, std::int64_t whose, std::string const& tag_folded, timestamp at,
                std::string const& by);

/// By folded name.
std::vector<customer_tag> tags(unit_of_work& uow, std::int64_t whose);
std::vector<tag_count> tag_counts(unit_of_work& uow, std::optional<std::int64_t> limit,
                                  std::int64_t offset, std::optional<std::string> const& after);
std::int64_t different_tags(unit_of_work& uow);

} // namespace tokocrm::notes_repository

#endif
