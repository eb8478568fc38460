#ifndef TOKOCRM_LIB_PICTURE_REPOSITORY_HPP
#define TOKOCRM_LIB_PICTURE_REPOSITORY_HPP

#include <tokocrm/picture.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

class unit_of_work;

namespace picture_repository {

id<picture> insert(unit_of_work& uow, picture const& added, std::string_view webp);
void remove(unit_of_work& uow, id<picture> gone);
std::optional<std::string> find_bytes(unit_of_work& uow, id<picture> number);
/// By ascending id.
std::vector<picture> all_with(unit_of_work& uow, std::string_view sha256);

} // namespace picture_repository

} // namespace tokocrm

#endif
