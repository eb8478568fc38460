#ifndef TOKOCRM_LIB_CRM_MERGE_RULES_HPP
#define TOKOCRM_LIB_CRM_MERGE_RULES_HPP

#include "../customer/merged.hpp"

#include <tokocrm/customer_merge.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/// In the order of `card_field`.
std::vector<card_conflict> conflicts_of(customer const& keep, customer const& other);

/// The place in the choices for a field.
std::optional<card_side>& choice_of(card_choices& choices, card_field field);
std::optional<card_side> const& choice_of(card_choices const& choices, card_field field);

/// Those of `conflicts` for which nothing is chosen.
std::vector<card_conflict> unsettled(std::vector<card_conflict> conflicts,
                                     card_choices const& choices);

/// `phone: +6281 or +6282; email: …`
std::string listed(std::vector<card_conflict> const& conflicts);

/// The card that stays, once every conflict is settled.
customer merged_card(customer const& keep, customer const& other, card_choices const& choices);

/// How far each side has read a conversation: the last message that it has read, and how many of
/// the other side's came later.
struct reading
{
    std::int64_t last = 0;         ///< id of the conversation's last message
    std::int64_t unread = 0;       ///< messages
    std::int64_t first_unread = 0; ///< id of the first of these; of no meaning without any
};

/// Up to where a side has read a conversation that is made of two: what was unread in either stays
/// so.
std::int64_t joined_mark(reading const& one, reading const& other);

/// What is kept of a merge, as one text.
struct merge_trace
{
    customer other;                   ///< as it was
    customer kept;                    ///< as it was
    card_choices choices;             ///< of what had to be chosen
    std::vector<doubled_tag> doubled; ///< tags of `other` that `kept` had too
};

/// JSON.
std::string write_trace(merge_trace const& trace);
/// None for a text of which nothing was left.
std::optional<merge_trace> read_trace(std::string_view text);

/// What a trace has that is on no card any more: the name of the card that went, and the values
/// that were not chosen. None where nothing is left of it.
std::optional<std::string> what_went(std::string_view trace);

} // namespace tokocrm

#endif
