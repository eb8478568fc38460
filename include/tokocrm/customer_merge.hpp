#ifndef TOKOCRM_CUSTOMER_MERGE_HPP
#define TOKOCRM_CUSTOMER_MERGE_HPP

#include <tokocrm/cart.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    Two cards of one person become one.
*/

namespace tokocrm {

class unit_of_work;

/// What can stand on two cards in two ways.
enum class card_field {
    name,    ///< case and accents aside
    phone,   ///< as it is kept
    email,   ///< as it is kept
    address, ///< street, city and postal code, which belong together
    sex      ///< as it was said
};

/** The enumerator's name: `phone`.

    @par Exception safety
    Never throws.
*/
std::string_view name(card_field field) noexcept;

/// Whose value stays on the card.
enum class card_side {
    keep, ///< that of the card that stays
    other ///< that of the card that goes
};

/** The enumerator's name: `keep`, `other`.

    @par Exception safety
    Never throws.
*/
std::string_view name(card_side side) noexcept;

/// The side with a name; none for any other text.
std::optional<card_side> find_card_side(std::string_view name) noexcept;

/// What two cards have in two ways. What one of them alone has is no conflict: it is taken.
struct card_conflict
{
    card_field field;  ///< what
    std::string keep;  ///< on the card that stays, as people read it
    std::string other; ///< on the card that goes
};

/// What is to stay where two cards conflict; what does not conflict asks for none.
struct card_choices
{
    std::optional<card_side> name = {};    ///< whose name
    std::optional<card_side> phone = {};   ///< whose phone
    std::optional<card_side> email = {};   ///< whose e-mail
    std::optional<card_side> address = {}; ///< whose address
    std::optional<card_side> sex = {};     ///< whose sex
};

/** What has to be chosen before two cards are merged, in the order of `card_field`.

    @param uow A unit of any kind.
    @param keep The card that is to stay.
    @param other The card that is to go.

    @par Errors
    As of `merge_customers`, but `customer.merge_conflict`.
*/
std::vector<card_conflict> merge_conflicts(unit_of_work& uow, id<customer> keep,
                                           id<customer> other);

/// What a merge moved from one card to the other.
struct customer_merge_result
{
    customer kept;                         ///< the card that stays, as it is now
    id<customer> other{0};                 ///< the card that went
    std::int64_t orders = 0;               ///< of any state
    std::int64_t coupon_uses = 0;          ///< by those orders, given back ones too
    std::int64_t cart_lines = 0;           ///< added to the cart, or to what was in it
    std::int64_t reviews = 0;              ///< hidden ones too
    std::int64_t messages = 0;             ///< of either side
    std::int64_t notes = 0;                ///< of the staff
    std::int64_t tags = 0;                 ///< removed ones too; without those that both cards had
    std::int64_t consents = 0;             ///< entries of their history
    std::vector<cart_change> cart_changes; ///< what of the cart was capped, or is not sold
    std::vector<card_conflict> conflicts;  ///< what had to be chosen
    card_choices choices;                  ///< and what was
};

/** Merge two cards of one person: all that belongs to `other` belongs to `keep` from now on.

    Orders, uses of coupons, the cart, reviews, the conversation, notes, tags and consents move.
    Figures of reports follow: who was new twice is new once. Carts are added up as in
    `merge_carts`. A tag that both have stays once. Of two conversations one is made, by time; what
    one side had not read stays unread, and what came after it is so again. Histories of consent
    are joined: for each channel the latest entry counts, and of two at one instant the withdrawal.
    The earlier `registered_at` stays.

    The id of `other` leads to `keep` in every call that takes an id, and so do those that led to
    `other`. It is in no list, found by no contact, and an import matches what stands on the card
    that stays alone. Both cards as they were are kept, see `list_customer_merges`. It cannot be
    taken back.

    @param uow A unit that may write.
    @param keep The card that stays.
    @param other The card that goes.
    @param choices What stays of what they have in two ways.

    @par Errors
    @li `errc::permission_denied` / `staff.not_permitted`
    @li `errc::not_found` / `customer.not_found`
    @li `errc::invalid_input` / `customer.merge_same`: a card with itself
    @li `errc::rule_violation` / `customer.merge_circle` (`keep` was merged into `other`),
    `customer.merged_already` (`other` was merged before, with the id of the card it went into),
    `customer.erased`, `customer.merge_conflict` (with what differs and was not chosen)
*/
customer_merge_result merge_customers(unit_of_work& uow, id<customer> keep, id<customer> other,
                                      card_choices const& choices = {});

/// What is known of a merge.
struct customer_merge
{
    id<customer> kept{0};         ///< the card that stayed; it may have been merged itself since
    id<customer> other{0};        ///< the card that went
    timestamp merged_at;          ///< when
    std::string merged_by;        ///< as `to_record` writes it
    std::optional<customer> card; ///< `other` as it was; none: the person was erased since
    /// What had to be chosen, as it was on either card; empty where the person was erased since.
    std::vector<card_conflict> conflicts;
    card_choices choices; ///< what was chosen then
};

/** The merges that led to a card, oldest first: of `kept` itself and of those that were merged into
    it.

    @param uow A unit of any kind.
    @param kept The card; an id that leads to it will do.

    @par Errors
    `errc::permission_denied` / `staff.not_permitted`
*/
std::vector<customer_merge> list_customer_merges(unit_of_work& uow, id<customer> kept);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
