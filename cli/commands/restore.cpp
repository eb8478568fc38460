#include "../context.hpp"
#include "../interruption.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../output/progress.hpp"
#include "../registry.hpp"

#include <tokocrm/json.hpp>

#include <filesystem>

namespace toko {

namespace {

constexpr field fields[] = {
    {"backup.file", tr("Backup")},
    {"backup.shop", tr("Shop")},
    {"backup.made_at", tr("Made"), kind::instant},
    {"backup.orders", tr("Orders"), kind::number},
    {"backup.bytes", tr("Bytes"), kind::number, false},
    {"backup.schema", tr("Schema of the backup"), kind::number, false},
    {"schema", tr("Schema"), kind::number, false},
    {"kept", tr("Replaced shop")},
    {"erased_again", tr("Erased again"), kind::nested, false},
    {"erasures_unknown", tr("Erasures unknown"), kind::boolean, false},
};

void describe(options& opts)
{
    opts.positional("file", tr("the backup"))
        .flag("replace", tr("take the place of the shop that is there, and keep it beside"))
        .example("toko restore shop-2026-11-24.toko --db trial.db")
        .example("toko restore shop-2026-11-24.toko --replace");
}

bool is_there(std::string const& url)
{
    std::filesystem::path const file =
        url.starts_with("sqlite:") ? url.substr(url.find(':') + 1) : url;
    std::error_code failure;
    return std::filesystem::exists(std::filesystem::symlink_status(file, failure));
}

std::string made_text(context const& ctx, tokocrm::backup_summary const& backup)
{
    return instant_text(backup.zone.to_iso(backup.made_at), ctx.lang());
}

/// Nobody who was erased comes back without a word.
void tell_erasures(context& ctx, tokocrm::restore_result const& done)
{
    if (!done.erased_again.empty()) {
        std::string ids;
        for (auto const each : done.erased_again)
            ids += (ids.empty() ? "" : ", ") + std::to_string(each.value());
        ctx.note(
            ctx.dry_run() ? tr("customers who were erased since would be erased again ({0}): {1}")
                          : tr("customers who were erased since are erased again ({0}): {1}"),
            {count_text(static_cast<std::int64_t>(done.erased_again.size()), ctx.lang()), ids});
    }
    if (done.erasures_unknown)
        ctx.note(tr("the shop that was there cannot be read: whoever was erased in it after {0} is "
                    "in this one again; erase them anew"),
                 {made_text(ctx, done.backup)});
}

void run(context& ctx, arguments const& args)
{
    auto const& file = args.text("file");
    bool const replace = args.has("replace");
    if (replace && !ctx.dry_run() && is_there(ctx.url())) {
        auto const backup = tokocrm::describe_backup(file);
        if (!ctx.confirm(tr("Replace the shop {0} by {1} as of {2}, with orders: {3}? The shop of "
                            "now is kept beside it."),
                         {ctx.url(), backup.shop, made_text(ctx, backup),
                          count_text(backup.orders, ctx.lang())})) {
            ctx.note(tr("nothing was restored"));
            return;
        }
    }
    if (!ctx.dry_run())
        ctx.make_default_folder();
    auto const who = ctx.who();
    run_interruptibly(ctx, [&](auto const& look) {
        std::optional<tokocrm::restore_result> done;
        {
            progress bar(ctx, 100);
            done = tokocrm::restore_database(ctx.url(), file, replace, who, ctx.env(),
                                             {ctx.dry_run(), [&](int percent) {
                                                  look();
                                                  bar.at(percent);
                                              }});
        }
        show(ctx, tokocrm::to_json(*done), fields, {.id_key = "schema"});
        if (ctx.dry_run())
            ctx.note(tr("the backup of {0} is well; nothing was restored"),
                     {made_text(ctx, done->backup)});
        else
            ctx.note(tr("the shop is as it was on {0}; what came after is not in it"),
                     {made_text(ctx, done->backup)});
        tell_erasures(ctx, *done);
    });
}

} // namespace

command const restore{"restore", tr("make a shop of a backup"), describe, run};

} // namespace toko
