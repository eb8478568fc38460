#ifndef TOKO_COMMANDS_SORTING_HPP
#define TOKO_COMMANDS_SORTING_HPP

#include "../context.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace toko {

/** Put `--sort` into a query.

    @param known Each key that `options::lists` was told, and what the query calls it.
*/
template <class Query, class Sort>
void sort_by(context const& ctx, Query& query,
             std::initializer_list<std::pair<std::string_view, Sort>> known)
{
    auto const& key = ctx.list().sort;
    if (!key)
        return;
    auto const* const found = std::find_if(known.begin(), known.end(),
                                           [&](auto const& one) { return one.first == key->name; });
    if (found != known.end())
        query.sort = found->second;
    query.descending = key->descending;
}

} // namespace toko

#endif
