#include "imported_repository.hpp"

#include "../db/search.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"
#include "repository.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::customer_repository {

using soci::into, soci::use;

namespace {

constexpr char const* equal_cards = " from customers where name_folded = :name"
                                    " and coalesce(phone, '') = :phone"
                                    " and coalesce(email, '') = :email";

/// Prepared once a session.
struct equal_finder
{
    std::string name, phone, email;
    std::int64_t skip = 0, number = 0;
    soci::statement select;

    explicit equal_finder(soci::session& session)
        : select(
              (session.prepare << "select id" << equal_cards << " order by id limit 1 offset :skip",
               use(name), use(phone), use(email), use(skip), into(number)))
    {}
};

struct equal_counter
{
    std::string name, phone, email;
    std::int64_t number = 0, count = 0;
    soci::statement select;

    explicit equal_counter(soci::session& session)
        : select((session.prepare << "select count(*)" << equal_cards << " and id < :number",
                  use(name), use(phone), use(email), use(number), into(count)))
    {}
};

} // namespace

std::optional<std::int64_t> nth_equal(unit_of_work& uow, std::string const& name_folded,
                                      std::optional<std::string> const& phone,
                                      std::optional<std::string> const& email, std::int64_t which)
{
    auto& finds = db::cached<equal_finder>(uow);
    finds.name = name_folded;
    finds.phone = phone.value_or("");
    finds.email = email.value_or("");
    finds.skip = which - 1;
    return db::fetch_one(finds.select) ? std::optional(finds.number) : std::nullopt;
}

std::int64_t equals_before(unit_of_work& uow, std::string const& name_folded,
                           std::optional<std::string> const& phone,
                           std::optional<std::string> const& email, std::int64_t number)
{
    auto& counts = db::cached<equal_counter>(uow);
    counts.name = name_folded;
    counts.phone = phone.value_or("");
    counts.email = email.value_or("");
    counts.number = number;
    db::fetch_one(counts.select);
    return counts.count;
}

std::vector<std::string> in_use_of_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const of = batch.value();
    std::int64_t number = 0;
    std::vector<std::string> found;
    soci::statement select =
        (sql(uow).prepare << "select id from customers where import_batch_id = :batch and not ("
                          << is_unused << ") order by id",
         use(of), into(number));
    select.execute();
    while (select.fetch())
        found.push_back(std::to_string(number));
    return found;
}

std::int64_t remove_all_of_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const of = batch.value();
    db::query_text gone;
    gone << "import_batch_id =";
    gone.bind(of);
    db::take_from_index(uow, db::searched_customers, gone);
    soci::statement remove =
        (sql(uow).prepare << "delete from customers where import_batch_id = :batch", use(of));
    return db::run(remove);
}

} // namespace tokocrm::customer_repository
