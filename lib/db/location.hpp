#ifndef TOKOCRM_LIB_DB_LOCATION_HPP
#define TOKOCRM_LIB_DB_LOCATION_HPP

#include <tokocrm/error.hpp>

#include <string>
#include <string_view>
#include <sys/types.h>

namespace tokocrm::db {

/// The path that a database's URL names, as it stands there. `db.url_invalid`, `db.unsupported`.
std::string path_of(std::string_view url);

/// The real path of a shop that exists. `db.not_found`, `db.not_a_file`, `db.unreachable`,
/// `db.path_too_long`.
std::string existing_file(std::string const& path);

/// Throws `db.path_too_long` where SQLite, or the names of the files beside it, would have no room.
void require_short(std::string const& file);

error path_too_long();

/// Which file lies under a name, also when another takes its place.
struct file_identity
{
    dev_t device = 0;
    ino_t number = 0;
    friend bool operator==(file_identity const&, file_identity const&) = default;
};

/// None's where there is no file.
file_identity identity_of(std::string const& file) noexcept;

} // namespace tokocrm::db

#endif
