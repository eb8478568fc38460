#include "../core/characters.hpp"
#include "../core/checked_text.hpp"
#include "../core/phone.hpp"
#include "repository.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <array>

namespace tokocrm {

namespace {

[[noreturn]] void not_founded()
{
    throw error(errc::not_found, "shop.not_founded",
                mark("there is no shop in this database; found one with toko init"));
}

} // namespace

shop found_shop(unit_of_work& uow, shop_profile const& profile)
{
    if (shop_repository::find(uow))
        throw error(errc::already_exists, "shop.exists",
                    mark("there is a shop in this database already"));
    if (code(profile.currency) == "XXX" ||
        (profile.language != language::id && profile.language != language::en))
        throw error(errc::invalid_input, "shop.profile_invalid",
                    mark("the shop's currency or language is none that is known"));
    auto founded = shop{.profile = profile,
                        .public_id = {},
                        .created_at = uow.now(),
                        .zone = time_zone(profile.time_zone)};
    founded.profile.name = checked_name(profile.name, "shop.name_invalid",
                                        mark("the shop's name must have 1 to 200 characters"));
    founded.profile.country = upper_case(profile.country);
    if (!known_country(founded.profile.country))
        throw error(errc::invalid_input, "shop.country_unknown",
                    mark("there is no country {0}; give its two letters, for example ID"),
                    {profile.country});
    std::array<std::byte, 16> bytes{};
    uow.random_bytes(bytes);
    founded.public_id = hexadecimal(bytes);
    shop_repository::insert(uow, founded);
    record_audit_event(uow, "shop.found", "shop");
    return founded;
}

shop get_shop(unit_of_work& uow)
{
    if (auto found = shop_repository::find(uow))
        return *std::move(found);
    not_founded();
}

currency shop_currency(unit_of_work& uow)
{
    if (auto const known = shop_repository::find_currency(uow))
        return *known;
    not_founded();
}

std::string_view code(language in) noexcept
{
    return in == language::id ? "id" : "en";
}

std::optional<language> find_language(std::string_view code) noexcept
{
    if (code == "id")
        return language::id;
    if (code == "en")
        return language::en;
    return std::nullopt;
}

} // namespace tokocrm
