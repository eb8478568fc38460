#ifndef TOKOCRM_LIB_CORE_CHECKED_TEXT_HPP
#define TOKOCRM_LIB_CORE_CHECKED_TEXT_HPP

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace tokocrm {

/// The most characters that a name, an address or a note's line has.
inline constexpr std::size_t longest_name = 200;

/** A name as it is kept: normalised, with 1 to `longest` characters.

    @par Errors `errc::invalid_input` with the given reason and sentence.
*/
std::string checked_name(std::string_view text, char const* reason, char const* sentence,
                         std::size_t longest = longest_name);

/// Whether a text is valid and has at most so many characters.
bool fits(std::string_view text, std::size_t longest) noexcept;

/** Whether a person sees anything of a text: a letter, a digit, a sign or a picture. Blanks, line
    ends, control characters and marks of writing direction alone say nothing.
*/
bool says_something(std::string_view text) noexcept;

std::string hexadecimal(std::span<std::byte const> bytes);

} // namespace tokocrm

#endif
