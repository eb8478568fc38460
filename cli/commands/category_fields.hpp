#ifndef TOKO_COMMANDS_CATEGORY_FIELDS_HPP
#define TOKO_COMMANDS_CATEGORY_FIELDS_HPP

#include <tokocrm/catalog.hpp>

#include <string>
#include <vector>

namespace toko {

/// The names that a wrong one is compared with: all of them, or none where they are many.
std::vector<std::string> category_names(tokocrm::unit_of_work& uow);

/// The category that somebody names, or an error that suggests one.
tokocrm::category named_category(tokocrm::unit_of_work& uow, std::string const& named);

} // namespace toko

#endif
