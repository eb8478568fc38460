#ifndef TOKOCRM_MONEY_HPP
#define TOKOCRM_MONEY_HPP

#include <tokocrm/percentage.hpp>
#include <tokocrm/quantity.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    Amounts of money, and their arithmetic.
*/

namespace tokocrm {

/// A currency by its ISO 4217 number; any number that `find_currency` gives is a value.
enum class currency : std::uint16_t {
    idr = 360, ///< rupiah
    jpy = 392, ///< yen
    usd = 840, ///< US dollar
    eur = 978  ///< euro
};

/** The currency with an ISO 4217 letter code, case aside.

    Source: the ISO 4217 list of active currencies (funds and metals left out).

    @return It; `std::nullopt` for a code that is not in the list.

    @par Exception safety
    Never throws.
*/
std::optional<currency> find_currency(std::string_view code) noexcept;

/** The letter code, `"IDR"`; `"XXX"` for a number that is no currency's.

    @par Exception safety
    Never throws.
*/
std::string_view code(currency c) noexcept;

/** The number of decimals in which amounts are kept and shown.

    The standard exponent (USD 2, JPY 0, KWD 3), but 0 for the rupiah: nobody pays in sen. 2 for a
    number that is no currency's.

    @par Exception safety
    Never throws.
*/
int decimals(currency c) noexcept;

/// What happens to half a minor unit.
enum class rounding {
    half_up,   ///< away from zero
    half_even, ///< to the even neighbour
    down       ///< towards zero; so is everything else that is finer
};

/** An amount: whole minor units (rupiah, cents) of one currency.

    Arithmetic is exact. It throws `errc::invalid_input` / `money.overflow` where the result does
    not fit, and `money.currency_mismatch` for amounts in different currencies.
*/
class money
{
public:
    /// So many minor units: `money(28'810, currency::idr)`, `money(1'177, currency::usd)`.
    constexpr money(std::int64_t minor, currency c) noexcept : minor_(minor), currency_(c) {}
    /// The number of minor units.
    constexpr std::int64_t minor() const noexcept { return minor_; }
    /// Whose they are.
    constexpr tokocrm::currency currency() const noexcept { return currency_; }

    /** The sum.

        @par Errors
        `errc::invalid_input` / `money.overflow`, `money.currency_mismatch`
    */
    friend money operator+(money a, money b);

    /** The difference.

        @par Errors
        `errc::invalid_input` / `money.overflow`, `money.currency_mismatch`
    */
    friend money operator-(money a, money b);

    /** The amount with the other sign.

        @par Errors
        `errc::invalid_input` / `money.overflow` for the smallest amount there is
    */
    friend money operator-(money a);

    /// Adds; errors as `+`, and nothing is changed then.
    money& operator+=(money other) { return *this = *this + other; }
    /// Subtracts; errors as `-`, and nothing is changed then.
    money& operator-=(money other) { return *this = *this - other; }
    /// The same amount in the same currency. Never throws.
    friend bool operator==(money, money) = default;

    /** By size.

        @par Errors
        `errc::invalid_input` / `money.currency_mismatch`
    */
    friend std::strong_ordering operator<=>(money a, money b);

private:
    std::int64_t minor_;
    tokocrm::currency currency_;
};

/// @cond
// g++ does not export what is declared as a friend alone.
money operator+(money a, money b);
money operator-(money a, money b);
money operator-(money a);
std::strong_ordering operator<=>(money a, money b);
/// @endcond

/** `unit_price × amount`, rounded once.

    @param unit_price For one unit.
    @param amount How many units, in thousandths.
    @param how What becomes of a part of a minor unit.

    @par Errors
    `errc::invalid_input` / `money.overflow`
*/
money multiply(money unit_price, quantity amount, rounding how = rounding::half_up);

/** `whole × rate`, rounded once; half away from zero under `half_up`.

    @param whole What the share is of.
    @param rate The share.
    @param how What becomes of a part of a minor unit.

    @par Errors
    `errc::invalid_input` / `money.overflow`, where the share is beyond 100 %
*/
money portion(money whole, percentage rate, rounding how = rounding::half_up);

/** Split an amount in proportion to weights, keeping the sum exactly.

    Largest remainder; ties go to the earlier share.

    @param total What is split; it may be below zero.
    @param weights Not negative, with a sum above zero.
    @return As many shares as weights, their sum is `total`.

    @par Errors
    `errc::invalid_input` / `money.no_weights`
*/
std::vector<money> allocate(money total, std::span<std::int64_t const> weights);

/** Read an amount in major units as people write it: `28810`, `11.77`, `-5`.

    @param text The number, and nothing else but white space around it.
    @param c Whose amount it is.
    @param decimal_point `.` or `,`; with `,`, dots may stand between groups of three digits.
    @param how Rounds an amount that is finer than the currency; without it such an amount is
    refused. `2000.00` is a whole rupiah; `19.000` rupiah is refused, for it may mean 19000.
    @param[out] rounded Set where rounding changed the amount, else left as it is; may be null.

    @par Errors
    `errc::invalid_input` / `money.invalid`, `money.too_fine`, `money.overflow`
*/
money parse_money(std::string_view text, currency c, char decimal_point = '.',
                  std::optional<rounding> how = std::nullopt, bool* rounded = nullptr);

/// The amount in major units for machines: `28810`, `11.77`.
std::string to_decimal(money amount);

/** The amount for people, as its currency is written: `Rp 28.810`, `USD 1,234.50`, `-Rp 500`.

    Rupiah in the Indonesian way, every other currency with its code, commas and a point.
*/
std::string to_text(money amount);

/// `to_text` without the currency's sign, for a column of amounts: `28.810`.
std::string to_column_text(money amount);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
