#ifndef TOKOCRM_CHAT_HPP
#define TOKOCRM_CHAT_HPP

#include <tokocrm/actor.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/time.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    What customers and the shop say to each other.
*/

namespace tokocrm {

class database;
class unit_of_work;

/// Who says something.
enum class chat_side {
    shop,    ///< the staff
    customer ///< whose conversation it is
};

/** The name of a side: `shop`, `customer`.

    @par Exception safety
    Never throws.
*/
std::string_view name(chat_side side) noexcept;

/// Something that was said.
struct chat_message
{
    id<chat_message> number{0};       ///< its id: what is said later has a greater one
    id<customer> with{0};             ///< whose conversation it is
    std::string customer_name;        ///< as it is now
    chat_side from = chat_side::shop; ///< who said it
    std::string text;                 ///< as it was written
    timestamp sent_at;                ///< when
    std::string actor;                ///< who wrote it down, as `to_record` writes it
    bool read = false;                ///< whether the other side has read it
};

/// Something to be said.
struct message_draft
{
    id<customer> with{0};             ///< to or from whom
    chat_side from = chat_side::shop; ///< who says it; staff may keep what a customer said
    std::string text;                 ///< 1 to 4,000 characters, of which some can be seen
    /// 1 to 200 characters, the same each time that the same message is sent: so it is there once,
    /// however often it is sent.
    std::optional<std::string> key = {};
};

/** Say something. It is unread for the other side; what was said before stays as unread as it was.

    Of a card that was merged, the conversation is the one of the card that was kept.

    @return The message; with a key that this conversation knows, the one that was sent with it.

    @par Errors
    @li `errc::invalid_input` / `message.text_empty` (nothing that a person could see),
    `message.text_too_long` (over 4,000 characters), `message.text_invalid` (no valid text),
    `message.key_invalid`
    @li `errc::not_found` / `customer.not_found`
    @li `errc::rule_violation` / `customer.erased`
    @li `errc::conflict` / `message.key_reused`: the key was used for another message
    @li `errc::permission_denied` / see `right::answer_customers` for what the shop says,
    `right::converse` for what the customer says
*/
chat_message send_message(unit_of_work& uow, message_draft const& draft);

/// All that was said between a customer and the shop.
struct conversation
{
    id<customer> with{0};      ///< there is one for each customer at most
    std::string customer_name; ///< as it is now
    /// The newest message; where something is searched for, the newest that has it.
    chat_message shown;
    timestamp last_at;                   ///< when the newest message was sent
    id<chat_message> last{0};            ///< the newest message
    std::int64_t unread_by_shop = 0;     ///< messages of the customer
    std::int64_t unread_by_customer = 0; ///< messages of the shop
};

/** A customer's conversation; none where nothing was said.

    @par Errors
    @li `errc::not_found` / `customer.not_found`; `errc::rule_violation` / `customer.erased`
    @li     `errc::permission_denied` / see `right::converse`
*/
std::optional<conversation> find_conversation(unit_of_work& uow, id<customer> with);

/// Which conversations.
struct conversation_query
{
    bool unread = false; ///< only those with something that the shop has not read
    /** Words, at most 200 characters: a message has all of them, case and accents aside. One of
        three letters or digits or more may stand anywhere in a word, a shorter one at the beginning
        of a word. A text without letters and digits finds nothing.
    */
    std::optional<std::string> search = {};
};

/** The conversations, one page of them, the one with the newest message first.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`, `search.text_invalid`
    @li `errc::permission_denied` / see `right::converse`
*/
page<conversation> list_conversations(unit_of_work& uow, conversation_query const& query = {},
                                      page_request const& part = {});

/** How many a query has, counted up to `most` where it is given.

    @par Errors
    As `list_conversations`.
*/
std::int64_t count_conversations(unit_of_work& uow, conversation_query const& query,
                                 std::optional<std::int64_t> most = std::nullopt);

/// Which messages, in which order.
struct message_query
{
    std::optional<id<customer>> with = {};  ///< of this conversation; none: of all
    std::optional<chat_side> from = {};     ///< only what this side said; none: what both said
    std::optional<std::string> search = {}; ///< as in `conversation_query`
    bool descending = true;                 ///< newest first
};

/** The messages, one page of them: for the staff, and to a customer their own.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`, `search.text_invalid`
    @li `errc::not_found` / `customer.not_found`; `errc::rule_violation` / `customer.erased`
    @li `errc::permission_denied` / see `right::converse`
*/
page<chat_message> list_messages(unit_of_work& uow, message_query const& query,
                                 page_request const& part = {});

/** How many a query has, counted up to `most` where it is given.

    @par Errors
    As `list_messages`.
*/
std::int64_t count_messages(unit_of_work& uow, message_query const& query,
                            std::optional<std::int64_t> most = std::nullopt);

/** A side has read a conversation.

    @param uow A unit that may write.
    @param with Whose conversation; where there is none, nothing changes.
    @param by Who has read it.
    @param up_to The last message that they have seen, so that what came meanwhile stays unread;
    none: all. What was read before stays read.

    @return How many messages of the other side were unread and are read now.

    @par Errors
    @li `errc::not_found` / `customer.not_found`; `errc::rule_violation` / `customer.erased`
    @li `errc::permission_denied` / see `right::answer_customers` for the shop, `right::converse`
    for the customer
*/
std::int64_t mark_messages_read(unit_of_work& uow, id<customer> with, chat_side by,
                                std::optional<id<chat_message>> up_to = std::nullopt);

/// Up to where somebody has seen what was said, and what they want to see.
struct message_position
{
    id<chat_message> after{0};             ///< the last message seen; 0: none
    std::optional<id<customer>> with = {}; ///< of this conversation; none: of all
    std::optional<chat_side> from = {};    ///< only what this side says; none: what both say
};

/** The id of the newest message of all; 0 where nothing was said. Whoever follows begins there.

    @par Errors
    `errc::permission_denied` / see `right::converse`
*/
id<chat_message> newest_message(unit_of_work& uow);

/** Wait for something that was not seen yet, said in this process or in another one.

    It takes no unit and must not be called inside one. It looks for commits 20 times a second,
   which costs next to nothing, and reads only when there was one; nothing is missed that is said
   between two calls.

    @param db The shop; any thread, see there.
    @param who Who asks.
    @param seen Where to go on. The last message that this returns is the next call's `after`.
    @param at_most From none to 24 hours.
    @param stop Ends the wait early.
    @return What was said, oldest first, at most 1,000 messages; none where the time was up or
    `stop` was asked for.

    @par Errors
    @li `errc::not_found` / `customer.not_found`
    @li `errc::rule_violation` / `customer.erased`, also where it happens meanwhile
    @li `errc::permission_denied` / see `right::converse`
    @li as `read` and `database::wait_for_change`, such as `db.gone` where the shop's file was
    deleted or replaced meanwhile
*/
std::vector<chat_message> wait_for_messages(database& db, actor const& who,
                                            message_position const& seen,
                                            std::chrono::milliseconds at_most,
                                            std::stop_token stop = {});

/// What the shop says often, kept under a name.
struct quick_answer
{
    id<quick_answer> number{0}; ///< its id
    std::string name;           ///< 1 to 64 characters; compares without regard to case and accents
    std::string text;           ///< as a message's
};

/** Keep a quick answer.

    @param uow A unit that may write.
    @param draft Its number is not looked at.

    @par Errors
    @li `errc::invalid_input` / `quick_answer.name_invalid`, and of its text as of `send_message`
    @li `errc::already_exists` / `quick_answer.exists`
    @li `errc::permission_denied` / see `right::answer_customers`
*/
quick_answer add_quick_answer(unit_of_work& uow, quick_answer const& draft);

/** The quick answer that somebody names: by name or by id, whichever fits first.

    @par Errors
    @li `errc::not_found` / `quick_answer.not_found`
    @li `errc::permission_denied` / see `right::answer_customers`
*/
quick_answer get_quick_answer(unit_of_work& uow, std::string_view named);

/** The quick answers by name, one page of them.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
    @li `errc::permission_denied` / see `right::answer_customers`
*/
page<quick_answer> list_quick_answers(unit_of_work& uow, page_request const& part = {});

/// What is to be different about a quick answer; what is absent stays as it is.
struct quick_answer_changes
{
    std::optional<std::string> name = {}; ///< 1 to 64 characters
    std::optional<std::string> text = {}; ///< as a message's
};

/** Change a quick answer; what was said with it stays as it was said.

    @return The quick answer as it is now.

    @par Errors
    @li as of `add_quick_answer`
    @li `errc::not_found` / `quick_answer.not_found`
*/
quick_answer edit_quick_answer(unit_of_work& uow, id<quick_answer> number,
                               quick_answer_changes const& changes);

/** Keep a quick answer no longer.

    @par Errors
    @li `errc::not_found` / `quick_answer.not_found`
    @li `errc::permission_denied` / see `right::answer_customers`
*/
void delete_quick_answer(unit_of_work& uow, id<quick_answer> number);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
