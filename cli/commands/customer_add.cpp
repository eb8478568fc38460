#include "../registry.hpp"
#include "customer_fields.hpp"
#include "open_shop.hpp"

namespace toko {

namespace {

void describe(options& opts)
{
    describe_customer(opts, true);
    opts.example("toko customer add --name Pembeli --phone 081234567890 --format ids")
        .example("toko customer add --name \"Siti Aminah\" --city \"Kisaran Timur\" --sex female");
}

void run(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    tokocrm::customer_draft draft;
    draft.name = args.text("name");
    draft.reach = {.phone = args.find("phone"),
                   .email = args.find("email"),
                   .address = args.find("address"),
                   .city = args.find("city"),
                   .postal_code = args.find("postal-code")};
    draft.registered_at = registered_of(args, shop);
    draft.sex = sex_of(args.find("sex"));
    draft.known_contact = args.has("anyway");
    auto const added = with_new_contact([&] {
        return ctx.write(
            [&](tokocrm::unit_of_work& uow) { return tokocrm::add_customer(uow, draft); });
    });
    show_customer(ctx, added, shop);
}

} // namespace

command const customer_add{"customer add", tr("add a customer"), describe, run};

} // namespace toko
