#ifndef TOKOCRM_CUSTOMER_NOTES_HPP
#define TOKOCRM_CUSTOMER_NOTES_HPP

#include <tokocrm/customer.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    What the staff write on a customer's card: notes and tags, which customers do not see.

    All of it needs `right::annotate_customers`.
*/

namespace tokocrm {

class unit_of_work;

/// What somebody of the staff wrote down.
struct customer_note
{
    id<customer_note> number{0}; ///< its id
    id<customer> about{0};       ///< whose card it stands on
    std::string text;            ///< as it was written
    timestamp written_at;        ///< when
    std::string written_by;      ///< as `to_record` writes it
};

/** Write a note on a card. It stays: notes are not changed.

    @param uow A unit that may write.
    @param about Whose card.
    @param text 1 to 4,000 characters that a person can see something of.

    @par Errors
    @li `errc::invalid_input` / `customer.note_invalid`
    @li `errc::not_found` / `customer.not_found`
    @li `errc::rule_violation` / `customer.erased`
    @li `errc::permission_denied` / see `right::annotate_customers`
*/
customer_note add_customer_note(unit_of_work& uow, id<customer> about, std::string_view text);

/** The notes on a card, newest first, one page of them.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
    @li `errc::permission_denied` / see `right::annotate_customers`
*/
page<customer_note> list_customer_notes(unit_of_work& uow, id<customer> about,
                                        page_request const& part);

/// A tag on a card.
struct customer_tag
{
    std::string tag;      ///< compares without regard to case and accents
    timestamp added_at;   ///< when
    std::string added_by; ///< as `to_record` writes it
};

/** Put a tag on a card. A tag that other cards have is written as it is there.

    @param uow A unit that may write.
    @param whose The card.
    @param tag 1 to 50 characters in one line, without a comma.
    @return Whether it was not there before.

    @par Errors
    @li `errc::invalid_input` / `customer.tag_invalid`
    @li `errc::not_found` / `customer.not_found`
    @li `errc::rule_violation` / `customer.erased`
    @li `errc::permission_denied` / see `right::annotate_customers`
*/
bool add_customer_tag(unit_of_work& uow, id<customer> whose, std::string_view tag);

/** Take a tag off a card; that it was there is still known.

    @return Whether it was there.

    @par Errors
    As of `add_customer_tag`.
*/
bool remove_customer_tag(unit_of_work& uow, id<customer> whose, std::string_view tag);

/** The tags on a card, by name.

    @par Errors
    `errc::permission_denied` / see `right::annotate_customers`
*/
std::vector<customer_tag> tags_of(unit_of_work& uow, id<customer> whose);

/// A tag and how many have it.
struct tag_count
{
    std::string tag;            ///< as the first of them has it
    std::int64_t customers = 0; ///< how many cards it is on
};

/** All tags that are on a card, by name, one page of them.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
    @li `errc::permission_denied` / see `right::annotate_customers`
*/
page<tag_count> list_customer_tags(unit_of_work& uow, page_request const& part);

/// How many different tags there are. Errors as of `tags_of`.
std::int64_t count_customer_tags(unit_of_work& uow);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
