#include "did_you_mean.hpp"

#include <algorithm>
#include <cstddef>

namespace toko {

namespace {

/// Damerau and Levenshtein's distance, where nothing is edited twice.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before_last;
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before_last = last;
        last = row;
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min(
                {last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[b.size()];
}

} // namespace

std::optional<std::string> did_you_mean(std::string_view wrong,
                                        std::vector<std::string_view> const& known)
{
    constexpr std::size_t longest = 40; // nothing known is longer, and the work stays small
    if (wrong.size() > longest)
        return std::nullopt;
    auto const begins = [&](std::string_view word) { return word.starts_with(wrong); };
    if (!wrong.empty() && std::count_if(known.begin(), known.end(), begins) == 1)
        return std::string(*std::find_if(known.begin(), known.end(), begins));
    std::optional<std::string> best;
    std::size_t least = std::max<std::size_t>(1, wrong.size() / 3) + 1;
    for (auto const word : known) {
        auto const edits = distance(wrong, word);
        if (edits < least && edits < word.size()) {
            least = edits;
            best = word;
        }
    }
    return best;
}

} // namespace toko
