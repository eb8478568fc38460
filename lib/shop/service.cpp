#include "../staff/service.hpp"

#include "../core/changed_fields.hpp"
#include "../core/characters.hpp"
#include "../core/checked_text.hpp"
#include "../core/excerpt.hpp"
#include "../core/phone.hpp"
#include "../core/text_fold.hpp"
#include "repository.hpp"
#include "rules.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <array>

namespace tokocrm {

namespace {

constexpr std::size_t longest_about = 10'000;

std::string checked_shop_name(std::string_view name)
{
    return checked_name(name, "shop.name_invalid",
                        mark("the shop's name must have 1 to 200 characters"));
}

std::string checked_text(std::string const& text, std::size_t longest)
{
    if (!fits(text, longest))
        throw error(errc::invalid_input, "shop.text_invalid",
                    mark("what is said about the shop has at most 10,000 characters, its address "
                         "200, of valid text"));
    return normalised(text);
}

std::optional<std::string> checked_phone(std::optional<std::string> const& text,
                                         std::string const& country)
{
    if (!text)
        return std::nullopt;
    if (auto number = normalise_phone(*text, country))
        return number;
    throw error(errc::invalid_input, "shop.phone_invalid",
                mark("{0} is no telephone number; write it with the area's or the country's code, "
                     "such as {1}"),
                {excerpt(*text), "+6281234567890"});
}

std::optional<std::string> checked_email(std::optional<std::string> const& text)
{
    if (!text)
        return std::nullopt;
    if (auto address = normalise_email(*text); address && fits(*address, longest_name))
        return address;
    throw error(errc::invalid_input, "shop.email_invalid",
                mark("{0} is no e-mail address; write it as {1}"),
                {excerpt(*text), "nama@example.com"});
}

[[noreturn]] void refuse_changed()
{
    throw error(errc::conflict, "shop.changed",
                mark("the shop was changed meanwhile; look at it again"));
}

[[noreturn]] void not_founded()
{
    throw error(errc::not_found, "shop.not_founded",
                mark("there is no shop in this database; found one with toko init"));
}

std::chrono::hours checked_payment_time(std::chrono::hours const& time)
{
    if (time < std::chrono::hours(1) || time > std::chrono::hours(720))
        throw error(errc::invalid_input, "shop.payment_time_invalid",
                    mark("an order waits for its transfer from 1 to 720 hours"));
    return time;
}

} // namespace

shop found_shop(unit_of_work& uow, shop_profile const& profile)
{
    require(uow, right::edit_shop);
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
    founded.profile.name = checked_shop_name(profile.name);
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
    require(uow, right::read_catalog);
    if (auto found = shop_repository::find(uow))
        return *std::move(found);
    not_founded();
}

shop_details get_shop_details(unit_of_work& uow)
{
    require(uow, right::read_catalog);
    get_shop(uow);
    return shop_repository::find_details(uow);
}

shop edit_shop(unit_of_work& uow, shop_changes const& changes)
{
    require(uow, right::edit_shop);
    auto changed = get_shop(uow);
    if (changes.seen_version && *changes.seen_version != changed.version)
        refuse_changed();
    auto details = shop_repository::find_details(uow);
    auto const phone = [&](std::optional<std::string> const& text) {
        return checked_phone(text, changed.profile.country);
    };
    changed_fields fields;
    fields.set("name", changed.profile.name, checked_if(changes.name, checked_shop_name));
    fields.set("about", details.about, checked_if(changes.about, [](std::string const& text) {
                   return checked_text(text, longest_about);
               }));
    fields.set("address", details.address, checked_if(changes.address, [](std::string const& text) {
                   return checked_text(text, longest_name);
               }));
    fields.set("phone", details.phone, checked_if(changes.phone, phone));
    fields.set("whatsapp", details.whatsapp, checked_if(changes.whatsapp, phone));
    fields.set("email", details.email, checked_if(changes.email, checked_email));
    fields.set("hours", details.hours, checked_if(changes.hours, checked_hours));
    fields.set("accounts", details.accounts, checked_if(changes.accounts, checked_accounts));
    fields.set("payment_time", changed.payment_time,
               checked_if(changes.payment_time, checked_payment_time));
    fields.set("unique_codes", changed.unique_codes, changes.unique_codes);
    if (changed.unique_codes && decimals(changed.profile.currency) != 0)
        throw error(errc::invalid_input, "shop.unique_codes_unsuitable",
                    mark("unique codes are for currencies without decimals"));
    if (fields.none())
        return changed;
    if (!shop_repository::update(uow, changed, details))
        refuse_changed();
    if (changes.hours)
        shop_repository::replace_hours(uow, details.hours);
    if (changes.accounts)
        shop_repository::replace_accounts(uow, details.accounts);
    record_audit_event(uow, "shop.edit", "shop", fields.to_detail());
    return get_shop(uow);
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
