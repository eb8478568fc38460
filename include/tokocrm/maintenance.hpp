#ifndef TOKOCRM_MAINTENANCE_HPP
#define TOKOCRM_MAINTENANCE_HPP

#include <tokocrm/actor.hpp>
#include <tokocrm/environment.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    A shop's file as a whole: backup, restore, upgrade, and how it does.

    These functions open the file by themselves and have no unit of work; none may be called inside
    a unit on the same shop. Files are named as for `database`.
*/

namespace tokocrm {

struct customer;

/** How work on a whole file is done. */
struct maintenance_options
{
    /// Gives the answer and writes nothing.
    bool rehearse = false;

    /** Called again and again, on the calling thread, with how much is done, in percent; may be
        empty. What it throws ends the work and comes out: then nothing has happened.
    */
    std::function<void(int)> progress = nullptr;
};

/// What a backup holds.
struct backup_summary
{
    std::string file;        ///< absolute
    std::int64_t bytes = 0;  ///< its size
    std::int64_t schema = 0; ///< the version of its schema
    std::string shop;        ///< the shop's name
    time_zone zone;          ///< the shop's; UTC where this system does not know it
    std::int64_t orders = 0; ///< how many there are
    /// The last entry of its audit: the backup itself where `backup_database` made it, the last
    /// change where the file was copied.
    timestamp made_at;
};

/** Copy a shop into one file, while others go on working with it.

    The copy is what was committed at one instant. It is checked (the file's integrity, and
    everything that `check_shop` looks at) before it gets its name; readable for its owner alone,
    and on disk when this returns. It notes in its own audit when it was made: `shop.backup`.

    @param url The shop.
    @param file Where the copy is to be: nothing that exists is overwritten.
    @param who Who does it.
    @param env The clock.
    @param options How.

    @par Errors
    @li `errc::already_exists` / `backup.exists`; `errc::not_found` / `backup.folder_missing`;
    `errc::permission_denied` / `backup.not_permitted`
    @li `errc::invalid_input` / `backup.unsound`: something in the shop does not add up
    @li whatever opening a `database` is refused for

    @par Exception safety
    Strong: no file is left of what failed.
*/
backup_summary backup_database(std::string_view url, std::string_view file, actor const& who,
                               environment const& env, maintenance_options const& options = {});

/** What a backup holds, at a glance: its integrity is not looked at.

    @param file The backup, of any schema that this program knows.

    @par Errors
    @li `errc::not_found` / `backup.not_found`, `db.not_a_file`
    @li `errc::invalid_input` / `db.foreign`, `db.damaged`
    @li `errc::unavailable` / `db.schema_newer`, `db.unreachable`
*/
backup_summary describe_backup(std::string_view file);

/// What restoring did.
struct restore_result
{
    backup_summary backup;           ///< what was restored, as it was found
    std::int64_t schema = 0;         ///< of the shop that came of it
    std::optional<std::string> kept; ///< where the shop is that was replaced; absolute
    /// Who was erased in the shop that was replaced after the backup was made, and so was erased in
    /// what was restored, too.
    std::vector<id<customer>> erased_again = {};
    /// The shop that was replaced could not be read: whoever was erased there after the backup was
    /// made is in what was restored.
    bool erasures_unknown = false;
};

/** Make a shop of a backup.

    The backup is checked as in `backup_database`, and brought to this program's schema where it is
    older, before the shop gets its name. The backup itself is only read.

    @param url Where the shop is to be.
    @param file The backup.
    @param replace Whether it may take the place of a shop. That one is kept beside it under a name
    with the date. Nobody may have it open meanwhile.
    Whoever was erased there is erased in what is restored before that gets its name.
    @param who Who does it.
    @param env The clock.
    @param options How.

    @par Errors
    @li `errc::already_exists` / `restore.exists`, `db.exists`: there is something, and it may not
    be replaced
    @li `errc::unavailable` / `db.in_use`: somebody has the shop open that is to be replaced;
    `db.busy`, `db.schema_newer`
    @li `errc::not_found` / `backup.not_found`
    @li `errc::invalid_input` / `db.damaged`, `db.foreign`, `restore.unsound` (something in the
    backup does not add up), `restore.same_file`
    @li whatever `create_database` is refused for

    @par Exception safety
    Strong: whatever fails, the shop that was there is there.
*/
restore_result restore_database(std::string_view url, std::string_view file, bool replace,
                                actor const& who, environment const& env,
                                maintenance_options const& options = {});

/// What an upgrade did.
struct upgrade_result
{
    std::int64_t from = 0;             ///< the schema that was found
    std::int64_t to = 0;               ///< the schema now
    std::vector<std::string> steps;    ///< the migrations between them; none: nothing was to do
    std::optional<std::string> backup; ///< the copy from before; absolute
};

/** Bring a shop to the schema of this program.

    Under the lock over all writers: first a backup beside the shop, then all missing steps in one
    commit. A shop that has the schema already is left as it is.

    @param url The shop.
    @param who Who does it.
    @param env The clock.
    @param options How.

    @par Errors
    @li `errc::unavailable` / `db.schema_newer`: the shop belongs to a newer program
    @li `db.outcome_unknown`: nobody knows whether it is upgraded; try again
    @li whatever opening a `database` and making a backup are refused for

    @par Exception safety
    Strong for the shop: it is as it was or upgraded; a backup that was made stays.
*/
upgrade_result upgrade_database(std::string_view url, actor const& who, environment const& env,
                                maintenance_options const& options = {});

/// How the lock over all writers stands.
enum class writer_lock {
    unused, ///< nobody has written yet
    free,   ///< nobody is writing
    taken,  ///< somebody is writing
    broken  ///< it cannot be had at all: who may write to the shop must be able to lock it
};

/// What `inspect_database` found; to be judged by whoever asks.
struct shop_condition
{
    std::string sqlite;            ///< the version of the SQLite in use
    bool sqlite_has_log_race;      ///< it has the WAL-reset race, which the lock makes harmless
    std::string file;              ///< the shop's file; absolute
    std::int64_t bytes;            ///< its size
    std::int64_t log_bytes;        ///< the size of its write-ahead log
    std::int64_t free_bytes;       ///< what is free on its disk
    std::int64_t mode;             ///< the file's rights, as `chmod` has them
    std::int64_t unfinished;       ///< files beside it that a killed program left, or one is making
    writer_lock lock;              ///< how the lock stands
    timestamp now;                 ///< what the clock says
    std::int64_t our_schema;       ///< the one that this program needs
    std::optional<error> obstacle; ///< why the shop could not be looked into; then all is unknown
                                   ///< that follows
    std::int64_t schema;           ///< the one that the shop has
    std::string damage;            ///< what the look found first; empty where nothing is wrong
    std::optional<backup_summary> shop; ///< what is in it; none where it is damaged
    std::string zone_name;              ///< the shop's time zone
    bool zone_is_known;                 ///< this system knows that zone
    bool erased_traces_remain = false;  ///< what was erased may still stand in the file or its log
};

/** Look at a shop from all sides, without changing anything.

    `damage` comes from a quick look at every page; `check_shop` looks at what the rows say.

    @param url The shop; of any schema.
    @param env The clock.
    @param options `progress` alone counts.

    @par Errors
    @li `errc::not_found` / `db.not_found`, `db.not_a_file`
    @li `errc::invalid_input` / `db.url_invalid`, `db.path_too_long`
*/
shop_condition inspect_database(std::string_view url, environment const& env,
                                maintenance_options const& options = {});

} // namespace tokocrm

#pragma GCC visibility pop

#endif
