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

namespace {

/// Read often, and so prepared once a session.
struct founding
{
    std::string public_id, name, letters, zone, country, language;
    std::int64_t created_at = 0;
    soci::statement select;
    std::optional<tokocrm::currency> currency; ///< never changes

    explicit founding(soci::session& session)
        : select((session.prepare << "select public_id, name, currency, timezone, country,"
                                     " language, created_at from shop where id = 1",
                  into(public_id), into(name), into(letters), into(zone), into(country),
                  into(language), into(created_at)))
    {}
};

} // namespace

std::optional<shop> find(unit_of_work& uow)
{
    auto& founded = db::cached<founding>(uow);
    if (!db::fetch_one(founded.select))
        return std::nullopt;
    return shop{
        .profile = {.name = founded.name,
                    .currency = known_currency(founded.letters),
                    .time_zone = founded.zone,
                    .country = founded.country,
                    .language = find_language(founded.language).value_or(tokocrm::language::id)},
        .public_id = founded.public_id,
        .created_at = db::to_timestamp(founded.created_at),
        .zone = time_zone(founded.zone),
    };
}

std::optional<currency> find_currency(unit_of_work& uow)
{
    auto& founded = db::cached<founding>(uow);
    if (!founded.currency && db::fetch_one(founded.select))
        founded.currency = known_currency(founded.letters);
    return founded.currency;
}

} // namespace tokocrm::shop_repository
