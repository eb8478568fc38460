#ifndef TOKO_COMPLETION_SHELLS_HPP
#define TOKO_COMPLETION_SHELLS_HPP

#include "../command.hpp"
#include "../configuration.hpp"

#include <functional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace toko {

/// What a shell reads to complete the lines of `toko`; null for a shell that is not known.
char const* completion_script(std::string_view shell) noexcept;

/** Whether a line asks what may come next, as those scripts do.

    `--complete WORD…` takes the words of a line, the last being the one at the cursor;
    `--complete-bash LINE BREAKS` the line up to the cursor and `COMP_WORDBREAKS`.
*/
bool asks_to_complete(std::span<std::string const> words) noexcept;

/** The answer: `words`, `parts` (no blank comes after one) or `files`, then a line for each
    candidate, behind `--complete` with a tab and what it means where that is known. Says nothing
   about what is wrong.
*/
void answer_completion(std::ostream& out, std::span<std::string const> words,
                       std::span<command const* const> among, variable_reader const& variables,
                       std::function<tokocrm::language(std::span<std::string const>)> const& lang);

} // namespace toko

#endif
