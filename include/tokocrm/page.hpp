#ifndef TOKOCRM_PAGE_HPP
#define TOKOCRM_PAGE_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    Parts of lists.
*/

namespace tokocrm {

/// Which part of a list is wanted.
struct page_request
{
    /// At most so many, 1 or more; without it all.
    std::optional<std::int64_t> limit;
    /// Skip so many first, 0 or more; costs as many rows.
    std::int64_t offset = 0;
    /// Go on after the item with this cursor (`page::next` of the page before); costs nothing.
    std::optional<std::string> after;
};

/// A part of a list.
template <class Item>
struct page
{
    std::vector<Item> items; ///< in the list's order
    /** The cursor of what follows; none at the end.

        It belongs to the query's order: another order refuses it (`page.cursor_invalid`).
    */
    std::optional<std::string> next;
};

} // namespace tokocrm

#pragma GCC visibility pop

#endif
