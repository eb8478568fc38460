#ifndef TOKO_COMMANDS_SEARCHING_HPP
#define TOKO_COMMANDS_SEARCHING_HPP

#include "../input/dates.hpp"
#include "../output/output.hpp"

#include <algorithm>
#include <cstdint>

namespace toko {

/// Counting further costs more than anybody learns from it.
inline constexpr std::int64_t counted_at_most = 1'000;

/// Puts the total under a list, where a person will see it. @param count Counts up to a number.
template <class Count>
void count_for(list_output const& out, list_end& end, Count count)
{
    if (!out.wants_total())
        return;
    auto const counted = count(counted_at_most + 1);
    end.total = std::min(counted, counted_at_most);
    end.more_than_total = counted > counted_at_most;
}

/// The date that an option gives.
inline std::optional<tokocrm::date> day_of(arguments const& args, char const* name,
                                           tokocrm::date today)
{
    auto const text = args.find(name);
    return text ? std::optional(parse_day(*text, today)) : std::nullopt;
}

/// `--since` and `--until` of a query that begins and ends with them.
template <class Query>
void take_days(arguments const& args, Query& query, tokocrm::date today)
{
    query.since = day_of(args, "since", today);
    query.until = day_of(args, "until", today);
    if (query.since && query.until && *query.until < *query.since)
        throw usage_error("usage.until", tr("--until {0} lies before --since {1}; swap them"),
                          {tokocrm::to_iso(*query.until), tokocrm::to_iso(*query.since)});
}

} // namespace toko

#endif
