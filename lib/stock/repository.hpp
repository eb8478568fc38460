#ifndef TOKOCRM_LIB_STOCK_REPOSITORY_HPP
#define TOKOCRM_LIB_STOCK_REPOSITORY_HPP

#include "../core/search_text.hpp"
#include "service.hpp"

#include <tokocrm/stock.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm::stock_repository {

// --- What is there. Each change is one conditional statement: @return whether its condition held.

/// Where so much is available.
bool reserve(unit_of_work& uow, id<product> of, quantity amount);
/// Where so much is available.
bool take(unit_of_work& uow, id<product> of, quantity amount);
/// Where so much is on hand and reserved.
bool take_reserved(unit_of_work& uow, id<product> of, quantity amount);
/// Where so much is reserved.
bool release(unit_of_work& uow, id<product> of, quantity amount);
/// Where the sum is not below zero and can be kept.
bool add(unit_of_work& uow, id<product> of, quantity difference);
/// Where so much is on hand as was seen.
bool replace(unit_of_work& uow, id<product> of, quantity seen, quantity counted);
void set_low_stock(unit_of_work& uow, id<product> of, std::optional<quantity> mark);

/// Before a product's first movement: its level is there, and it is marked as moved.
void note_first_movement(unit_of_work& uow, id<product> of);

/// What a product has on hand and reserved.
struct figures
{
    quantity on_hand = quantity::thousandths(0);
    quantity reserved = quantity::thousandths(0);
};

figures figures_of(unit_of_work& uow, id<product> of);
std::optional<stock_level> level_of(unit_of_work& uow, id<product> of);

/// Which levels.
struct selection
{
    std::vector<search_word> words; ///< none: not searched
    std::optional<std::int64_t> category;
    bool low = false;
    bool shortage = false;
};

/// Where a page begins: after this product.
struct position
{
    std::string name_folded;
    std::int64_t number = 0;
};

std::vector<stock_level> list(unit_of_work& uow, selection const& wanted,
                              std::optional<std::int64_t> limit, std::int64_t offset,
                              std::optional<position> const& after);
std::int64_t count(unit_of_work& uow, selection const& wanted, std::optional<std::int64_t> most);

// --- The ledger.

/// A movement to be kept.
struct entry
{
    id<product> of{0};
    movement_kind kind = movement_kind::received;
    quantity amount = quantity::thousandths(0);
    std::optional<id<order>> by = {};
    std::string_view reason = {};
    date on;
};

id<stock_movement> insert_movement(unit_of_work& uow, entry const& kept);
/// Where no more than was sold to the order comes back with it. @return Whether it was kept.
bool insert_return(unit_of_work& uow, entry const& kept);
/// By id, the newest first, beginning before one.
std::vector<stock_movement> history(unit_of_work& uow, std::optional<id<product>> of,
                                    std::optional<std::int64_t> limit, std::int64_t offset,
                                    std::optional<std::int64_t> before);
std::vector<stock_demand> sold_of(unit_of_work& uow, id<order> of);

// --- Reservations.

void insert_reservation(unit_of_work& uow, id<order> by, stock_demand const& line);
/// Closes those that are open. @return How much of each product they were for.
std::map<id<product>, quantity> close_reservations(unit_of_work& uow, id<order> of,
                                                   std::string_view outcome);

} // namespace tokocrm::stock_repository

#endif
