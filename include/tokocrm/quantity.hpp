#ifndef TOKOCRM_QUANTITY_HPP
#define TOKOCRM_QUANTITY_HPP

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)

/** @file
    How much of something.
*/

namespace tokocrm {

/** How much of something, in thousandths of its unit: 2.5 kg is 2,500.

    Arithmetic is exact. What does not fit throws `errc::invalid_input` / `quantity.overflow`.
*/
class quantity
{
public:
    /// So many thousandths of a unit.
    static constexpr quantity thousandths(std::int64_t value) noexcept { return quantity(value); }

    /** So many whole units.

        @par Errors
        `errc::invalid_input` / `quantity.overflow`
    */
    static quantity whole(std::int64_t units);

    /// The number of thousandths.
    constexpr std::int64_t thousandths() const noexcept { return thousandths_; }

    /** The sum.

        @par Errors
        `errc::invalid_input` / `quantity.overflow`
    */
    friend quantity operator+(quantity a, quantity b);

    /** The difference; it may be below zero.

        @par Errors
        `errc::invalid_input` / `quantity.overflow`
    */
    friend quantity operator-(quantity a, quantity b);

    /// By size.
    friend auto operator<=>(quantity, quantity) = default;

private:
    constexpr explicit quantity(std::int64_t value) noexcept : thousandths_(value) {}
    std::int64_t thousandths_;
};

/// @cond
// g++ does not export what is declared as a friend alone.
quantity operator+(quantity a, quantity b);
quantity operator-(quantity a, quantity b);
/// @endcond

/** Read a quantity as people write it: `3`, `0.25`, `3.0`; `-` in front makes it negative.

    @param text The number, and nothing else but white space around it.
    @param decimal_point `.` or `,`; with `,`, dots may stand between groups of three digits.

    @par Errors
    @li `errc::invalid_input` / `quantity.invalid` for anything that is no decimal number
    @li `errc::invalid_input` / `quantity.too_fine` for more than three significant decimals
    @li `errc::invalid_input` / `quantity.overflow`
*/
quantity parse_quantity(std::string_view text, char decimal_point = '.');

/// The shortest decimal number: `3`, `212.5`.
std::string to_decimal(quantity amount);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
