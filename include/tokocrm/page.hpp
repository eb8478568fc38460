#ifndef TOKOCRM_PAGE_HPP
#define TOKOCRM_PAGE_HPP

#include <tokocrm/config.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokocrm TOKOCRM_PUBLIC {

/// Which part of a list is wanted.
struct page_request
{
    /// At most so many; without it all.
    std::optional<std::int64_t> limit;
    /// Skip so many first; costs as many rows.
    std::int64_t offset = 0;
    /// Go on after the item with this cursor (`page::next` of the page before); costs nothing.
    std::optional<std::string> after;
};

/// A part of a list.
template <class Item>
struct page
{
    std::vector<Item> items;
    std::optional<std::string> next; ///< the cursor of what follows; none at the end
};

} // namespace TOKOCRM_PUBLIC

#endif
