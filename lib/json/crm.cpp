#include "wire.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>

namespace tokocrm {

namespace {

template <class Record>
boost::json::array all(std::vector<Record> const& records, shop const& in)
{
    boost::json::array shapes;
    for (auto const& each : records)
        shapes.push_back(to_json(each, in));
    return shapes;
}

boost::json::value number(std::optional<std::int64_t> const& value)
{
    return wire::maybe(value, [](std::int64_t one) { return one; });
}

boost::json::object shape(customer_figures const& value)
{
    return {{"orders", value.orders},
            {"net", value.net.minor()},
            {"average_order", wire::maybe(value.average)},
            {"first", wire::maybe(value.first)},
            {"last", wire::maybe(value.last)},
            {"usual_interval", number(value.usual_interval)},
            {"open_orders", value.open_orders},
            {"unread_messages", value.unread_messages}};
}

} // namespace

boost::json::object to_json(consent const& value, shop const& in)
{
    return {{"channel", wire::text(name(value.channel))},
            {"given", value.given},
            {"source", value.source},
            {"recorded_at", in.zone.to_iso(value.recorded_at)},
            {"recorded_by", value.recorded_by}};
}

boost::json::object to_json(customer_note const& value, shop const& in)
{
    return {{"id", value.number.value()},
            {"customer_id", value.about.value()},
            {"text", value.text},
            {"written_at", in.zone.to_iso(value.written_at)},
            {"written_by", value.written_by}};
}

boost::json::object to_json(customer_tag const& value, shop const& in)
{
    return {{"tag", value.tag},
            {"added_at", in.zone.to_iso(value.added_at)},
            {"added_by", value.added_by}};
}

boost::json::object to_json(tag_count const& value)
{
    return {{"tag", value.tag}, {"customers", value.customers}};
}

boost::json::object to_json(customer_card const& value, shop const& in)
{
    auto whole = to_json(value.who, in);
    whole.emplace("figures", shape(value.figures));
    whole.emplace("currency", wire::text(code(value.figures.net.currency())));
    whole.emplace("consents", all(value.consents, in));
    whole.emplace("tags", all(value.tags, in));
    whole.emplace("notes", all(value.notes, in));
    whole.emplace("has_older_notes", value.has_older_notes);
    return whole;
}

boost::json::object to_json(timeline_event const& value, shop const& in)
{
    return {{"at", in.zone.to_iso(value.at)},
            {"kind", wire::text(name(value.kind))},
            {"what", value.what},
            {"order", number(value.order_number)},
            {"number", number(value.number)},
            {"from", wire::maybe(value.from)},
            {"to", wire::maybe(value.to)},
            {"amount", wire::maybe(value.amount)},
            {"currency", wire::text(code(in.profile.currency))},
            {"stars", number(value.stars)},
            {"about", wire::maybe(value.about)},
            {"text", wire::maybe(value.text)},
            {"actor", wire::maybe(value.actor)}};
}

} // namespace tokocrm
