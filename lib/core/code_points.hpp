#ifndef TOKOCRM_LIB_CORE_CODE_POINTS_HPP
#define TOKOCRM_LIB_CORE_CODE_POINTS_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <utf8proc.h>

namespace tokocrm {

struct code_point
{
    std::int32_t value; ///< -1 for a byte that is no UTF-8
    std::string_view bytes;
};

/// Takes the first code point, or the first bad byte, off a text that is not empty.
inline code_point take_code_point(std::string_view& text) noexcept
{
    std::int32_t value = -1;
    auto const length = utf8proc_iterate(reinterpret_cast<unsigned char const*>(text.data()),
                                         static_cast<utf8proc_ssize_t>(text.size()), &value);
    code_point const out{length > 0 ? value : -1,
                         text.substr(0, length > 0 ? static_cast<std::size_t>(length) : 1)};
    text.remove_prefix(out.bytes.size());
    return out;
}

inline void append_code_point(std::string& out, std::int32_t value)
{
    unsigned char bytes[4];
    auto const length = utf8proc_encode_char(value, bytes);
    out.append(reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(length));
}

/// Blanks and line ends, of ASCII and beyond.
inline bool is_white_space(std::int32_t value) noexcept
{
    if (value < 0x80)
        return value == ' ' || (value >= '\t' && value <= '\r');
    if (value == 0x85)
        return true;
    auto const kind = utf8proc_category(value);
    return kind == UTF8PROC_CATEGORY_ZS || kind == UTF8PROC_CATEGORY_ZL ||
           kind == UTF8PROC_CATEGORY_ZP;
}

} // namespace tokocrm

#endif
