#include "../staff/service.hpp"

#include "../core/environment.hpp"
#include "../crm/erasure_service.hpp"
#include "../db/upkeep.hpp"
#include "repository.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/maintenance.hpp>
#include <tokocrm/report.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <variant>

namespace tokocrm {

namespace {

constexpr std::int64_t first_schema_with_erasures = 10;

time_zone zone_or_utc(std::string const& name)
{
    try {
        return time_zone(name);
    } catch (error const&) {
        return time_zone("UTC"); // a copy can be told of, and saved, all the same
    }
}

/// The differences that `check_shop` finds.
std::int64_t differences(unit_of_work& uow, db::advance& progress)
{
    auto const tell = [&](std::size_t index, std::size_t of) {
        constexpr int rest = 100 - db::percent_intact;
        progress.to(db::percent_intact + rest * static_cast<int>(index) / static_cast<int>(of));
    };
    return check_shop(
        uow, [](finding const&) {}, tell);
}

backup_summary summary_of(maintenance_repository::facts const& found)
{
    return {.file = {},
            .bytes = 0,
            .schema = 0,
            .shop = found.name,
            .zone = zone_or_utc(found.zone),
            .orders = found.orders,
            .made_at = found.last_change};
}

/// A shop that is to be replaced may know less of whoever acts than its backup does.
void require_in_replaced(std::string_view url, actor const& who, environment const& env)
{
    // Others have their rights from nowhere, so a shop that cannot be read is no obstacle.
    if (!std::holds_alternative<id<staff_member>>(who))
        return;
    try {
        database replaced(url, env);
        read(replaced, who, [](unit_of_work& uow) { require(uow, right::maintain); });
    } catch (error const& failure) {
        if (failure.code() != errc::not_found)
            throw;
    }
}

backup_summary completed(std::optional<backup_summary>& seen, db::copied const& copy)
{
    seen->file = copy.file;
    seen->bytes = copy.bytes;
    seen->schema = copy.schema;
    return *std::move(seen);
}

} // namespace

backup_summary backup_database(std::string_view url, std::string_view file, actor const& who,
                               environment const& env, maintenance_options const& options)
{
    db::advance progress(options.progress);
    std::optional<backup_summary> seen;
    auto const examine = [&](unit_of_work& uow, bool) {
        require(uow, right::maintain);
        if (auto const found = differences(uow, progress))
            throw error(errc::invalid_input, "backup.unsound",
                        mark("the shop does not add up (differences found: {0}), so no backup was "
                             "made; toko check shows them; restore an earlier backup or report "
                             "them"),
                        {std::to_string(found)});
        if (!options.rehearse)
            record_audit_event(uow, "shop.backup", "shop");
        seen = summary_of(maintenance_repository::read_facts(uow));
        seen->made_at = uow.now();
    };
    auto const copy = db::back_up(
        url, file, {who, env, db::built_in_migrations(), options.rehearse, progress, examine});
    return completed(seen, copy);
}

backup_summary describe_backup(std::string_view file)
{
    db::advance silent(nullptr);
    std::optional<backup_summary> seen;
    auto const env = system_environment();
    auto const copy =
        db::look_at(file, {system_job{}, env, db::built_in_migrations(), true, silent,
                           [&](unit_of_work& uow, bool) {
                               seen = summary_of(maintenance_repository::read_facts(uow));
                           }});
    return completed(seen, copy);
}

restore_result restore_database(std::string_view url, std::string_view file, bool replace,
                                actor const& who, environment const& env,
                                maintenance_options const& options)
{
    db::advance progress(options.progress);
    std::optional<backup_summary> seen;
    std::optional<shop_erasures> later;
    std::vector<id<customer>> again;
    if (replace)
        require_in_replaced(url, who, env);
    auto const examine = [&](unit_of_work& uow, bool has_our_schema) {
        require(uow, right::maintain);
        seen = summary_of(maintenance_repository::read_facts(uow));
        again = to_be_erased_again(uow, later.value_or(shop_erasures()), has_our_schema);
        if (!has_our_schema)
            return;
        if (auto const found = differences(uow, progress))
            throw error(errc::invalid_input, "restore.unsound",
                        mark("the backup {0} does not add up (differences found: {1}), so nothing "
                             "was restored; take another backup"),
                        {std::string(file), std::to_string(found)});
        if (options.rehearse)
            return;
        erase_again(uow, later.value_or(shop_erasures()));
        record_audit_event(uow, "shop.restore", "shop",
                           "{\"made_at\":\"" + time_zone("UTC").to_iso(seen->made_at) + "\"}");
    };
    // Whoever was erased in the shop that goes is not to come back with the backup.
    auto const examine_replaced = [&](unit_of_work& uow, std::int64_t of_schema) {
        later = of_schema < first_schema_with_erasures ? shop_erasures() : erasures_of(uow);
    };
    auto const schema = db::built_in_migrations();
    auto const copy =
        db::restore(url, file, replace,
                    {who, env, schema, options.rehearse, progress, examine, examine_replaced});
    return {completed(seen, copy), schema.back().version, copy.kept, std::move(again),
            copy.replaces && !later};
}

upgrade_result upgrade_database(std::string_view url, actor const& who, environment const& env,
                                maintenance_options const& options)
{
    db::advance progress(options.progress);
    auto const examine = [](unit_of_work& uow, bool has_our_schema) {
        require(uow, right::maintain);
        if (has_our_schema)
            record_audit_event(uow, "shop.upgrade", "shop");
    };
    auto done = db::upgrade(
        url, {who, env, db::built_in_migrations(), options.rehearse, progress, examine});
    return {done.from, done.to, std::move(done.steps), std::move(done.backup)};
}

shop_condition inspect_database(std::string_view url, environment const& env,
                                maintenance_options const& options)
{
    db::advance progress(options.progress);
    std::optional<maintenance_repository::facts> facts;
    auto const schema = db::built_in_migrations();
    auto const found =
        db::inspect(url, {system_job{}, env, schema, true, progress, [&](unit_of_work& uow, bool) {
                              facts = maintenance_repository::read_facts(uow);
                          }});
    shop_condition seen{.sqlite = db::sqlite_version(),
                        .sqlite_has_log_race = db::sqlite_has_log_race(),
                        .file = found.file,
                        .bytes = found.bytes,
                        .log_bytes = found.log_bytes,
                        .free_bytes = found.free_bytes,
                        .mode = found.mode,
                        .unfinished = found.unfinished,
                        .lock = found.lock_failure    ? writer_lock::broken
                                : found.lock_is_taken ? writer_lock::taken
                                : found.lock_is_there ? writer_lock::free
                                                      : writer_lock::unused,
                        .now = instant_of(env),
                        .our_schema = schema.back().version,
                        .obstacle = found.obstacle,
                        .schema = found.schema,
                        .damage = found.damage,
                        .shop = std::nullopt,
                        .zone_name = {},
                        .zone_is_known = false};
    if (facts) {
        seen.shop = summary_of(*facts);
        seen.shop->file = found.file;
        seen.shop->bytes = found.bytes;
        seen.shop->schema = found.schema;
        seen.zone_name = facts->zone;
        seen.zone_is_known = seen.shop->zone.name() == facts->zone;
        seen.erased_traces_remain = facts->erased_traces_remain;
    }
    return seen;
}

} // namespace tokocrm
