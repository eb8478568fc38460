#include "consent_repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

#include <string>

namespace tokocrm::consent_repository {

using soci::into, soci::use;

namespace {

struct consent_row
{
    std::string channel, source, recorded_by;
    std::int64_t given = 0, recorded_at = 0;

    consent get() const
    {
        return {.channel = find_consent_channel(channel).value(),
                .given = given != 0,
                .source = source,
                .recorded_at = db::to_timestamp(recorded_at),
                .recorded_by = recorded_by};
    }
};

} // namespace

void insert(unit_of_work& uow, std::int64_t whose, consent const& said)
{
    std::string const channel(name(said.channel));
    std::int64_t const given = said.given ? 1 : 0, recorded_at = db::to_number(said.recorded_at);
    sql(uow) << "insert into consents (customer_id, channel, given, source, recorded_at,"
                " recorded_by) values (:whose, :channel, :given, :source, :recorded_at, :by)",
        use(whose), use(channel), use(given), use(said.source), use(recorded_at),
        use(said.recorded_by);
}

std::optional<consent> last(unit_of_work& uow, std::int64_t whose, consent_channel channel)
{
    std::string const of(name(channel));
    consent_row row;
    soci::statement select =
        (sql(uow).prepare << "select channel, given, source, recorded_at, recorded_by from consents"
                             " where customer_id = :whose and channel = :channel"
                             " order by id desc limit 1",
         use(whose), use(of), into(row.channel), into(row.given), into(row.source),
         into(row.recorded_at), into(row.recorded_by));
    return db::fetch_one(select) ? std::optional(row.get()) : std::nullopt;
}

std::vector<consent> history(unit_of_work& uow, std::int64_t whose)
{
    consent_row row;
    soci::statement select =
        (sql(uow).prepare << "select channel, given, source, recorded_at, recorded_by from consents"
                             " where customer_id = :whose order by id desc",
         use(whose), into(row.channel), into(row.given), into(row.source), into(row.recorded_at),
         into(row.recorded_by));
    select.execute();
    std::vector<consent> found;
    while (select.fetch())
        found.push_back(row.get());
    return found;
}

} // namespace tokocrm::consent_repository
