#ifndef TOKOCRM_LIB_CORE_CURSOR_HPP
#define TOKOCRM_LIB_CORE_CURSOR_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace tokocrm {

/// Where a page ended: the last item's value of the sort field and its number.
struct cursor
{
    std::string kind;        ///< the list and the sort it belongs to, e.g. `orders.total`
    std::string text;        ///< a text value
    std::int64_t value = 0;  ///< or a number
    std::int64_t number = 0; ///< breaks ties
};

/// URL-safe text, of letters, digits, `-` and `_`.
std::string write_cursor(cursor const& where);

/** Read what `write_cursor` wrote.

    @par Errors `errc::invalid_input` / `page.cursor_invalid`, also for a cursor of another kind.
*/
cursor read_cursor(std::string_view text, std::string_view kind);

} // namespace tokocrm

#endif
