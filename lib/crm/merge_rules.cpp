#include "merge_rules.hpp"

#include "../core/text_fold.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>

namespace tokocrm {

namespace {

constexpr std::array all_fields{card_field::name, card_field::phone, card_field::email,
                                card_field::address, card_field::sex};
constexpr std::array address_parts{&contact::address, &contact::city, &contact::postal_code};

bool has_address(contact const& of)
{
    return std::any_of(address_parts.begin(), address_parts.end(),
                       [&](auto part) { return (of.*part).has_value(); });
}

/// Nothing that one says is otherwise with the other.
bool is_same_place(contact const& one, contact const& other)
{
    return std::all_of(address_parts.begin(), address_parts.end(), [&](auto part) {
        auto const &here = one.*part, &there = other.*part;
        return !here || !there || folded(*here) == folded(*there);
    });
}

std::string address_text(contact const& of)
{
    std::string text;
    for (auto const part : address_parts)
        if (auto const& each = of.*part)
            text += (text.empty() ? "" : ", ") + *each;
    return text;
}

/// As people read it; empty where the card does not say.
std::string text_of(customer const& of, card_field field)
{
    switch (field) {
    case card_field::name:
        return of.name;
    case card_field::phone:
        return of.reach.phone.value_or("");
    case card_field::email:
        return of.reach.email.value_or("");
    case card_field::address:
        return address_text(of.reach);
    case card_field::sex:
        return of.sex ? std::string(name(*of.sex)) : std::string();
    }
    return {};
}

bool is_conflict(customer const& keep, customer const& other, card_field field)
{
    auto const here = text_of(keep, field), there = text_of(other, field);
    if (here.empty() || there.empty())
        return false;
    if (field == card_field::name)
        return folded(here) != folded(there);
    if (field == card_field::address)
        return !is_same_place(keep.reach, other.reach);
    return here != there;
}

template <class Choices>
auto& choice_in(Choices& choices, card_field field)
{
    switch (field) {
    case card_field::name:
        return choices.name;
    case card_field::phone:
        return choices.phone;
    case card_field::email:
        return choices.email;
    case card_field::address:
        return choices.address;
    case card_field::sex:
        break;
    }
    return choices.sex;
}

// --- the trace

boost::json::value maybe(std::optional<std::string> const& text)
{
    return text ? boost::json::value(boost::json::string(*text)) : boost::json::value(nullptr);
}

std::optional<std::string> read_text(boost::json::object const& from, char const* key)
{
    auto const* const found = from.if_contains(key);
    if (!found || !found->is_string())
        return std::nullopt;
    return std::string(found->get_string().c_str(), found->get_string().size());
}

std::int64_t read_number(boost::json::object const& from, char const* key)
{
    auto const* const found = from.if_contains(key);
    return found && found->is_int64() ? found->get_int64() : 0;
}

timestamp instant(std::int64_t microseconds)
{
    return timestamp(std::chrono::microseconds(microseconds));
}

boost::json::object write_card(customer const& of)
{
    return {{"id", of.number.value()},
            {"name", of.name},
            {"phone", maybe(of.reach.phone)},
            {"email", maybe(of.reach.email)},
            {"address", maybe(of.reach.address)},
            {"city", maybe(of.reach.city)},
            {"postal_code", maybe(of.reach.postal_code)},
            {"sex", maybe(of.sex ? std::optional(std::string(name(*of.sex))) : std::nullopt)},
            {"registered_at", of.registered_at.time_since_epoch().count()},
            {"version", of.version}};
}

customer read_card(boost::json::object const& from)
{
    return {.number = id<customer>(read_number(from, "id")),
            .name = read_text(from, "name").value_or(""),
            .reach = {.phone = read_text(from, "phone"),
                      .email = read_text(from, "email"),
                      .address = read_text(from, "address"),
                      .city = read_text(from, "city"),
                      .postal_code = read_text(from, "postal_code")},
            .registered_at = instant(read_number(from, "registered_at")),
            .sex = find_customer_sex(read_text(from, "sex").value_or("")),
            .version = read_number(from, "version")};
}

boost::json::object const* object_in(boost::json::object const& from, char const* key)
{
    auto const* const found = from.if_contains(key);
    return found ? found->if_object() : nullptr;
}

} // namespace

std::string_view name(card_field field) noexcept
{
    switch (field) {
    case card_field::name:
        return "name";
    case card_field::phone:
        return "phone";
    case card_field::email:
        return "email";
    case card_field::address:
        return "address";
    case card_field::sex:
        return "sex";
    }
    return {};
}

std::string_view name(card_side side) noexcept
{
    return side == card_side::keep ? "keep" : "other";
}

std::optional<card_side> find_card_side(std::string_view wanted) noexcept
{
    for (auto const each : {card_side::keep, card_side::other})
        if (wanted == name(each))
            return each;
    return std::nullopt;
}

std::vector<card_conflict> conflicts_of(customer const& keep, customer const& other)
{
    std::vector<card_conflict> found;
    for (auto const field : all_fields)
        if (is_conflict(keep, other, field))
            found.push_back({field, text_of(keep, field), text_of(other, field)});
    return found;
}

std::optional<card_side>& choice_of(card_choices& choices, card_field field)
{
    return choice_in(choices, field);
}

std::optional<card_side> const& choice_of(card_choices const& choices, card_field field)
{
    return choice_in(choices, field);
}

std::vector<card_conflict> unsettled(std::vector<card_conflict> conflicts,
                                     card_choices const& choices)
{
    std::erase_if(conflicts, [&](card_conflict const& each) {
        return choice_of(choices, each.field).has_value();
    });
    return conflicts;
}

std::string listed(std::vector<card_conflict> const& conflicts)
{
    std::string text;
    for (auto const& each : conflicts)
        text += (text.empty() ? "" : "; ") + std::string(name(each.field)) + ": " + each.keep +
                " / " + each.other;
    return text;
}

customer merged_card(customer const& keep, customer const& other, card_choices const& choices)
{
    auto const conflicts = conflicts_of(keep, other);
    auto const takes_other = [&](card_field field) {
        auto const is_field = [&](card_conflict const& each) { return each.field == field; };
        return std::any_of(conflicts.begin(), conflicts.end(), is_field) &&
               choice_of(choices, field) == card_side::other;
    };
    auto card = keep;
    if (takes_other(card_field::name))
        card.name = other.name;
    auto const join = [&](card_field field, auto& value, auto const& others) {
        if (!value || takes_other(field))
            value = others;
    };
    join(card_field::phone, card.reach.phone, other.reach.phone);
    join(card_field::email, card.reach.email, other.reach.email);
    join(card_field::sex, card.sex, other.sex);
    // The street of one beside the city of the other would be nowhere.
    bool const is_same = !has_address(keep.reach) || is_same_place(keep.reach, other.reach);
    for (auto const part : address_parts)
        if (takes_other(card_field::address) || (is_same && !(card.reach.*part)))
            card.reach.*part = other.reach.*part;
    card.registered_at = std::min(keep.registered_at, other.registered_at);
    return card;
}

std::int64_t joined_mark(reading const& one, reading const& other)
{
    if (one.unread == 0 && other.unread == 0)
        return std::max(one.last, other.last);
    if (one.unread == 0)
        return other.first_unread - 1;
    if (other.unread == 0)
        return one.first_unread - 1;
    return std::min(one.first_unread, other.first_unread) - 1;
}

std::string write_trace(merge_trace const& trace)
{
    boost::json::array tags;
    for (auto const& each : trace.doubled)
        tags.push_back({{"tag", each.tag},
                        {"added_at", each.added_at.time_since_epoch().count()},
                        {"added_by", each.added_by}});
    boost::json::object chosen;
    for (auto const field : all_fields)
        if (auto const side = choice_of(trace.choices, field))
            chosen.emplace(name(field), boost::json::string(name(*side)));
    return boost::json::serialize(boost::json::object{{"card", write_card(trace.other)},
                                                      {"kept", write_card(trace.kept)},
                                                      {"chosen", std::move(chosen)},
                                                      {"tags", std::move(tags)}});
}

std::optional<merge_trace> read_trace(std::string_view text)
{
    boost::json::error_code failed;
    auto const whole = boost::json::parse({text.data(), text.size()}, failed);
    auto const* const from = failed ? nullptr : whole.if_object();
    auto const* const other = from ? object_in(*from, "card") : nullptr;
    auto const* const kept = from ? object_in(*from, "kept") : nullptr;
    if (!other || !kept)
        return std::nullopt;
    merge_trace trace{
        .other = read_card(*other), .kept = read_card(*kept), .choices = {}, .doubled = {}};
    if (auto const* const chosen = object_in(*from, "chosen"))
        for (auto const field : all_fields)
            if (auto const side = read_text(*chosen, std::string(name(field)).c_str()))
                choice_of(trace.choices, field) = find_card_side(*side);
    if (auto const* const tags = from->if_contains("tags"); tags && tags->is_array())
        for (auto const& each : tags->get_array())
            if (auto const* const tag = each.if_object())
                trace.doubled.push_back({read_text(*tag, "tag").value_or(""),
                                         instant(read_number(*tag, "added_at")),
                                         read_text(*tag, "added_by").value_or("")});
    return trace;
}

std::optional<std::string> what_went(std::string_view text)
{
    auto const trace = read_trace(text);
    if (!trace)
        return std::nullopt;
    auto went = trace->other.name;
    for (auto const& each : conflicts_of(trace->kept, trace->other)) {
        bool const other_stays = choice_of(trace->choices, each.field) == card_side::other;
        auto const& value = other_stays ? each.keep : each.other;
        if (each.field != card_field::name || other_stays)
            went += ", " + value;
    }
    return went;
}

} // namespace tokocrm
