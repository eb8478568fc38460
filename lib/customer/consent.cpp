#include "../core/checked_text.hpp"
#include "../shop/service.hpp"
#include "../staff/service.hpp"
#include "consent_repository.hpp"
#include "consent_rules.hpp"
#include "repository.hpp"
#include "service.hpp"

#include <tokocrm/actor.hpp>
#include <tokocrm/audit.hpp>
#include <tokocrm/consent.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <array>

namespace tokocrm {

namespace {

constexpr std::array channels{consent_channel::email, consent_channel::whatsapp};
constexpr char const* source_of_links = "unsubscribe";

std::string checked_source(std::string_view text)
{
    return checked_name(says_something(text) ? text : std::string_view{}, "consent.source_invalid",
                        mark("say how it is known, in 1 to 200 characters, such as: in the shop"));
}

consent keep(unit_of_work& uow, id<customer> whose, consent_draft const& said)
{
    consent const kept{.channel = said.channel,
                       .given = said.given,
                       .source = said.source,
                       .recorded_at = uow.now(),
                       .recorded_by = to_record(uow.actor())};
    consent_repository::insert(uow, whose.value(), kept);
    record_audit_event(uow, "customer.consent", "customer:" + std::to_string(whose.value()),
                       "{\"channel\":\"" + std::string(name(said.channel)) +
                           "\",\"given\":" + (said.given ? "true}" : "false}"));
    return kept;
}

} // namespace

std::string_view name(consent_channel channel) noexcept
{
    return channel == consent_channel::email ? "email" : "whatsapp";
}

std::optional<consent_channel> find_consent_channel(std::string_view wanted) noexcept
{
    for (auto const each : channels)
        if (wanted == name(each))
            return each;
    return std::nullopt;
}

consent record_consent(unit_of_work& uow, id<customer> whose, consent_draft const& said)
{
    require(uow, right::keep_consents, whose);
    auto checked = said;
    checked.source = checked_source(said.source);
    auto const card = standing_customer(uow, whose).number;
    auto const last = consent_repository::last(uow, card.value(), said.channel);
    return adds_to(last, checked) ? keep(uow, card, checked) : *last;
}

std::vector<consent> consents_of(unit_of_work& uow, id<customer> whose)
{
    require(uow, right::keep_consents, whose);
    return consents_on_card(uow, kept_customer(uow, whose));
}

std::vector<consent> consents_on_card(unit_of_work& uow, id<customer> card)
{
    std::vector<consent> found;
    for (auto const each : channels)
        if (auto const last = consent_repository::last(uow, card.value(), each))
            found.push_back(*last);
    return found;
}

std::vector<consent> consent_history(unit_of_work& uow, id<customer> whose)
{
    require(uow, right::keep_consents, whose);
    return consent_repository::history(uow, kept_customer(uow, whose).value());
}

std::string make_unsubscribe_token(unit_of_work& uow, id<customer> whose, consent_channel channel)
{
    require(uow, right::keep_consents, whose);
    return write_unsubscribe_token(
        {.who = standing_customer(uow, whose).number, .channel = channel}, token_secret(uow));
}

unsubscription unsubscribe(unit_of_work& uow, std::string_view token)
{
    auto const secret = find_token_secret(uow);
    auto const claim = secret ? read_unsubscribe_token(token, *secret) : std::nullopt;
    auto const card =
        claim ? customer_repository::find(uow, claim->who.value()) : std::optional<customer>();
    if (!card)
        throw error(errc::not_found, "consent.token_unknown",
                    mark("this link is not one of the shop's; open it as it was sent"));
    auto const last = consent_repository::last(uow, card->number.value(), claim->channel);
    bool const before = card->erased_at || (last && !last->given);
    if (!before)
        keep(uow, card->number,
             {.channel = claim->channel, .given = false, .source = source_of_links});
    return {.who = card->number, .channel = claim->channel, .before = before};
}

} // namespace tokocrm
