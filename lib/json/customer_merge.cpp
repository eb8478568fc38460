#include "wire.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>

namespace tokocrm {

namespace {

/// Whose value of a field stayed.
std::optional<card_side> chosen(card_choices const& choices, card_field field)
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
        return choices.sex;
    }
    return std::nullopt;
}

bool other_stays(card_choices const& choices, card_conflict const& each)
{
    return chosen(choices, each.field) == card_side::other;
}

} // namespace

boost::json::object to_json(customer_merge_result const& value, shop const& in)
{
    boost::json::array changes, conflicts;
    for (auto const& each : value.cart_changes)
        changes.push_back(wire::cart_change(each));
    for (auto const& each : value.conflicts)
        conflicts.push_back(
            {{"field", wire::text(name(each.field))},
             {"chosen", other_stays(value.choices, each) ? each.other : each.keep},
             {"not_chosen", other_stays(value.choices, each) ? each.keep : each.other}});
    auto whole = to_json(value.kept, in);
    whole.emplace("other_id", value.other.value());
    whole.emplace("orders", value.orders);
    whole.emplace("coupon_uses", value.coupon_uses);
    whole.emplace("cart_lines", value.cart_lines);
    whole.emplace("reviews", value.reviews);
    whole.emplace("messages", value.messages);
    whole.emplace("notes", value.notes);
    whole.emplace("tags", value.tags);
    whole.emplace("consents", value.consents);
    whole.emplace("cart_changes", std::move(changes));
    whole.emplace("conflicts", std::move(conflicts));
    return whole;
}

boost::json::object to_json(customer_merge const& value, shop const& in)
{
    boost::json::array not_chosen;
    for (auto const& each : value.conflicts)
        not_chosen.push_back(
            {{"field", wire::text(name(each.field))},
             {"value", other_stays(value.choices, each) ? each.keep : each.other}});
    return {
        {"kept_id", value.kept.value()},
        {"other_id", value.other.value()},
        {"merged_at", in.zone.to_iso(value.merged_at)},
        {"merged_by", value.merged_by},
        {"card", wire::maybe(value.card, [&](customer const& card) { return to_json(card, in); })},
        {"not_chosen", std::move(not_chosen)}};
}

} // namespace tokocrm
