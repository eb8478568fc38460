#include "repository.hpp"

#include "../db/remains.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/error.hpp>

namespace tokocrm::maintenance_repository {

using soci::into;

facts read_facts(unit_of_work& uow)
{
    facts found;
    std::int64_t last = 0;
    // Tables and columns of the first schema, which no later one takes away.
    soci::statement shop = (sql(uow).prepare << "select name, timezone, created_at from shop",
                            into(found.name), into(found.zone), into(last));
    if (!db::fetch_one(shop))
        throw error(errc::not_found, "shop.not_founded",
                    mark("there is no shop in this database; found one with toko init"));
    soci::statement orders =
        (sql(uow).prepare << "select count(*) from orders", into(found.orders));
    db::fetch_one(orders);
    soci::statement change =
        (sql(uow).prepare << "select at from audit_events order by id desc limit 1", into(last));
    db::fetch_one(change);
    found.last_change = db::to_timestamp(last);
    found.erased_traces_remain = db::traces_remain(uow);
    return found;
}

} // namespace tokocrm::maintenance_repository
