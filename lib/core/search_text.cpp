#include "search_text.hpp"

#include "characters.hpp"
#include "checked_text.hpp"
#include "code_points.hpp"
#include "phone.hpp"
#include "text_fold.hpp"

#include <tokocrm/error.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

constexpr std::string_view before_word = "  ";
constexpr std::size_t characters_of_trigram = 3;

bool is_of_word(code_point const& point) noexcept
{
    if (point.value < 0x80)
        return point.value >= 0 && (is_letter(static_cast<char>(point.value)) ||
                                    is_digit(static_cast<char>(point.value)));
    auto const kind = utf8proc_category(point.value);
    return (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) ||
           (kind >= UTF8PROC_CATEGORY_ND && kind <= UTF8PROC_CATEGORY_NO);
}

/// Adds the words of a folded text, two blanks before each.
void append_words(std::string& to, std::string_view folded_text)
{
    bool in_word = false;
    while (!folded_text.empty()) {
        auto const point = take_code_point(folded_text);
        if (!is_of_word(point)) {
            in_word = false;
            continue;
        }
        if (!in_word)
            to += before_word;
        in_word = true;
        to += point.bytes;
    }
}

std::size_t characters_in(std::string_view text) noexcept
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    }));
}

std::string form_of(std::string words)
{
    auto const bare = words.substr(before_word.size());
    return characters_in(bare) < characters_of_trigram ? words : bare;
}

bool is_of_number(char c) noexcept
{
    return is_digit(c) || std::string_view("+-./() ").find(c) != std::string_view::npos;
}

/// Adds the forms in which a number that was typed, whole or in part, may be stored.
void add_numbers(search_word& word, std::string_view typed, std::string_view country)
{
    std::string digits;
    std::copy_if(typed.begin(), typed.end(), std::back_inserter(digits), is_digit);
    if (digits.empty())
        return;
    auto const add = [&](std::string form) {
        if (std::find(word.begin(), word.end(), form) == word.end())
            word.push_back(std::move(form));
    };
    add(form_of(std::string(before_word) + digits));
    // What is dialled at home or abroad stands at the beginning of a number that is stored.
    auto const code = calling_code(country), trunk = trunk_prefix(country);
    if (digits.starts_with("00") && digits.size() > 2)
        add(std::string(before_word) + digits.substr(2));
    else if (!trunk.empty() && digits.starts_with(trunk) && digits.size() > trunk.size())
        add(std::string(before_word) + std::string(code) + digits.substr(trunk.size()));
}

std::string checked(std::string_view typed)
{
    if (!fits(typed, longest_name))
        throw error(errc::invalid_input, "search.text_invalid",
                    mark("what is searched for must be valid text of at most 200 characters"));
    return folded(typed);
}

/// A telephone number with blanks in it is one word all the same.
bool is_whole_number(std::string_view text) noexcept
{
    constexpr auto digits_of_shortest = 7;
    return std::all_of(text.begin(), text.end(), is_of_number) &&
           std::count_if(text.begin(), text.end(), is_digit) >= digits_of_shortest;
}

std::vector<search_word> words_of(std::string_view text, std::optional<std::string_view> country)
{
    std::vector<search_word> words;
    if (country && is_whole_number(text)) {
        words.emplace_back();
        std::string parted;
        append_words(parted, text);
        words.back().push_back(form_of(std::move(parted)));
        add_numbers(words.back(), text, *country);
        return words;
    }
    while (!text.empty()) {
        auto const piece = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(piece.size() + 1, text.size()));
        std::string parted;
        append_words(parted, piece);
        if (parted.empty())
            continue;
        search_word word{form_of(std::move(parted))};
        if (country && std::all_of(piece.begin(), piece.end(), is_of_number))
            add_numbers(word, piece, *country);
        if (std::find(words.begin(), words.end(), word) == words.end())
            words.push_back(std::move(word));
    }
    return words;
}

} // namespace

search_text& search_text::add(std::string_view text)
{
    append_words(text_, folded(text));
    return *this;
}

search_text& search_text::add_if(std::optional<std::string> const& text)
{
    return text ? add(std::string_view(*text)) : *this;
}

std::vector<search_word> search_words(std::string_view typed)
{
    return words_of(checked(typed), std::nullopt);
}

std::vector<search_word> search_words(std::string_view typed, std::string_view country)
{
    return words_of(checked(typed), country);
}

std::vector<std::string_view> trigrams(std::string_view text)
{
    std::vector<std::string_view> found;
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80)
            starts.push_back(at);
    starts.push_back(text.size());
    for (std::size_t i = 0; i + characters_of_trigram < starts.size(); ++i)
        found.push_back(text.substr(starts[i], starts[i + characters_of_trigram] - starts[i]));
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

} // namespace tokocrm
