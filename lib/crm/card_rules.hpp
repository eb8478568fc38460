#ifndef TOKOCRM_LIB_CRM_CARD_RULES_HPP
#define TOKOCRM_LIB_CRM_CARD_RULES_HPP

#include <tokocrm/crm.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace tokocrm {

/// What a customer's orders that were paid on one day come to, all that was booked later included.
struct purchase_day
{
    date on;
    std::int64_t orders = 0; ///< that count still
    std::int64_t net = 0;    ///< minor units
};

/// @param days By date, each once.
customer_figures figures_of(std::vector<purchase_day> const& days, currency c);

/// The median of the days from each date to the next, rounded half up; none under two.
/// @param days By date, each once.
std::optional<std::int64_t> usual_interval(std::vector<date> const& days);

} // namespace tokocrm

#endif
