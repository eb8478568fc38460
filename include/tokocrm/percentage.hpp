#ifndef TOKOCRM_PERCENTAGE_HPP
#define TOKOCRM_PERCENTAGE_HPP

#include <tokocrm/config.hpp>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace tokocrm TOKOCRM_PUBLIC {

/// A share of a whole, in parts per million: 12.5 % is 125,000.
class percentage
{
public:
    static constexpr percentage ppm(std::int64_t value) noexcept { return percentage(value); }
    static constexpr percentage percent(std::int64_t value) noexcept
    {
        return percentage(value * 10'000);
    }
    constexpr std::int64_t ppm() const noexcept { return ppm_; }
    friend auto operator<=>(percentage, percentage) = default;

private:
    constexpr explicit percentage(std::int64_t value) noexcept : ppm_(value) {}
    std::int64_t ppm_;
};

/** Read a percentage as people write it: `15`, `12.5`.

    @param decimal_point `.` or `,`.

    @par Errors
    @li `errc::invalid_input` / `percentage.invalid` for anything that is no decimal number, is
    finer than a millionth, below 0 or above 100.
*/
percentage parse_percentage(std::string_view text, char decimal_point = '.');

/// The shortest decimal number of percent: `15`, `12.5`.
std::string to_decimal(percentage rate);

} // namespace TOKOCRM_PUBLIC

#endif
