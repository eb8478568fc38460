#include "imported_repository.hpp"

#include "../db/search.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::catalog_repository {

using soci::into, soci::use;

std::vector<std::string> in_use_of_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const of = batch.value();
    std::string sku;
    std::vector<std::string> found;
    soci::statement select =
        (sql(uow).prepare
             << "select k.sku from products p join product_packs k on k.product_id = p.id"
                " and k.position = 1 where p.import_batch_id = :batch and (p.version > 1"
                " or p.stock_moved = 1"
                " or exists (select 1 from order_lines l where l.product_id = p.id)"
                " or exists (select 1 from stock_movements m where m.product_id = p.id)"
                " or exists (select 1 from coupon_products c where c.product_id = p.id))"
                " order by p.id",
         use(of), into(sku));
    select.execute();
    while (select.fetch())
        found.push_back(sku);
    return found;
}

std::int64_t remove_all_of_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const of = batch.value();
    db::query_text gone;
    gone << "import_batch_id =";
    gone.bind(of);
    db::take_from_index(uow, db::searched_products, gone);
    sql(uow) << "delete from stock_levels where product_id in"
                " (select id from products where import_batch_id = :batch)",
        use(of);
    sql(uow) << "delete from product_packs where product_id in"
                " (select id from products where import_batch_id = :batch)",
        use(of);
    soci::statement remove =
        (sql(uow).prepare << "delete from products where import_batch_id = :batch", use(of));
    auto const removed = db::run(remove);
    sql(uow) << "delete from categories where import_batch_id = :batch and version = 1"
                " and not exists (select 1 from products p where p.category_id = categories.id)"
                " and not exists (select 1 from coupon_categories c"
                "                 where c.category_id = categories.id)",
        use(of);
    return removed;
}

void set_archived(unit_of_work& uow, id<product> of, timestamp at)
{
    auto const number = of.value(), instant = db::to_number(at);
    sql(uow) << "update products set archived_at = :at where id = :id", use(instant), use(number);
}

void set_pack_name(unit_of_work& uow, id<pack> of, std::string const& name)
{
    auto const number = of.value();
    sql(uow) << "update product_packs set name = :name where id = :id", use(name), use(number);
}

} // namespace tokocrm::catalog_repository
