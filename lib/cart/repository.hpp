#ifndef TOKOCRM_LIB_CART_REPOSITORY_HPP
#define TOKOCRM_LIB_CART_REPOSITORY_HPP

#include "rules.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokocrm::cart_repository {

/// Whose cart, as it is kept: the customer, or the digest of the visitor's token.
struct holder_key
{
    std::optional<std::int64_t> customer;
    std::string token_digest;
};

/// The cart's row; none where nothing is in it.
std::optional<std::int64_t> find(unit_of_work& uow, holder_key const& whose);
/// The same, made where it was not there; nobody else changes it until the unit's end.
std::int64_t hold(unit_of_work& uow, holder_key const& whose);

/// By position.
std::vector<kept_line> lines(unit_of_work& uow, std::int64_t cart, currency c);
/// Behind the others.
void insert_line(unit_of_work& uow, std::int64_t cart, kept_line const& added);
/// Its quantity, and what was seen of it.
void update_line(unit_of_work& uow, std::int64_t cart, kept_line const& changed);
void remove_line(unit_of_work& uow, std::int64_t cart, std::int64_t position);

/// With its lines.
void remove(unit_of_work& uow, std::int64_t cart);
/// Visitors' carts. @return How many went.
std::int64_t remove_stale(unit_of_work& uow, timestamp before);

} // namespace tokocrm::cart_repository

#endif
