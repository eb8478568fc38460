#include "merged_rules.hpp"

#include <map>

namespace tokocrm {

std::vector<channel_entry> consents_to_settle(std::vector<channel_entry> const& history)
{
    std::map<std::string, channel_entry> latest, last;
    for (auto const& each : history) {
        last[each.channel] = each;
        auto const [place, is_first] = latest.emplace(each.channel, each);
        auto& found = place->second;
        bool const withdrawn_at_once =
            each.recorded_at == found.recorded_at && found.given && !each.given;
        if (!is_first && (each.recorded_at > found.recorded_at || withdrawn_at_once))
            found = each;
    }
    std::vector<channel_entry> to_settle;
    for (auto const& [channel, entry] : latest)
        if (entry.given != last.at(channel).given)
            to_settle.push_back(entry);
    return to_settle;
}

} // namespace tokocrm
