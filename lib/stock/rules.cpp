#include "rules.hpp"

#include <tokocrm/error.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace tokocrm {

namespace {

__extension__ using wide = __int128;

constexpr std::int64_t one_unit = 1'000;

constexpr std::array<std::pair<movement_kind, std::string_view>, 5> kinds{{
    {movement_kind::received, "received"},
    {movement_kind::sold, "sold"},
    {movement_kind::returned, "returned"},
    {movement_kind::adjusted, "adjusted"},
    {movement_kind::counted, "counted"},
}};

} // namespace

std::string_view name(movement_kind kind) noexcept
{
    auto const* const found = std::find_if(kinds.begin(), kinds.end(),
                                           [&](auto const& each) { return each.first == kind; });
    return found == kinds.end() ? std::string_view() : found->second;
}

movement_kind read_movement_kind(std::string_view name)
{
    auto const* const found = std::find_if(kinds.begin(), kinds.end(),
                                           [&](auto const& each) { return each.second == name; });
    if (found == kinds.end())
        throw error(errc::internal, "stock.damaged",
                    mark("the stock's ledger has a movement of no known kind"));
    return found->first;
}

quantity in_base_units(pack const& in, quantity packs)
{
    auto const product = wide{packs.thousandths()} * in.contains.thousandths();
    if (product % one_unit != 0)
        throw error(errc::invalid_input, "quantity.too_fine",
                    mark("{0} packs of {1} are finer than thousandths; choose another quantity"),
                    {to_decimal(packs), to_decimal(in.contains)});
    auto const units = product / one_unit;
    if (units > INT64_MAX || units < INT64_MIN)
        throw error(errc::invalid_input, "quantity.overflow",
                    mark("a quantity is too large: at most 9223372036854775 units can be counted"));
    return quantity::thousandths(static_cast<std::int64_t>(units));
}

void check_whole(product const& of, quantity amount)
{
    if (!of.fractional && amount.thousandths() % one_unit != 0)
        throw error(errc::invalid_input, "stock.fraction",
                    mark("{0} is kept in whole {1}, so it cannot be {2}"),
                    {of.name, of.unit, to_decimal(amount)});
}

void check_received(product const& of, quantity amount)
{
    if (amount.thousandths() <= 0)
        throw error(errc::invalid_input, "stock.quantity_invalid",
                    mark("what is received must be above 0; adjust the stock to take some away"));
    check_whole(of, amount);
}

void check_adjusted(product const& of, quantity difference)
{
    if (difference.thousandths() == 0)
        throw error(errc::invalid_input, "stock.quantity_invalid",
                    mark("an adjustment of 0 changes nothing; give what is more, or less below 0"));
    check_whole(of, difference);
}

void check_counted(product const& of, quantity amount)
{
    if (amount.thousandths() < 0)
        throw error(errc::invalid_input, "stock.quantity_invalid",
                    mark("what is counted is 0 or more, not {0}"), {to_decimal(amount)});
    check_whole(of, amount);
}

void check_low_stock(product const& of, quantity low_stock)
{
    if (low_stock.thousandths() < 0)
        throw error(errc::invalid_input, "stock.quantity_invalid",
                    mark("little is a stock of 0 or more, not of {0}"), {to_decimal(low_stock)});
    check_whole(of, low_stock);
}

bool is_little(quantity available, std::optional<quantity> low_stock, bool active, bool archived)
{
    if (archived)
        return false;
    if (low_stock)
        return available <= *low_stock;
    return active && available.thousandths() <= 0;
}

} // namespace tokocrm
