#ifndef TOKOCRM_LIB_CORE_TEXT_FOLD_HPP
#define TOKOCRM_LIB_CORE_TEXT_FOLD_HPP

#include <string>
#include <string_view>

namespace tokocrm {

/// Whether a text is UTF-8 without NUL: what every database takes.
bool valid_text(std::string_view text) noexcept;

/// A text as it is stored: NFC, without the white space around it. No UTF-8 stays as it is.
std::string normalised(std::string_view text);

/** A text for comparing and searching.

    Compatible forms made one, case folded, marks stripped, one blank for each run of white space,
    none around. Of a text that is no UTF-8 only the ASCII letters are folded.
*/
std::string folded(std::string_view text);

/// A name for links: letters and digits of the folded text joined by `-`, 64 at most; never empty.
std::string slug(std::string_view text);

} // namespace tokocrm

#endif
