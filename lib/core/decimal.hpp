#ifndef TOKOCRM_LIB_CORE_DECIMAL_HPP
#define TOKOCRM_LIB_CORE_DECIMAL_HPP

#include <tokocrm/money.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokocrm {

/// A decimal number as it was written; views into the text.
struct decimal_number
{
    bool negative = false;
    std::string_view whole; ///< at least a digit; with dots if `grouped`
    std::string_view fraction;
    bool grouped = false;
};

/** Take a plain decimal number apart: digits, perhaps a `-` before and a fraction behind.

    @param decimal_point `.` or `,`; with `,`, dots may stand between groups of three digits.
    @return `std::nullopt` for anything else; blanks around it do not matter.
*/
std::optional<decimal_number> read_decimal(std::string_view text, char decimal_point) noexcept;

/// What lies beyond the last decimal that is kept.
enum class remainder { none, below_half, half, above_half };

struct scaled_number
{
    std::int64_t value; ///< cut off towards zero
    remainder beyond;
};

/// `number × 10^decimals`; `std::nullopt` where it does not fit.
std::optional<scaled_number> scale(decimal_number const& number, int decimals) noexcept;

/// Whether a quotient cut off towards zero goes one further from zero.
constexpr bool rounds_away(remainder beyond, bool odd, rounding how) noexcept
{
    switch (how) {
    case rounding::half_up:
        return beyond >= remainder::half;
    case rounding::half_even:
        return beyond == remainder::above_half || (beyond == remainder::half && odd);
    case rounding::down:
        return false;
    }
    return false;
}

/// `value / 10^decimals` as a decimal number, with all its decimals.
std::string write_decimal(std::int64_t value, int decimals);

/// The same in the fewest digits.
std::string write_shortest_decimal(std::int64_t value, int decimals);

} // namespace tokocrm

#endif
