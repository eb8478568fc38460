#ifndef TOKOCRM_ENVIRONMENT_HPP
#define TOKOCRM_ENVIRONMENT_HPP

#include <tokocrm/config.hpp>
#include <tokocrm/time.hpp>

#include <cstddef>
#include <functional>
#include <span>

namespace tokocrm TOKOCRM_PUBLIC {

/** What the library takes from the world outside; a host or a test gives its own.

    Both are called from whatever thread does the work, several at once.
*/
struct environment
{
    std::function<timestamp()> now;
    std::function<void(std::span<std::byte>)> random_bytes; ///< unguessable ones
};

/// The system's clock and its source of randomness.
environment system_environment();

} // namespace TOKOCRM_PUBLIC

#endif
