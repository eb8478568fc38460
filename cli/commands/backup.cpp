#include "../context.hpp"
#include "../interruption.hpp"
#include "../output/file.hpp"
#include "../output/output.hpp"
#include "../output/progress.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

constexpr field fields[] = {
    {"file", tr("Backup")},
    {"shop", tr("Shop")},
    {"made_at", tr("Made"), kind::instant},
    {"orders", tr("Orders"), kind::number},
    {"bytes", tr("Bytes"), kind::number},
    {"schema", tr("Schema"), kind::number, false},
};

void describe(options& opts)
{
    opts.positional("file", tr("where the backup is to be; nothing is overwritten"))
        .example("toko backup shop-2026-11-24.toko")
        .example("toko backup \"$HOME/backup/shop-$(date +%F).toko\" --quiet");
}

void run(context& ctx, arguments const& args)
{
    auto const& file = args.text("file");
    if (file == "-")
        throw usage_error("usage.file",
                          tr("a backup goes into a file, not to standard output; name one"));
    refuse_file_of_shop(file, ctx.url());
    open_shop(ctx);
    auto const who = ctx.who();
    run_interruptibly(ctx, [&](auto const& look) {
        std::optional<tokocrm::backup_summary> made;
        {
            progress bar(ctx, 100);
            made = tokocrm::backup_database(ctx.url(), file, who, ctx.env(),
                                            {ctx.dry_run(), [&](int percent) {
                                                 look();
                                                 bar.at(percent);
                                             }});
        }
        show(ctx, tokocrm::to_json(*made), fields, {.id_key = "file"});
        if (!ctx.dry_run())
            ctx.note(tr("the backup is checked; keep it on another disk, for it is as secret as "
                        "the shop"));
    });
}

} // namespace

command const backup{"backup", tr("copy the whole shop into one file, while others work on it"),
                     describe, run};

} // namespace toko
