#include "migration.hpp"

#include "dialect.hpp"

namespace tokocrm::db {

namespace {

using soci::use;

std::string_view trimmed(std::string_view text)
{
    constexpr char const* blanks = " \t\r\n";
    auto const first = text.find_first_not_of(blanks);
    if (first == text.npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view take_line(std::string_view& text)
{
    auto const line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    return line;
}

void run_all(connection& on, char const* sql)
{
    for (auto const& statement : split_statements(translate(sql, dialect::sqlite)))
        on.execute(statement.c_str());
}

} // namespace

std::vector<std::string> split_statements(std::string_view sql)
{
    std::vector<std::string> statements;
    std::string current;
    while (!sql.empty()) {
        auto const line = trimmed(take_line(sql));
        if (line.empty() || line.starts_with("--"))
            continue;
        current += line;
        current += '\n';
        if (line.ends_with(';'))
            statements.push_back(std::exchange(current, {}));
    }
    if (!current.empty())
        statements.push_back(std::move(current));
    return statements;
}

void migrate(connection& on, migrations all, timestamp now)
{
    on.execute("create table if not exists schema_migrations ("
               " version bigint not null constraint schema_migrations_pk primary key,"
               " name text not null, applied_at bigint not null)");
    auto const has =
        on.number("select cast(coalesce(max(version), 0) as bigint) from schema_migrations");
    std::int64_t const at = now.time_since_epoch().count();
    for (auto const& step : all) {
        if (step.version <= has)
            continue;
        run_all(on, step.sql);
        run_all(on, step.sqlite);
        std::string const name = step.name;
        on.session() << "insert into schema_migrations (version, name, applied_at)"
                        " values (:version, :name, :at)",
            use(step.version), use(name), use(at);
        on.execute(("pragma user_version=" + std::to_string(step.version)).c_str());
    }
}

void require_shop(connection& on, std::string const& path)
{
    if (!on.is_shop())
        throw error(
            errc::invalid_input, "db.foreign",
            mark(
                "{0} is not a shop; it belongs to another program, or is empty; name another file"),
            {path});
}

void require_schema(std::int64_t found, migrations all, std::string const& path)
{
    auto const ours = all.empty() ? 0 : all.back().version;
    if (found > ours)
        throw error(errc::unavailable, "db.schema_newer",
                    mark("the shop {0} belongs to a newer toko (schema {1}; this one knows {2}); "
                         "install the newer toko"),
                    {path, std::to_string(found), std::to_string(ours)});
    if (found < ours)
        throw error(errc::unavailable, "db.schema_older",
                    mark("the shop {0} was made by an older toko (schema {1}; this one needs {2}); "
                         "run toko upgrade"),
                    {path, std::to_string(found), std::to_string(ours)});
}

} // namespace tokocrm::db
