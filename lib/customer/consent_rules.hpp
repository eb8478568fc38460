#ifndef TOKOCRM_LIB_CUSTOMER_CONSENT_RULES_HPP
#define TOKOCRM_LIB_CUSTOMER_CONSENT_RULES_HPP

#include <tokocrm/consent.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tokocrm {

/// Whether `said` tells anything that the channel's last entry does not.
bool adds_to(std::optional<consent> const& last, consent_draft const& said);

/// What an unsubscribe token is for.
struct unsubscribe_claim
{
    id<customer> who{0};
    consent_channel channel = consent_channel::email;
};

std::string write_unsubscribe_token(unsubscribe_claim const& claim, std::string_view secret);

/// None where the token was not made with this secret; takes as long wherever it differs.
std::optional<unsubscribe_claim> read_unsubscribe_token(std::string_view token,
                                                        std::string_view secret);

} // namespace tokocrm

#endif
