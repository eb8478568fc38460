#include "merged_repository.hpp"

#include "../db/search.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/actor.hpp>
#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::customer_repository {

using soci::into, soci::use;

namespace {

struct kept_select
{
    std::int64_t number = 0, kept = 0;
    soci::statement select;

    explicit kept_select(soci::session& session)
        : select((session.prepare << "select coalesce(merged_into, id) from customers"
                                     " where id = :number",
                  use(number), into(kept)))
    {}
    kept_select(kept_select const&) = delete;
};

/// Runs a statement that binds the card that rows move to, then the one they come from.
std::int64_t move(unit_of_work& uow, char const* update, std::int64_t from, std::int64_t to)
{
    soci::statement moving = (sql(uow).prepare << update, use(to), use(from));
    return db::run(moving);
}

} // namespace

std::int64_t kept_id(unit_of_work& uow, std::int64_t number)
{
    auto& query = db::cached<kept_select>(uow);
    query.number = number;
    return db::fetch_one(query.select) ? query.kept : number;
}

std::vector<std::int64_t> merged_ids(unit_of_work& uow, std::int64_t kept)
{
    std::int64_t number = 0;
    std::vector<std::int64_t> found;
    soci::statement select =
        (sql(uow).prepare << "select id from customers where merged_into = :kept order by id",
         use(kept), into(number));
    select.execute();
    while (select.fetch())
        found.push_back(number);
    return found;
}

void lead_to(unit_of_work& uow, std::int64_t other, std::int64_t kept)
{
    auto const before = db::stored_search_text(uow, db::searched_customers, other);
    sql(uow) << "update customers set merged_into = :kept, version = version + 1, name = '',"
                " name_folded = '', phone = null, email = null, sex = null, address = null,"
                " city = null, city_folded = null, postal_code = null, search_text = ''"
                " where id = :other",
        use(kept), use(other);
    db::change_index(uow, db::searched_customers, other, before, {});
    sql(uow) << "update customers set merged_into = :kept where merged_into = :other", use(kept),
        use(other);
}

std::int64_t move_notes(unit_of_work& uow, std::int64_t from, std::int64_t to)
{
    return move(uow, "update customer_notes set customer_id = :to where customer_id = :from", from,
                to);
}

std::vector<doubled_tag> take_doubled_tags(unit_of_work& uow, std::int64_t from, std::int64_t to)
{
    std::string tag, added_by;
    std::int64_t added_at = 0;
    std::vector<doubled_tag> doubled;
    constexpr char const* condition =
        " from customer_tags where customer_id = :from and removed_at is null"
        " and tag_folded in (select k.tag_folded from customer_tags k where k.customer_id = :to"
        " and k.removed_at is null)";
    soci::statement select =
        (sql(uow).prepare << "select tag, added_at, added_by" << condition << " order by id",
         use(from), use(to), into(tag), into(added_at), into(added_by));
    select.execute();
    while (select.fetch())
        doubled.push_back({tag, db::to_timestamp(added_at), added_by});
    sql(uow) << "delete" << condition, use(from), use(to);
    return doubled;
}

std::int64_t move_tags(unit_of_work& uow, std::int64_t from, std::int64_t to)
{
    return move(uow, "update customer_tags set customer_id = :to where customer_id = :from", from,
                to);
}

std::vector<channel_entry> consent_entries(unit_of_work& uow, std::int64_t of)
{
    std::string channel;
    std::int64_t given = 0, recorded_at = 0;
    std::vector<channel_entry> found;
    soci::statement select = (sql(uow).prepare << "select channel, given, recorded_at from consents"
                                                  " where customer_id = :of order by channel, id",
                              use(of), into(channel), into(given), into(recorded_at));
    select.execute();
    while (select.fetch())
        found.push_back({channel, given != 0, db::to_timestamp(recorded_at)});
    return found;
}

std::int64_t move_consents(unit_of_work& uow, std::int64_t from, std::int64_t to)
{
    return move(uow, "update consents set customer_id = :to where customer_id = :from", from, to);
}

void add_consent(unit_of_work& uow, std::int64_t of, channel_entry const& added,
                 std::string const& source)
{
    std::int64_t const given = added.given ? 1 : 0, recorded_at = db::to_number(added.recorded_at);
    auto const by = to_record(uow.actor());
    sql(uow) << "insert into consents (customer_id, channel, given, source, recorded_at,"
                " recorded_by) values (:of, :channel, :given, :source, :recorded_at, :by)",
        use(of), use(added.channel), use(given), use(source), use(recorded_at), use(by);
}

} // namespace tokocrm::customer_repository
