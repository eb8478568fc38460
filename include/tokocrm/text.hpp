#ifndef TOKOCRM_TEXT_HPP
#define TOKOCRM_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)

/** @file
    Sentences in a language, and texts as they may be shown.
*/

namespace tokocrm {

/// The languages that people are spoken to in; an argument wherever something is said.
enum class language {
    id, ///< Indonesian
    en  ///< English
};

/** The library's sentence in a language.

    @param in The language.
    @param english A sentence that stands in the library's catalogue, in English.
    @return The translation; the English original where there is none. Lives as long as the
    program or as `english`.

    @par Exception safety
    Never throws.
*/
std::string_view text(language in, char const* english) noexcept;

/// Marks a sentence for translation where it is only stored; gives it back as it is.
constexpr char const* mark(char const* english) noexcept
{
    return english;
}

/** A text as a person may see it on a terminal or in a log.

    Control characters, marks that turn the direction of writing, line separators, characters
    without width and bytes that are no UTF-8 are shown as `\n`, `\t`, `\x1B` or `\u{202E}`;
    everything else stays.
*/
std::string escape_for_display(std::string_view text);

/** The columns that a text takes on a terminal.

    Two for a wide character, none for a combining or control one, one for a byte that is no
    UTF-8.

    @par Exception safety
    Never throws.
*/
std::size_t display_width(std::string_view text) noexcept;

} // namespace tokocrm

#pragma GCC visibility pop

#endif
