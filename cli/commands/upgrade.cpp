#include "../context.hpp"
#include "../interruption.hpp"
#include "../output/output.hpp"
#include "../output/progress.hpp"
#include "../registry.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

constexpr field fields[] = {
    {"from", tr("Schema before"), kind::number},
    {"to", tr("Schema now"), kind::number},
    {"steps", tr("Steps"), kind::nested},
    {"backup", tr("Backup")},
};

void describe(options& opts)
{
    opts.example("toko upgrade --dry-run").example("toko upgrade");
}

void run(context& ctx, arguments const&)
{
    auto const who = ctx.who();
    run_interruptibly(ctx, [&](auto const& look) {
        std::optional<tokocrm::upgrade_result> done;
        {
            progress bar(ctx, 100);
            done = tokocrm::upgrade_database(ctx.url(), who, ctx.env(),
                                             {ctx.dry_run(), [&](int percent) {
                                                  look();
                                                  bar.at(percent);
                                              }});
        }
        bool const nothing_to_do = done->steps.empty();
        if (!nothing_to_do || ctx.format() != output_format::table)
            show(ctx, tokocrm::to_json(*done), fields, {.id_key = "to"});
        if (nothing_to_do)
            ctx.note(tr("the shop has schema {0} already; there is nothing to do"),
                     {std::to_string(done->to)});
        else
            ctx.note(ctx.dry_run() ? tr("the shop would be upgraded, after a backup beside it")
                                   : tr("the shop is upgraded; to go back, restore {0} with the "
                                        "older toko"),
                     {*done->backup});
    });
}

} // namespace

command const upgrade{"upgrade", tr("bring the shop to the schema of this toko, after a backup"),
                      describe, run};

} // namespace toko
