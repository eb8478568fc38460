#include "password.hpp"

#include "../core/checked_text.hpp"

#include <tokocrm/error.hpp>

#include <new>
#include <sodium.h>

namespace tokocrm {

namespace {

// OWASP, Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane.
constexpr unsigned long long passes = 2;
constexpr std::size_t memory = 19 * 1024 * 1024;

constexpr std::size_t shortest = 8;
constexpr std::size_t longest = 200;

/// Of random bytes that nobody kept, at the cost of every other.
constexpr char const* hash_of_nothing = "$argon2id$v=19$m=19456,t=2,p=1$UlSB6xxhaUXwSaUbT7ll1A$"
                                        "mM9sgQ1LU3DNOR6yQt3eJrQ0JNj54cm+rMmhK1bzAVA";

/// Not at the start of a program: it takes longer than most commands need.
void make_ready()
{
    static int const ready = sodium_init(); // 1 where a host has called it before
    if (ready < 0)
        throw error(errc::internal, "random.unavailable",
                    mark("the system gives no random numbers; check that /dev/urandom exists"));
}

bool is_possible(std::string_view password) noexcept
{
    return fits(password, longest) && !fits(password, shortest - 1);
}

} // namespace

std::string hash_password(std::string_view password)
{
    if (!is_possible(password))
        throw error(errc::invalid_input, "staff.password_invalid",
                    mark("a password must have 8 to 200 characters of valid text"));
    make_ready();
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    hash.erase(hash.find('\0'));
    return hash;
}

bool matches(std::string_view password, std::optional<std::string> const& hash)
{
    make_ready();
    bool const possible = is_possible(password);
    auto const tried = possible ? password : std::string_view("");
    auto const* const kept = hash ? hash->c_str() : hash_of_nothing;
    bool const same = crypto_pwhash_str_verify(kept, tried.data(), tried.size()) == 0;
    return same && possible && hash.has_value();
}

} // namespace tokocrm
