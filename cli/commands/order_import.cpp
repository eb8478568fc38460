#include "../context.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"
#include "importing.hpp"
#include "open_shop.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

constexpr field result_fields[] = {
    {"batch", tr("Batch"), kind::number},
    {"orders", tr("Orders"), kind::number},
    {"lines", tr("Lines"), kind::number},
    {"skipped", tr("Skipped"), kind::number},
    {"updated", tr("Updated"), kind::number},
    {"rejected", tr("Set aside"), kind::number},
    {"customers", tr("New customers"), kind::number},
    {"products", tr("New products"), kind::number},
    {"ambiguous", tr("Ambiguous"), kind::number},
    {"rounded", tr("Rounded"), kind::number},
};

constexpr field undo_fields[] = {
    {"orders", tr("Orders"), kind::number},
    {"customers", tr("Customers"), kind::number},
    {"products", tr("Products"), kind::number},
    {"kept", tr("Orders kept, by number")},
};

void describe(options& opts)
{
    static auto const words = joined_columns(tokocrm::order_import_columns());
    describe_import(opts, words.c_str());
    opts.value("rejects", "FILE", tr("set orders with a bad row aside in this file, take the rest"))
        .value("source", "NAME", tr("where the history comes from, to tell several apart"))
        .value("on-conflict", "skip|update|fail",
               tr("what to do with an order that is there already; skip without it"))
        .value("undo", "BATCH", tr("take the import with this number back"))
        .example("toko order import orders.csv --dry-run")
        .example("toko order import theirs.csv --map placed_at=date --map line_total=amount --set "
                 "product=CD --date-format %Y%m%d")
        .example("toko order import --undo 3");
}

void answer(context& ctx, tokocrm::order_import_result const& result)
{
    auto const whole = tokocrm::to_json(result);
    bool const for_people = ctx.format() == output_format::table;
    show(ctx,
         for_people ? worth_saying(whole, {"skipped", "updated", "rejected", "customers",
                                           "products", "ambiguous", "rounded"})
                    : whole,
         result_fields, {.id_key = "batch"});
    if (result.ambiguous > 0)
        ctx.note(tr("orders whose customer several cards fit went to the oldest card: {0}"),
                 {count_text(result.ambiguous, ctx.lang())});
    if (result.rounded > 0)
        ctx.note(tr("amounts finer than the currency that were rounded: {0}"),
                 {count_text(result.rounded, ctx.lang())});
    auto const batch = result.batch.value();
    if (batch == 0 && result.rejected == 0)
        ctx.note(tr("nothing new was in the file"));
    else if (batch != 0 && result.orders > 0 && !ctx.dry_run())
        ctx.note(tr("to take it back: toko order import --undo {0}"), {std::to_string(batch)});
}

void run_import(context& ctx, arguments const& args)
{
    tokocrm::order_import_options given{import_options_of(args, tokocrm::order_import_columns()),
                                        args.find("source").value_or("")};
    auto const policy = policy_of(args);
    auto const path = file_of(ctx, args);
    auto const rejects = args.find("rejects");
    auto const shop = open_shop(ctx);
    auto stage = read_stage(ctx, args, path, std::move(given), [&](auto& csv, auto options) {
        return tokocrm::order_stage(csv, shop, std::move(options));
    });
    if (!rejects && stage.rejected_rows() > 0)
        refuse_bad_rows(
            ctx, args, stage,
            tr("nothing was imported; mend the rows named above ({0} of them), or set their "
               "orders aside with --rejects FILE"));
    auto const set_aside = write_rejects(ctx, stage, args);
    auto const result = ctx.write([&](tokocrm::unit_of_work& uow) {
        return tokocrm::import_orders(uow, stage, policy, rejects.has_value());
    });
    if (set_aside)
        set_aside->commit();
    answer(ctx, result);
    if (rejects && result.rejected > 0)
        ctx.note(ctx.dry_run() ? tr("orders that would be set aside in {1}: {0}")
                               : tr("orders set aside in {1}: {0}; mend it and import it"),
                 {count_text(result.rejected, ctx.lang()), *rejects});
}

void run_undo(context& ctx, arguments const& args)
{
    auto const batch = batch_of(args);
    open_shop(ctx);
    auto const result =
        ctx.write([&](tokocrm::unit_of_work& uow) { return tokocrm::undo_import(uow, batch); });
    auto const whole = tokocrm::to_json(result);
    show(ctx, ctx.format() == output_format::table ? with_listed(whole, "kept") : whole,
         undo_fields);
    if (!ctx.dry_run())
        ctx.note(tr("import {0} is taken back; this is what went with it"),
                 {std::to_string(batch.value())});
    if (!result.kept.empty()) {
        ctx.note(tr("the orders that are kept stay as they are: the import had only brought them "
                    "up to date"));
    }
}

void run(context& ctx, arguments const& args)
{
    if (args.has("undo"))
        run_undo(ctx, args);
    else
        run_import(ctx, args);
}

} // namespace

command const order_import{"order import", tr("take in the orders of a CSV file"), describe, run};

} // namespace toko
