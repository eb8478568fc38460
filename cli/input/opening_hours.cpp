#include "opening_hours.hpp"

#include "../command_error.hpp"
#include "../text/tr.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace toko {

namespace {

using std::chrono::minutes;

[[noreturn]] void refuse(std::string_view text)
{
    throw usage_error("usage.hours",
                      tr("{0} are no opening hours; write days and times like {1}, or none"),
                      {std::string(text), "mon-fri 07:00-21:00"});
}

bool is_blank(char c) noexcept
{
    return c == ' ' || c == '\t';
}

std::vector<std::string_view> split(std::string_view text, bool (*separates)(char))
{
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at <= text.size();) {
        auto const end = static_cast<std::size_t>(
            std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), separates) -
            text.begin());
        pieces.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return pieces;
}

std::optional<std::pair<std::string_view, std::string_view>> halves(std::string_view text)
{
    auto const dash = text.find('-');
    if (dash == text.npos)
        return std::nullopt;
    return std::pair(text.substr(0, dash), text.substr(dash + 1));
}

std::chrono::weekday day_named(std::string_view name, std::string_view text)
{
    struct day
    {
        std::string_view english, indonesian;
    };
    constexpr day days[] = {{"sunday", "minggu"},  {"monday", "senin"},   {"tuesday", "selasa"},
                            {"wednesday", "rabu"}, {"thursday", "kamis"}, {"friday", "jumat"},
                            {"saturday", "sabtu"}};
    constexpr std::size_t shortest = 3;
    std::string lower(name);
    for (auto& c : lower)
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    if (lower.size() >= shortest) {
        for (unsigned which = 0; which < std::size(days); ++which) {
            if (days[which].english.starts_with(lower) || days[which].indonesian.starts_with(lower))
                return std::chrono::weekday(which);
        }
    }
    refuse(text);
}

minutes time_of(std::string_view time, std::string_view text)
{
    auto const number = [&](std::string_view digits, int most) {
        int value = 0;
        auto const [end, failed] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (digits.empty() || digits.size() > 2 || failed != std::errc{} ||
            end != digits.data() + digits.size() || value < 0 || value > most)
            refuse(text);
        return value;
    };
    auto const point = time.find_first_of(":.");
    auto const past_hour = point == time.npos ? std::string_view("00") : time.substr(point + 1);
    if (past_hour.size() != 2)
        refuse(text);
    return std::chrono::hours(number(time.substr(0, point), 24)) + minutes(number(past_hour, 59));
}

} // namespace

std::vector<tokocrm::opening_span> parse_opening_hours(std::string_view text)
{
    auto words = split(text, is_blank);
    std::erase(words, std::string_view{});
    if (words.size() < 2)
        refuse(text);
    std::vector<std::chrono::weekday> days;
    for (auto const piece : split(words[0], [](char c) { return c == ','; })) {
        auto const range = halves(piece);
        auto const last = day_named(range ? range->second : piece, text);
        for (auto day = range ? day_named(range->first, text) : last;; ++day) {
            days.push_back(day);
            if (day == last)
                break;
        }
    }
    std::vector<tokocrm::opening_span> hours;
    for (auto word = words.begin() + 1; word != words.end(); ++word) {
        auto const range = halves(*word);
        if (!range)
            refuse(text);
        for (auto const day : days)
            hours.push_back({.day = day,
                             .opens = time_of(range->first, text),
                             .closes = time_of(range->second, text)});
    }
    return hours;
}

} // namespace toko
