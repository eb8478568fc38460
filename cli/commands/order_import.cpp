#include "../context.hpp"
#include "../output/file.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../output/progress.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <sys/stat.h>

namespace toko {

namespace {

namespace json = boost::json;

constexpr field result_fields[] = {
    {"batch", tr("Batch"), kind::number},
    {"orders", tr("Orders"), kind::number},
    {"lines", tr("Lines"), kind::number},
    {"skipped", tr("Skipped"), kind::number},
    {"updated", tr("Updated"), kind::number},
    {"rejected", tr("Set aside"), kind::number},
    {"customers", tr("New customers"), kind::number},
    {"products", tr("New products"), kind::number},
    {"ambiguous", tr("Ambiguous"), kind::number},
    {"rounded", tr("Rounded"), kind::number},
};

constexpr field undo_fields[] = {
    {"orders", tr("Orders"), kind::number},
    {"customers", tr("Customers"), kind::number},
    {"products", tr("Products"), kind::number},
    {"kept", tr("Orders kept, by number")},
};

constexpr int shown_bad_rows = 50;
constexpr std::size_t told_bad_rows = 1'000;

/// Our columns, as `option_rule::words` has them.
char const* words_of_columns()
{
    static std::string const all = [] {
        std::string joined;
        for (auto const one : tokocrm::order_import_columns())
            joined.append(joined.empty() ? "" : "|").append(one);
        return joined;
    }();
    return all.c_str();
}

void describe(options& opts)
{
    opts.positional("file", tr("a CSV file; - reads standard input"), {})
        .value("map", "COLUMN=THEIRS", tr("our column is called THEIRS in the file"),
               {.repeatable = true, .words = words_of_columns()})
        .value("set", "COLUMN=VALUE", tr("our column has this value in every row"),
               {.repeatable = true, .words = words_of_columns()})
        .value("date-format", "FORMAT",
               tr("how dates are written, in strptime's letters, for example %d/%m/%Y"))
        .flag("decimal-comma", tr("amounts are written 1.234,50"))
        .flag("round", tr("round amounts that are finer than the currency"))
        .value("rejects", "FILE", tr("set orders with a bad row aside in this file, take the rest"))
        .value("source", "NAME", tr("where the history comes from, to tell several apart"))
        .value("on-conflict", "skip|update|fail",
               tr("what to do with an order that is there already; skip without it"))
        .value("undo", "BATCH", tr("take the import with this number back"))
        .example("toko order import orders.csv --dry-run")
        .example("toko order import theirs.csv --map placed_at=date --map line_total=amount --set "
                 "product=CD --date-format %Y%m%d")
        .example("toko order import --undo 3");
}

/// The option's `COLUMN=…`, each column once.
std::map<std::string, std::string> pairs_of(arguments const& args, char const* option)
{
    std::map<std::string, std::string> pairs;
    auto const& known = tokocrm::order_import_columns();
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

tokocrm::order_import_options options_of(arguments const& args)
{
    tokocrm::order_import_options given;
    given.columns = pairs_of(args, "map");
    given.constants = pairs_of(args, "set");
    for (auto const& [column, value] : given.constants) {
        if (given.columns.contains(column))
            throw usage_error("usage.contradiction",
                              tr("the column {0} is in --map and in --set; leave one out"),
                              {column});
    }
    given.date_format = args.find("date-format");
    given.decimal_comma = args.has("decimal-comma");
    given.round = args.has("round");
    given.source = args.find("source").value_or("");
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

/// The file that is imported, or standard input.
class source
{
public:
    source(context& ctx, std::string const& path) : standard_(ctx.in())
    {
        if (path == "-")
            return;
        struct stat found = {};
        if (::stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode))
            throw command_error(tokocrm::errc::not_found, "input.not_a_file",
                                tr("{0} is a folder; name a file in it"), {path});
        errno = 0;
        file_.emplace(path, std::ios::binary);
        if (!*file_)
            throw cannot_open(errno, path);
        if (S_ISREG(found.st_mode))
            size_ = found.st_size;
    }

    std::istream& stream() { return file_ ? *file_ : standard_; }
    /// In bytes; 0 where nobody knows.
    std::int64_t size() const noexcept { return size_; }

private:
    static command_error cannot_open(int number, std::string const& path)
    {
        if (number == EACCES || number == EPERM)
            return {tokocrm::errc::permission_denied,
                    "input.not_permitted",
                    tr("{0} may not be read"),
                    {path}};
        if (number == ENOENT || number == ENOTDIR || number == ENAMETOOLONG)
            return {tokocrm::errc::not_found, "input.missing", tr("there is no file {0}"), {path}};
        return {tokocrm::errc::unavailable,
                "input.failed",
                tr("{0} cannot be read: {1}"),
                {path, std::strerror(number)}};
    }

    std::istream& standard_;
    std::optional<std::ifstream> file_;
    std::int64_t size_ = 0;
};

/// Where a bad row stands; the column, which is ours, is called the same in every language.
std::string place_of(context const& ctx, tokocrm::bad_row const& row)
{
    auto const line = std::to_string(row.line);
    return row.column.empty() ? ctx.translate(tr("line {0}"), {line})
                              : ctx.translate(tr("line {0}, {1}"), {line, row.column});
}

/// What was said of how the file is written.
struct told_style
{
    bool date_format = false;
    bool decimal_comma = false;
};

std::string message_of(context const& ctx, tokocrm::bad_row const& row, told_style told)
{
    auto message = row.why.message(ctx.lang());
    auto const& reason = row.why.reason();
    if (!told.date_format && reason == "date.invalid")
        message.append("; ").append(
            ctx.translate(tr("or say with --date-format how the file writes its dates")));
    bool const like_a_comma = reason == "money.too_fine" || reason == "money.invalid" ||
                              reason == "quantity.invalid" || reason == "quantity.too_fine";
    if (!told.decimal_comma && like_a_comma)
        message.append("; ").append(
            ctx.translate(tr("or say --decimal-comma if the file writes 1.234,50")));
    return message;
}

[[noreturn]] void refuse_bad_rows(context& ctx, tokocrm::order_stage const& stage, told_style told)
{
    bool const for_machines =
        ctx.format() == output_format::json || ctx.format() == output_format::jsonl;
    std::int64_t count = 0;
    json::array rows;
    stage.for_each_bad_row([&](tokocrm::bad_row const& row) {
        ++count;
        auto const message = message_of(ctx, row, told);
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
    command_error failure(tokocrm::errc::invalid_input, "import.bad_rows",
                          tr("nothing was imported; mend the rows named above ({0} of them), or "
                             "set their orders aside with --rejects FILE"),
                          {count_text(count, ctx.lang())});
    failure.details["rows"] = std::move(rows);
    throw failure;
}

void name_ignored_columns(context& ctx, tokocrm::order_stage const& stage)
{
    std::string names;
    for (auto const& one : stage.ignored_columns())
        names.append(names.empty() ? "" : ", ").append(one);
    if (!names.empty())
        ctx.note(tr("columns left out, for nothing is mapped to them: {0}"), {names});
}

/// The rejected orders' file, written before anything is committed and there only after it.
std::unique_ptr<output_file> write_rejects(context& ctx, tokocrm::order_stage const& stage,
                                           std::string const& path)
{
    if (stage.rejected_orders() == 0 || ctx.dry_run())
        return nullptr;
    auto file = std::make_unique<output_file>(path);
    stage.write_rejects(file->stream(), ctx.lang());
    return file;
}

/// For people, what is zero and need not be said left out.
json::object worth_saying(json::object whole)
{
    for (auto const* const key :
         {"skipped", "updated", "rejected", "customers", "products", "ambiguous", "rounded"}) {
        if (whole.at(key) == json::value(0))
            whole.erase(key);
    }
    return whole;
}

/// For people, numbers between commas instead of an array, which is left out where it is empty.
json::object with_numbers(json::object whole, std::string_view key)
{
    std::string numbers;
    for (auto const& number : whole.at(key).as_array())
        numbers.append(numbers.empty() ? "" : ", ").append(json::serialize(number));
    if (numbers.empty())
        whole.erase(key);
    else
        whole[key] = numbers;
    return whole;
}

void answer(context& ctx, tokocrm::order_import_result const& result)
{
    auto const whole = tokocrm::to_json(result);
    bool const for_people = ctx.format() == output_format::table;
    show(ctx, for_people ? worth_saying(whole) : whole, result_fields, {.id_key = "batch"});
    if (result.ambiguous > 0)
        ctx.note(tr("orders whose customer several cards fit went to the oldest card: {0}"),
                 {count_text(result.ambiguous, ctx.lang())});
    if (result.rounded > 0)
        ctx.note(tr("amounts finer than the currency that were rounded: {0}"),
                 {count_text(result.rounded, ctx.lang())});
    auto const batch = result.batch.value();
    if (batch == 0 && result.rejected == 0)
        ctx.note(tr("nothing new was in the file"));
    else if (batch != 0 && result.orders > 0 && !ctx.dry_run())
        ctx.note(tr("to take it back: toko order import --undo {0}"), {std::to_string(batch)});
}

void refuse_other_than_new_file(context const& ctx, std::string const& input,
                                std::string const& rejects)
{
    if (rejects == "-")
        throw usage_error("usage.value", tr("--rejects needs a file's name, not {0}"), {rejects});
    std::error_code failure;
    if (input != "-" && std::filesystem::equivalent(input, rejects, failure))
        throw usage_error("usage.contradiction",
                          tr("--rejects {0} would overwrite the file that is read; name another"),
                          {rejects});
    refuse_file_of_shop(rejects, ctx.url());
}

/// A column of ours that the file does not have may be there under another name.
void say_how_to_map(tokocrm::error const& failure, std::map<std::string, std::string> const& mapped)
{
    auto const& named = failure.arguments();
    if (std::any_of(mapped.begin(), mapped.end(),
                    [&](auto const& pair) { return pair.second == named.at(0); }))
        return; // it is theirs, and `--map` names it
    throw command_error(failure.code(), failure.reason(),
                        tr("the file has no column {0}; its columns are {1}; say which of them it "
                           "is with --map {0}=THEIRS, or give its value with --set {0}=VALUE"),
                        {named.at(0), named.at(1)});
}

void run_import(context& ctx, arguments const& args)
{
    if (!args.has("file"))
        throw usage_error("usage.file", tr("name the file to import, or - for standard input"));
    auto given = options_of(args);
    auto const policy = policy_of(args);
    auto const path = args.text("file");
    auto const rejects = args.find("rejects");
    if (rejects)
        refuse_other_than_new_file(ctx, path, *rejects);
    source from(ctx, path);
    auto const shop = open_shop(ctx);
    auto stage = [&] {
        progress bar(ctx, from.size());
        given.progress = [&](std::int64_t bytes) { bar.at(std::min(bytes, from.size())); };
        auto const mapped = given.columns;
        try {
            tokocrm::order_stage read(from.stream(), shop, std::move(given));
            bar.at(from.size());
            return read;
        } catch (tokocrm::error const& failure) {
            if (failure.reason() == "import.column_missing")
                say_how_to_map(failure, mapped);
            throw;
        }
    }();
    name_ignored_columns(ctx, stage);
    if (!rejects && stage.rejected_rows() > 0)
        refuse_bad_rows(ctx, stage, {args.has("date-format"), args.has("decimal-comma")});
    auto const set_aside = rejects ? write_rejects(ctx, stage, *rejects) : nullptr;
    auto const result = ctx.write([&](tokocrm::unit_of_work& uow) {
        return tokocrm::import_orders(uow, stage, policy, rejects.has_value());
    });
    if (set_aside)
        set_aside->commit();
    answer(ctx, result);
    if (rejects && result.rejected > 0)
        ctx.note(ctx.dry_run() ? tr("orders that would be set aside in {1}: {0}")
                               : tr("orders set aside in {1}: {0}; mend it and import it"),
                 {count_text(result.rejected, ctx.lang()), *rejects});
}

void run_undo(context& ctx, arguments const& args)
{
    for (auto const* const name : {"file", "map", "set", "date-format", "decimal-comma", "round",
                                   "rejects", "source", "on-conflict"}) {
        if (args.has(name))
            throw usage_error(
                "usage.contradiction",
                tr("--undo takes the number of an import and nothing else; leave "
                   "out {0}"),
                {name == std::string_view("file") ? args.text(name) : std::string("--") + name});
    }
    auto const batch = args.number("undo", 1, std::numeric_limits<std::int64_t>::max());
    open_shop(ctx);
    auto const result = ctx.write([&](tokocrm::unit_of_work& uow) {
        return tokocrm::undo_import(uow, tokocrm::id<tokocrm::import_batch>(*batch));
    });
    auto const whole = tokocrm::to_json(result);
    show(ctx, ctx.format() == output_format::table ? with_numbers(whole, "kept") : whole,
         undo_fields);
    if (!ctx.dry_run())
        ctx.note(tr("import {0} is taken back; this is what went with it"),
                 {std::to_string(*batch)});
    if (!result.kept.empty()) {
        ctx.note(tr("the orders that are kept stay as they are: the import had only brought them "
                    "up to date"));
    }
}

void run(context& ctx, arguments const& args)
{
    if (args.has("undo"))
        run_undo(ctx, args);
    else
        run_import(ctx, args);
}

} // namespace

command const order_import{"order import", tr("take in the orders of a CSV file"), describe, run};

} // namespace toko
