#include "category_fields.hpp"

#include "../text/tr.hpp"
#include "given.hpp"

#include <tokocrm/error.hpp>

namespace toko {

namespace {

constexpr std::int64_t few = 1'000;

} // namespace

std::vector<std::string> category_names(tokocrm::unit_of_work& uow)
{
    std::vector<std::string> names;
    auto const found = tokocrm::list_categories(uow, {.limit = few, .after = {}});
    if (!found.next)
        for (auto const& one : found.items)
            names.push_back(one.shelf.name);
    return names;
}

tokocrm::category named_category(tokocrm::unit_of_work& uow, std::string const& named)
{
    try {
        return tokocrm::get_category(uow, named);
    } catch (tokocrm::error const& failure) {
        if (failure.reason() != "category.not_found")
            throw;
        rethrow_suggesting(failure, named, category_names(uow),
                           tr("there is no category {0}; did you mean {1}?"));
    }
}

} // namespace toko
