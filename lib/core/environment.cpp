#include <tokocrm/environment.hpp>
#include <tokocrm/error.hpp>

#include <sodium.h>

namespace tokocrm {

namespace {

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

} // namespace tokocrm
