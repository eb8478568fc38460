#include "repository.hpp"

#include "../db/binary.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

namespace tokocrm::picture_repository {

using soci::into, soci::use;

id<picture> insert(unit_of_work& uow, picture const& added, std::string_view webp)
{
    auto const created_at = db::to_number(added.created_at);
    db::binary bytes(uow, webp);
    std::int64_t number = 0;
    soci::statement insert(sql(uow));
    insert.alloc();
    insert.prepare("insert into pictures (sha256, width, height, created_at, webp)"
                   " values (:sha256, :width, :height, :created_at, :webp) returning id");
    insert.exchange(use(added.sha256));
    insert.exchange(use(added.width));
    insert.exchange(use(added.height));
    insert.exchange(use(created_at));
    bytes.use_in(insert);
    insert.exchange(into(number));
    insert.define_and_bind();
    db::fetch_one(insert);
    return id<picture>(number);
}

void remove(unit_of_work& uow, id<picture> gone)
{
    auto const number = gone.value();
    sql(uow) << "delete from pictures where id = :id", use(number);
}

std::optional<std::string> find_bytes(unit_of_work& uow, id<picture> number)
{
    auto const key = number.value();
    db::binary bytes(uow);
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare("select webp from pictures where id = :id");
    select.exchange(use(key));
    bytes.into_from(select);
    select.define_and_bind();
    return db::fetch_one(select) ? std::optional(bytes.get()) : std::nullopt;
}

std::vector<picture> all_with(unit_of_work& uow, std::string_view sha256)
{
    std::string const key(sha256);
    std::int64_t number = 0, created_at = 0;
    picture each;
    each.sha256 = key;
    soci::statement select =
        (sql(uow).prepare << "select id, width, height, length(webp), created_at from pictures"
                             " where sha256 = :sha256 order by id",
         use(key), into(number), into(each.width), into(each.height), into(each.size),
         into(created_at));
    select.execute();
    std::vector<picture> found;
    while (select.fetch()) {
        each.number = id<picture>(number);
        each.created_at = db::to_timestamp(created_at);
        found.push_back(each);
    }
    return found;
}

} // namespace tokocrm::picture_repository
