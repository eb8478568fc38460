#include "migration.hpp"

#include "../core/search_text.hpp"
#include "../core/text_fold.hpp"
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

using sqlite_api::sqlite3_context, sqlite_api::sqlite3_value;

std::string_view text_of(sqlite3_value* value)
{
    auto const* const text = reinterpret_cast<char const*>(sqlite_api::sqlite3_value_text(value));
    return {text ? text : "", static_cast<std::size_t>(sqlite_api::sqlite3_value_bytes(value))};
}

void answer(sqlite3_context* with, std::string const& text)
{
    sqlite_api::sqlite3_result_text64(with, text.data(), text.size(), SQLITE_TRANSIENT,
                                      SQLITE_UTF8);
}

void searched_text(sqlite3_context* with, int count, sqlite3_value** values)
try {
    search_text text;
    for (int i = 0; i < count; ++i)
        text.add(text_of(values[i]));
    answer(with, text.get());
} catch (std::bad_alloc const&) {
    sqlite_api::sqlite3_result_error_nomem(with);
}

void folded_text(sqlite3_context* with, int, sqlite3_value** values)
try {
    if (sqlite_api::sqlite3_value_type(values[0]) != SQLITE_NULL)
        answer(with, folded(text_of(values[0])));
} catch (std::bad_alloc const&) {
    sqlite_api::sqlite3_result_error_nomem(with);
}

/// What SQL alone cannot do for the rows of an older version. No table or trigger may use it.
class migration_functions
{
public:
    explicit migration_functions(connection& on) : on_(on)
    {
        define("searched_text", -1, searched_text);
        define("folded_text", 1, folded_text);
    }
    migration_functions(migration_functions const&) = delete;
    migration_functions& operator=(migration_functions const&) = delete;
    ~migration_functions()
    {
        define("searched_text", -1, nullptr);
        define("folded_text", 1, nullptr);
    }

private:
    void define(char const* name, int arguments,
                void (*function)(sqlite3_context*, int, sqlite3_value**))
    {
        sqlite_api::sqlite3_create_function_v2(
            on_.handle(), name, arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
            nullptr, function, nullptr, nullptr, nullptr);
    }

    connection& on_;
};

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
    migration_functions const known(on);
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
