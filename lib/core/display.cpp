#include "code_points.hpp"

#include <tokocrm/text.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace tokocrm {

namespace {

bool is_plain(char c) noexcept
{
    return c >= ' ' && c <= '~';
}

/// What moves, hides or turns what stands beside it.
bool is_treacherous(std::int32_t value) noexcept
{
    return (value >= 0x80 && value <= 0x9F) || value == 0x061C || value == 0x200B ||
           value == 0x200E || value == 0x200F || (value >= 0x2028 && value <= 0x202E) ||
           (value >= 0x2066 && value <= 0x2069) || value == 0xFEFF;
}

} // namespace

std::string escape_for_display(std::string_view text)
{
    if (std::all_of(text.begin(), text.end(), is_plain))
        return std::string(text);
    std::string out;
    out.reserve(text.size() + 8);
    while (!text.empty()) {
        auto const point = take_code_point(text);
        if (point.value == '\n')
            out += "\\n";
        else if (point.value == '\t')
            out += "\\t";
        else if (point.value < ' ' || point.value == 0x7F)
            out += fmt::format("\\x{:02X}", static_cast<unsigned char>(point.bytes.front()));
        else if (is_treacherous(point.value))
            out += fmt::format("\\u{{{:04X}}}", point.value);
        else
            out += point.bytes;
    }
    return out;
}

std::size_t display_width(std::string_view text) noexcept
{
    if (std::all_of(text.begin(), text.end(), is_plain))
        return text.size();
    std::size_t out = 0;
    while (!text.empty()) {
        auto const point = take_code_point(text);
        auto const width = point.value < 0 ? 1 : utf8proc_charwidth(point.value);
        out += static_cast<std::size_t>(std::max(width, 0));
    }
    return out;
}

} // namespace tokocrm
