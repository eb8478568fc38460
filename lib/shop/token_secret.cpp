#include "../core/checked_text.hpp"
#include "repository.hpp"
#include "service.hpp"

#include <tokocrm/unit_of_work.hpp>

#include <array>

namespace tokocrm {

std::optional<std::string> find_token_secret(unit_of_work& uow)
{
    return shop_repository::find_token_secret(uow);
}

std::string token_secret(unit_of_work& uow)
{
    get_shop(uow);
    if (auto known = find_token_secret(uow))
        return *std::move(known);
    std::array<std::byte, 32> bytes{};
    uow.random_bytes(bytes);
    auto made = hexadecimal(bytes);
    shop_repository::set_token_secret(uow, made);
    return made;
}

} // namespace tokocrm
