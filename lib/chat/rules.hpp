#ifndef TOKOCRM_LIB_CHAT_RULES_HPP
#define TOKOCRM_LIB_CHAT_RULES_HPP

#include <tokocrm/chat.hpp>

#include <string>
#include <string_view>

namespace tokocrm {

/// What is said, as it is kept.
/// @par Errors `errc::invalid_input` / `message.text_empty`, `message.text_too_long`,
/// `message.text_invalid`
std::string checked_message_text(std::string_view text);

/// @par Errors `errc::invalid_input` / `message.key_invalid`
void check_message_key(std::string_view key);

/// That a key, which is known, is used for the same again.
/// @param text As it would be kept.
/// @par Errors `errc::conflict` / `message.key_reused`
void check_same_message(chat_message const& sent, chat_side from, std::string_view text);

/// @par Errors `errc::invalid_input` / `quick_answer.name_invalid`
std::string checked_quick_name(std::string_view name);

} // namespace tokocrm

#endif
