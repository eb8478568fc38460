#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "customer_named.hpp"
#include "open_shop.hpp"
#include "order_fields.hpp"
#include "order_filters.hpp"
#include "searching.hpp"
#include "sorting.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

void describe(options& opts)
{
    describe_order_filters(opts);
    opts.lists(order_fields, {"placed_at", "total", "customer", "number"})
        .example("toko order list --search \"siti pg16\"")
        .example("toko order list --status new,pending --since 2026-11-01")
        .example("toko order list --sort -total,-number --limit 10")
        .example("toko order list --customer 081234567890 --format csv");
}

tokocrm::order_query query_of(context& ctx, arguments const& args, tokocrm::date today)
{
    auto query = filtered_orders(args, today);
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
                query.buyer = named_customer(uow, *customer).number;
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
            query.buyer = named_customer(uow, *customer).number;
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
        count_for(out, end,
                  [&](std::int64_t most) { return tokocrm::count_orders(uow, query, most); });
    });
    out.end(end);
}

} // namespace

command const order_list{"order list", tr("list the orders, the newest first"), describe, run};

} // namespace toko
