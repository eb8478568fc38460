#ifndef TOKOCRM_LIB_DB_LOCATION_HPP
#define TOKOCRM_LIB_DB_LOCATION_HPP

#include <string>
#include <string_view>

namespace tokocrm::db {

/// The path that a database's URL names, as it stands there. `db.url_invalid`, `db.unsupported`.
std::string path_of(std::string_view url);

/// The real path of a shop that exists. `db.not_found`, `db.not_a_file`, `db.unreachable`.
std::string existing_file(std::string const& path);

} // namespace tokocrm::db

#endif
