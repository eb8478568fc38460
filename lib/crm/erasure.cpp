#include "../core/checked_text.hpp"
#include "../picture/service.hpp"
#include "../staff/service.hpp"
#include "erasure_repository.hpp"
#include "erasure_rules.hpp"
#include "erasure_service.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <boost/json.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

constexpr std::size_t longest_reason = 500;

[[noreturn]] void refuse_unknown(id<customer> whose)
{
    throw error(errc::not_found, "customer.not_found",
                mark("there is no customer {0}; name one by id, phone or e-mail"),
                {std::to_string(whose.value())});
}

/// The card that has everything of a person: merged ones lead to it.
erasure_repository::card kept_card(unit_of_work& uow, id<customer> named)
{
    auto found = erasure_repository::find_card(uow, named.value());
    while (found && found->merged_into)
        found = erasure_repository::find_card(uow, *found->merged_into);
    if (!found)
        refuse_unknown(named);
    return *found;
}

void require_no_open_orders(unit_of_work& uow, std::vector<std::int64_t> const& cards)
{
    std::string listed;
    for (auto const card : cards)
        for (auto const number : erasure_repository::open_orders(uow, card))
            listed += (listed.empty() ? "" : ", ") + std::to_string(number);
    if (!listed.empty())
        throw error(errc::rule_violation, "customer.has_open_orders",
                    mark("customer {0} has open orders: {1}; finish or cancel them first"),
                    {std::to_string(cards.front()), listed});
}

/// What a card that was merged into another was known by.
void add_merged_card(known_by& to, boost::json::value const& said, std::string_view key = {})
{
    auto const is = [&](std::string_view part) { return key.find(part) != key.npos; };
    if (auto const* const object = said.if_object()) {
        for (auto const& [name, value] : *object)
            if (name != "chosen") // whose value stayed, not the value
                add_merged_card(to, value, name);
    } else if (auto const* const text = said.if_string()) {
        if (is("name"))
            to.add_name(*text);
        else if (is("phone"))
            to.add_phone(*text);
        else if (is("email"))
            to.add_email(*text);
    }
}

known_by known(unit_of_work& uow, std::vector<std::int64_t> const& cards)
{
    known_by person;
    for (auto const card : cards) {
        auto const said = erasure_repository::texts_of(uow, card);
        for (auto const& each : said.names)
            person.add_name(each);
        for (auto const& each : said.phones)
            person.add_phone(each);
        for (auto const& each : said.emails)
            person.add_email(each);
        for (auto const& each : said.addresses)
            person.add_address(each);
        for (auto const& each : said.merged_cards) {
            boost::json::error_code none;
            add_merged_card(person, boost::json::parse(each, none));
        }
    }
    return person;
}

std::string subject_of(std::int64_t card)
{
    return "customer:" + std::to_string(card);
}

/// Erases cards of one person, the kept one first.
void carry_out(unit_of_work& uow, std::vector<std::int64_t> const& cards,
               customer_erasure const& done, erasure_result& counts)
{
    auto const person = known(uow, cards);
    auto const without_person = [&](std::string const& text) { return person.taken_out_of(text); };
    for (auto const card : cards) {
        for (auto const picture : erasure_repository::blank_payments(uow, card)) {
            delete_picture(uow, picture);
            ++counts.proofs;
        }
        erasure_repository::blank_audit(uow, card);
        counts.orders += erasure_repository::blank_orders(uow, card);
        counts.messages += erasure_repository::remove_conversation(uow, card);
        counts.reviews += erasure_repository::change_reviews(uow, card, without_person);
        counts.notes += erasure_repository::remove_notes(uow, card);
        erasure_repository::remove_consents(uow, card);
        erasure_repository::remove_cart(uow, card);
        erasure_repository::blank_card(uow, card, done.erased_at);
        auto record = done;
        record.who = id<customer>(card);
        record.reason = without_person(done.reason);
        erasure_repository::insert(uow, record);
    }
    record_audit_event(uow, "customer.erase", subject_of(cards.front()),
                       "{\"orders\":" + std::to_string(counts.orders) + "}");
    erasure_repository::leave_no_trace(uow);
}

std::vector<std::int64_t> all_cards(unit_of_work& uow, std::int64_t kept)
{
    auto cards = erasure_repository::merged_into(uow, kept);
    cards.insert(cards.begin(), kept);
    return cards;
}

} // namespace

id<customer> kept_card_of(unit_of_work& uow, id<customer> named)
{
    return id<customer>(kept_card(uow, named).number);
}

erasure_result erase_customer(unit_of_work& uow, id<customer> whose, std::string_view reason)
{
    require(uow, right::erase_customers);
    auto const why = checked_name(reason, "customer.erasure_reason_invalid",
                                  mark("the reason of an erasure must have 1 to 500 characters"),
                                  longest_reason);
    auto const kept = kept_card(uow, whose);
    erasure_result result;
    result.who = id<customer>(kept.number);
    result.erased_at = uow.now();
    if (kept.erased_at) {
        result.erased_at = *kept.erased_at;
        result.before = true;
        if (erasure_repository::traces_remain(uow))
            erasure_repository::leave_no_trace(uow);
        return result;
    }
    auto const cards = all_cards(uow, kept.number);
    require_no_open_orders(uow, cards);
    for (auto const card : cards)
        if (card != kept.number)
            result.merged.emplace_back(card);
    carry_out(uow, cards, {result.who, result.erased_at, to_record(uow.actor()), why}, result);
    return result;
}

bool erased_traces_remain(unit_of_work& uow)
{
    require(uow, right::read_customers);
    return erasure_repository::traces_remain(uow);
}

std::optional<customer_erasure> find_customer_erasure(unit_of_work& uow, id<customer> whose)
{
    require(uow, right::read_customers, whose);
    return erasure_repository::find(uow, whose);
}

shop_erasures erasures_of(unit_of_work& uow)
{
    return {erasure_repository::shop_id(uow), erasure_repository::all(uow)};
}

std::vector<id<customer>> to_be_erased_again(unit_of_work& uow, shop_erasures const& later,
                                             bool has_our_schema)
{
    std::vector<id<customer>> cards;
    if (later.shop != erasure_repository::shop_id(uow))
        return cards; // its ids mean other people
    for (auto const& each : later.erasures) {
        auto const card = each.who.value();
        if (has_our_schema ? !erasure_repository::find(uow, each.who) &&
                                 erasure_repository::has_card(uow, card)
                           : erasure_repository::has_card(uow, card))
            cards.push_back(each.who);
    }
    return cards;
}

void erase_again(unit_of_work& uow, shop_erasures const& later)
{
    constexpr bool has_our_schema = true;
    auto const cards = to_be_erased_again(uow, later, has_our_schema);
    for (auto const& each : later.erasures) {
        if (std::find(cards.begin(), cards.end(), each.who) == cards.end() ||
            erasure_repository::find(uow, each.who)) // together with the one that it belongs to
            continue;
        erasure_result counts;
        carry_out(uow, all_cards(uow, each.who.value()), each, counts);
    }
}

} // namespace tokocrm
