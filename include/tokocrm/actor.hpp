#ifndef TOKOCRM_ACTOR_HPP
#define TOKOCRM_ACTOR_HPP

#include <tokocrm/id.hpp>

#include <string>
#include <variant>

#pragma GCC visibility push(default)

/** @file
    Who does something in a shop.
*/

namespace tokocrm {

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
/// What happens by itself: expiry, the nightly job, day closing.
struct system_job
{
};

/** Who does something: rights, audit and history are read from it.

    Of the staff and the customers it is the id alone, which is not looked up.
*/
using actor = std::variant<visitor, owner, system_job, id<staff_member>, id<customer>>;

/// How an actor is recorded: `owner`, `visitor`, `system`, `staff:3`, `customer:12`.
std::string to_record(actor const& who);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
