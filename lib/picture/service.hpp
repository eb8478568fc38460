#ifndef TOKOCRM_LIB_PICTURE_SERVICE_HPP
#define TOKOCRM_LIB_PICTURE_SERVICE_HPP

// What the features that have pictures need and strangers do not. A picture belongs to one thing,
// whose feature keeps it, refers to it in a table of its own, and deletes it in the unit in which
// it no longer does. A host has no such table, so what it kept would be found by the check of the
// shop.

#include <tokocrm/picture.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

class unit_of_work;

/// For something that refers to it in the same unit.
picture keep_picture(unit_of_work& uow, prepared_picture const& prepared);

/// For what refers to it no more; the reference goes first.
void delete_picture(unit_of_work& uow, id<picture> gone);

/** A WebP file. Whether the unit's actor may see it is up to the feature that it belongs to.

    @par Errors
    `errc::not_found` / `picture.not_found`
*/
std::string picture_bytes(unit_of_work& uow, id<picture> number);

/// Those that were made of the same file, oldest first.
std::vector<picture> pictures_like(unit_of_work& uow, std::string_view sha256);

/// Whether the bytes of a picture that is kept decode, to this size.
bool is_whole(std::string_view webp, std::int64_t width, std::int64_t height);

} // namespace tokocrm

#endif
