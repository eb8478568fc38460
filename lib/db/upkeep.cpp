#include "upkeep.hpp"

#include "../core/environment.hpp"
#include "access.hpp"
#include "location.hpp"
#include "new_file.hpp"
#include "process_lock.hpp"
#include "remains.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace tokocrm::db {

using namespace sqlite_api;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

constexpr auto longest_wait_for_writers = 30s;
constexpr auto longest_wait_for_readers = 5s;

/// Lets long statements of a connection tell that they go on, and be ended.
class attended
{
public:
    attended(connection& on, advance const& progress) : on_(on), progress_(progress)
    {
        constexpr int steps = 200'000; // some milliseconds
        sqlite3_progress_handler(on_.handle(), steps, tell, this);
    }
    attended(attended const&) = delete;
    attended& operator=(attended const&) = delete;
    ~attended() { sqlite3_progress_handler(on_.handle(), 0, nullptr, nullptr); }

    /// In a handler: what ended the statement comes out instead of what SQLite made of it.
    void rethrow_its_end() const
    {
        if (end_)
            std::rethrow_exception(end_);
    }

private:
    static int tell(void* self)
    {
        auto& me = *static_cast<attended*>(self);
        try {
            me.progress_.still_there();
            return 0;
        } catch (...) {
            me.end_ = std::current_exception();
            return 1;
        }
    }

    connection& on_;
    advance const& progress_;
    std::exception_ptr end_;
};

/// A connection for a look; closes as whoever works on the shop does, and so leaves no log behind.
class visit
{
public:
    visit(std::string const& file, place const& where)
        : lock_(file, where), on_(std::in_place, file, connection::mode::use)
    {}
    visit(visit const&) = delete;
    visit& operator=(visit const&) = delete;
    ~visit()
    {
        bool const alone = lock_.try_lock();
        if (!alone)
            on_->leave_log_on_close();
        on_.reset();
        if (alone)
            lock_.unlock();
    }
    connection& on() noexcept { return *on_; }

private:
    process_lock lock_;
    std::optional<connection> on_;
};

bool is_damage(soci::soci_error const& failure)
{
    auto const* const sqlite = dynamic_cast<soci::sqlite3_soci_error const*>(&failure);
    int const kind = sqlite ? sqlite->result() & 0xff : SQLITE_OK;
    return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB;
}

/// In a handler: what is damaged is damaged in what was copied, anything else is the copy's fault.
[[noreturn]] void rethrow_of_copy(soci::soci_error const& failure, place const& source,
                                  place const& target)
{
    rethrow_translated(is_damage(failure) ? source : target);
}

/// Copies what `from`'s open transaction sees.
void copy_pages(connection& from, place const& source, connection& to, place const& target,
                advance& progress)
{
    constexpr int pages_at_once = 1'000;
    auto* const work = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (!work)
        throw_translated(to.handle(), target);
    int result = SQLITE_OK;
    try {
        while ((result = sqlite3_backup_step(work, pages_at_once)) == SQLITE_OK) {
            auto const all = std::max(sqlite3_backup_pagecount(work), 1);
            auto const done = all - sqlite3_backup_remaining(work);
            progress.to(static_cast<int>(std::int64_t{percent_copied} * done / all));
        }
    } catch (...) {
        sqlite3_backup_finish(work);
        throw;
    }
    sqlite3_backup_finish(work);
    if (result == SQLITE_DONE)
        return;
    try {
        throw sqlite_failure(sqlite3_errstr(result), result, sqlite3_system_errno(to.handle()));
    } catch (soci::soci_error const& failure) {
        rethrow_of_copy(failure, source, target);
    }
}

error damaged(place const& where)
{
    return error(errc::invalid_input, "db.damaged",
                 mark("{0} is not a shop's database, or it is damaged; name another file, or "
                      "restore a backup"),
                 {where.path});
}

/// Reads every page and every reference between rows.
void require_intact(connection& on, place const& where)
{
    // Each gives a row with a 0 where nothing is wrong.
    if (on.number("select count(*) from pragma_integrity_check(1) where integrity_check <> 'ok'") ||
        on.number("select count(*) from pragma_foreign_key_check"))
        throw damaged(where);
}

std::int64_t size_of(connection& on)
{
    return on.number("pragma page_count") * on.number("pragma page_size");
}

/// Hands a unit of a connection that has begun to whoever looks at it.
void show(connection& on, place const& where, copying const& how, timestamp now, bool ours)
{
    unit behind{on, where};
    detail::session_access::lend(::getpid(), behind, now, how.who, how.env,
                                 [&](unit_of_work& uow) { how.examine(uow, ours); });
}

std::int64_t newest(migrations schema)
{
    return schema.empty() ? 0 : schema.back().version;
}

/// A file that is a shop's, of our schema or, where that will do, an older one.
void require_usable(connection& on, place const& where, migrations schema, bool older_will_do)
{
    require_shop(on, where.path);
    if (!older_will_do || on.schema_version() > newest(schema))
        require_schema(on.schema_version(), schema, where.path);
}

/// Looks at the file itself, in one view.
copied rehearse(connection& on, place const& where, copying const& how, bool intact_only)
{
    copied seen;
    attended const watched(on, how.progress);
    try {
        on.begin_reading();
        seen.schema = on.schema_version();
        seen.bytes = size_of(on);
        if (intact_only)
            require_intact(on, where);
        show(on, where, how, instant_of(how.env), seen.schema == newest(how.schema));
        on.roll_back();
    } catch (soci::soci_error const&) {
        watched.rethrow_its_end();
        rethrow_translated(where);
    }
    return seen;
}

/// Copies a shop as one view of it shows it; no log belongs to the copy.
std::int64_t copy(connection& from, place const& source, temporary_file const& made,
                  place const& target, advance& progress)
{
    std::int64_t schema = 0;
    {
        connection to(made.name(), connection::mode::build);
        from.begin_reading();
        schema = from.schema_version(); // the view is the one of now, whatever is written on
        copy_pages(from, source, to, target, progress);
        from.roll_back();
    }
    return schema;
}

std::string stamp(timestamp now)
{
    std::string digits;
    for (char const each : time_zone("UTC").to_iso(now).substr(0, 19)) {
        if (each != '-' && each != ':')
            digits += each;
    }
    return digits + 'Z';
}

/// A name beside a shop that nothing has.
target free_name(std::string const& wanted)
{
    auto to = target_at(wanted, made_thing::backup);
    for (int number = 2; is_there(to.file); ++number)
        to = target_at(wanted + '-' + std::to_string(number), made_thing::backup);
    return to;
}

error still_open(place const& where)
{
    return error(errc::unavailable, "db.in_use",
                 mark("the shop {0} is open in another program; close it there and try again"),
                 {where.path});
}

bool is_busy(soci::sqlite3_soci_error const& failure)
{
    return (failure.result() & 0xff) == SQLITE_BUSY || (failure.result() & 0xff) == SQLITE_LOCKED;
}

/** Holds a shop's file so that nobody else has it open, and its log is part of it.

    Whoever has opened it holds a lock of SQLite's on it, for as long as it keeps a log. It can be
    given that up only where there is nobody else.
*/
class sole_holder
{
public:
    /// Throws `db.in_use`, `db.foreign`; a file that is too damaged to be opened is held by our
    /// lock alone.
    sole_holder(std::string const& file, place const& where)
    {
        auto const give_up = steady_clock::now() + longest_wait_for_readers;
        for (;;)
            try {
                on_.emplace(file, connection::mode::use);
                on_->busy_timeout(0ms);
                on_->execute("pragma journal_mode=delete");
                if (on_->keeps_log())
                    throw sqlite_failure("the log is in use", SQLITE_BUSY, 0);
                if (on_->number("pragma page_count") > 0) // a file that was emptied is nobody's
                    require_shop(*on_, where.path);
                on_->execute("begin exclusive");
                return;
            } catch (soci::sqlite3_soci_error const& failure) {
                if (on_)
                    on_->leave_log_on_close();
                on_.reset();
                if (is_damage(failure))
                    return;
                if (!is_busy(failure))
                    rethrow_translated(where);
                if (steady_clock::now() >= give_up)
                    throw still_open(where);
                std::this_thread::sleep_for(5ms);
            }
    }
    sole_holder(sole_holder const&) = delete;
    sole_holder& operator=(sole_holder const&) = delete;
    ~sole_holder()
    {
        if (on_)
            on_->roll_back();
    }

private:
    std::optional<connection> on_;
};

/// The file under a name has another name, too, from now on.
void keep_as(target const& to, target const& kept)
{
    if (::link(to.file.c_str(), kept.file.c_str()) != 0) {
        // For a moment there is no shop at all then.
        if (!has_no_links(errno) || ::renameat2(AT_FDCWD, to.file.c_str(), AT_FDCWD,
                                                kept.file.c_str(), RENAME_NOREPLACE) != 0)
            throw cannot_be_made(errno, to);
    }
    // What a damaged shop has left belongs to it; the new one must not take it for its own.
    for (auto const* suffix : {"-wal", "-journal"})
        ::rename((to.file + suffix).c_str(), (kept.file + suffix).c_str());
    ::unlink((to.file + "-shm").c_str());
}

/// Shows a shop that is to be replaced, if it can be read at all.
void show_replaced(std::string const& file, place const& where, copying const& how)
{
    if (!how.examine_replaced)
        return;
    try {
        visit here(file, where);
        auto& on = here.on();
        require_shop(on, where.path);
        on.only_read(true);
        on.begin_reading();
        auto const schema = on.schema_version();
        if (schema <= newest(how.schema)) {
            unit behind{on, where};
            detail::session_access::lend(
                ::getpid(), behind, instant_of(how.env), how.who, how.env,
                [&](unit_of_work& uow) { how.examine_replaced(uow, schema); });
        }
        on.roll_back();
    } catch (soci::soci_error const&) {
        // It may be there because it is damaged that the backup is restored.
    } catch (error const& why) {
        if (why.code() == errc::internal || why.code() == errc::permission_denied)
            throw;
    }
}

/// @return The name that the file had before the new one came has now.
std::optional<std::string> put_in_place(temporary_file const& made, target const& to,
                                        place const& where, timestamp now)
{
    sole_holder const alone(to.file, where);
    auto const kept = free_name(to.file + ".replaced-" + stamp(now));
    keep_as(to, kept);
    try {
        made.appear_instead();
    } catch (error const&) {
        if (identity_of(to.file) == identity_of(kept.file)) // it is not replaced
            ::unlink(kept.file.c_str());
        throw;
    }
    return kept.file;
}

std::string existing_backup(std::string const& path)
{
    try {
        return existing_file(path);
    } catch (error const& failure) {
        if (failure.reason() != "db.not_found")
            throw;
    }
    throw error(errc::not_found, "backup.not_found", mark("there is no backup {0}; check the path"),
                {path});
}

/// A backup of our schema or an older one, opened to be read.
struct backup_reader
{
    backup_reader(std::string const& file, place const& source, migrations schema)
    try : on(std::make_unique<connection>(file, connection::mode::look)) {
        require_usable(*on, source, schema, true);
    } catch (soci::soci_error const&) {
        rethrow_translated(source);
    }
    std::unique_ptr<connection> on;
};

std::int64_t count_bytes(std::string const& file)
{
    struct stat found = {};
    return ::stat(file.c_str(), &found) == 0 ? static_cast<std::int64_t>(found.st_size) : 0;
}

} // namespace

copied back_up(std::string_view url, std::string_view file, copying const& how)
{
    complete(how.env);
    place const source{path_of(url)};
    auto const shop = existing_file(source.path);
    place const destination{path_of(file)};
    auto const to = target_at(destination.path, made_thing::backup);
    require_free(to);
    try {
        visit here(shop, source);
        auto& from = here.on();
        from.only_read(true);
        require_usable(from, source, how.schema, false);
        if (how.rehearse) {
            auto seen = rehearse(from, source, how, true);
            seen.file = to.file;
            return seen;
        }
        temporary_file const made(to);
        copied done;
        done.file = to.file;
        done.schema = copy(from, source, made, destination, how.progress);
        {
            connection on(made.name(), connection::mode::build);
            attended const watched(on, how.progress);
            try {
                require_intact(on, source);
                how.progress.to(percent_intact);
                on.begin_writing();
                show(on, destination, how, instant_of(how.env), true);
                on.commit();
            } catch (soci::soci_error const&) {
                watched.rethrow_its_end();
                throw;
            }
        }
        made.appear();
        done.bytes = count_bytes(to.file);
        return done;
    } catch (soci::soci_error const& failure) {
        rethrow_of_copy(failure, source, destination);
    }
}

copied look_at(std::string_view file, copying const& how)
{
    place const source{path_of(file)};
    auto const backup = existing_backup(source.path);
    backup_reader const reader(backup, source, how.schema);
    auto seen = rehearse(*reader.on, source, how, false);
    seen.file = backup;
    return seen;
}

copied restore(std::string_view url, std::string_view file, bool replace, copying const& how)
{
    complete(how.env);
    place const source{path_of(file)};
    auto const backup = existing_backup(source.path);
    place const where{path_of(url)};
    auto to = target_at(where.path, made_thing::shop);
    bool const replaces = replace && is_there(to.file);
    if (replaces)
        to.file = existing_file(where.path); // behind links
    else if (is_there(to.file))
        throw error(errc::already_exists, "restore.exists",
                    mark("the shop {0} is there already; restore to another place, or have it "
                         "replaced, which keeps it beside the new one"),
                    {where.path});
    else
        require_free(to);
    if (identity_of(backup) == identity_of(to.file))
        throw error(errc::invalid_input, "restore.same_file",
                    mark("{0} is the shop itself; name a backup"), {source.path});
    try {
        backup_reader const reader(backup, source, how.schema);
        auto& from = *reader.on;
        process_lock lock(to.file, where);
        struct unlocking
        {
            process_lock& lock;
            ~unlocking() { lock.unlock(); }
        } const at_the_end{lock};
        if (replaces) {
            if (!how.rehearse) // what is shown is the last that anybody has written
                lock.lock(steady_clock::now() + longest_wait_for_writers);
            show_replaced(to.file, where, how);
        }
        if (how.rehearse) {
            auto seen = rehearse(from, source, how, true);
            seen.file = backup;
            seen.replaces = replaces;
            return seen;
        }
        temporary_file const made(to);
        copied done;
        done.file = backup;
        done.replaces = replaces;
        done.bytes = size_of(from);
        done.schema = copy(from, source, made, where, how.progress);
        auto const now = instant_of(how.env);
        {
            connection on(made.name(), connection::mode::build);
            attended const watched(on, how.progress);
            try {
                require_intact(on, source);
                how.progress.to(percent_intact);
                on.begin_writing();
                migrate(on, how.schema, now);
                show(on, where, how, now, true);
                on.commit();
                remove_traces(on, 0ms);
                on.keep_log();
            } catch (soci::soci_error const&) {
                watched.rethrow_its_end();
                throw;
            }
        }
        if (replaces)
            done.kept = put_in_place(made, to, where, now);
        else
            made.appear();
        return done;
    } catch (soci::soci_error const& failure) {
        rethrow_of_copy(failure, source, where);
    }
}

upgraded upgrade(std::string_view url, copying const& how)
{
    complete(how.env);
    place const where{path_of(url)};
    auto const file = existing_file(where.path);
    auto const identity = identity_of(file);
    upgraded done;
    done.to = newest(how.schema);
    auto const look = [&](connection& on) {
        require_usable(on, where, how.schema, true);
        done.from = on.schema_version();
        done.steps.clear();
        for (auto const& step : how.schema) {
            if (step.version > done.from)
                done.steps.emplace_back(step.name);
        }
        return !done.steps.empty();
    };
    auto const backup_of = [&](timestamp now) {
        return free_name(file + ".schema-" + std::to_string(done.from) + '-' + stamp(now));
    };
    bool committing = false;
    try {
        {
            visit here(file, where);
            if (!look(here.on()))
                return done;
            here.on().begin_reading();
            show(here.on(), where, how, instant_of(how.env), false); // may refuse it
            here.on().roll_back();
            if (how.rehearse) {
                done.backup = backup_of(instant_of(how.env)).file;
                return done;
            }
        }
        process_lock lock(file, where);
        lock.lock(steady_clock::now() + longest_wait_for_writers);
        struct unlocking
        {
            process_lock& lock;
            ~unlocking() { lock.unlock(); }
        } const at_the_end{lock};
        if (identity_of(file) != identity)
            throw gone(where.path);
        connection on(file, connection::mode::use);
        if (!look(on)) // somebody else has done it meanwhile
            return done;
        if (!on.keeps_log())
            on.keep_log();
        auto const now = instant_of(how.env);
        auto const to = backup_of(now);
        {
            temporary_file const made(to);
            place const beside{to.path};
            copy(on, where, made, beside, how.progress);
            {
                connection copied_to(made.name(), connection::mode::build);
                attended const watched(copied_to, how.progress);
                try {
                    require_intact(copied_to, where);
                } catch (soci::soci_error const&) {
                    watched.rethrow_its_end();
                    rethrow_translated(beside);
                }
            }
            made.appear();
        }
        done.backup = to.file;
        how.progress.to(percent_intact);
        on.begin_writing();
        try {
            migrate(on, how.schema, now);
            show(on, where, how, now, true);
            committing = true;
            on.commit();
        } catch (...) {
            on.roll_back();
            throw;
        }
        return done;
    } catch (soci::soci_error const& failure) {
        if (committing && is_io_failure(failure))
            rethrow_outcome_unknown(where);
        rethrow_translated(where);
    }
}

std::string sqlite_version()
{
    return sqlite3_libversion();
}

bool sqlite_has_log_race() noexcept
{
    return sqlite3_libversion_number() < 3'051'003;
}

condition inspect(std::string_view url, copying const& how)
{
    complete(how.env);
    place const where{path_of(url)};
    condition seen;
    seen.file = existing_file(where.path);
    // Only from outside: whoever opens and closes it drops SQLite's locks.
    struct stat found = {};
    if (::stat(seen.file.c_str(), &found) == 0) {
        seen.bytes = static_cast<std::int64_t>(found.st_size);
        seen.mode = found.st_mode & 07777;
    }
    seen.log_bytes = count_bytes(seen.file + "-wal");
    auto const folder = std::filesystem::path(seen.file).parent_path();
    std::error_code failure;
    auto const room = std::filesystem::space(folder, failure);
    seen.free_bytes = failure ? 0 : static_cast<std::int64_t>(room.available);
    for (std::filesystem::directory_iterator each(folder, failure), end; !failure && each != end;
         each.increment(failure)) {
        auto const name = each->path().filename().string();
        seen.unfinished += name.starts_with(".toko-") && name.ends_with(".new");
    }
    seen.lock_is_there = is_there(seen.file + ".lock");
    if (seen.lock_is_there) {
        process_lock lock(seen.file, where);
        try {
            lock.lock(steady_clock::now());
            lock.unlock();
        } catch (error const& why) {
            seen.lock_is_taken = why.reason() == "db.busy";
            if (!seen.lock_is_taken)
                seen.lock_failure = why;
        }
    }
    try {
        visit here(seen.file, where);
        auto& on = here.on();
        require_shop(on, where.path);
        on.only_read(true);
        attended const watched(on, how.progress);
        try {
            on.begin_reading();
            seen.schema = on.schema_version();
            std::string said;
            on.session() << "pragma quick_check(1)", soci::into(said);
            constexpr std::string_view heading = "*** in database main ***\n";
            if (said != "ok")
                seen.damage = said.substr(said.starts_with(heading) ? heading.size() : 0);
            else
                show(on, where, how, instant_of(how.env), false);
            on.roll_back();
        } catch (soci::soci_error const&) {
            watched.rethrow_its_end();
            rethrow_translated(where);
        }
    } catch (soci::soci_error const&) {
        try {
            rethrow_translated(where);
        } catch (error const& why) {
            seen.obstacle = why;
        }
    } catch (error const& why) {
        seen.obstacle = why;
    }
    return seen;
}

} // namespace tokocrm::db
