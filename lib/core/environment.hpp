#ifndef TOKOCRM_LIB_CORE_ENVIRONMENT_HPP
#define TOKOCRM_LIB_CORE_ENVIRONMENT_HPP

#include <tokocrm/environment.hpp>

namespace tokocrm {

/// The environment, if nothing in it is empty; else throws `environment.incomplete`.
environment const& complete(environment const& env);

/// Asks the clock. Throws `clock.out_of_range` where the instant has no business date somewhere.
timestamp instant_of(environment const& env);

} // namespace tokocrm

#endif
