#include "context.hpp"

#include "configuration.hpp"
#include "did_you_mean.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>

namespace toko {

namespace {

constexpr std::int64_t rows_of_a_table = 20;

/// A setting has a value that it cannot have.
command_error wrong_value(setting const& one, char const* sentence)
{
    return about(one, usage_error("usage.value", sentence, {one.from, one.value}));
}

std::optional<tokocrm::language> find_language(std::string_view name) noexcept
{
    if (name == "id")
        return tokocrm::language::id;
    if (name == "en")
        return tokocrm::language::en;
    return std::nullopt;
}

output_format read_format(settings const& given)
{
    auto const* const told = given.find("format");
    if (!told)
        return output_format::table;
    auto const found = find_format(told->value);
    if (!found)
        throw wrong_value(*told,
                          tr("{0} must be table, csv, tsv, json, jsonl, ids or count, not {1}"));
    return *found;
}

bool read_colour(settings const& given, bool terminal)
{
    auto const* const told = given.find("color");
    if (!told || told->value == "auto")
        return terminal && !given.variable("NO_COLOR");
    if (told->value != "always" && told->value != "never")
        throw wrong_value(*told, tr("{0} must be auto, always or never, not {1}"));
    return told->value == "always";
}

tokocrm::environment read_environment(settings const& given)
{
    auto environment = tokocrm::system_environment();
    if (auto const* const told = given.find("now")) {
        try {
            auto const fixed = tokocrm::parse_moment(told->value, tokocrm::time_zone("UTC")).at;
            environment.now = [fixed] { return fixed; };
        } catch (tokocrm::error const&) {
            throw wrong_value(*told,
                              tr("{0} must be an instant like 2026-11-24T15:04:05+07:00, not {1}"));
        }
    }
    return environment;
}

/// What the fields of a list are called.
std::vector<std::string_view> keys_of(options const& described)
{
    std::vector<std::string_view> keys;
    for (auto const& one : described.fields())
        keys.emplace_back(one.key);
    return keys;
}

/// The pieces of a setting, every one of which must be known.
std::vector<std::string> read_keys(settings const& given, std::string_view name,
                                   std::vector<std::string_view> const& known)
{
    auto const* const told = given.find(name);
    if (!told)
        return {};
    auto pieces = split_list(told->value);
    if (pieces.empty())
        throw about(
            *told, usage_error("usage.empty_value", tr("the value of {0} is empty"), {told->from}));
    for (auto const& piece : pieces) {
        auto const key = std::string_view(piece).substr(piece.starts_with('-') ? 1 : 0);
        bool const wrong_sign = name == "fields" && key.size() != piece.size();
        if (!wrong_sign && std::find(known.begin(), known.end(), key) != known.end())
            continue;
        std::string all;
        for (auto const one : known)
            all += (all.empty() ? "" : ", ") + std::string(one);
        if (all.empty())
            throw about(*told,
                        usage_error("usage.not_sortable",
                                    tr("{0}: this list has an order of its own"), {told->from}));
        if (name == "sort")
            throw about(*told, usage_error("usage.not_sortable",
                                           tr("{0}: this list can be sorted by {2}, not by {1}"),
                                           {told->from, std::string(key), all}));
        throw about(*told, usage_error("usage.unknown_field",
                                       tr("{0}: there is no {1} here; there are: {2}"),
                                       {told->from, std::string(piece), all}));
    }
    return pieces;
}

/// One key; a second where it is the one that decides between equal ones anyway.
std::optional<sort_key> read_sort(settings const& given, options const& described)
{
    auto const sortable = described.sortable();
    auto const pieces = read_keys(given, "sort", {sortable.begin(), sortable.end()});
    if (pieces.empty())
        return std::nullopt;
    bool const descending = pieces[0].starts_with('-');
    sort_key first{pieces[0].substr(descending ? 1 : 0), descending};
    auto const last = std::string(described.last_sort_key());
    if (pieces.size() == 1 ||
        (pieces.size() == 2 && first.name != last && pieces[1] == (descending ? "-" : "") + last))
        return first;
    std::string pairs;
    for (std::string const one : sortable) {
        if (one != last)
            pairs += (pairs.empty() ? "" : "; ") + one + ',' + last;
    }
    auto const& told = *given.find("sort");
    throw about(told, usage_error("usage.sort",
                                  tr("{0} must be one field or, with - before both or neither, one "
                                     "of these pairs, not {1}: {2}"),
                                  {told.from, told.value, pairs}));
}

list_request read_list(settings const& given, options const& described, output_format format)
{
    list_request out;
    if (!described.makes_list())
        return out;
    out.fields = read_keys(given, "fields", keys_of(described));
    out.sort = read_sort(given, described);

    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    auto const number = [&](char const* name, std::int64_t upper) -> std::optional<std::int64_t> {
        auto const* const told = given.find(name);
        if (!told)
            return std::nullopt;
        try {
            return parse_number(told->from, told->value, 1, upper);
        } catch (command_error const& failure) {
            throw about(*told, failure);
        }
    };
    auto const limit = number("limit", most);
    auto const page = number("page", most);
    out.page.after = given.text("after");
    bool const all = given.flag("all");
    auto const clash = [](char const* one, char const* other) {
        return usage_error("usage.clash", tr("{0} and {1} cannot be together"), {one, other});
    };
    if (page && out.page.after)
        throw clash("--page", "--after");
    if (all && page)
        throw clash("--all", "--page");
    if (all && limit && given.find("all")->typed && given.find("limit")->typed)
        throw clash("--all", "--limit");

    if (all)
        return out;
    out.page.limit = limit;
    if (!limit && (format == output_format::table || page))
        out.page.limit = rows_of_a_table;
    if (page) {
        if (*page - 1 > most / *out.page.limit)
            throw usage_error("usage.number", tr("there is no such page"));
        out.page.offset = (*page - 1) * *out.page.limit;
    }
    return out;
}

} // namespace

std::optional<tokocrm::language> read_told_language(settings const& given)
{
    auto const* const told = given.find("lang");
    if (!told)
        return std::nullopt;
    auto const found = find_language(told->value);
    if (!found)
        throw wrong_value(*told, tr("{0} must be id or en, not {1}"));
    return found;
}

shop_place place_of_shop(settings const& given)
{
    if (auto const named = given.text("db"))
        return {*named, {}};
    auto const data = xdg_folder([&](std::string const& name) { return given.variable(name); },
                                 "XDG_DATA_HOME", "/.local/share");
    return data ? shop_place{*data + "/toko/shop.db", *data + "/toko"} : shop_place{};
}

context::context(settings const& given, options const& described, terminal where,
                 user_resolver resolve_user)
    : given_(&given), where_(where), resolve_user_(resolve_user),
      environment_(read_environment(given)), place_(place_of_shop(given)),
      as_user_(given.text("as")), told_language_(read_told_language(given)),
      environment_language_(
          language_of_environment([&](std::string const& name) { return given.variable(name); })),
      format_(read_format(given)), list_(read_list(given, described, format_)),
      dry_run_(given.flag("dry-run")), quiet_(given.flag("quiet")), verbose_(given.flag("verbose")),
      colour_(read_colour(given, where.out_is_terminal)),
      pager_(where.out_is_terminal && !given.flag("no-pager")), yes_(given.flag("yes")),
      no_input_(given.flag("no-input"))
{}

context::~context() = default;

std::string const& context::url() const
{
    if (place_.url.empty()) {
        throw command_error(
            tokocrm::errc::invalid_input, "config.no_home",
            tr("nobody says where the shop is: neither --db nor TOKO_DB, XDG_DATA_HOME or HOME"));
    }
    return place_.url;
}

void context::make_default_folder()
{
    if (place_.default_folder.empty())
        return;
    std::error_code failure;
    std::filesystem::create_directories(place_.default_folder, failure);
    if (failure) {
        throw command_error(tokocrm::errc::unavailable, "output.folder",
                            tr("the folder {0} cannot be made"), {place_.default_folder});
    }
}

tokocrm::database& context::db()
{
    if (!database_) {
        auto const& place = url();
        if (verbose_)
            err() << "toko: " << translate(tr("the shop is {0}"), {without_password(place)})
                  << '\n';
        database_ = std::make_unique<tokocrm::database>(place, environment_);
    }
    return *database_;
}

tokocrm::actor context::who()
{
    if (!who_)
        who_ = as_user_ ? resolve_user_(*this, *as_user_) : tokocrm::actor(tokocrm::owner{});
    return *who_;
}

tokocrm::language context::lang() const noexcept
{
    return told_language_.value_or(shop_language_.value_or(environment_language_));
}

std::string_view context::translate(char const* sentence) const noexcept
{
    return toko::translate(lang(), sentence);
}

std::string context::translate(char const* sentence,
                               std::vector<std::string> const& arguments) const
{
    return toko::translate(lang(), sentence, arguments);
}

void context::note(char const* sentence, std::vector<std::string> const& arguments)
{
    if (!quiet_)
        err() << tokocrm::escape_for_display(translate(sentence, arguments)) << '\n';
}

bool context::confirm(char const* question, std::vector<std::string> const& arguments)
{
    if (yes_)
        return true;
    auto const asked = translate(question, arguments);
    if (!may_ask()) {
        throw usage_error("usage.no_terminal",
                          tr("nobody can be asked here: {0} Say --yes to go on."), {asked});
    }
    err() << tokocrm::escape_for_display(asked) << ' ' << translate(tr("[y/N]")) << ' '
          << std::flush;
    std::string answer;
    if (!std::getline(in(), answer) || answer.empty())
        return false;
    // ya, yes
    return answer[0] == 'y' || answer[0] == 'Y';
}

} // namespace toko
