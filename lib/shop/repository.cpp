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
    std::int64_t created_at = 0, version = 0, payment_hours = 0, unique_codes = 0;
    soci::statement select;
    std::optional<tokocrm::currency> currency; ///< never changes

    explicit founding(soci::session& session)
        : select((session.prepare << "select public_id, name, currency, timezone, country,"
                                     " language, created_at, version, payment_hours, unique_codes"
                                     " from shop where id = 1",
                  into(public_id), into(name), into(letters), into(zone), into(country),
                  into(language), into(created_at), into(version), into(payment_hours),
                  into(unique_codes)))
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
        .version = founded.version,
        .payment_time = std::chrono::hours(founded.payment_hours),
        .unique_codes = founded.unique_codes != 0,
    };
}

std::optional<currency> find_currency(unit_of_work& uow)
{
    auto& founded = db::cached<founding>(uow);
    if (!founded.currency && db::fetch_one(founded.select))
        founded.currency = known_currency(founded.letters);
    return founded.currency;
}

std::optional<std::string> find_token_secret(unit_of_work& uow)
{
    db::nullable_text secret;
    sql(uow) << "select token_secret from shop where id = 1", into(secret.value, secret.state);
    return secret.get();
}

void set_token_secret(unit_of_work& uow, std::string const& secret)
{
    sql(uow) << "update shop set token_secret = :secret where id = 1", use(secret);
}

shop_details find_details(unit_of_work& uow)
{
    shop_details found;
    db::nullable_text phone, whatsapp, email;
    sql(uow) << "select about, address, phone, whatsapp, email from shop where id = 1",
        into(found.about), into(found.address), into(phone.value, phone.state),
        into(whatsapp.value, whatsapp.state), into(email.value, email.state);
    found.phone = phone.get();
    found.whatsapp = whatsapp.get();
    found.email = email.get();
    std::int64_t day = 0, opens = 0, closes = 0;
    soci::statement select_hours =
        (sql(uow).prepare << "select weekday, opens, closes from opening_hours"
                             " order by weekday, opens",
         into(day), into(opens), into(closes));
    select_hours.execute();
    while (select_hours.fetch())
        found.hours.push_back({.day = std::chrono::weekday(static_cast<unsigned>(day)),
                               .opens = std::chrono::minutes(opens),
                               .closes = std::chrono::minutes(closes)});
    bank_account account;
    soci::statement select_accounts =
        (sql(uow).prepare << "select bank, account_number, holder from bank_accounts order by id",
         into(account.bank), into(account.number), into(account.holder));
    select_accounts.execute();
    while (select_accounts.fetch())
        found.accounts.push_back(account);
    return found;
}

bool update(unit_of_work& uow, shop const& changed, shop_details const& details)
{
    db::nullable_text phone(details.phone), whatsapp(details.whatsapp), email(details.email);
    auto const version = changed.version;
    std::int64_t const payment_hours = changed.payment_time.count(),
                       unique_codes = changed.unique_codes ? 1 : 0;
    soci::statement update =
        (sql(uow).prepare << "update shop set name = :name, about = :about, address = :address,"
                             " phone = :phone, whatsapp = :whatsapp, email = :email,"
                             " payment_hours = :payment_hours, unique_codes = :unique_codes,"
                             " version = version + 1 where id = 1 and version = :version",
         use(changed.profile.name), use(details.about), use(details.address),
         use(phone.value, phone.state), use(whatsapp.value, whatsapp.state),
         use(email.value, email.state), use(payment_hours), use(unique_codes), use(version));
    return db::run(update) == 1;
}

void replace_hours(unit_of_work& uow, std::vector<opening_span> const& hours)
{
    sql(uow) << "delete from opening_hours";
    std::int64_t day = 0, opens = 0, closes = 0;
    soci::statement insert =
        (sql(uow).prepare << "insert into opening_hours (weekday, opens, closes)"
                             " values (:weekday, :opens, :closes)",
         use(day), use(opens), use(closes));
    for (auto const& span : hours) {
        day = span.day.iso_encoding();
        opens = span.opens.count();
        closes = span.closes.count();
        insert.execute(true);
    }
}

void replace_accounts(unit_of_work& uow, std::vector<bank_account> const& accounts)
{
    sql(uow) << "delete from bank_accounts";
    bank_account account;
    soci::statement insert =
        (sql(uow).prepare << "insert into bank_accounts (bank, account_number, holder)"
                             " values (:bank, :number, :holder)",
         use(account.bank), use(account.number), use(account.holder));
    for (auto const& each : accounts) {
        account = each;
        insert.execute(true);
    }
}

} // namespace tokocrm::shop_repository
