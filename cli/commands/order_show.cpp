#include "../registry.hpp"
#include "open_shop.hpp"
#include "order_output.hpp"

namespace toko {

namespace {

void describe(options& opts)
{
    opts.positional("order", tr("the order's number, or its reference in an imported history"))
        .example("toko order show 1")
        .example("toko order show 1 --json");
}

void run(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    auto found = ctx.read([&](tokocrm::unit_of_work& uow) {
        return order_to_show(uow, tokocrm::get_order(uow, args.text("order")), shop);
    });
    show_order(ctx, std::move(found), shop);
}

} // namespace

command const order_show{"order show", tr("show an order with its lines and its history"), describe,
                         run};

} // namespace toko
