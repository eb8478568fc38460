#include "wire.hpp"

#include <tokocrm/json.hpp>

namespace tokocrm {

boost::json::object to_json(chat_message const& value, shop const& in)
{
    return {{"id", value.number.value()},
            {"customer_id", value.with.value()},
            {"customer", value.customer_name},
            {"from", name(value.from)},
            {"text", value.text},
            {"sent_at", in.zone.to_iso(value.sent_at)},
            {"sent_by", value.actor},
            {"read", value.read}};
}

boost::json::object to_json(conversation const& value, shop const& in)
{
    return {{"customer_id", value.with.value()},
            {"customer", value.customer_name},
            {"unread", value.unread_by_shop},
            {"unread_by_customer", value.unread_by_customer},
            {"last_at", in.zone.to_iso(value.last_at)},
            {"message_id", value.shown.number.value()},
            {"from", name(value.shown.from)},
            {"text", value.shown.text},
            {"sent_at", in.zone.to_iso(value.shown.sent_at)}};
}

boost::json::object to_json(quick_answer const& value)
{
    return {{"id", value.number.value()}, {"name", value.name}, {"text", value.text}};
}

} // namespace tokocrm
