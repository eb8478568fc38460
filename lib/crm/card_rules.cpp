#include "card_rules.hpp"

#include "../core/rounded_quotient.hpp"

#include <algorithm>

namespace tokocrm {

std::optional<std::int64_t> usual_interval(std::vector<date> const& days)
{
    if (days.size() < 2)
        return std::nullopt;
    std::vector<std::int64_t> between;
    for (std::size_t i = 1; i < days.size(); ++i)
        between.push_back((days[i] - days[i - 1]).days());
    std::sort(between.begin(), between.end());
    auto const upper = between[between.size() / 2], lower = between[(between.size() - 1) / 2];
    return rounded_quotient(lower + upper, 2);
}

customer_figures figures_of(std::vector<purchase_day> const& days, currency c)
{
    customer_figures figures{.net = money(0, c)};
    std::vector<date> bought_on;
    for (auto const& each : days) {
        figures.orders += each.orders;
        figures.net += money(each.net, c);
        if (each.orders > 0)
            bought_on.push_back(each.on);
    }
    if (figures.orders > 0)
        figures.average = money(rounded_quotient(figures.net.minor(), figures.orders), c);
    if (!bought_on.empty()) {
        figures.first = bought_on.front();
        figures.last = bought_on.back();
    }
    figures.usual_interval = usual_interval(bought_on);
    return figures;
}

} // namespace tokocrm
