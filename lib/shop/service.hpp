#ifndef TOKOCRM_LIB_SHOP_SERVICE_HPP
#define TOKOCRM_LIB_SHOP_SERVICE_HPP

#include <tokocrm/shop.hpp>

#include <optional>
#include <string>

namespace tokocrm {

/// What tokens for links are made with, which nobody is shown; none before the first token.
std::optional<std::string> find_token_secret(unit_of_work& uow);

/** The same; made where there is none.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::string token_secret(unit_of_work& uow);

} // namespace tokocrm

#endif
