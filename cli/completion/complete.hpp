#ifndef TOKO_COMPLETION_COMPLETE_HPP
#define TOKO_COMPLETION_COMPLETE_HPP

#include "../command.hpp"
#include "../configuration.hpp"

#include <tokocrm/text.hpp>

#include <span>
#include <string>
#include <vector>

namespace toko {

/// A word that may stand where the cursor is.
struct candidate
{
    std::string text;
    std::string about; ///< for people; may be empty
};

/// What may stand where the cursor is.
struct completions
{
    std::vector<candidate> words = {};
    bool files = false;    ///< names of files
    bool goes_on = false;  ///< the words are beginnings: no blank comes after one
    std::string kept = {}; ///< what of the word is no part of a file's name: `--output=`
};

/** What may come next on a command line. Never throws for what stands on the line or for a shop
    that cannot be asked: there is then less to offer.

    @param before The finished words after the program's name.
    @param current The word that the cursor is behind, as far as it is typed; may be empty.
    @param in What the candidates are explained in.
*/
completions complete(std::span<std::string const> before, std::string const& current,
                     std::span<command const* const> among, variable_reader const& variables,
                     tokocrm::language in);

} // namespace toko

#endif
