#include "repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

namespace tokocrm::audit_repository {

using soci::into, soci::use;

void insert(unit_of_work& uow, audit_event const& event)
{
    auto const at = db::to_number(event.at);
    sql(uow) << "insert into audit_events (at, actor, action, subject, detail)"
                " values (:at, :actor, :action, :subject, :detail)",
        use(at), use(event.actor), use(event.action), use(event.subject), use(event.detail);
}

std::vector<audit_event> list(unit_of_work& uow, std::string_view subject)
{
    std::string const of(subject);
    std::int64_t number = 0, at = 0;
    audit_event event;
    std::vector<audit_event> trail;
    soci::statement select =
        (sql(uow).prepare << "select id, at, actor, action, subject, detail from audit_events"
                             " where subject = :subject order by id",
         use(of), into(number), into(at), into(event.actor), into(event.action),
         into(event.subject), into(event.detail));
    select.execute();
    while (select.fetch()) {
        event.number = id<audit_event>(number);
        event.at = db::to_timestamp(at);
        trail.push_back(event);
    }
    return trail;
}

} // namespace tokocrm::audit_repository
