#include "../context.hpp"
#include "../registry.hpp"
#include "customer_named.hpp"
#include "exporting.hpp"
#include "open_shop.hpp"
#include "order_filters.hpp"

#include <tokocrm/customer.hpp>
#include <tokocrm/sale.hpp>

namespace toko {

namespace {

void describe(options& opts)
{
    describe_order_filters(opts);
    describe_export(opts);
    opts.example("toko order export --output orders.csv")
        .example("toko order export --since 2026-11-01 --status ok > november.csv");
}

void run(context& ctx, arguments const& args)
{
    static constexpr std::string_view amounts[] = {
        "unit_price", "line_total", "coupon_amount",     "shipping",      "total",
        "other",      "refunded",   "refunded_shipping", "refunded_other"};
    auto const shop = open_shop(ctx);
    auto query = filtered_orders(args, today_in(ctx, shop));
    run_export(ctx, args, shop, tokocrm::order_import_columns(), amounts,
               [&](tokocrm::unit_of_work& uow, export_taker const& take) {
                   if (auto const customer = args.find("customer"))
                       query.buyer = named_customer(uow, *customer).number;
                   tokocrm::export_orders(uow, query, take);
               });
}

} // namespace

command const order_export{"order export", tr("hand out orders, as import takes them"), describe,
                           run};

} // namespace toko
