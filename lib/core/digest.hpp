#ifndef TOKOCRM_LIB_CORE_DIGEST_HPP
#define TOKOCRM_LIB_CORE_DIGEST_HPP

#include <tokocrm/environment.hpp>

#include <array>
#include <cstddef>
#include <sodium/crypto_generichash.h>
#include <string>
#include <string_view>

namespace tokocrm {

/// BLAKE2b of 128 bits, as 32 lower-case hexadecimal digits.
std::string digest(std::string_view text);

/// SHA-256, as 64 lower-case hexadecimal digits: for what others may have hashed, too.
std::string sha256(std::string_view bytes);

using keyed_digest_bytes = std::array<unsigned char, 32>;

/// Keyed BLAKE2b of 256 bits: only who has the key, 16 to 64 bytes, can make it.
keyed_digest_bytes keyed_digest(std::string_view key, std::string_view text);

using digest_bytes = std::array<unsigned char, 16>;

/** The digest of a row of fields.

    Each is hashed with its length, so `"ab", "c"` and `"a", "bc"` differ.
*/
class digester
{
public:
    digester() noexcept;
    digester& add(std::string_view field) noexcept;
    /// As `digest`; the object is used up.
    std::string finish();
    /// The same as bytes.
    digest_bytes finish_bytes() noexcept;

private:
    crypto_generichash_state state_;
};

/// `bytes` unguessable bytes in hexadecimal digits.
std::string random_name(environment const& env, std::size_t bytes);

} // namespace tokocrm

#endif
