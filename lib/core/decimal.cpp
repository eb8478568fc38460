#include "decimal.hpp"

#include "characters.hpp"

#include <algorithm>
#include <limits>

namespace tokocrm {

namespace {

bool all_digits(std::string_view text) noexcept
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Groups of three behind a first one that does not begin with a zero: `1.234.567`.
bool well_grouped(std::string_view whole) noexcept
{
    auto dot = whole.find('.');
    if (dot > 3 || whole.front() == '0' || !all_digits(whole.substr(0, dot)))
        return false;
    while (dot != std::string_view::npos) {
        auto const next = whole.find('.', dot + 1);
        auto const group = whole.substr(
            dot + 1, next == std::string_view::npos ? std::string_view::npos : next - dot - 1);
        if (group.size() != 3 || !all_digits(group))
            return false;
        dot = next;
    }
    return true;
}

/// Appends a digit to a number that grows away from zero.
bool append(std::int64_t& value, int digit, bool negative) noexcept
{
    return !__builtin_mul_overflow(value, std::int64_t{10}, &value) &&
           !__builtin_add_overflow(value, std::int64_t{negative ? -digit : digit}, &value);
}

remainder compare_with_half(std::string_view beyond) noexcept
{
    auto const rest_is_zero =
        beyond.empty() || beyond.find_first_not_of('0', 1) == std::string_view::npos;
    if (beyond.empty() || (beyond.front() == '0' && rest_is_zero))
        return remainder::none;
    if (beyond.front() == '5' && rest_is_zero)
        return remainder::half;
    return beyond.front() < '5' ? remainder::below_half : remainder::above_half;
}

} // namespace

std::optional<decimal_number> read_decimal(std::string_view text, char decimal_point) noexcept
{
    decimal_number out;
    text = trimmed(text);
    if (!text.empty() && text.front() == '-') {
        out.negative = true;
        text.remove_prefix(1);
    }
    auto const point = text.find(decimal_point);
    out.whole = text.substr(0, point);
    if (point != std::string_view::npos) {
        out.fraction = text.substr(point + 1);
        if (!all_digits(out.fraction))
            return std::nullopt;
    }
    if (all_digits(out.whole))
        return out;
    out.grouped = decimal_point == ',' && !out.whole.empty() && well_grouped(out.whole);
    return out.grouped ? std::optional(out) : std::nullopt;
}

std::optional<scaled_number> scale(decimal_number const& number, int decimals) noexcept
{
    std::int64_t value = 0;
    for (char const c : number.whole)
        if (c != '.' && !append(value, c - '0', number.negative))
            return std::nullopt;
    auto const kept = static_cast<std::size_t>(decimals);
    for (std::size_t i = 0; i < kept; ++i) {
        auto const digit = i < number.fraction.size() ? number.fraction[i] - '0' : 0;
        if (!append(value, digit, number.negative))
            return std::nullopt;
    }
    auto const beyond = number.fraction.substr(std::min(kept, number.fraction.size()));
    return scaled_number{value, compare_with_half(beyond)};
}

std::string write_decimal(std::int64_t value, int decimals)
{
    auto const magnitude =
        value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    auto out = std::to_string(magnitude);
    if (decimals > 0) {
        auto const places = static_cast<std::size_t>(decimals);
        if (out.size() <= places)
            out.insert(0, places + 1 - out.size(), '0');
        out.insert(out.size() - places, 1, '.');
    }
    if (value < 0)
        out.insert(0, 1, '-');
    return out;
}

std::string write_shortest_decimal(std::int64_t value, int decimals)
{
    auto out = write_decimal(value, decimals);
    if (decimals > 0) {
        out.erase(out.find_last_not_of('0') + 1);
        if (out.back() == '.')
            out.pop_back();
    }
    return out;
}

} // namespace tokocrm
