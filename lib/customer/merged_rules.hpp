#ifndef TOKOCRM_LIB_CUSTOMER_MERGED_RULES_HPP
#define TOKOCRM_LIB_CUSTOMER_MERGED_RULES_HPP

#include <tokocrm/time.hpp>

#include <string>
#include <vector>

namespace tokocrm {

/// One entry of a consent's history.
struct channel_entry
{
    std::string channel;
    bool given = false;
    timestamp recorded_at;
};

/** What channels a joined history leaves otherwise than its last entry says: the latest instant
    counts, and of two at one instant the withdrawal.

    @param history By the order in which they were recorded, which a clock that was put back can
    contradict.
    @return The entries that count, by channel.
*/
std::vector<channel_entry> consents_to_settle(std::vector<channel_entry> const& history);

} // namespace tokocrm

#endif
