#ifndef TOKOCRM_LIB_CORE_PAGING_HPP
#define TOKOCRM_LIB_CORE_PAGING_HPP

#include <tokocrm/error.hpp>
#include <tokocrm/page.hpp>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace tokocrm {

/// Throws `page.bounds_invalid` for a part that no list has.
inline void check_bounds(page_request const& part)
{
    if (part.limit.value_or(1) < 1 || part.offset < 0)
        throw error(errc::invalid_input, "page.bounds_invalid",
                    mark("a page has 1 or more entries and begins at 0 or later"));
}

/// How many to read for a page: one more than it has, which tells whether anything follows.
inline std::optional<std::int64_t> one_more(page_request const& part)
{
    check_bounds(part);
    return part.limit && *part.limit < INT64_MAX ? std::optional(*part.limit + 1) : std::nullopt;
}

/// The page of what `one_more` had read; `cursor_of` writes the last entry's.
template <class Item, class WriteCursor>
page<Item> cut_page(std::vector<Item> read, page_request const& part, WriteCursor cursor_of)
{
    page<Item> cut;
    cut.items = std::move(read);
    if (part.limit && std::cmp_greater(cut.items.size(), *part.limit)) {
        cut.items.pop_back();
        cut.next = cursor_of(cut.items.back());
    }
    return cut;
}

} // namespace tokocrm

#endif
