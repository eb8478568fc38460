#ifndef TOKOCRM_AUDIT_HPP
#define TOKOCRM_AUDIT_HPP

#include <tokocrm/config.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm TOKOCRM_PUBLIC {

class unit_of_work;

/// One thing that was done.
struct audit_event
{
    id<audit_event> number{0};
    timestamp at;
    std::string actor;   ///< as `to_record(actor)` writes it
    std::string action;  ///< e.g. `order.import`
    std::string subject; ///< what it was done to, e.g. `batch:3`
    std::string detail;  ///< figures as JSON; never a customer's data
};

/// Record what the unit's actor does. Kept and undone with the unit.
void record_audit_event(unit_of_work& uow, std::string_view action, std::string_view subject,
                        std::string_view detail = "{}");

/// The events of a subject, oldest first.
std::vector<audit_event> audit_trail(unit_of_work& uow, std::string_view subject);

} // namespace TOKOCRM_PUBLIC

#endif
