#ifndef TOKOCRM_LIB_SHOP_REPOSITORY_HPP
#define TOKOCRM_LIB_SHOP_REPOSITORY_HPP

#include <tokocrm/shop.hpp>

#include <optional>

namespace tokocrm::shop_repository {

void insert(unit_of_work& uow, shop const& founded);
std::optional<shop> find(unit_of_work& uow);
std::optional<currency> find_currency(unit_of_work& uow);

std::optional<std::string> find_token_secret(unit_of_work& uow);
void set_token_secret(unit_of_work& uow, std::string const& secret);

shop_details find_details(unit_of_work& uow);
/// Counts the version up. @return Whether it still had the version that it is given with.
bool update(unit_of_work& uow, shop const& changed, shop_details const& details);
void replace_hours(unit_of_work& uow, std::vector<opening_span> const& hours);
void replace_accounts(unit_of_work& uow, std::vector<bank_account> const& accounts);

} // namespace tokocrm::shop_repository

#endif
