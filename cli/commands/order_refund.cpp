#include "../registry.hpp"
#include "open_shop.hpp"
#include "order_items.hpp"
#include "order_output.hpp"

#include <tokocrm/selling.hpp>

namespace toko {

namespace {

void describe(options& opts)
{
    opts.positional("order", tr("the order's number"))
        .value("item", "SKU[:QUANTITY]", tr("what is given back, and how many packs of it (1)"),
               {.repeatable = true})
        .flag("all", tr("give back all that was received and is left"))
        .value("shipping", "AMOUNT", tr("of the shipping"))
        .value("other", "AMOUNT", tr("of the unique code, or what was paid too much"))
        .flag("restock", tr("the goods are back in stock; without it they are lost"))
        .value("reason", "TEXT", tr("why"), {.required = true})
        .value("key", "KEY",
               tr("any text that tells this refund from others of the order: given again, it "
                  "refunds nothing more"))
        .example("toko order refund 1 --item PG16:1 --restock --reason \"rusak\"")
        .example("toko order refund 1 --all --reason \"toko tutup\"")
        .example("toko order refund 1 --shipping 10000 --reason \"diambil sendiri\"");
}

std::optional<tokocrm::money> amount_of(arguments const& args, char const* name,
                                        tokocrm::currency shops)
{
    auto const text = args.find(name);
    return text ? std::optional(tokocrm::parse_money(*text, shops)) : std::nullopt;
}

/// Money is back, goods are not, and they are still in the shop.
bool waits_for_cancellation(tokocrm::order_states const& states, bool restocked)
{
    using tokocrm::fulfilment_state;
    return !restocked && states.order == tokocrm::order_state::placed &&
           states.payment == tokocrm::payment_state::refunded &&
           (states.fulfilment == fulfilment_state::unfulfilled ||
            states.fulfilment == fulfilment_state::packed);
}

void run(context& ctx, arguments const& args)
{
    for (auto const* const part : {"item", "shipping", "other"})
        if (args.has("all") && args.has(part))
            throw usage_error("usage.clash", tr("{0} and {1} cannot be together"),
                              {"--all", "--" + std::string(part)});
    if (!args.has("all") && !args.has("item") && !args.has("shipping") && !args.has("other"))
        throw usage_error("usage.missing", tr("say what is given back: --item SKU:QUANTITY, --all, "
                                              "--shipping or --other"));
    tokocrm::refund_request asked;
    asked.items = parse_items(args.all("item"));
    asked.all = args.has("all");
    asked.restock = args.has("restock");
    asked.reason = args.text("reason");
    asked.key = args.find("key");
    auto const shop = open_shop(ctx);
    asked.shipping = amount_of(args, "shipping", shop.profile.currency);
    asked.other = amount_of(args, "other", shop.profile.currency);
    tokocrm::money given(0, shop.profile.currency);
    bool changed = true, waits = false;
    auto done = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const before = tokocrm::get_order(uow, args.text("order")).header;
        given = tokocrm::refund_order(uow, before.number, asked).amount;
        auto const after = tokocrm::get_order(uow, before.number);
        changed = after.header.version != before.version;
        waits = waits_for_cancellation(after.header.states, asked.restock);
        return order_to_show(uow, after, shop);
    });
    auto const number = std::to_string(done.at("number").as_int64());
    show_payments(ctx, std::move(done), shop);
    if (!changed)
        ctx.note(tr("this was refunded before; nothing was changed"));
    else if (!ctx.dry_run())
        ctx.note(tr("{0} of order {1} is to be given back"), {tokocrm::to_text(given), number});
    if (changed && waits)
        ctx.note(tr("the goods of order {0} are back in stock once it is cancelled"), {number});
}

} // namespace

command const order_refund{
    "order refund", tr("give money of an order back, and take its goods back"), describe, run};

} // namespace toko
