#ifndef TOKOCRM_LIB_CHAT_REPOSITORY_HPP
#define TOKOCRM_LIB_CHAT_REPOSITORY_HPP

#include "../core/search_text.hpp"

#include <tokocrm/chat.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm::chat_repository {

/// Keeps it as unread, and the conversation with it. @return Its id.
id<chat_message> insert(unit_of_work& uow, chat_message const& sent,
                        std::optional<std::string> const& key);
std::optional<chat_message> find_by_key(unit_of_work& uow, id<customer> with,
                                        std::string const& key);
/// 0 where there is none.
id<chat_message> newest(unit_of_work& uow);

/// How far a side has read a conversation.
struct reading_mark
{
    std::int64_t last = 0;   ///< the conversation's last message
    std::int64_t read = 0;   ///< the last one that it has read
    std::int64_t unread = 0; ///< how many there are of the other side's behind that
};

std::optional<reading_mark> find_mark(unit_of_work& uow, id<customer> with, chat_side by);
/// @return How many messages of the other side are unread behind `read`.
std::int64_t set_mark(unit_of_work& uow, id<customer> with, chat_side by, std::int64_t read);

/// Which messages.
struct message_selection
{
    std::optional<id<customer>> with;
    std::optional<chat_side> from;
    std::optional<std::vector<search_word>> words;
    bool descending = true;
};

/// By id, beyond `after` in their order.
std::vector<chat_message> list(unit_of_work& uow, message_selection const& wanted,
                               std::optional<std::int64_t> limit, std::int64_t offset,
                               std::optional<std::int64_t> after);
std::int64_t count(unit_of_work& uow, message_selection const& wanted,
                   std::optional<std::int64_t> most);

/// Which conversations.
struct conversation_selection
{
    std::optional<id<customer>> with;
    bool unread = false;
    std::optional<std::vector<search_word>> words;
};

/// Newest message first, beyond the one whose last message `after` is.
std::vector<conversation> list(unit_of_work& uow, conversation_selection const& wanted,
                               std::optional<std::int64_t> limit, std::int64_t offset,
                               std::optional<std::int64_t> after);
std::int64_t count(unit_of_work& uow, conversation_selection const& wanted,
                   std::optional<std::int64_t> most);

id<quick_answer> insert(unit_of_work& uow, quick_answer const& added,
                        std::string const& name_folded);
std::optional<quick_answer> find_quick(unit_of_work& uow, std::string const& name_folded);
std::optional<quick_answer> find_quick(unit_of_work& uow, id<quick_answer> number);
/// By folded name, beginning after one.
std::vector<quick_answer> list_quick(unit_of_work& uow, std::int64_t limit, std::int64_t offset,
                                     std::optional<std::string> const& after);
void update(unit_of_work& uow, quick_answer const& changed, std::string const& name_folded);
void remove(unit_of_work& uow, id<quick_answer> gone);

} // namespace tokocrm::chat_repository

#endif
