#ifndef TOKOCRM_LIB_CORE_SEARCH_TEXT_HPP
#define TOKOCRM_LIB_CORE_SEARCH_TEXT_HPP

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/** What a search looks into: the words of folded texts, two blanks before each.

    Words are runs of letters and digits. Two blanks and a letter are three characters, so one index
    of trigrams finds beginnings of one letter as well as parts of three.
*/
class search_text
{
public:
    search_text& add(std::string_view text);
    search_text& add_if(std::optional<std::string> const& text);
    std::string const& get() const noexcept { return text_; }

private:
    std::string text_;
};

/** One of the things that a row must have to be found: in its search text, any of the forms.

    A form is letters, digits and blanks alone: nothing in it means anything to SQL's `like` or to
    an index. One of three characters or more may stand anywhere in a word, a shorter one at the
    beginning of a word.
*/
using search_word = std::vector<std::string>;

/** The words of what somebody typed; none of a text without letters and digits.

    @par Errors `errc::invalid_input` / `search.text_invalid`: over 200 characters, no valid text
*/
std::vector<search_word> search_words(std::string_view typed);

/** The same where telephone numbers are among what is searched: they may be typed as people of a
    country dial and part them, though E.164 is what is stored.
*/
std::vector<search_word> search_words(std::string_view typed, std::string_view country);

/// The different trigrams of a text: what an index of trigrams knows of it.
std::vector<std::string_view> trigrams(std::string_view text);

} // namespace tokocrm

#endif
