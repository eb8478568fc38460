#include "decimal.hpp"
#include "excerpt.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/percentage.hpp>

namespace tokocrm {

namespace {

constexpr int places = 4; // of a percent: a millionth of the whole

} // namespace

percentage parse_percentage(std::string_view text, char decimal_point)
{
    auto const number = read_decimal(text, decimal_point);
    auto const scaled = number ? scale(*number, places) : std::nullopt;
    if (!scaled || scaled->beyond != remainder::none || scaled->value < 0 ||
        scaled->value > percentage::percent(100).ppm())
        throw error(errc::invalid_input, "percentage.invalid",
                    mark("{0} is not a percentage; write a number from 0 to 100 with at most four "
                         "decimals, such as {1}"),
                    {excerpt(text), decimal_point == ',' ? "12,5" : "12.5"});
    return percentage::ppm(scaled->value);
}

std::string to_decimal(percentage rate)
{
    return write_shortest_decimal(rate.ppm(), places);
}

} // namespace tokocrm
