#include "../core/environment.hpp"
#include "database_state.hpp"
#include "location.hpp"
#include "new_file.hpp"

#include <unistd.h>

namespace tokocrm {

namespace db {

namespace {

void build(std::string const& file, place const& where, actor const& who, environment const& env,
           std::function<void(unit_of_work&)> const& fill, migrations schema)
{
    connection on(file, connection::mode::build);
    on.begin_writing();
    auto const now = instant_of(env);
    on.execute(("pragma application_id=" + std::to_string(application_id)).c_str());
    migrate(on, schema, now);
    unit behind{on, where};
    detail::session_access::lend(::getpid(), behind, now, who, env, fill);
    on.commit();
    on.keep_log();
}

} // namespace

void create(std::string_view url, actor const& who, environment const& env,
            std::function<void(unit_of_work&)> const& fill, migrations schema)
{
    complete(env);
    place const where{path_of(url)};
    auto const to = target_at(where.path, made_thing::shop);
    require_free(to);
    temporary_file const made(to);
    try {
        build(made.name(), where, who, env, fill, schema);
    } catch (soci::soci_error const&) {
        rethrow_translated(where);
    }
    made.appear();
}

} // namespace db

void create_database(std::string_view url, actor const& who, environment const& env,
                     std::function<void(unit_of_work&)> const& fill)
{
    db::create(url, who, env, fill, db::built_in_migrations());
}

} // namespace tokocrm
