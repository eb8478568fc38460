#include "../registry.hpp"
#include "customer_fields.hpp"
#include "customer_named.hpp"
#include "given.hpp"
#include "open_shop.hpp"

namespace toko {

namespace {

void describe(options& opts)
{
    opts.positional("customer", tr("their id, phone or e-mail"));
    describe_customer(opts, false);
    describe_if_version(opts);
    opts.example("toko customer edit 1 --phone 081234567891")
        .example("toko customer edit 081234567890 --email \"\" --city \"Kisaran Barat\"");
}

void run(context& ctx, arguments const& args)
{
    expect_a_change(args);
    auto const shop = open_shop(ctx);
    tokocrm::customer_changes changes;
    changes.seen_version = find_version(args);
    changes.name = args.find("name");
    changes.phone = find_or_none(args, "phone");
    changes.email = find_or_none(args, "email");
    changes.address = find_or_none(args, "address");
    changes.city = find_or_none(args, "city");
    changes.postal_code = find_or_none(args, "postal-code");
    if (auto const sex = find_or_none(args, "sex"))
        changes.sex = sex_of(*sex);
    changes.registered_at = registered_of(args, shop);
    changes.known_contact = args.has("anyway");
    auto const edited = with_new_contact([&] {
        return ctx.write([&](tokocrm::unit_of_work& uow) {
            auto const meant = named_customer(uow, args.text("customer"));
            return tokocrm::edit_customer(uow, meant.number, changes);
        });
    });
    show_customer(ctx, edited, shop);
}

} // namespace

command const customer_edit{"customer edit",
                            tr("change a customer; an empty value takes one away: --email \"\""),
                            describe, run};

} // namespace toko
