#ifndef TOKOCRM_LIB_CRM_DATA_REPOSITORY_HPP
#define TOKOCRM_LIB_CRM_DATA_REPOSITORY_HPP

// What is kept about a person, as rows of names and values: the same in all tables that have some.

#include <tokocrm/unit_of_work.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tokocrm::data_repository {

/// How a stored value is written.
enum class kind { text, number, instant, day, flag, quantity, json };

/// One value of a row, as the database writes it as text.
struct datum
{
    char const* name;
    kind is;
    std::optional<std::string> value;
};

using row = std::vector<datum>;
using taker = std::function<void(row const&)>;

/// What there is about a card; the key is its id.
enum class about_card {
    card,
    erasure,
    merges,
    notes,
    tags,
    consents,
    cart,
    reviews,
    messages,
    events,
};

/// What there is about an order; the key is its row's id.
enum class about_order {
    header,
    lines,
    adjustments,
    transitions,
    submissions,
    payments,
    refunds,
    refund_lines,
    coupon_uses,
    events,
};

void for_each(unit_of_work& uow, about_card what, std::int64_t key, taker const& take);
void for_each(unit_of_work& uow, about_order what, std::int64_t key, taker const& take);

/// The rows' ids of a card's orders, oldest first.
std::vector<std::int64_t> orders_of(unit_of_work& uow, std::int64_t card);

} // namespace tokocrm::data_repository

#endif
