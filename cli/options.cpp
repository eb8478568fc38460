#include "options.hpp"

#include "command_error.hpp"
#include "text/tr.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>
#include <utility>

namespace toko {

std::string placeholder_of(option const& positional)
{
    std::string shown = positional.name;
    for (char& letter : shown) {
        if (letter >= 'a' && letter <= 'z')
            letter = static_cast<char>(letter - 'a' + 'A');
    }
    return shown;
}

std::vector<std::string_view> words_of_choice(option const& one)
{
    std::string_view rest = one.rule.words ? one.rule.words : one.placeholder;
    auto const is_said = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || letter == '|' || letter == '-' || letter == '_';
    };
    bool const choice = one.rule.words || (rest.find('|') != rest.npos &&
                                           std::all_of(rest.begin(), rest.end(), is_said));
    std::vector<std::string_view> found;
    while (choice && !rest.empty()) {
        auto const bar = std::min(rest.find('|'), rest.size());
        found.push_back(rest.substr(0, bar));
        rest.remove_prefix(std::min(bar + 1, rest.size()));
    }
    return found;
}

options& options::flag(char const* name, char const* help)
{
    named_.push_back({.name = name, .placeholder = nullptr, .help = help});
    return *this;
}

options& options::value(char const* name, char const* placeholder, char const* help,
                        option_rule rule)
{
    named_.push_back({.name = name, .placeholder = placeholder, .help = help, .rule = rule});
    return *this;
}

options& options::positional(char const* name, char const* help, option_rule rule)
{
    positionals_.push_back({.name = name, .placeholder = name, .help = help, .rule = rule});
    return *this;
}

options& options::lists(std::span<field const> fields, std::initializer_list<char const*> sortable)
{
    fields_ = fields;
    sortable_ = sortable;
    makes_list_ = true;
    return *this;
}

options& options::example(char const* line)
{
    examples_.push_back(line);
    return *this;
}

option const* options::find(std::string_view name) const noexcept
{
    auto const found = std::find_if(named_.begin(), named_.end(),
                                    [&](option const& one) { return one.name == name; });
    return found == named_.end() ? nullptr : &*found;
}

arguments::arguments(options described) : described_(std::move(described))
{
    for (auto const& one : described_.named())
        given_.try_emplace(one.name);
    for (auto const& one : described_.positionals())
        given_.try_emplace(one.name);
}

std::vector<std::string> const& arguments::all(std::string_view name) const
{
    auto const found = given_.find(name);
    if (found == given_.end())
        throw std::logic_error("an argument that the command has not described");
    return found->second;
}

bool arguments::has(std::string_view name) const
{
    return !all(name).empty();
}

std::string const& arguments::text(std::string_view name) const
{
    auto const& values = all(name);
    if (values.empty())
        throw std::logic_error("an argument that is not required was read as if it were");
    return values.front();
}

std::optional<std::string> arguments::find(std::string_view name) const
{
    auto const& values = all(name);
    return values.empty() ? std::nullopt : std::optional(values.front());
}

std::vector<std::string> arguments::list(std::string_view name) const
{
    std::vector<std::string> pieces;
    for (auto const& value : all(name)) {
        for (auto& piece : split_list(value))
            pieces.push_back(std::move(piece));
    }
    return pieces;
}

std::optional<std::int64_t> arguments::number(std::string_view name, std::int64_t least,
                                              std::int64_t most) const
{
    auto const given = find(name);
    if (!given)
        return std::nullopt;
    return parse_number(described_.find(name) ? "--" + std::string(name) : std::string(name),
                        *given, least, most);
}

void arguments::add(std::string_view name, std::string value)
{
    given_.at(std::string(name)).push_back(std::move(value));
}

std::vector<std::string> split_list(std::string_view text)
{
    std::vector<std::string> pieces;
    while (!text.empty()) {
        auto const comma = std::min(text.find(','), text.size());
        auto piece = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        auto const first = piece.find_first_not_of(' ');
        if (first == piece.npos)
            continue;
        piece = piece.substr(first, piece.find_last_not_of(' ') - first + 1);
        pieces.emplace_back(piece);
    }
    return pieces;
}

std::int64_t parse_number(std::string const& what, std::string_view text, std::int64_t least,
                          std::int64_t most)
{
    std::int64_t number = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || end != text.data() + text.size() || number < least ||
        number > most) {
        if (most == std::numeric_limits<std::int64_t>::max() &&
            failure != std::errc::result_out_of_range)
            throw usage_error("usage.number",
                              tr("{0} must be a whole number from {1} upwards, not {2}"),
                              {what, std::to_string(least), std::string(text)});
        throw usage_error("usage.number", tr("{0} must be a whole number from {1} to {2}, not {3}"),
                          {what, std::to_string(least), std::to_string(most), std::string(text)});
    }
    return number;
}

} // namespace toko
