#include "../registry.hpp"
#include "customer_fields.hpp"
#include "open_shop.hpp"

namespace toko {

namespace {

void describe(options& opts)
{
    opts.positional("customer", tr("their id, phone or e-mail"))
        .example("toko customer show 1")
        .example("toko customer show 081234567890 --json");
}

void run(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    show_customer(ctx, ctx.read([&](tokocrm::unit_of_work& uow) {
        return tokocrm::get_customer(uow, args.text("customer"));
    }),
                  shop);
}

} // namespace

command const customer_show{"customer show", tr("show a customer"), describe, run};

} // namespace toko
