#ifndef TOKOCRM_QUANTITY_HPP
#define TOKOCRM_QUANTITY_HPP

#include <tokocrm/config.hpp>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace tokocrm TOKOCRM_PUBLIC {

/// How much of something, in thousandths of its unit: 2.5 kg is 2,500.
class quantity
{
public:
    static constexpr quantity thousandths(std::int64_t value) noexcept { return quantity(value); }
    /// @par Errors `errc::invalid_input` / `quantity.overflow`
    static quantity whole(std::int64_t units);
    constexpr std::int64_t thousandths() const noexcept { return thousandths_; }

    /// @par Errors `errc::invalid_input` / `quantity.overflow`
    friend quantity operator+(quantity a, quantity b);
    friend quantity operator-(quantity a, quantity b);
    friend auto operator<=>(quantity, quantity) = default;

private:
    constexpr explicit quantity(std::int64_t value) noexcept : thousandths_(value) {}
    std::int64_t thousandths_;
};

/** Read a quantity as people write it: `3`, `0.25`, `3.0`; `-` in front makes it negative.

    @param decimal_point `.` or `,`; with `,`, dots may stand between groups of three digits.

    @par Errors
    @li `errc::invalid_input` / `quantity.invalid` for anything that is no decimal number
    @li `errc::invalid_input` / `quantity.too_fine` for more than three significant decimals
    @li `errc::invalid_input` / `quantity.overflow`
*/
quantity parse_quantity(std::string_view text, char decimal_point = '.');

/// The shortest decimal number: `3`, `212.5`.
std::string to_decimal(quantity amount);

} // namespace TOKOCRM_PUBLIC

#endif
