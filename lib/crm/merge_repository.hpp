#ifndef TOKOCRM_LIB_CRM_MERGE_REPOSITORY_HPP
#define TOKOCRM_LIB_CRM_MERGE_REPOSITORY_HPP

#include "merge_rules.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokocrm::merge_repository {

std::int64_t move_reviews(unit_of_work& uow, id<customer> from, id<customer> to);

/// How far each side has read.
struct conversation_state
{
    reading by_customer, by_shop;
};

std::optional<conversation_state> find_conversation(unit_of_work& uow, id<customer> of);
/// The messages and the conversation itself become another customer's, who has none.
std::int64_t hand_conversation_over(unit_of_work& uow, id<customer> from, id<customer> to);
/// The messages go into another customer's conversation, which is read up to these.
std::int64_t join_conversations(unit_of_work& uow, id<customer> from, id<customer> to,
                                std::int64_t read_by_customer, std::int64_t read_by_shop);

void insert(unit_of_work& uow, id<customer> kept, id<customer> other, std::string const& trace);

struct stored_merge
{
    std::int64_t kept = 0, other = 0;
    timestamp merged_at;
    std::string merged_by, trace;
};

/// Those that led to a card, oldest first.
std::vector<stored_merge> list(unit_of_work& uow, id<customer> kept);

} // namespace tokocrm::merge_repository

#endif
