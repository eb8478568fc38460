#ifndef TOKOCRM_LIB_STAFF_REPOSITORY_HPP
#define TOKOCRM_LIB_STAFF_REPOSITORY_HPP

#include <tokocrm/actor.hpp>
#include <tokocrm/staff.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm::staff_repository {

/// What rights rest on.
struct standing
{
    std::string name;
    bool is_owner = false;
    bool disabled = false;
};

/// Whether two customers' cards were merged into one, whichever of them stands.
bool is_same_person(unit_of_work& uow, id<customer> one, id<customer> other);

/// Of a shop of any schema.
std::optional<standing> find_standing(unit_of_work& uow, id<staff_member> who);

id<staff_member> insert(unit_of_work& uow, staff_member const& added,
                        std::string const& name_folded,
                        std::optional<std::string> const& password_hash);

std::optional<staff_member> find(unit_of_work& uow, std::string_view name_folded);
std::optional<staff_member> find(unit_of_work& uow, id<staff_member> number);

/// By folded name, from the one after `after` on.
std::vector<staff_member> list(unit_of_work& uow, std::int64_t limit, std::int64_t offset,
                               std::optional<std::string> const& after);

/// Counts the version up. @return Whether it still had the version that it is given with.
bool update(unit_of_work& uow, staff_member const& changed, std::string const& name_folded);

std::optional<std::string> password_hash_of(unit_of_work& uow, id<staff_member> whose);
/// Counts the version up.
void set_password_hash(unit_of_work& uow, id<staff_member> whose, std::string const& hash);

} // namespace tokocrm::staff_repository

#endif
