#include "importing.hpp"

#include "../input/utf8.hpp"
#include "../output/people.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <filesystem>
#include <limits>
#include <map>

namespace toko {

namespace {

namespace json = boost::json;

constexpr int shown_bad_rows = 50;
constexpr std::size_t told_bad_rows = 1'000;

/// The option's `COLUMN=…`, each column once.
std::map<std::string, std::string> pairs_of(arguments const& args, char const* option,
                                            column_names const& known)
{
    std::map<std::string, std::string> pairs;
    for (auto const& text : args.all(option)) {
        auto const at = text.find('=');
        bool const needs_value =
            option == std::string_view("set"); // `--map total=`: none of theirs
        if (at == text.npos || at == 0 || (needs_value && at + 1 == text.size()))
            throw usage_error("usage.pair", tr("--{0} needs a column, = and a value, not {1}"),
                              {option, text});
        auto const column = text.substr(0, at);
        if (std::find(known.begin(), known.end(), column) == known.end()) {
            std::string all;
            for (auto const one : known)
                all.append(all.empty() ? "" : ", ").append(one);
            throw usage_error("usage.column", tr("there is no column {0}; there are {1}"),
                              {column, all});
        }
        if (!pairs.emplace(column, text.substr(at + 1)).second)
            throw usage_error("usage.twice", tr("--{0} names the column {1} twice"),
                              {option, column});
    }
    return pairs;
}

/// Where a bad row stands; the column, which is ours, is called the same in every language.
std::string place_of(context const& ctx, tokocrm::bad_row const& row)
{
    auto const line = std::to_string(row.line);
    return row.column.empty() ? ctx.translate(tr("line {0}"), {line})
                              : ctx.translate(tr("line {0}, {1}"), {line, row.column});
}

std::string message_of(context const& ctx, tokocrm::bad_row const& row, arguments const& args)
{
    auto message = row.why.message(ctx.lang());
    auto const& reason = row.why.reason();
    if (!args.has("date-format") && reason == "date.invalid")
        message.append("; ").append(
            ctx.translate(tr("or say with --date-format how the file writes its dates")));
    bool const like_a_comma = reason == "money.too_fine" || reason == "money.invalid" ||
                              reason == "quantity.invalid" || reason == "quantity.too_fine";
    if (!args.has("decimal-comma") && like_a_comma)
        message.append("; ").append(
            ctx.translate(tr("or say --decimal-comma if the file writes 1.234,50")));
    return message;
}

} // namespace

void describe_import(options& opts, char const* words)
{
    opts.positional("file", tr("a CSV file; - reads standard input"), {})
        .value("map", "COLUMN=THEIRS", tr("our column is called THEIRS in the file"),
               {.repeatable = true, .words = words})
        .value("set", "COLUMN=VALUE", tr("our column has this value in every row"),
               {.repeatable = true, .words = words})
        .value("date-format", "FORMAT",
               tr("how dates are written, in strptime's letters, for example %d/%m/%Y"))
        .flag("decimal-comma", tr("amounts are written 1.234,50"))
        .flag("round", tr("round amounts that are finer than the currency"));
}

std::string joined_columns(column_names const& columns)
{
    std::string joined;
    for (auto const one : columns)
        joined.append(joined.empty() ? "" : "|").append(one);
    return joined;
}

tokocrm::import_options import_options_of(arguments const& args, column_names const& known)
{
    tokocrm::import_options given;
    given.columns = pairs_of(args, "map", known);
    given.constants = pairs_of(args, "set", known);
    for (auto const& [column, value] : given.constants) {
        if (given.columns.contains(column))
            throw usage_error("usage.contradiction",
                              tr("the column {0} is in --map and in --set; leave one out"),
                              {column});
    }
    given.date_format = args.find("date-format");
    given.decimal_comma = args.has("decimal-comma");
    given.round = args.has("round");
    given.keep_rejects = args.has("rejects");
    return given;
}

tokocrm::on_conflict policy_of(arguments const& args)
{
    constexpr std::pair<char const*, tokocrm::on_conflict> known[] = {
        {"skip", tokocrm::on_conflict::skip},
        {"update", tokocrm::on_conflict::update},
        {"fail", tokocrm::on_conflict::fail}};
    auto const text = args.find("on-conflict");
    for (auto const& [name, policy] : known) {
        if (!text || *text == name)
            return policy;
    }
    throw usage_error("usage.on_conflict",
                      tr("--on-conflict must be skip, update or fail, not {0}"), {*text});
}

std::string file_of(context const& ctx, arguments const& args)
{
    if (!args.has("file"))
        throw usage_error("usage.file", tr("name the file to import, or - for standard input"));
    auto const path = args.text("file");
    auto const rejects = args.find("rejects");
    if (!rejects)
        return path;
    if (*rejects == "-")
        throw usage_error("usage.value", tr("--rejects needs a file's name, not {0}"), {*rejects});
    std::error_code failure;
    if (path != "-" && std::filesystem::equivalent(path, *rejects, failure))
        throw usage_error("usage.contradiction",
                          tr("--rejects {0} would overwrite the file that is read; name another"),
                          {*rejects});
    require_output_file(*rejects, ctx.url());
    return path;
}

tokocrm::id<tokocrm::import_batch> batch_of(arguments const& args)
{
    auto const& described = args.described();
    if (args.has("file"))
        throw usage_error("usage.contradiction",
                          tr("--undo takes the number of an import and nothing else; leave "
                             "out {0}"),
                          {args.text("file")});
    for (auto const& one : described.named())
        if (one.name != std::string_view("undo") && args.has(one.name))
            throw usage_error("usage.contradiction",
                              tr("--undo takes the number of an import and nothing else; leave "
                                 "out {0}"),
                              {std::string("--") + one.name});
    return tokocrm::id<tokocrm::import_batch>(
        *args.number("undo", 1, std::numeric_limits<std::int64_t>::max()));
}

void refuse_bad_rows(context& ctx, arguments const& args, tokocrm::import_stage const& stage,
                     char const* advice)
{
    bool const for_machines =
        ctx.format() == output_format::json || ctx.format() == output_format::jsonl;
    std::int64_t count = 0;
    json::array rows;
    stage.for_each_bad_row([&](tokocrm::bad_row const& row) {
        ++count;
        auto const message = message_of(ctx, row, args);
        if (!for_machines && count <= shown_bad_rows)
            ctx.err() << place_of(ctx, row) << ": " << tokocrm::escape_for_display(message) << '\n';
        if (for_machines && rows.size() < told_bad_rows)
            rows.push_back(json::object{{"line", row.line},
                                        {"column", row.column},
                                        {"reason", row.why.reason()},
                                        {"message", message}});
    });
    if (!for_machines && count > shown_bad_rows)
        ctx.err() << ctx.translate(tr("and {0} more"),
                                   {count_text(count - shown_bad_rows, ctx.lang())})
                  << '\n';
    command_error failure(tokocrm::errc::invalid_input, "import.bad_rows", advice,
                          {count_text(count, ctx.lang())});
    failure.details["rows"] = std::move(rows);
    throw failure;
}

void name_ignored_columns(context& ctx, tokocrm::import_stage const& stage)
{
    constexpr int most_names = 40;
    constexpr std::size_t longest_name = 60;
    std::string names;
    int count = 0;
    for (auto const& one : stage.ignored_columns()) {
        names.append(names.empty() ? "" : ", ");
        if (++count > most_names) {
            names += "…";
            break;
        }
        names += beginning_of(one, longest_name);
    }
    if (!names.empty())
        ctx.note(tr("columns left out, for nothing is mapped to them: {0}"), {names});
}

void rethrow_saying_how_to_map(tokocrm::error const& failure, arguments const& args)
{
    auto const& named = failure.arguments();
    for (auto const& mapped : args.all("map"))
        if (mapped.substr(mapped.find('=') + 1) == named.at(0))
            throw; // it is theirs, and `--map` names it
    throw command_error(failure.code(), failure.reason(),
                        tr("the file has no column {0}; its columns are {1}; say which of them it "
                           "is with --map {0}=THEIRS, or give its value with --set {0}=VALUE"),
                        {named.at(0), named.at(1)});
}

std::unique_ptr<output_file> write_rejects(context& ctx, tokocrm::import_stage const& stage,
                                           arguments const& args)
{
    auto const path = args.find("rejects");
    if (!path || stage.rejected_rows() == 0 || ctx.dry_run())
        return nullptr;
    auto file = std::make_unique<output_file>(*path);
    stage.write_rejects(file->stream(), ctx.lang());
    return file;
}

json::object with_listed(json::object whole, std::string_view key)
{
    std::string listed;
    for (auto const& one : whole.at(key).as_array()) {
        auto const* const text = one.if_string();
        listed.append(listed.empty() ? "" : ", ")
            .append(text ? std::string(*text) : json::serialize(one));
    }
    if (listed.empty())
        whole.erase(key);
    else
        whole[key] = listed;
    return whole;
}

json::object worth_saying(json::object whole, std::initializer_list<char const*> keys)
{
    for (auto const* const key : keys) {
        if (whole.at(key) == json::value(0))
            whole.erase(key);
    }
    return whole;
}

} // namespace toko
