#include "repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/error.hpp>

#include <string>

namespace tokocrm::shop_repository {

using soci::into, soci::use;

namespace {

tokocrm::currency known_currency(std::string const& letters)
{
    if (auto const known = tokocrm::find_currency(letters))
        return *known;
    throw error(errc::internal, "shop.damaged", mark("the shop's currency is not known"));
}

} // namespace

void insert(unit_of_work& uow, shop const& founded)
{
    auto const& profile = founded.profile;
    auto const currency = std::string(code(profile.currency));
    auto const language = std::string(code(profile.language));
    auto const created_at = db::to_number(founded.created_at);
    sql(uow) << "insert into shop (id, public_id, name, currency, timezone, country, language,"
                " created_at) values (1, :public_id, :name, :currency, :timezone, :country,"
                " :language, :created_at)",
        use(founded.public_id), use(profile.name), use(currency), use(profile.time_zone),
        use(profile.country), use(language), use(created_at);
}

std::optional<shop> find(unit_of_work& uow)
{
    std::string public_id, name, currency, zone, country, language;
    std::int64_t created_at = 0;
    sql(uow) << "select public_id, name, currency, timezone, country, language, created_at"
                "  from shop where id = 1",
        into(public_id), into(name), into(currency), into(zone), into(country), into(language),
        into(created_at);
    if (!sql(uow).got_data())
        return std::nullopt;
    return shop{
        .profile = {.name = name,
                    .currency = known_currency(currency),
                    .time_zone = zone,
                    .country = country,
                    .language = find_language(language).value_or(tokocrm::language::id)},
        .public_id = public_id,
        .created_at = db::to_timestamp(created_at),
        .zone = time_zone(zone),
    };
}

std::optional<currency> find_currency(unit_of_work& uow)
{
    struct founding
    {
        explicit founding(soci::session&) {}
        std::optional<tokocrm::currency> known;
    };
    auto& founded = db::cached<founding>(uow);
    if (!founded.known) {
        std::string letters;
        sql(uow) << "select currency from shop where id = 1", into(letters);
        if (sql(uow).got_data())
            founded.known = known_currency(letters);
    }
    return founded.known;
}

} // namespace tokocrm::shop_repository
