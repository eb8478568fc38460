#ifndef TOKOCRM_PERCENTAGE_HPP
#define TOKOCRM_PERCENTAGE_HPP

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)

/** @file
    Shares of a whole.
*/

namespace tokocrm {

/// A share of a whole, in parts per million: 12.5 % is 125,000.
class percentage
{
public:
    /// So many millionths; any number.
    static constexpr percentage ppm(std::int64_t value) noexcept { return percentage(value); }
    /// So many whole percent; any number that a share could be, for overflow is not looked for.
    static constexpr percentage percent(std::int64_t value) noexcept
    {
        return percentage(value * 10'000);
    }
    /// The number of millionths.
    constexpr std::int64_t ppm() const noexcept { return ppm_; }
    /// By size.
    friend auto operator<=>(percentage, percentage) = default;

private:
    constexpr explicit percentage(std::int64_t value) noexcept : ppm_(value) {}
    std::int64_t ppm_;
};

/** Read a percentage as people write it: `15`, `12.5`.

    @param text The number, without a sign for percent.
    @param decimal_point `.` or `,`.

    @par Errors
    `errc::invalid_input` / `percentage.invalid` for anything that is no decimal number, is finer
    than a millionth of the whole, below 0 or above 100.
*/
percentage parse_percentage(std::string_view text, char decimal_point = '.');

/// The shortest decimal number of percent: `15`, `12.5`.
std::string to_decimal(percentage rate);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
