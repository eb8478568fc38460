#ifndef TOKOCRM_LIB_CRM_ERASURE_REPOSITORY_HPP
#define TOKOCRM_LIB_CRM_ERASURE_REPOSITORY_HPP

// All that is kept about a person stands in many features' tables; what an erasure takes out of
// them is one decision, column by column: docs/privacy.md

#include <tokocrm/customer_erasure.hpp>
#include <tokocrm/picture.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tokocrm::erasure_repository {

/// What is to be known of a card before anything is done to it.
struct card
{
    std::int64_t number = 0;
    std::optional<std::int64_t> merged_into;
    std::optional<timestamp> erased_at;
};

std::optional<card> find_card(unit_of_work& uow, std::int64_t number);
/// Those that were merged into it, directly or through others, and are not erased; by id.
std::vector<std::int64_t> merged_into(unit_of_work& uow, std::int64_t kept);
/// The numbers of a card's orders that are neither completed nor cancelled, a few of them.
std::vector<std::int64_t> open_orders(unit_of_work& uow, std::int64_t card);

/// What somebody is called or reached by.
struct known_texts
{
    std::vector<std::string> names, phones, emails, addresses;
    std::vector<std::string> merged_cards; ///< JSON, as `customer_merges` has it
};

/// All such texts on a card and on what belongs to it.
known_texts texts_of(unit_of_work& uow, std::int64_t card);

/// @return How many there are.
std::int64_t blank_orders(unit_of_work& uow, std::int64_t card);
/// Blanks what was said of payments. @return The pictures that nothing refers to any more.
std::vector<id<picture>> blank_payments(unit_of_work& uow, std::int64_t card);
void blank_audit(unit_of_work& uow, std::int64_t card);
/// @return How many messages went.
std::int64_t remove_conversation(unit_of_work& uow, std::int64_t card);
/// Hands each text that stays in a review to `change` and keeps what it returns.
std::int64_t change_reviews(unit_of_work& uow, std::int64_t card,
                            std::function<std::string(std::string const&)> const& change);
/// @return How many notes and tags went.
std::int64_t remove_notes(unit_of_work& uow, std::int64_t card);
void remove_consents(unit_of_work& uow, std::int64_t card);
void remove_cart(unit_of_work& uow, std::int64_t card);
void blank_card(unit_of_work& uow, std::int64_t card, timestamp at);

void insert(unit_of_work& uow, customer_erasure const& done);
/// After the commit nothing of what the unit erases is to stand in the file.
void leave_no_trace(unit_of_work& uow);
bool traces_remain(unit_of_work& uow);

std::optional<customer_erasure> find(unit_of_work& uow, id<customer> who);
std::vector<customer_erasure> all(unit_of_work& uow);
/// Whether a card is there; of any schema.
bool has_card(unit_of_work& uow, std::int64_t card);
/// By which the shop is known in whatever file it is; of any schema.
std::string shop_id(unit_of_work& uow);

} // namespace tokocrm::erasure_repository

#endif
