#include "repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::shipping_repository {

using soci::into, soci::use;

namespace {

shipping_rate made_of(std::string const& city, std::int64_t fee, db::nullable_number const& free,
                      currency c)
{
    shipping_rate rate{.city = city, .fee = money(fee, c), .free_from = {}};
    if (auto const minor = free.get())
        rate.free_from = money(*minor, c);
    return rate;
}

} // namespace

void insert(unit_of_work& uow, shipping_rate const& rate, std::string const& city_folded)
{
    auto const fee = rate.fee.minor();
    db::nullable_number free_from(rate.free_from ? std::optional(rate.free_from->minor())
                                                 : std::nullopt);
    auto const now = db::to_number(uow.now());
    sql(uow) << "insert into shipping_rates (city, city_folded, fee, free_from, created_at)"
                " values (:city, :folded, :fee, :free_from, :now)",
        use(rate.city), use(city_folded), use(fee), use(free_from.value, free_from.state), use(now);
}

std::optional<shipping_rate> find(unit_of_work& uow, std::string_view city_folded, currency c)
{
    std::string const key(city_folded);
    std::string city;
    std::int64_t fee = 0;
    db::nullable_number free_from;
    sql(uow) << "select city, fee, free_from from shipping_rates where city_folded = :key",
        use(key), into(city), into(fee), into(free_from.value, free_from.state);
    if (!sql(uow).got_data())
        return std::nullopt;
    return made_of(city, fee, free_from, c);
}

std::vector<shipping_rate> list(unit_of_work& uow, currency c)
{
    std::string city;
    std::int64_t fee = 0;
    db::nullable_number free_from;
    std::vector<shipping_rate> rates;
    soci::statement select =
        (sql(uow).prepare << "select city, fee, free_from from shipping_rates order by city_folded",
         into(city), into(fee), into(free_from.value, free_from.state));
    select.execute();
    while (select.fetch())
        rates.push_back(made_of(city, fee, free_from, c));
    return rates;
}

} // namespace tokocrm::shipping_repository
