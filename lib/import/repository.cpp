#include "repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

namespace tokocrm::import_repository {

using soci::into, soci::use;

id<import_batch> insert_batch(unit_of_work& uow, std::string const& kind)
{
    auto const who = to_record(uow.actor());
    auto const now = db::to_number(uow.now());
    std::int64_t number = 0;
    soci::statement insert =
        (sql(uow).prepare << "insert into import_batches (kind, source, actor, imported_at, orders,"
                             " lines, records, skipped, updated, rejected) values (:kind, '', :who,"
                             " :now, 0, 0, 0, 0, 0, 0) returning id",
         use(kind), use(who), use(now), into(number));
    db::fetch_one(insert);
    return id<import_batch>(number);
}

void finish_batch(unit_of_work& uow, id<import_batch> batch, record_import_result const& result)
{
    auto const number = batch.value();
    sql(uow) << "update import_batches set records = :records, skipped = :skipped,"
                " updated = :updated, rejected = :rejected where id = :number",
        use(result.added), use(result.skipped), use(result.updated), use(result.rejected),
        use(number);
}

std::optional<std::string> kind_of(unit_of_work& uow, id<import_batch> batch)
{
    auto const number = batch.value();
    std::string kind;
    soci::statement select =
        (sql(uow).prepare << "select kind from import_batches where id = :number", use(number),
         into(kind));
    return db::fetch_one(select) ? std::optional(kind) : std::nullopt;
}

void remove_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const number = batch.value();
    sql(uow) << "delete from import_record_updates where batch_id = :number", use(number);
    sql(uow) << "delete from import_batches where id = :number", use(number);
}

void insert_update(unit_of_work& uow, id<import_batch> batch, std::int64_t record)
{
    auto const number = batch.value();
    sql(uow) << "insert into import_record_updates (batch_id, record_id) values (:batch, :record)"
                " on conflict (batch_id, record_id) do nothing",
        use(number), use(record);
}

std::vector<std::int64_t> updated_by(unit_of_work& uow, id<import_batch> batch)
{
    auto const number = batch.value();
    std::int64_t record = 0;
    std::vector<std::int64_t> found;
    soci::statement select =
        (sql(uow).prepare << "select record_id from import_record_updates where batch_id = :batch"
                             " order by record_id",
         use(number), into(record));
    select.execute();
    while (select.fetch())
        found.push_back(record);
    return found;
}

} // namespace tokocrm::import_repository
