#include "environment.hpp"

#include <tokocrm/error.hpp>

#include <sodium.h>

namespace tokocrm {

namespace {

// A day less on either side than business dates go, for the zones that are ahead or behind.
constexpr timestamp first_instant = std::chrono::sys_days(std::chrono::year(1900) / 1 / 2);
constexpr timestamp end_of_instants = std::chrono::sys_days(std::chrono::year(2199) / 12 / 31);

void fill_from_system(std::span<std::byte> out)
{
    static int const ready = sodium_init(); // 1 where a host has called it before
    if (ready < 0)
        throw error(errc::internal, "random.unavailable",
                    mark("the system gives no random numbers; check that /dev/urandom exists"));
    randombytes_buf(out.data(), out.size());
}

} // namespace

environment system_environment()
{
    return {
        [] { return std::chrono::floor<timestamp::duration>(std::chrono::system_clock::now()); },
        fill_from_system};
}

environment const& complete(environment const& env)
{
    if (!env.now || !env.random_bytes)
        throw error(errc::internal, "environment.incomplete",
                    mark("the program gave no clock or no source of random numbers; please report "
                         "it"));
    return env;
}

timestamp instant_of(environment const& env)
{
    auto const now = env.now();
    if (now < first_instant || now >= end_of_instants)
        throw error(errc::unavailable, "clock.out_of_range",
                    mark("the clock shows a time before 1900 or after 2199; set it right"));
    return now;
}

} // namespace tokocrm
