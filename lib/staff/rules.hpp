#ifndef TOKOCRM_LIB_STAFF_RULES_HPP
#define TOKOCRM_LIB_STAFF_RULES_HPP

#include <tokocrm/staff.hpp>

namespace tokocrm {

/// Whoever acts, as the table of rights knows them.
enum class acting { owner, cashier, customer, visitor, system };

/// How far a right goes.
enum class reach {
    none, ///< not at all
    own,  ///< for what is one's own
    all   ///< for everything
};

reach reach_of(acting who, right what) noexcept;

/** Why it is refused.

    @param of_own What it is about is the actor's own.

    @return A sentence about `name(what)`; null where it is allowed.
*/
char const* refusal_of(acting who, right what, bool of_own) noexcept;

} // namespace tokocrm

#endif
