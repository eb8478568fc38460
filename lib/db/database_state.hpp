#ifndef TOKOCRM_LIB_DB_DATABASE_STATE_HPP
#define TOKOCRM_LIB_DB_DATABASE_STATE_HPP

#include "access.hpp"
#include "change_watch.hpp"
#include "location.hpp"
#include "migration.hpp"
#include "readers.hpp"
#include "writer.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace tokocrm {

namespace db {

/// `create_database` with migrations of one's own.
void create(std::string_view url, actor const& who, environment const& env,
            std::function<void(unit_of_work&)> const& fill, migrations schema);

} // namespace db

namespace detail {

/// What a `database` owns.
class database_state
{
public:
    database_state(std::string_view url, environment env, db::migrations schema,
                   db::group_limits limits = {});
    ~database_state();

    /// What closes it: nothing at all in a child, where the locks are its parent's.
    static void close(database_state* opened) noexcept;

    void busy_timeout(std::chrono::milliseconds limit) noexcept;
    void run(actor const& who, unit_kind kind, std::function<void(unit_of_work&)> const& work);
    /// See `database::changes`.
    std::uint64_t changes();
    /// How many threads wait for their turn at writing.
    std::size_t waiting() { return writer_.waiting(); }

private:
    using work_function = std::function<void(unit_of_work&)>;

    std::unique_ptr<db::connection> open_checked();
    std::unique_ptr<db::connection> connect();
    void write_once(db::writer::turn& turn, db::deadline give_up, actor const& who, bool keep,
                    work_function const& work);
    void read_once(db::readers::lease& lease, actor const& who, work_function const& work);
    void call(db::connection& on, bool read_only, actor const& who, work_function const& work);

    void require_there() const;
    /// The same for who reads: now and then only, for it costs as much as a small read.
    void require_seen_there(std::chrono::steady_clock::time_point now);
    /// Throws `db.forked` in a child of the process that opened the shop.
    void require_same_process() const;

    pid_t process_;
    db::place where_;
    std::string file_;
    db::file_identity identity_;
    std::atomic<std::chrono::steady_clock::time_point> next_look_;
    environment environment_;
    db::migrations schema_;
    std::atomic<std::chrono::milliseconds> busy_timeout_;

    /// The connection that looked at the file when it was opened; whoever comes first gets it.
    std::mutex mutex_;
    std::unique_ptr<db::connection> first_;

    db::writer writer_;
    db::readers readers_;
    db::change_watch watch_;
};

} // namespace detail

} // namespace tokocrm

#endif
