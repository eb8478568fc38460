#include "timeline_repository.hpp"

#include "../db/query_text.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace tokocrm::timeline_repository {

using soci::into;

namespace {

/// Rows that become events of one kind.
struct source
{
    timeline_kind kind;
    char const* what; ///< an expression, as all up to `actor`
    char const* at;
    char const* row = "0"; ///< with `part` unlike that of any other of this source
    char const* part = "0";
    char const* order_id = "cast(null as bigint)";
    char const* places_order = "0"; ///< 1 where the amount is the order's total
    char const* number = "cast(null as bigint)";
    char const* from_state = "cast(null as text)";
    char const* to_state = "cast(null as text)";
    char const* amount = "cast(null as bigint)";
    char const* stars = "cast(null as bigint)";
    char const* about = "cast(null as text)";
    char const* said = "cast(null as text)";
    char const* actor = "cast(null as text)";
    char const* from; ///< with a condition in which ? stands for the customer
};

/// In the order in which events of one instant are told.
constexpr source sources[] = {
    {.kind = timeline_kind::registration,
     .what = "'registered'",
     .at = "c.registered_at",
     .from = "customers c where c.id = ?"},
    {.kind = timeline_kind::order,
     .what = "t.graph",
     .at = "t.at",
     .row = "o.id",
     .part = "t.position",
     .order_id = "o.id",
     .places_order = "case t.position when 1 then 1 else 0 end",
     .number = "t.position",
     .from_state = "t.from_state",
     .to_state = "t.to_state",
     .said = "t.reason",
     .actor = "t.actor",
     .from = "orders o join order_transitions t on t.order_id = o.id where o.customer_id = ?"},
    {.kind = timeline_kind::payment,
     .what = "'submitted'",
     .at = "s.submitted_at",
     .row = "o.id",
     .part = "s.position",
     .order_id = "o.id",
     .number = "s.position",
     .amount = "s.amount",
     .about = "s.bank",
     .actor = "s.submitted_by",
     .from = "orders o join payment_submissions s on s.order_id = o.id where o.customer_id = ?"},
    {.kind = timeline_kind::payment,
     .what = "'rejected'",
     .at = "s.decided_at",
     .row = "o.id",
     .part = "s.position",
     .order_id = "o.id",
     .number = "s.position",
     .amount = "s.amount",
     .about = "s.bank",
     .said = "s.reason",
     .actor = "s.decided_by",
     .from = "orders o join payment_submissions s on s.order_id = o.id"
             " where o.customer_id = ? and s.state = 'rejected'"},
    {.kind = timeline_kind::payment,
     .what = "'accepted'",
     .at = "p.received_at",
     .row = "o.id",
     .part = "p.position",
     .order_id = "o.id",
     .number = "p.position",
     .amount = "p.amount",
     .about = "p.method",
     .actor = "p.actor",
     .from = "orders o join payments p on p.order_id = o.id where o.customer_id = ?"},
    {.kind = timeline_kind::refund,
     .what = "'refunded'",
     .at = "r.refunded_at",
     .row = "o.id",
     .part = "r.position",
     .order_id = "o.id",
     .number = "r.position",
     .amount = "r.amount",
     .said = "r.reason",
     .actor = "r.actor",
     .from = "orders o join refunds r on r.order_id = o.id where o.customer_id = ?"},
    {.kind = timeline_kind::review,
     .what = "'written'",
     .at = "r.written_at",
     .row = "r.id",
     .order_id = "r.order_id",
     .number = "r.id",
     .stars = "r.stars",
     .about = "l.sku",
     .said = "r.text",
     .from = "reviews r join order_lines l on l.order_id = r.order_id and l.position = r.line"
             " where r.customer_id = ?"},
    {.kind = timeline_kind::reply,
     .what = "'replied'",
     .at = "r.replied_at",
     .row = "r.id",
     .order_id = "r.order_id",
     .number = "r.id",
     .about = "l.sku",
     .said = "r.reply",
     .actor = "r.replied_by",
     .from = "reviews r join order_lines l on l.order_id = r.order_id and l.position = r.line"
             " where r.customer_id = ? and r.replied_at is not null"},
    {.kind = timeline_kind::message,
     .what = "case m.from_customer when 1 then 'from_customer' else 'from_shop' end",
     .at = "m.sent_at",
     .row = "m.id",
     .number = "m.id",
     .said = "m.text",
     .actor = "m.sent_by",
     .from = "messages m where m.customer_id = ?"},
    {.kind = timeline_kind::note,
     .what = "'written'",
     .at = "n.written_at",
     .row = "n.id",
     .number = "n.id",
     .said = "n.text",
     .actor = "n.written_by",
     .from = "customer_notes n where n.customer_id = ?"},
    {.kind = timeline_kind::tag,
     .what = "'added'",
     .at = "t.added_at",
     .row = "t.id",
     .said = "t.tag",
     .actor = "t.added_by",
     .from = "customer_tags t where t.customer_id = ?"},
    {.kind = timeline_kind::tag,
     .what = "'removed'",
     .at = "t.removed_at",
     .row = "t.id",
     .said = "t.tag",
     .actor = "t.removed_by",
     .from = "customer_tags t where t.customer_id = ? and t.removed_at is not null"},
    {.kind = timeline_kind::consent,
     .what = "case s.given when 1 then 'given' else 'withdrawn' end",
     .at = "s.recorded_at",
     .row = "s.id",
     .about = "s.channel",
     .said = "s.source",
     .actor = "s.recorded_by",
     .from = "consents s where s.customer_id = ?"},
    {.kind = timeline_kind::merge,
     .what = "'merged'",
     .at = "m.merged_at",
     .row = "m.id",
     .number = "m.other_id",
     .said = "m.other_card",
     .actor = "m.merged_by",
     .from = "customer_merges m where m.kept_id in"
             " (select c.id from customers c where c.id = ? or c.merged_into = ?)"},
    {.kind = timeline_kind::erasure,
     .what = "'erased'",
     .at = "e.erased_at",
     .said = "e.reason",
     .actor = "e.erased_by",
     .from = "customer_erasures e where e.customer_id = ?"},
};

void add_source(db::query_text& to, source const& one, std::int64_t place, std::int64_t whose)
{
    to << "select " << one.at << " as at, " << std::to_string(place) << " as source, " << one.row
       << " as sort_row, " << one.part << " as sort_part, " << one.order_id << " as order_id, "
       << one.places_order << " as places_order, " << one.number << " as number, " << one.what
       << " as what, " << one.from_state << " as from_state, " << one.to_state << " as to_state, "
       << one.amount << " as amount, " << one.stars << " as stars, " << one.about << " as about, "
       << one.said << " as said, " << one.actor << " as actor from ";
    std::string_view rest = one.from;
    for (auto mark = rest.find('?'); mark != rest.npos; mark = rest.find('?')) {
        (to << rest.substr(0, mark)).bind(whose);
        rest.remove_prefix(mark + 1);
    }
    to << rest;
}

/// The bound variables of a source's columns.
struct event_row
{
    timeline_place place;
    std::string what;
    db::nullable_number order_number, number, amount, stars;
    db::nullable_text from, to, about, said, actor;

    void bind(soci::statement& select)
    {
        for (auto* const each : {&place.at, &place.source, &place.row, &place.part})
            select.exchange(into(*each));
        select.exchange(into(order_number.value, order_number.state));
        select.exchange(into(number.value, number.state));
        select.exchange(into(what));
        select.exchange(into(from.value, from.state));
        select.exchange(into(to.value, to.state));
        select.exchange(into(amount.value, amount.state));
        select.exchange(into(stars.value, stars.state));
        select.exchange(into(about.value, about.state));
        select.exchange(into(said.value, said.state));
        select.exchange(into(actor.value, actor.state));
    }
    placed_event get(currency c) const
    {
        auto const cost = amount.get();
        return {.place = place,
                .event = {.at = db::to_timestamp(place.at),
                          .kind = sources[place.source].kind,
                          .what = what,
                          .order_number = order_number.get(),
                          .number = number.get(),
                          .from = from.get(),
                          .to = to.get(),
                          .amount = cost ? std::optional(money(*cost, c)) : std::nullopt,
                          .stars = stars.get(),
                          .about = about.get(),
                          .text = said.get(),
                          .actor = actor.get()}};
    }
};

} // namespace

std::vector<placed_event> list(unit_of_work& uow, std::int64_t whose, timeline_query const& wanted,
                               std::optional<std::int64_t> limit, std::int64_t offset,
                               std::optional<timeline_place> const& after, currency c)
{
    // Of an order only what is shown is looked up: its row costs a page.
    db::query_text text;
    text << "select e.at, e.source, e.sort_row, e.sort_part, o.number, e.number, e.what,"
            " e.from_state, e.to_state, case e.places_order when 1 then o.total else e.amount end,"
            " e.stars, e.about, e.said, e.actor from (select * from (";
    char const* between = "";
    std::int64_t place = 0;
    for (auto const& each : sources) {
        if (std::find(wanted.kinds.begin(), wanted.kinds.end(), each.kind) != wanted.kinds.end()) {
            text << between;
            add_source(text, each, place, whose);
            between = " union all ";
        }
        ++place;
    }
    text << ") e where 1 = 1";
    if (after) {
        // The instant by itself: SQLite looks into each source for what is compared alone.
        text << " and e.at" << (wanted.descending ? " <=" : " >=");
        text.bind(after->at) << " and (e.at, e.source, e.sort_row, e.sort_part)"
                             << (wanted.descending ? " < (" : " > (");
        text.bind(after->at) << ",";
        text.bind(after->source) << ",";
        text.bind(after->row) << ",";
        text.bind(after->part) << ")";
    }
    std::string const way = wanted.descending ? " desc" : "";
    auto const order =
        " order by e.at" + way + ", e.source" + way + ", e.sort_row" + way + ", e.sort_part" + way;
    text << order;
    if (limit || offset > 0) {
        text << " limit";
        text.bind(limit.value_or(INT64_MAX)) << " offset";
        text.bind(offset);
    }
    text << ") e left join orders o on o.id = e.order_id" << order;
    return db::read_rows<event_row>(uow, text, c);
}

} // namespace tokocrm::timeline_repository
