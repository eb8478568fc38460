#include "checked_text.hpp"

#include "code_points.hpp"
#include "text_fold.hpp"

#include <tokocrm/error.hpp>

#include <algorithm>

namespace tokocrm {

bool fits(std::string_view text, std::size_t longest) noexcept
{
    auto const continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    auto const characters =
        text.size() -
        static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continuation));
    return characters <= longest && valid_text(text);
}

std::string checked_name(std::string_view text, char const* reason, char const* sentence,
                         std::size_t longest)
{
    if (valid_text(text)) {
        auto kept = normalised(text);
        if (!kept.empty() && fits(kept, longest))
            return kept;
    }
    throw error(errc::invalid_input, reason, sentence);
}

bool says_something(std::string_view text) noexcept
{
    constexpr std::int32_t blank_braille = 0x2800;
    while (!text.empty()) {
        auto const value = take_code_point(text).value;
        if (value < 0 || value == blank_braille)
            continue;
        auto const* const known = utf8proc_get_property(value);
        bool const is_letter =
            known->category >= UTF8PROC_CATEGORY_LU && known->category <= UTF8PROC_CATEGORY_LO;
        bool const is_number_or_sign =
            known->category >= UTF8PROC_CATEGORY_ND && known->category <= UTF8PROC_CATEGORY_SO;
        if ((is_letter || is_number_or_sign) && !known->ignorable)
            return true;
    }
    return false;
}

std::string hexadecimal(std::span<std::byte const> bytes)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (auto const byte : bytes) {
        out += digits[std::to_integer<unsigned>(byte) >> 4];
        out += digits[std::to_integer<unsigned>(byte) & 0xF];
    }
    return out;
}

} // namespace tokocrm
