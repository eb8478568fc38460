#ifndef TOKOCRM_LIB_CORE_ROW_NUMBER_HPP
#define TOKOCRM_LIB_CORE_ROW_NUMBER_HPP

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace tokocrm {

/// The id that a text is, if it is one: digits alone, above zero.
inline std::optional<std::int64_t> row_number(std::string_view text) noexcept
{
    std::int64_t number = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size() || number <= 0)
        return std::nullopt;
    return number;
}

} // namespace tokocrm

#endif
