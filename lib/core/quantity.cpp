#include "decimal.hpp"
#include "excerpt.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/quantity.hpp>

namespace tokocrm {

namespace {

constexpr int places = 3;

[[noreturn]] void overflow()
{
    throw error(errc::invalid_input, "quantity.overflow",
                mark("a quantity is too large: at most 9223372036854775 units can be counted"));
}

} // namespace

quantity quantity::whole(std::int64_t units)
{
    std::int64_t out;
    if (__builtin_mul_overflow(units, std::int64_t{1000}, &out))
        overflow();
    return quantity(out);
}

quantity operator+(quantity a, quantity b)
{
    std::int64_t out;
    if (__builtin_add_overflow(a.thousandths_, b.thousandths_, &out))
        overflow();
    return quantity(out);
}

quantity operator-(quantity a, quantity b)
{
    std::int64_t out;
    if (__builtin_sub_overflow(a.thousandths_, b.thousandths_, &out))
        overflow();
    return quantity(out);
}

quantity parse_quantity(std::string_view text, char decimal_point)
{
    auto const number = read_decimal(text, decimal_point);
    if (!number)
        throw error(errc::invalid_input, "quantity.invalid",
                    mark("{0} is not a quantity; write a plain number such as {1}"),
                    {excerpt(text), decimal_point == ',' ? "2,5" : "2.5"});
    auto const scaled = scale(*number, places);
    if (!scaled)
        overflow();
    if (scaled->beyond != remainder::none)
        throw error(errc::invalid_input, "quantity.too_fine",
                    mark("quantity {0} has more than three decimals; round it to thousandths"),
                    {excerpt(text)});
    return quantity::thousandths(scaled->value);
}

std::string to_decimal(quantity amount)
{
    return write_shortest_decimal(amount.thousandths(), places);
}

} // namespace tokocrm
