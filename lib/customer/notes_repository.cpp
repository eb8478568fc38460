#include "notes_repository.hpp"

#include "../db/list_query.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

namespace tokocrm::notes_repository {

using soci::into, soci::use;

id<customer_note> insert(unit_of_work& uow, customer_note const& written)
{
    auto const about = written.about.value(), written_at = db::to_number(written.written_at);
    std::int64_t number = 0;
    soci::statement insert =
        (sql(uow).prepare << "insert into customer_notes (customer_id, text, written_at,"
                             " written_by) values (:about, :text, :written_at, :written_by)"
                             " returning id",
         use(about), use(written.text), use(written_at), use(written.written_by), into(number));
    db::fetch_one(insert);
    return id<customer_note>(number);
}

std::vector<customer_note> list(unit_of_work& uow, std::int64_t about,
                                std::optional<std::int64_t> limit, std::int64_t offset,
                                std::optional<std::int64_t> after)
{
    db::list_query query{.from = "customer_notes n",
                         .filter =
                             [&](db::query_text& text) {
                                 text << " and n.customer_id =";
                                 text.bind(about);
                             },
                         .order = {.column = {}, .tie = "n.id", .from = "customer_notes n"},
                         .descending = true,
                         .after = {},
                         .limit = limit,
                         .offset = offset,
                         .has_words = {},
                         .index = {}};
    if (after)
        query.after = db::list_place{std::int64_t(0), *after};
    return db::read_list(uow, query, "n.id, n.text, n.written_at, n.written_by",
                         [&](db::query_text& text) {
                             std::int64_t number = 0, written_at = 0;
                             std::string said, by;
                             soci::statement select(sql(uow));
                             text.prepare(select);
                             select.exchange(into(number));
                             select.exchange(into(said));
                             select.exchange(into(written_at));
                             select.exchange(into(by));
                             select.define_and_bind();
                             select.execute();
                             std::vector<customer_note> found;
                             while (select.fetch())
                                 found.push_back({.number = id<customer_note>(number),
                                                  .about = id<customer>(about),
                                                  .text = said,
                                                  .written_at = db::to_timestamp(written_at),
                                                  .written_by = by});
                             return found;
                         });
}

std::optional<std::string> spelling(unit_of_work& uow, std::string const& tag_folded)
{
    std::string found;
    soci::statement select =
        (sql(uow).prepare << "select tag from customer_tags where tag_folded = :folded"
                             " and removed_at is null order by customer_id limit 1",
         use(tag_folded), into(found));
    return db::fetch_one(select) ? std::optional(found) : std::nullopt;
}

bool add_tag(unit_of_work& uow, std::int64_t whose, customer_tag const& added,
             std::string const& tag_folded)
{
    auto const added_at = db::to_number(added.added_at);
    soci::statement insert =
        (sql(uow).prepare << "insert into customer_tags (customer_id, tag, tag_folded, added_at,"
                             " added_by) values (:whose, :tag, :folded, :added_at, :added_by)"
                             " on conflict (tag_folded, customer_id) where removed_at is null"
                             " do nothing",
         use(whose), use(added.tag), use(tag_folded), use(added_at), use(added.added_by));
    return db::run(insert) == 1;
}

bool remove_tag(unit_of_work& uow, std::int64_t whose, std::string const& tag_folded, timestamp at,
                std::string const& by)
{
    auto const removed_at = db::to_number(at);
    soci::statement update =
        (sql(uow).prepare << "update customer_tags set removed_at = :at, removed_by = :by"
                             " where tag_folded = :folded and customer_id = :whose"
                             " and removed_at is null",
         use(removed_at), use(by), use(tag_folded), use(whose));
    return db::run(update) == 1;
}

std::vector<customer_tag> tags(unit_of_work& uow, std::int64_t whose)
{
    std::string tag, by;
    std::int64_t added_at = 0;
    soci::statement select =
        (sql(uow).prepare << "select tag, added_at, added_by from customer_tags"
                             " where customer_id = :whose and removed_at is null"
                             " order by tag_folded",
         use(whose), into(tag), into(added_at), into(by));
    select.execute();
    std::vector<customer_tag> found;
    while (select.fetch())
        found.push_back({tag, db::to_timestamp(added_at), by});
    return found;
}

std::vector<tag_count> tag_counts(unit_of_work& uow, std::optional<std::int64_t> limit,
                                  std::int64_t offset, std::optional<std::string> const& after)
{
    auto const from = after.value_or("");
    auto const most = limit.value_or(INT64_MAX);
    tag_count each;
    soci::statement select =
        (sql(uow).prepare << "select t.tag, c.customers from (select tag_folded,"
                             " min(customer_id) as first, cast(count(*) as bigint) as customers"
                             " from customer_tags where removed_at is null and tag_folded > :after"
                             " group by tag_folded order by tag_folded limit :most offset :offset)"
                             " c join customer_tags t on t.tag_folded = c.tag_folded"
                             " and t.customer_id = c.first and t.removed_at is null"
                             " order by c.tag_folded",
         use(from), use(most), use(offset), into(each.tag), into(each.customers));
    select.execute();
    std::vector<tag_count> found;
    while (select.fetch())
        found.push_back(each);
    return found;
}

std::int64_t different_tags(unit_of_work& uow)
{
    std::int64_t count = 0;
    sql(uow) << "select cast(count(distinct tag_folded) as bigint) from customer_tags"
                " where removed_at is null",
        into(count);
    return count;
}

} // namespace tokocrm::notes_repository
