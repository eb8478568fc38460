#include "consent_rules.hpp"

#include "../core/digest.hpp"

#include <array>
#include <cstdint>
#include <sodium/utils.h>

namespace tokocrm {

namespace {

constexpr std::size_t number_bytes = 8, claim_bytes = number_bytes + 1;
constexpr std::size_t token_bytes = claim_bytes + keyed_digest_bytes().size();
constexpr auto variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string plain_claim(unsubscribe_claim const& claim)
{
    auto const number = static_cast<std::uint64_t>(claim.who.value());
    std::string plain;
    for (std::size_t i = 0; i < number_bytes; ++i)
        plain += static_cast<char>(number >> (8 * i));
    plain += static_cast<char>(claim.channel);
    return plain;
}

/// Of this purpose alone: the secret may serve others.
keyed_digest_bytes seal(std::string_view plain, std::string_view secret)
{
    return keyed_digest(secret, "unsubscribe:" + std::string(plain));
}

} // namespace

bool adds_to(std::optional<consent> const& last, consent_draft const& said)
{
    return !last || last->given != said.given || last->source != said.source;
}

std::string write_unsubscribe_token(unsubscribe_claim const& claim, std::string_view secret)
{
    auto whole = plain_claim(claim);
    auto const sealed = seal(whole, secret);
    whole.append(sealed.begin(), sealed.end());
    std::string out(sodium_base64_encoded_len(whole.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<unsigned char const*>(whole.data()),
                      whole.size(), variant);
    out.pop_back(); // the terminating zero
    return out;
}

std::optional<unsubscribe_claim> read_unsubscribe_token(std::string_view token,
                                                        std::string_view secret)
{
    std::array<unsigned char, token_bytes> whole{};
    std::size_t size = 0;
    if (sodium_base642bin(whole.data(), whole.size(), token.data(), token.size(), nullptr, &size,
                          nullptr, variant) != 0 ||
        size != whole.size())
        return std::nullopt;
    std::string_view const plain(reinterpret_cast<char const*>(whole.data()), claim_bytes);
    auto const sealed = seal(plain, secret);
    if (sodium_memcmp(sealed.data(), whole.data() + claim_bytes, sealed.size()) != 0)
        return std::nullopt;
    std::uint64_t number = 0;
    for (std::size_t i = number_bytes; i > 0; --i)
        number = number << 8 | whole[i - 1];
    return unsubscribe_claim{.who = id<customer>(static_cast<std::int64_t>(number)),
                             .channel = static_cast<consent_channel>(whole[number_bytes])};
}

} // namespace tokocrm
