#ifndef TOKOCRM_CUSTOMER_ERASURE_HPP
#define TOKOCRM_CUSTOMER_ERASURE_HPP

#include <tokocrm/customer.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    What is kept about a person: taken out as one document, and erased.
*/

namespace tokocrm {

class unit_of_work;

/// The version of the document that `write_customer_data` writes; keys are only ever added to it.
inline constexpr std::int64_t customer_data_version = 1;

/** Write all that is kept about a person, as one JSON document; docs/privacy.md names its keys.

    Of cards that were merged the one that was kept has everything, and is taken whichever is named.
    Proofs of payment are in it as base64. Of somebody who was erased it has what is left: figures.

    @param uow A unit of any kind.
    @param whose Their card.
    @param write Called again and again with a part of the text, UTF-8; memory does not grow with
    the number of orders.

    @par Errors
    @li `errc::not_found` / `customer.not_found`, `shop.not_founded`
    @li `errc::permission_denied` / see `right::take_customer_data`
    @li whatever `write` throws
*/
void write_customer_data(unit_of_work& uow, id<customer> whose,
                         std::function<void(std::string_view)> const& write);

/// What erasing somebody took away.
struct erasure_result
{
    id<customer> who{0};   ///< the card that was kept
    timestamp erased_at{}; ///< now, or when it was done
    bool before = false;   ///< they were erased already; nothing was changed, and all counts are 0
    std::vector<id<customer>> merged; ///< cards that had been merged into it, erased as well
    std::int64_t orders = 0;          ///< that say no more whose they are
    std::int64_t proofs = 0;          ///< pictures
    std::int64_t messages = 0;        ///< of the conversation
    std::int64_t reviews = 0;         ///< that stay, without a name
    std::int64_t notes = 0;           ///< of the staff, tags among them
};

/** Erase a person: name, contacts and addresses, on the card and on orders; proofs and senders of
    payments, conversation, notes, tags, consents, cart, and what somebody typed as a reason.

    Amounts, dates, counts, cities of orders and the text of reviews stay; the name, the contacts
    and the addresses are taken out of what stays. Reports are what they were. docs/privacy.md says
    it column by column. It cannot be undone. A second time changes nothing.

    After the commit the shop's file is written anew and its log emptied, so that nothing is left in
    free space either; `erased_traces_remain` says whether that could be done.

    @param uow A unit that may write.
    @param whose Their card; of merged cards the kept one and all others are erased.
    @param reason Why, 1 to 500 characters; kept without the person's name and contacts.

    @par Errors
    @li `errc::not_found` / `customer.not_found`
    @li `errc::rule_violation` / `customer.has_open_orders`, with their numbers
    @li `errc::invalid_input` / `customer.erasure_reason_invalid`
    @li `errc::permission_denied` / see `right::erase_customers`
*/
erasure_result erase_customer(unit_of_work& uow, id<customer> whose, std::string_view reason);

/** Whether what was erased may still stand in free space of the shop's file or in its log.

    That is so where somebody read the shop for long, or the program ended in the middle. Whatever
    program opens the shop next and writes, and the next call of `erase_customer` for anybody,
    finishes it.

    @param uow A unit of any kind.
*/
bool erased_traces_remain(unit_of_work& uow);

/// That somebody was erased.
struct customer_erasure
{
    id<customer> who{0};   ///< their card
    timestamp erased_at{}; ///< when
    std::string erased_by; ///< as `to_record` writes it
    std::string reason;    ///< why
};

/// The erasure of a card; none where it was not erased. Needs `right::read_customers`.
std::optional<customer_erasure> find_customer_erasure(unit_of_work& uow, id<customer> whose);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
