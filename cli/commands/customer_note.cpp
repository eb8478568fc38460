#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "customer_named.hpp"
#include "customer_remarks.hpp"
#include "open_shop.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

constexpr field note_fields[] = {
    {"id", tr("Id"), kind::number},
    {"customer_id", tr("Customer's id"), kind::number},
    {"written_at", tr("Written"), kind::instant},
    {"text", tr("Note")},
    {"written_by", tr("By")},
};

void describe(options& opts)
{
    opts.positional("customer", tr("their id, phone or e-mail"))
        .positional("text", tr("what the staff are to know of them"),
                    {.required = true, .may_be_empty = true})
        .example("toko customer note 1 \"suka beras 5 kg\"");
}

void run(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    show(ctx, ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const meant = named_customer(uow, args.text("customer"));
        return remark_row(
            ctx, uow,
            tokocrm::to_json(tokocrm::add_customer_note(uow, meant.number, args.text("text")),
                             shop));
    }),
         note_fields);
}

} // namespace

command const customer_note{"customer note",
                            tr("write a note on a customer's card, which only the staff read"),
                            describe, run};

} // namespace toko
