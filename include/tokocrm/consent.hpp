#ifndef TOKOCRM_CONSENT_HPP
#define TOKOCRM_CONSENT_HPP

#include <tokocrm/customer.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/time.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    What customers agreed to be written to by, and withdrew.
*/

namespace tokocrm {

class unit_of_work;

/// By what somebody may be written to.
enum class consent_channel {
    email,   ///< e-mail
    whatsapp ///< WhatsApp
};

/** The enumerator's name: `email`, `whatsapp`.

    @par Exception safety
    Never throws.
*/
std::string_view name(consent_channel channel) noexcept;

/// The channel with a name; none for any other text.
std::optional<consent_channel> find_consent_channel(std::string_view name) noexcept;

/// That a customer agreed, or withdrew.
struct consent
{
    consent_channel channel = consent_channel::email; ///< by what
    bool given = false;                               ///< agreed; else withdrawn or refused
    std::string source;      ///< how it is known: what was typed, `unsubscribe` or `merge`
    timestamp recorded_at;   ///< when
    std::string recorded_by; ///< as `to_record` writes it
};

/// What a customer says about one channel.
struct consent_draft
{
    consent_channel channel = consent_channel::email; ///< by what
    bool given = false;                               ///< agrees; else does not, or no longer
    std::string source;                               ///< how it is known, 1 to 200 characters
};

/** Keep what a customer says. It counts from now on; what was said before stays in the history.

    Saying the same again from the same source adds nothing; from another source it is kept too.

    @return How the channel stands now.

    @par Errors
    @li `errc::invalid_input` / `consent.source_invalid`
    @li `errc::not_found` / `customer.not_found`
    @li `errc::rule_violation` / `customer.erased`
    @li `errc::permission_denied` / see `right::keep_consents`
*/
consent record_consent(unit_of_work& uow, id<customer> whose, consent_draft const& said);

/** How each channel stands: what was said last. A channel of which nothing was ever said is left
    out: it was not agreed to.

    @par Errors
    `errc::permission_denied` / see `right::keep_consents`
*/
std::vector<consent> consents_of(unit_of_work& uow, id<customer> whose);

/// All that was ever said, newest first. Errors as of `consents_of`.
std::vector<consent> consent_history(unit_of_work& uow, id<customer> whose);

/** A text for a link by which a customer withdraws their consent to one channel without signing in:
    unguessable, of letters, digits, `-` and `_`, always the same. It holds as long as the shop,
    also after the card was merged into another.

    @param uow A unit that may write: the shop's first token makes its secret.
    @param whose Whom the link is sent to.
    @param channel By what they are written to.

    @par Errors
    @li `errc::not_found` / `customer.not_found`, `shop.not_founded`
    @li `errc::rule_violation` / `customer.erased`
    @li `errc::permission_denied` / see `right::keep_consents`
*/
std::string make_unsubscribe_token(unit_of_work& uow, id<customer> whose, consent_channel channel);

/// What a token withdrew.
struct unsubscription
{
    id<customer> who{0};                              ///< their card, as it is after merges
    consent_channel channel = consent_channel::email; ///< by what they are no longer written to
    bool before = false;                              ///< it was withdrawn already
};

/** Withdraw what a token is for. Nobody needs a right for it: whoever has the token was sent it.

    The second time changes nothing, and neither does the token of somebody who was erased.

    @param uow A unit that may write.
    @param token As `make_unsubscribe_token` gave it; looked at in constant time.

    @par Errors
    `errc::not_found` / `consent.token_unknown`
*/
unsubscription unsubscribe(unit_of_work& uow, std::string_view token);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
