#include "repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::sale_repository {

using soci::into, soci::use;

id<import_batch> insert_batch(unit_of_work& uow, std::string const& source)
{
    auto const who = to_record(uow.actor());
    auto const now = db::to_number(uow.now());
    std::int64_t number = 0;
    soci::statement insert =
        (sql(uow).prepare << "insert into import_batches (kind, source, actor, imported_at, orders,"
                             " lines, skipped, updated, rejected) values ('orders', :source, :who,"
                             " :now, 0, 0, 0, 0, 0) returning id",
         use(source), use(who), use(now), into(number));
    db::fetch_one(insert);
    return id<import_batch>(number);
}

void finish_batch(unit_of_work& uow, id<import_batch> batch, order_import_result const& result)
{
    auto const number = batch.value();
    sql(uow) << "update import_batches set orders = :orders, lines = :lines, skipped = :skipped,"
                " updated = :updated, rejected = :rejected where id = :number",
        use(result.orders), use(result.lines), use(result.skipped), use(result.updated),
        use(result.rejected), use(number);
}

bool has_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const number = batch.value();
    std::int64_t found = 0;
    sql(uow) << "select count(*) from import_batches where id = :number and kind = 'orders'",
        use(number), into(found);
    return found != 0;
}

void remove_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const number = batch.value();
    sql(uow) << "delete from import_batches where id = :number", use(number);
}

void insert_update(unit_of_work& uow, id<import_batch> batch, id<order> changed)
{
    auto const number = batch.value(), row = changed.value();
    sql(uow) << "insert into import_updates (batch_id, order_id) values (:batch, :row)",
        use(number), use(row);
}

std::vector<id<order>> updated_by(unit_of_work& uow, id<import_batch> batch)
{
    auto const number = batch.value();
    std::int64_t row = 0;
    std::vector<id<order>> found;
    soci::statement select = (sql(uow).prepare << "select order_id from import_updates"
                                                  " where batch_id = :batch order by order_id",
                              use(number), into(row));
    select.execute();
    while (select.fetch())
        found.emplace_back(row);
    return found;
}

std::vector<id<order>> updated_among(unit_of_work& uow, id<order> first, id<order> last)
{
    auto const from = first.value(), to = last.value();
    std::int64_t row = 0;
    std::vector<id<order>> found;
    soci::statement select =
        (sql(uow).prepare << "select distinct order_id from import_updates"
                             " where order_id between :first and :last order by order_id",
         use(from), use(to), into(row));
    select.execute();
    while (select.fetch())
        found.emplace_back(row);
    return found;
}

std::vector<id<import_batch>> batches_that_updated(unit_of_work& uow, id<order> changed)
{
    auto const row = changed.value();
    std::int64_t batch = 0;
    std::vector<id<import_batch>> found;
    soci::statement select = (sql(uow).prepare << "select batch_id from import_updates"
                                                  " where order_id = :row order by batch_id",
                              use(row), into(batch));
    select.execute();
    while (select.fetch())
        found.emplace_back(batch);
    return found;
}

void remove_updates(unit_of_work& uow, id<order> changed)
{
    auto const row = changed.value();
    sql(uow) << "delete from import_updates where order_id = :row", use(row);
}

void remove_updates(unit_of_work& uow, id<import_batch> batch)
{
    auto const number = batch.value();
    sql(uow) << "delete from import_updates where batch_id = :batch", use(number);
}

} // namespace tokocrm::sale_repository
