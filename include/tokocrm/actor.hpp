#ifndef TOKOCRM_ACTOR_HPP
#define TOKOCRM_ACTOR_HPP

#include <tokocrm/config.hpp>
#include <tokocrm/id.hpp>

#include <string>
#include <variant>

namespace tokocrm TOKOCRM_PUBLIC {

struct customer;
struct staff_member;

/// The shop's owner; the command line, unless it is told otherwise.
struct owner
{
};
/// Somebody who has not signed in.
struct visitor
{
};
/// Expiry, the nightly job, day closing.
struct system_job
{
};

/// Who does something: rights, audit and history are read from it.
using actor = std::variant<visitor, owner, system_job, id<staff_member>, id<customer>>;

/// How an actor is recorded: `owner`, `visitor`, `system`, `staff:3`, `customer:12`.
std::string to_record(actor const& who);

} // namespace TOKOCRM_PUBLIC

#endif
