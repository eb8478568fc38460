#include "decimal.hpp"
#include "excerpt.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/money.hpp>

#include <algorithm>
#include <limits>

namespace tokocrm {

namespace {

__extension__ using wide = __int128;

[[noreturn]] void overflow()
{
    throw error(errc::invalid_input, "money.overflow",
                mark("an amount is too large to be counted; check prices and quantities"));
}

void require_same_currency(money a, money b)
{
    if (a.currency() != b.currency())
        throw error(errc::invalid_input, "money.currency_mismatch",
                    mark("amounts in {0} and {1} cannot be reckoned together; use one currency"),
                    {std::string(code(a.currency())), std::string(code(b.currency()))});
}

std::int64_t narrow(wide value)
{
    using limits = std::numeric_limits<std::int64_t>;
    if (value < limits::min() || value > limits::max())
        overflow();
    return static_cast<std::int64_t>(value);
}

/// `product / divisor`, rounded.
std::int64_t divide(wide product, std::int64_t divisor, rounding how)
{
    auto const quotient = product / divisor;
    auto const rest = product % divisor;
    auto const twice = 2 * (rest < 0 ? -rest : rest);
    auto const beyond = rest == 0         ? remainder::none
                        : twice < divisor ? remainder::below_half
                        : twice > divisor ? remainder::above_half
                                          : remainder::half;
    auto const away = rounds_away(beyond, quotient % 2 != 0, how);
    return narrow(quotient + (away ? (product < 0 ? -1 : 1) : 0));
}

/// Digits in threes: `1234567` as `1.234.567`.
void group(std::string& number, std::size_t whole_end, char separator)
{
    auto const first = number.front() == '-' ? 1u : 0u;
    for (auto at = whole_end; at > first + 3;)
        number.insert(at -= 3, 1, separator);
}

/// Whole rupiah that look like thousands written with a point: `19.000`.
bool may_mean_thousands(decimal_number const& number, currency c) noexcept
{
    return decimals(c) == 0 && !number.grouped && number.fraction == "000" &&
           number.whole.find_first_not_of('0') != std::string_view::npos;
}

} // namespace

money operator+(money a, money b)
{
    require_same_currency(a, b);
    std::int64_t out;
    if (__builtin_add_overflow(a.minor_, b.minor_, &out))
        overflow();
    return {out, a.currency_};
}

money operator-(money a, money b)
{
    require_same_currency(a, b);
    std::int64_t out;
    if (__builtin_sub_overflow(a.minor_, b.minor_, &out))
        overflow();
    return {out, a.currency_};
}

money operator-(money a)
{
    return money(0, a.currency_) - a;
}

std::strong_ordering operator<=>(money a, money b)
{
    require_same_currency(a, b);
    return a.minor_ <=> b.minor_;
}

money multiply(money unit_price, quantity amount, rounding how)
{
    auto const product = wide{unit_price.minor()} * amount.thousandths();
    return {divide(product, 1000, how), unit_price.currency()};
}

money portion(money whole, percentage rate, rounding how)
{
    auto const product = wide{whole.minor()} * rate.ppm();
    return {divide(product, percentage::percent(100).ppm(), how), whole.currency()};
}

std::vector<money> allocate(money total, std::span<std::int64_t const> weights)
{
    wide sum = 0;
    bool negative = false;
    for (auto const weight : weights) {
        negative = negative || weight < 0;
        sum += weight;
    }
    if (negative || sum == 0)
        throw error(errc::invalid_input, "money.no_weights",
                    mark("an amount cannot be split: its shares need weights that are not "
                         "negative and not all zero"));

    struct part
    {
        wide rest;
        std::size_t index;
    };
    std::vector<money> shares;
    std::vector<part> parts;
    shares.reserve(weights.size());
    parts.reserve(weights.size());
    wide left = total.minor();
    for (auto const weight : weights) {
        auto const product = wide{total.minor()} * weight;
        auto const rest = product % sum;
        parts.push_back({rest < 0 ? -rest : rest, parts.size()});
        shares.emplace_back(narrow(product / sum), total.currency());
        left -= shares.back().minor();
    }
    // Fewer units are left than there are shares with a rest.
    std::sort(parts.begin(), parts.end(), [](part const& a, part const& b) {
        return a.rest != b.rest ? a.rest > b.rest : a.index < b.index;
    });
    money const unit(left < 0 ? -1 : 1, total.currency());
    for (std::size_t i = 0; left != 0; ++i, left -= unit.minor())
        shares[parts[i].index] += unit;
    return shares;
}

money parse_money(std::string_view text, currency c, char decimal_point,
                  std::optional<rounding> how, bool* rounded)
{
    auto const number = read_decimal(text, decimal_point);
    if (!number)
        throw error(errc::invalid_input, "money.invalid",
                    mark("{0} is not an amount; write digits without a currency sign, "
                         "such as {1}"),
                    {excerpt(text), decimal_point == ',' ? "28.810" : "28810"});
    if (may_mean_thousands(*number, c))
        throw error(errc::invalid_input, "money.too_fine",
                    mark("{0} may mean thousands or units of {1}; write it without decimals"),
                    {excerpt(text), std::string(code(c))});
    auto const scaled = scale(*number, decimals(c));
    if (!scaled)
        overflow();
    auto minor = scaled->value;
    if (scaled->beyond != remainder::none) {
        if (!how)
            throw error(errc::invalid_input, "money.too_fine",
                        mark("amount {0} is too fine: {1} has {2} decimals"),
                        {excerpt(text), std::string(code(c)), std::to_string(decimals(c))});
        if (rounds_away(scaled->beyond, minor % 2 != 0, *how) &&
            __builtin_add_overflow(minor, std::int64_t{number->negative ? -1 : 1}, &minor))
            overflow();
        if (rounded != nullptr)
            *rounded = true;
    }
    return {minor, c};
}

std::string to_decimal(money amount)
{
    return write_decimal(amount.minor(), decimals(amount.currency()));
}

std::string to_column_text(money amount)
{
    auto out = to_decimal(amount);
    auto const point = out.find('.');
    group(out, point == std::string::npos ? out.size() : point,
          amount.currency() == currency::idr ? '.' : ',');
    return out;
}

std::string to_text(money amount)
{
    auto out = to_column_text(amount);
    auto const sign = amount.currency() == currency::idr ? "Rp" : code(amount.currency());
    out.insert(amount.minor() < 0 ? 1 : 0, std::string(sign) + ' ');
    return out;
}

} // namespace tokocrm
