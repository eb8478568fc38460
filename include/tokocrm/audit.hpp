#ifndef TOKOCRM_AUDIT_HPP
#define TOKOCRM_AUDIT_HPP

#include <tokocrm/id.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    What was done in a shop, by whom and when.
*/

namespace tokocrm {

class unit_of_work;

/// One thing that was done.
struct audit_event
{
    id<audit_event> number{0}; ///< grows with each event
    timestamp at;              ///< the unit's `now()`
    std::string actor;         ///< as `to_record` writes it
    std::string action;        ///< a slug of feature and deed: `order.import`
    std::string subject;       ///< what it was done to: `batch:3`
    std::string detail;        ///< figures as JSON; never a customer's data
};

/** Record what the unit's actor does. Kept and undone with the unit.

    Founding, imports, their undo and edits are recorded by this library; a host records what is its
    own.

    @param uow A unit that may write.
    @param action A slug of the host's: none of its texts is checked.
    @param subject What it is done to.
    @param detail JSON, without a customer's data.
*/
void record_audit_event(unit_of_work& uow, std::string_view action, std::string_view subject,
                        std::string_view detail = "{}");

/** The events of exactly this subject, oldest first.

    It asks for no right, as it is read by programs: who may see it is for the host to decide.
*/
std::vector<audit_event> audit_trail(unit_of_work& uow, std::string_view subject);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
