#include "digest.hpp"

#include <cstdint>
#include <sodium/crypto_hash_sha256.h>
#include <span>
#include <vector>

namespace tokocrm {

namespace {

std::string to_hex(std::span<unsigned char const> bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (auto const byte : bytes) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

unsigned char const* bytes_of(std::string_view text) noexcept
{
    return reinterpret_cast<unsigned char const*>(text.data());
}

} // namespace

std::string digest(std::string_view text)
{
    digest_bytes out;
    crypto_generichash(out.data(), out.size(), bytes_of(text), text.size(), nullptr, 0);
    return to_hex(out);
}

std::string sha256(std::string_view bytes)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> out;
    crypto_hash_sha256(out.data(), bytes_of(bytes), bytes.size());
    return to_hex(out);
}

keyed_digest_bytes keyed_digest(std::string_view key, std::string_view text)
{
    keyed_digest_bytes out;
    crypto_generichash(out.data(), out.size(), bytes_of(text), text.size(), bytes_of(key),
                       key.size());
    return out;
}

digester::digester() noexcept
{
    crypto_generichash_init(&state_, nullptr, 0, digest_bytes().size());
}

digester& digester::add(std::string_view field) noexcept
{
    std::array<unsigned char, 8> length;
    for (std::size_t i = 0; i < length.size(); ++i)
        length[i] = static_cast<unsigned char>(std::uint64_t{field.size()} >> (8 * i));
    crypto_generichash_update(&state_, length.data(), length.size());
    crypto_generichash_update(&state_, bytes_of(field), field.size());
    return *this;
}

std::string digester::finish()
{
    return to_hex(finish_bytes());
}

digest_bytes digester::finish_bytes() noexcept
{
    digest_bytes out;
    crypto_generichash_final(&state_, out.data(), out.size());
    return out;
}

std::string random_name(environment const& env, std::size_t bytes)
{
    std::vector<unsigned char> raw(bytes);
    env.random_bytes(std::as_writable_bytes(std::span(raw)));
    return to_hex(raw);
}

} // namespace tokocrm
