#include "service.hpp"

#include "repository.hpp"
#include "webp.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

namespace tokocrm {

picture keep_picture(unit_of_work& uow, prepared_picture const& prepared)
{
    picture kept;
    kept.sha256 = prepared.sha256();
    kept.width = prepared.width();
    kept.height = prepared.height();
    kept.size = static_cast<std::int64_t>(prepared.webp().size());
    kept.created_at = uow.now();
    kept.number = picture_repository::insert(uow, kept, prepared.webp());
    return kept;
}

void delete_picture(unit_of_work& uow, id<picture> gone)
{
    picture_repository::remove(uow, gone);
}

std::string picture_bytes(unit_of_work& uow, id<picture> number)
{
    if (auto found = picture_repository::find_bytes(uow, number))
        return *std::move(found);
    throw error(errc::not_found, "picture.not_found", mark("there is no picture with the id {0}"),
                {std::to_string(number.value())});
}

std::vector<picture> pictures_like(unit_of_work& uow, std::string_view sha256)
{
    return picture_repository::all_with(uow, sha256);
}

bool is_whole(std::string_view webp, std::int64_t width, std::int64_t height)
{
    return pictures::decodes_to(webp, width, height);
}

} // namespace tokocrm
