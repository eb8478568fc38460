#include "../context.hpp"
#include "../input/dates.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"
#include "order_fields.hpp"
#include "sorting.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

/// Counting further costs more than anybody learns from it.
constexpr std::int64_t counted_at_most = 1'000;

void describe(options& opts)
{
    opts.value("status", "LABEL,…",
               tr("only orders with one of these labels: new, pending, ok, cancelled, expired, "
                  "refunded"),
               {.repeatable = true, .words = "new|pending|ok|cancelled|expired|refunded"})
        .value("since", "DATE", tr("placed on this date or later"))
        .value("until", "DATE", tr("placed on this date or earlier"))
        .value("customer", "WHO", tr("only the orders of this customer: id, phone or e-mail"))
        .value("reference", "TEXT", tr("only the orders with this number in an imported history"))
        .lists(order_fields, {"placed_at", "total", "customer", "number"})
        .example("toko order list --status new,pending --since 2026-11-01")
        .example("toko order list --sort -total,-number --limit 10")
        .example("toko order list --customer 081234567890 --format csv");
}

std::vector<tokocrm::order_label> labels_of(arguments const& args)
{
    std::vector<tokocrm::order_label> labels;
    for (auto const& name : args.list("status")) {
        auto const found = tokocrm::find_order_label(name);
        if (!found)
            throw usage_error("usage.status",
                              tr("there is no status {0}; there are new, pending, ok, cancelled, "
                                 "expired and refunded"),
                              {name});
        labels.push_back(*found);
    }
    return labels;
}

std::optional<tokocrm::date> day_of(arguments const& args, char const* name, tokocrm::date today)
{
    auto const text = args.find(name);
    return text ? std::optional(parse_day(*text, today)) : std::nullopt;
}

tokocrm::order_query query_of(context& ctx, arguments const& args, tokocrm::date today)
{
    tokocrm::order_query query;
    query.labels = labels_of(args);
    query.since = day_of(args, "since", today);
    query.until = day_of(args, "until", today);
    query.reference = args.find("reference");
    if (query.since && query.until && *query.until < *query.since)
        throw usage_error("usage.until", tr("--until {0} lies before --since {1}; swap them"),
                          {tokocrm::to_iso(*query.until), tokocrm::to_iso(*query.since)});
    sort_by<tokocrm::order_query, tokocrm::order_sort>(
        ctx, query,
        {{"placed_at", tokocrm::order_sort::placed_at},
         {"number", tokocrm::order_sort::number},
         {"total", tokocrm::order_sort::total},
         {"customer", tokocrm::order_sort::customer}});
    return query;
}

bool asks_for_all(tokocrm::page_request const& part)
{
    return !part.limit && part.offset == 0 && !part.after;
}

void run(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    auto query = query_of(ctx, args, today_in(ctx, shop));
    auto const customer = args.find("customer");
    auto const& part = ctx.list().page;
    if (ctx.format() == output_format::count && asks_for_all(part)) {
        auto const count = ctx.read([&](tokocrm::unit_of_work& uow) {
            if (customer)
                query.buyer = tokocrm::get_customer(uow, *customer).number;
            return tokocrm::count_orders(uow, query);
        });
        print(ctx, std::to_string(count) + '\n');
        return;
    }
    list_output out(ctx, order_fields,
                    {.currency = shop.profile.currency,
                     .id_key = "number",
                     .none = tr("there are no such orders")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        if (customer)
            query.buyer = tokocrm::get_customer(uow, *customer).number;
        if (!part.limit) {
            tokocrm::for_each_order(uow, query, part, [&](tokocrm::order_header const& one) {
                out.row(tokocrm::to_json(one, shop));
            });
            return;
        }
        auto const found = tokocrm::list_orders(uow, query, part);
        for (auto const& one : found.items)
            out.row(tokocrm::to_json(one, shop));
        end.next = found.next;
        if (out.wants_total()) {
            auto const counted = tokocrm::count_orders(uow, query, counted_at_most + 1);
            end.total = std::min(counted, counted_at_most);
            end.more_than_total = counted > counted_at_most;
        }
    });
    out.end(end);
}

} // namespace

command const order_list{"order list", tr("list the orders, the newest first"), describe, run};

} // namespace toko
