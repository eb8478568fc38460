#include "people.hpp"

#include "../text/tr.hpp"

#include <algorithm>
#include <cstddef>

namespace toko {

namespace {

constexpr char const* months[] = {tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"),
                                  tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec")};

/// New, Pending and OK are said so in both languages.
constexpr char const* labels[] = {tr("Cancelled"), tr("Expired"), tr("Refunded")};

/// Whether a text is laid out like a pattern, where `9` stands for a digit.
bool looks_like(std::string_view text, std::string_view pattern) noexcept
{
    return text.size() == pattern.size() &&
           std::equal(text.begin(), text.end(), pattern.begin(), [](char has, char wanted) {
               return wanted == '9' ? has >= '0' && has <= '9' : has == wanted;
           });
}

/// The name of the month that two digits count; empty if none.
std::string_view month_name(std::string_view digits, tokocrm::language in) noexcept
{
    auto const month = static_cast<std::size_t>((digits[0] - '0') * 10 + (digits[1] - '0'));
    return month >= 1 && month <= 12 ? translate(in, months[month - 1]) : std::string_view{};
}

std::string joined(std::string_view day, std::string_view month, std::string_view year)
{
    std::string text(day.starts_with('0') ? day.substr(1) : day);
    for (auto const part : {month, year}) {
        if (!part.empty())
            text.append(text.empty() ? "" : " ").append(part);
    }
    return text;
}

} // namespace

std::string date_text(tokocrm::date on, tokocrm::language in)
{
    return date_text(tokocrm::to_iso(on), in);
}

std::string date_text(std::string_view iso, tokocrm::language in)
{
    bool const day = looks_like(iso, "9999-99-99");
    if (!day && !looks_like(iso, "9999-99"))
        return std::string(iso);
    auto const month = month_name(iso.substr(5, 2), in);
    if (month.empty())
        return std::string(iso);
    return joined(day ? iso.substr(8) : std::string_view{}, month, iso.substr(0, 4));
}

std::string range_text(tokocrm::date_range range, tokocrm::language in)
{
    auto const last = date_text(range.last, in);
    if (range.first == range.last)
        return last;
    if (range.first.year() != range.last.year())
        return date_text(range.first, in) + " – " + last;
    auto const iso = tokocrm::to_iso(range.first);
    auto const first = std::string_view(iso);
    bool const same_month = range.first.month() == range.last.month();
    auto const month = same_month ? std::string_view{} : month_name(first.substr(5, 2), in);
    return joined(first.substr(8), month, {}) + " – " + last;
}

std::string instant_text(std::string_view iso, tokocrm::language in)
{
    if (iso.size() < 16 || !looks_like(iso.substr(0, 16), "9999-99-99T99:99"))
        return date_text(iso, in);
    auto text = date_text(iso.substr(0, 10), in);
    text.append(" ").append(iso.substr(11, 2));
    text.append(in == tokocrm::language::id ? "." : ":").append(iso.substr(14, 2));
    return text;
}

std::string decimal_text(std::string_view decimal, tokocrm::language in)
{
    std::string text(decimal);
    if (in == tokocrm::language::id)
        std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string count_text(std::int64_t count, tokocrm::language in)
{
    auto text = std::to_string(count);
    std::size_t const sign = count < 0 ? 1 : 0;
    for (std::size_t left = text.size(); left > sign + 3; left -= 3)
        text.insert(left - 3, 1, in == tokocrm::language::id ? '.' : ',');
    return text;
}

std::string shortened(std::string_view text, std::size_t columns)
{
    constexpr std::string_view more = "…";
    std::string line;
    std::size_t fits = 0; // so much of it leaves room for `more`
    while (!text.empty()) {
        std::size_t length = 1;
        while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
            ++length;
        auto letter = text.substr(0, length);
        text.remove_prefix(length);
        if (letter == "\n" || letter == "\t" || letter == "\r")
            letter = " ";
        if (letter == " " && (line.empty() || line.back() == ' '))
            continue;
        line += letter;
        auto const width = tokocrm::display_width(tokocrm::escape_for_display(line));
        if (width > columns) {
            line.resize(fits);
            return line.append(more);
        }
        if (width < columns)
            fits = line.size();
    }
    return line;
}

std::string_view label_text(std::string_view label, tokocrm::language in) noexcept
{
    for (char const* const known : labels) {
        if (label == known)
            return translate(in, known);
    }
    return label;
}

} // namespace toko
