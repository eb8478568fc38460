#include "../output/output.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"
#include "order_fields.hpp"
#include "order_output.hpp"

#include <tokocrm/json.hpp>
#include <tokocrm/selling.hpp>

namespace toko {

namespace {

template <class Step>
void take_step(context& ctx, arguments const& args, Step step)
{
    auto const shop = open_shop(ctx);
    auto done = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const number = tokocrm::get_order(uow, args.text("order")).header.number;
        return order_to_show(uow, step(uow, number), shop);
    });
    show_order_state(ctx, std::move(done), shop);
}

options& names_order(options& opts)
{
    return opts.positional("order", tr("the order's number"));
}

void describe_pack(options& opts)
{
    names_order(opts).example("toko order pack 1");
}

void pack(context& ctx, arguments const& args)
{
    take_step(ctx, args, [](tokocrm::unit_of_work& uow, std::int64_t number) {
        return tokocrm::pack_order(uow, number);
    });
}

void describe_ship(options& opts)
{
    names_order(opts)
        .value("note", "TEXT", tr("who brings it, a tracking number"))
        .example("toko order ship 1 --note \"diantar sendiri\"");
}

void ship(context& ctx, arguments const& args)
{
    take_step(ctx, args, [&](tokocrm::unit_of_work& uow, std::int64_t number) {
        return tokocrm::ship_order(uow, number, args.find("note"));
    });
}

void describe_deliver(options& opts)
{
    names_order(opts).value("note", "TEXT", tr("who took it")).example("toko order deliver 1");
}

void deliver(context& ctx, arguments const& args)
{
    take_step(ctx, args, [&](tokocrm::unit_of_work& uow, std::int64_t number) {
        return tokocrm::deliver_order(uow, number, args.find("note"));
    });
}

void describe_refuse(options& opts)
{
    names_order(opts)
        .value("reason", "TEXT", tr("why"), {.required = true})
        .example("toko order refuse 2 --reason \"tidak ada orang di rumah\"");
}

void refuse(context& ctx, arguments const& args)
{
    take_step(ctx, args, [&](tokocrm::unit_of_work& uow, std::int64_t number) {
        return tokocrm::refuse_order(uow, number, args.text("reason"));
    });
}

void describe_return(options& opts)
{
    names_order(opts)
        .value("reason", "TEXT", tr("why"), {.required = true})
        .example("toko order return 1 --reason \"salah ukuran\"");
}

void give_back(context& ctx, arguments const& args)
{
    take_step(ctx, args, [&](tokocrm::unit_of_work& uow, std::int64_t number) {
        return tokocrm::return_order(uow, number, args.text("reason"));
    });
}

void describe_cancel(options& opts)
{
    names_order(opts)
        .value("reason", "TEXT", tr("why"), {.required = true})
        .example("toko order cancel 3 --reason \"pelanggan berubah pikiran\" --yes");
}

void cancel(context& ctx, arguments const& args)
{
    open_shop(ctx);
    auto const number = ctx.read([&](tokocrm::unit_of_work& uow) {
        return tokocrm::get_order(uow, args.text("order")).header.number;
    });
    if (!ctx.dry_run() && !ctx.confirm(tr("Cancel order {0}?"), {std::to_string(number)})) {
        ctx.note(tr("nothing was cancelled"));
        return;
    }
    take_step(ctx, args, [&](tokocrm::unit_of_work& uow, std::int64_t named) {
        return tokocrm::cancel_order(uow, named, args.text("reason"));
    });
}

void describe_expire(options& opts)
{
    opts.example("toko order expire").example("toko order expire --json");
}

/// The system does it, for the owner; each in its own unit: one that cannot expire does not keep
/// the others.
void expire(context& ctx, arguments const&)
{
    auto const shop = open_shop(ctx);
    auto const as = std::holds_alternative<tokocrm::owner>(ctx.who())
                        ? tokocrm::actor(tokocrm::system_job{})
                        : ctx.who();
    auto const overdue = tokocrm::read(ctx.db(), as, tokocrm::overdue_orders);
    list_output out(
        ctx, order_fields,
        {.currency = shop.profile.currency, .id_key = "number", .none = tr("no order is overdue")});
    for (auto const number : overdue) {
        try {
            auto const let_go = [&](tokocrm::unit_of_work& uow) {
                return tokocrm::to_json(tokocrm::expire_order(uow, number).header, shop);
            };
            out.row(ctx.dry_run() ? tokocrm::rehearse(ctx.db(), as, let_go)
                                  : tokocrm::transact(ctx.db(), as, let_go));
        } catch (tokocrm::error const& failure) {
            if (failure.code() == tokocrm::errc::unavailable)
                throw;
            ctx.note(tr("order {0} could not expire: {1}"),
                     {std::to_string(number), failure.message(ctx.lang())});
            ctx.found_faults();
        }
    }
    out.end();
}

} // namespace

command const order_pack{"order pack", tr("say that an order is packed"), describe_pack, pack};
command const order_ship{"order ship", tr("say that an order is on its way"), describe_ship, ship};
command const order_deliver{"order deliver",
                            tr("say that an order has arrived; on delivery its sum is received"),
                            describe_deliver, deliver};
command const order_refuse{
    "order refuse", tr("say that an order on delivery was not accepted: its goods come back"),
    describe_refuse, refuse};
command const order_return{"order return",
                           tr("say that what was delivered came back; refund gives the money back"),
                           describe_return, give_back};
command const order_cancel{"order cancel",
                           tr("cancel an order: its goods and its coupon are given back"),
                           describe_cancel, cancel};
command const order_expire{"order expire",
                           tr("let orders expire that were not paid in time; for cron"),
                           describe_expire, expire};

} // namespace toko
