#include "repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::shipping_repository {

using soci::into, soci::use;

namespace {

/// The bound variables of a select of rates.
struct rate_row
{
    std::string city;
    std::int64_t number = 0, fee = 0, version = 0;
    db::nullable_number free_from;
    soci::statement select;

    rate_row(soci::session& session, std::string const& condition) : select(session)
    {
        select.alloc();
        select.prepare("select id, city, fee, free_from, version from shipping_rates " + condition);
        select.exchange(into(number));
        select.exchange(into(city));
        select.exchange(into(fee));
        select.exchange(into(free_from.value, free_from.state));
        select.exchange(into(version));
    }
    shipping_rate get(currency c) const
    {
        shipping_rate rate{.city = city,
                           .fee = money(fee, c),
                           .free_from = {},
                           .number = id<shipping_rate>(number),
                           .version = version};
        if (auto const minor = free_from.get())
            rate.free_from = money(*minor, c);
        return rate;
    }
    std::optional<shipping_rate> one(currency c)
    {
        select.define_and_bind();
        return db::fetch_one(select) ? std::optional(get(c)) : std::nullopt;
    }
};

struct by_city
{
    std::string city;
    rate_row row;

    explicit by_city(soci::session& session) : row(session, "where city_folded = :key")
    {
        row.select.exchange(use(city));
        row.select.define_and_bind();
    }
    by_city(by_city const&) = delete;
};

std::optional<std::int64_t> minor_of(std::optional<money> const& amount)
{
    return amount ? std::optional(amount->minor()) : std::nullopt;
}

} // namespace

id<shipping_rate> insert(unit_of_work& uow, shipping_rate const& rate,
                         std::string const& city_folded, std::optional<id<import_batch>> batch)
{
    auto const fee = rate.fee.minor();
    db::nullable_number free_from(minor_of(rate.free_from)),
        of_batch(batch ? std::optional(batch->value()) : std::nullopt);
    auto const now = db::to_number(uow.now());
    std::int64_t number = 0;
    soci::statement insert =
        (sql(uow).prepare
             << "insert into shipping_rates (city, city_folded, fee, free_from, created_at,"
                " import_batch_id) values (:city, :folded, :fee, :free_from, :now, :batch)"
                " returning id",
         use(rate.city), use(city_folded), use(fee), use(free_from.value, free_from.state),
         use(now), use(of_batch.value, of_batch.state), into(number));
    db::fetch_one(insert);
    return id<shipping_rate>(number);
}

std::optional<shipping_rate> find(unit_of_work& uow, std::string_view city_folded, currency c)
{
    auto& finder = db::cached<by_city>(uow);
    finder.city = city_folded;
    return db::fetch_one(finder.row.select) ? std::optional(finder.row.get(c)) : std::nullopt;
}

std::optional<shipping_rate> find(unit_of_work& uow, id<shipping_rate> number, currency c)
{
    auto const key = number.value();
    rate_row row(sql(uow), "where id = :id");
    row.select.exchange(use(key));
    return row.one(c);
}

std::vector<shipping_rate> list(unit_of_work& uow, std::int64_t limit, std::int64_t offset,
                                std::optional<std::string> const& after, currency c)
{
    auto const from = after.value_or("");
    rate_row row(sql(uow), std::string(after ? "where city_folded > :after " : "") +
                               "order by city_folded limit :limit offset :offset");
    if (after)
        row.select.exchange(use(from));
    row.select.exchange(use(limit));
    row.select.exchange(use(offset));
    row.select.define_and_bind();
    row.select.execute();
    std::vector<shipping_rate> rates;
    while (row.select.fetch())
        rates.push_back(row.get(c));
    return rates;
}

bool update(unit_of_work& uow, shipping_rate const& changed, std::string const& city_folded)
{
    auto const number = changed.number.value(), fee = changed.fee.minor(),
               version = changed.version;
    db::nullable_number free_from(minor_of(changed.free_from));
    soci::statement update =
        (sql(uow).prepare << "update shipping_rates set city = :city, city_folded = :folded,"
                             " fee = :fee, free_from = :free_from, version = version + 1"
                             " where id = :id and version = :version",
         use(changed.city), use(city_folded), use(fee), use(free_from.value, free_from.state),
         use(number), use(version));
    return db::run(update) == 1;
}

void remove(unit_of_work& uow, id<shipping_rate> gone)
{
    auto const number = gone.value();
    sql(uow) << "delete from shipping_rates where id = :id", use(number);
}

std::vector<std::string> changed_of_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const of = batch.value();
    std::string city;
    std::vector<std::string> found;
    soci::statement select =
        (sql(uow).prepare << "select city from shipping_rates where import_batch_id = :batch"
                             " and version > 1 order by city_folded",
         use(of), into(city));
    select.execute();
    while (select.fetch())
        found.push_back(city);
    return found;
}

std::int64_t remove_all_of_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const of = batch.value();
    soci::statement remove =
        (sql(uow).prepare << "delete from shipping_rates where import_batch_id = :batch", use(of));
    return db::run(remove);
}

} // namespace tokocrm::shipping_repository
