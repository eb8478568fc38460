#include "repository.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm {

void record_audit_event(unit_of_work& uow, std::string_view action, std::string_view subject,
                        std::string_view detail)
{
    audit_repository::insert(uow, {.at = uow.now(),
                                   .actor = to_record(uow.actor()),
                                   .action = std::string(action),
                                   .subject = std::string(subject),
                                   .detail = std::string(detail)});
}

std::vector<audit_event> audit_trail(unit_of_work& uow, std::string_view subject)
{
    return audit_repository::list(uow, subject);
}

} // namespace tokocrm
