#ifndef TOKOCRM_TESTS_SUPPORT_FIXED_ENVIRONMENT_HPP
#define TOKOCRM_TESTS_SUPPORT_FIXED_ENVIRONMENT_HPP

#include <tokocrm/environment.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <random>
#include <span>

namespace test {

/// A clock that stands until it is moved; from any thread.
class fixed_clock
{
public:
    tokocrm::timestamp now() const noexcept { return at_; }
    void set(tokocrm::timestamp at) noexcept { at_ = at; }
    void advance(std::chrono::microseconds by) noexcept { at_ = now() + by; }

private:
    /// Ten in the morning in Jakarta.
    std::atomic<tokocrm::timestamp> at_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} +
                                        std::chrono::hours{3}};
};

/// Bytes that are the same in every run; from any thread.
class seeded_bytes
{
public:
    explicit seeded_bytes(std::uint64_t seed = 20261124) : engine_(seed) {}

    void operator()(std::span<std::byte> out)
    {
        std::lock_guard const lock(mutex_);
        for (auto& b : out)
            b = static_cast<std::byte>(engine_() >> 56);
    }

private:
    std::mutex mutex_;
    std::mt19937_64 engine_;
};

/// The environment made of both, which must outlive it.
inline tokocrm::environment fixed_environment(fixed_clock& clk, seeded_bytes& random)
{
    return {[&clk] { return clk.now(); }, [&random](std::span<std::byte> out) { random(out); }};
}

} // namespace test

#endif
