#include "wire.hpp"

#include <tokocrm/json.hpp>

namespace tokocrm {

boost::json::object to_json(review const& value, shop const& in)
{
    auto const& reply = value.reply;
    auto const& hidden = value.hidden;
    auto const text_of = [](auto const& part, auto member) {
        return wire::maybe(part, [&](auto const& one) { return wire::text(one.*member); });
    };
    auto const instant_of = [&](auto const& part, auto member) {
        return wire::maybe(
            part, [&](auto const& one) { return wire::text(in.zone.to_iso(one.*member)); });
    };
    return {{"id", value.number.value()},
            {"order", value.order_number},
            {"line", value.line},
            {"sku", value.sku},
            {"product", value.product_name},
            {"product_id", value.about.value()},
            {"customer", value.customer_name},
            {"customer_id", value.by.value()},
            {"stars", value.stars},
            {"text", value.text},
            {"written_at", in.zone.to_iso(value.written_at)},
            {"edited_at", wire::maybe(value.edited_at, in.zone)},
            {"reply", text_of(reply, &review_reply::text)},
            {"replied_at", instant_of(reply, &review_reply::written_at)},
            {"replied_by", text_of(reply, &review_reply::actor)},
            {"hidden_reason", text_of(hidden, &review_hiding::reason)},
            {"hidden_at", instant_of(hidden, &review_hiding::hidden_at)},
            {"hidden_by", text_of(hidden, &review_hiding::actor)},
            {"version", value.version}};
}

boost::json::object to_json(public_review const& value, shop const& in)
{
    return {{"id", value.number.value()},
            {"stars", value.stars},
            {"text", value.text},
            {"name", wire::maybe(value.shown_name)},
            {"written_at", in.zone.to_iso(value.written_at)},
            {"edited_at", wire::maybe(value.edited_at, in.zone)},
            {"reply", wire::maybe(value.reply)},
            {"replied_at", wire::maybe(value.replied_at, in.zone)},
            {"hidden", value.hidden}};
}

} // namespace tokocrm
