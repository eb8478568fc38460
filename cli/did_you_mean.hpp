#ifndef TOKO_DID_YOU_MEAN_HPP
#define TOKO_DID_YOU_MEAN_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace toko {

/** The known word that `wrong` was most likely meant to be.

    The only one that begins with it, else the one with the fewest letters inserted, left out,
    changed or swapped with their neighbour; nothing where that is more than a third of the word.
*/
std::optional<std::string> did_you_mean(std::string_view wrong,
                                        std::vector<std::string_view> const& known);

} // namespace toko

#endif
