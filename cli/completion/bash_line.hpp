#ifndef TOKO_COMPLETION_BASH_LINE_HPP
#define TOKO_COMPLETION_BASH_LINE_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace toko {

/// A command line as bash's completion has it, up to the cursor.
struct bash_line
{
    std::vector<std::string> words; ///< without quotes; the last is the one at the cursor
    std::size_t kept = 0;           ///< bytes of the last word that bash does not replace
    char quote = '\0';              ///< the quote that the cursor is in
};

/** Split a line as bash would, without looking into variables and the like.

    @param breaks `COMP_WORDBREAKS`: bash replaces only what stands behind the last of these.
*/
bash_line split_bash_line(std::string_view line, std::string_view breaks);

/** A word as it is typed where the cursor is.

    @param quote `'` or `"` where the cursor is inside of one, else `\0`.
*/
std::string quoted_for_bash(std::string_view word, char quote);

} // namespace toko

#endif
