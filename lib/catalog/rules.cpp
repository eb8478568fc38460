#include "../core/decimal.hpp"

#include <tokocrm/catalog.hpp>

namespace tokocrm {

std::optional<std::string> average_stars(rating const& of)
{
    if (of.reviews <= 0)
        return std::nullopt;
    auto const whole = of.stars / of.reviews;
    auto const rest = of.stars % of.reviews;
    auto const tenths = (20 * rest + of.reviews) / (2 * of.reviews);
    return write_decimal(10 * whole + tenths, 1);
}

} // namespace tokocrm
