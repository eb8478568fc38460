#include "rules.hpp"

#include "../core/checked_text.hpp"
#include "../core/text_fold.hpp"

#include <tokocrm/error.hpp>

namespace tokocrm {

namespace {

constexpr std::size_t longest_text = 4'000;
constexpr std::size_t longest_key = 200;
constexpr std::size_t longest_quick_name = 64;
constexpr std::size_t most_bytes_of_a_character = 4;

} // namespace

std::string_view name(chat_side side) noexcept
{
    return side == chat_side::shop ? "shop" : "customer";
}

std::string checked_message_text(std::string_view text)
{
    // Of a text that is far too long nothing more is looked at.
    bool const may_fit = text.size() <= longest_text * most_bytes_of_a_character;
    if (may_fit && !valid_text(text))
        throw error(errc::invalid_input, "message.text_invalid",
                    mark("a message must be valid text (UTF-8)"));
    if (!may_fit || !fits(text, longest_text))
        throw error(errc::invalid_input, "message.text_too_long",
                    mark("a message has at most 4,000 characters; send it in parts"));
    if (!says_something(text))
        throw error(errc::invalid_input, "message.text_empty",
                    mark("a message says something; its text is empty"));
    return normalised(text);
}

void check_message_key(std::string_view key)
{
    if (key.empty() || !fits(key, longest_key))
        throw error(errc::invalid_input, "message.key_invalid",
                    mark("a message's key must have 1 to 200 characters of valid text"));
}

void check_same_message(chat_message const& sent, chat_side from, std::string_view text)
{
    if (sent.from != from || sent.text != text)
        throw error(errc::conflict, "message.key_reused",
                    mark("this key was used for message {0}, which says something else; take a new "
                         "key for a new message"),
                    {std::to_string(sent.number.value())});
}

std::string checked_quick_name(std::string_view name)
{
    return checked_name(name, "quick_answer.name_invalid",
                        mark("a quick answer's name must have 1 to 64 characters"),
                        longest_quick_name);
}

} // namespace tokocrm
