#include "../context.hpp"
#include "../output/file.hpp"
#include "../output/spool.hpp"
#include "../registry.hpp"
#include "customer_named.hpp"
#include "open_shop.hpp"

#include <tokocrm/customer_erasure.hpp>

namespace toko {

namespace {

void describe(options& opts)
{
    opts.positional("customer", tr("their id, phone or e-mail"))
        .value("output", "FILE", tr("write to a file that only you may read; else to stdout"))
        .example("toko customer data 1 --output data.json")
        .example("toko customer data 081234567890");
}

void run(context& ctx, arguments const& args)
{
    open_shop(ctx);
    auto const file = args.find("output");
    if (file)
        require_output_file(*file, ctx.url());
    spool text;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        tokocrm::write_customer_data(uow, named_customer(uow, args.text("customer")).number,
                                     [&](std::string_view part) { text.write(part); });
    });
    if (!file) {
        text.copy_to(ctx.out());
        return;
    }
    if (ctx.dry_run()) {
        ctx.note(tr("{0} would be written"), {*file});
        return;
    }
    output_file whole(*file, output_file::readers::owner_alone);
    text.copy_to(whole.stream());
    whole.commit();
    ctx.note(tr("{0} is written"), {*file});
}

} // namespace

command const customer_data{"customer data", tr("get all that is kept about a customer, as JSON"),
                            describe, run};

} // namespace toko
