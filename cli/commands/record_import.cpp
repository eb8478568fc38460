#include "../context.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"
#include "importing.hpp"
#include "open_shop.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

using tokocrm::record_kind;

/// The noun of the commands for a kind.
char const* noun_of(record_kind of) noexcept
{
    switch (of) {
    case record_kind::products:
        return "product";
    case record_kind::customers:
        return "customer";
    case record_kind::shipping_rates:
        break;
    }
    return "shipping";
}

constexpr char const* added_heading(record_kind of) noexcept
{
    switch (of) {
    case record_kind::products:
        return tr("New products");
    case record_kind::customers:
        return tr("New customers");
    case record_kind::shipping_rates:
        break;
    }
    return tr("New cities");
}

void answer(context& ctx, record_kind of, tokocrm::record_import_result const& result)
{
    field const fields[] = {
        {"batch", tr("Batch"), kind::number},         {"added", added_heading(of), kind::number},
        {"packs", tr("New packs"), kind::number},     {"updated", tr("Updated"), kind::number},
        {"skipped", tr("Skipped"), kind::number},     {"rejected", tr("Set aside"), kind::number},
        {"ambiguous", tr("Ambiguous"), kind::number}, {"rounded", tr("Rounded"), kind::number},
    };
    auto const whole = tokocrm::to_json(result);
    bool const for_people = ctx.format() == output_format::table;
    show(ctx,
         for_people ? worth_saying(whole, {"packs", "skipped", "updated", "rejected", "ambiguous",
                                           "rounded"})
                    : whole,
         fields, {.id_key = "batch"});
    if (result.ambiguous > 0)
        ctx.note(tr("rows that several cards fit went to the oldest card: {0}"),
                 {count_text(result.ambiguous, ctx.lang())});
    if (result.rounded > 0)
        ctx.note(tr("amounts finer than the currency that were rounded: {0}"),
                 {count_text(result.rounded, ctx.lang())});
    auto const batch = result.batch.value();
    if (batch == 0 && result.rejected == 0)
        ctx.note(tr("nothing new was in the file"));
    else if (batch != 0 && result.added > 0 && !ctx.dry_run())
        ctx.note(tr("to take it back: toko {0} import --undo {1}"),
                 {noun_of(of), std::to_string(batch)});
}

void run_import(context& ctx, arguments const& args, record_kind of)
{
    auto given = import_options_of(args, tokocrm::record_columns(of));
    auto const policy = policy_of(args);
    auto const path = file_of(ctx, args);
    auto const rejects = args.find("rejects");
    auto const shop = open_shop(ctx);
    auto stage = read_stage(ctx, args, path, std::move(given), [&](auto& csv, auto options) {
        return tokocrm::record_stage(csv, shop, of, std::move(options));
    });
    auto const refuse = [&]() {
        refuse_bad_rows(ctx, args, stage,
                        tr("nothing was imported; mend the rows named above ({0} of them), or set "
                           "them aside with --rejects FILE"));
    };
    if (!rejects && stage.rejected_rows() > 0)
        refuse();
    // What the shop refuses is known only within; the file is committed after the import.
    std::unique_ptr<output_file> set_aside;
    tokocrm::record_import_result result;
    try {
        result = ctx.write([&](tokocrm::unit_of_work& uow) {
            auto const done = tokocrm::import_records(uow, stage, policy, rejects.has_value());
            set_aside = write_rejects(ctx, stage, args);
            return done;
        });
    } catch (tokocrm::error const& failure) {
        if (failure.reason() == "import.bad_rows")
            refuse();
        throw;
    }
    if (set_aside)
        set_aside->commit();
    answer(ctx, of, result);
    if (rejects && result.rejected > 0)
        ctx.note(ctx.dry_run() ? tr("rows that would be set aside in {1}: {0}")
                               : tr("rows set aside in {1}: {0}; mend it and import it"),
                 {count_text(result.rejected, ctx.lang()), *rejects});
}

void run_undo(context& ctx, arguments const& args, record_kind of)
{
    static constexpr field fields[] = {
        {"removed", tr("Taken away"), kind::number},
        {"kept", tr("Kept")},
    };
    auto const batch = batch_of(args);
    open_shop(ctx);
    auto const result = ctx.write(
        [&](tokocrm::unit_of_work& uow) { return tokocrm::undo_record_import(uow, of, batch); });
    auto const whole = tokocrm::to_json(result);
    show(ctx, ctx.format() == output_format::table ? with_listed(whole, "kept") : whole, fields);
    if (!ctx.dry_run() && result.removed > 0)
        ctx.note(tr("import {0} is taken back"), {std::to_string(batch.value())});
    if (!result.kept.empty())
        ctx.note(tr("what is kept stays as it is: the import had only brought it up to date"));
}

template <record_kind of>
void describe(options& opts)
{
    static auto const words = joined_columns(tokocrm::record_columns(of));
    describe_import(opts, words.c_str());
    opts.value("rejects", "FILE", tr("set bad rows aside in this file, take the rest"))
        .value("on-conflict", "skip|update|fail",
               tr("what to do with what is there already; skip without it"))
        .value("undo", "BATCH", tr("take the import with this number back"));
    if constexpr (of == record_kind::products)
        opts.example("toko product import products.csv --dry-run")
            .example("toko product import prices.csv --map sku=Kode --map price=Harga "
                     "--decimal-comma --on-conflict update");
    if constexpr (of == record_kind::customers)
        opts.example("toko customer import customers.csv --rejects rejected.csv")
            .example("toko customer import contacts.csv --map name=Nama --map phone=HP");
    if constexpr (of == record_kind::shipping_rates)
        opts.example("toko shipping import rates.csv --on-conflict update");
}

template <record_kind of>
void run(context& ctx, arguments const& args)
{
    if (args.has("undo"))
        run_undo(ctx, args, of);
    else
        run_import(ctx, args, of);
}

} // namespace

command const product_import{"product import", tr("take in the products of a CSV file"),
                             describe<record_kind::products>, run<record_kind::products>};
command const customer_import{"customer import", tr("take in the customers of a CSV file"),
                              describe<record_kind::customers>, run<record_kind::customers>};
command const shipping_import{"shipping import", tr("take in the shipping rates of a CSV file"),
                              describe<record_kind::shipping_rates>,
                              run<record_kind::shipping_rates>};

} // namespace toko
