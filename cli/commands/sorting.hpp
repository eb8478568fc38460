#ifndef TOKO_COMMANDS_SORTING_HPP
#define TOKO_COMMANDS_SORTING_HPP

#include "../context.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace toko {

/** Put `--sort` into a query that takes one key.

    @param known Each key that `options::lists` was told, and what the query calls it.

    @par Errors usage `usage.sort` for more than one
*/
template <class Query, class Sort>
void sort_by(context const& ctx, Query& query,
             std::initializer_list<std::pair<std::string_view, Sort>> known)
{
    auto const& keys = ctx.list().sort;
    if (keys.empty())
        return;
    if (keys.size() > 1)
        throw usage_error("usage.sort", tr("this list can be sorted by one field; leave out {0}"),
                          {keys[1].name});
    auto const* const found = std::find_if(
        known.begin(), known.end(), [&](auto const& one) { return one.first == keys[0].name; });
    if (found != known.end())
        query.sort = found->second;
    query.descending = keys[0].descending;
}

} // namespace toko

#endif
