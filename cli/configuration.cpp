#include "configuration.hpp"

#include "did_you_mean.hpp"
#include "global_options.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace toko {

namespace {

namespace po = boost::program_options;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF"; // some editors begin a file with it

using layer_values = std::map<std::string, setting, std::less<>>;

std::optional<bool> find_truth(std::string_view text) noexcept
{
    constexpr std::array yes{"true", "yes", "on", "1"};
    constexpr std::array no{"false", "no", "off", "0"};
    if (std::find(yes.begin(), yes.end(), text) != yes.end())
        return true;
    if (std::find(no.begin(), no.end(), text) != no.end())
        return false;
    return std::nullopt;
}

/// Both spellings of one setting within a layer: `json = true` is `format = json`.
void settle_json(layer_values& layer)
{
    auto const json = layer.find("json");
    if (json == layer.end())
        return;
    auto const said = json->second;
    layer.erase(json);
    if (find_truth(said.value) == std::optional(false))
        return;
    auto const [format, fresh] = layer.emplace("format", setting{"json", said.from, said.typed});
    if (!fresh && format->second.value != "json") {
        throw about(said,
                    usage_error("usage.two_formats", tr("{0} and {1} ask for different formats"),
                                {said.from, format->second.from}));
    }
}

std::string trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t\r");
    if (first == text.npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

/// The line of a configuration that satisfies `wanted(section, line)`, counted from 1; 0 if none.
template <class Wanted>
int line_where(std::string const& text, Wanted wanted)
{
    std::istringstream lines(text);
    std::string line;
    std::string section;
    for (int number = 1; std::getline(lines, line); ++number) {
        line = trimmed(line.substr(0, line.find('#')));
        if (line.size() > 2 && line.front() == '[' && line.back() == ']')
            section = line.substr(1, line.size() - 2) + ".";
        if (wanted(section, line))
            return number;
    }
    return 0;
}

std::string place(std::string const& path, int line)
{
    return line == 0 ? path : path + ":" + std::to_string(line);
}

/// @param which the first line that has the key, or a later one
int line_of_key(std::string const& text, std::string const& key, int which = 1)
{
    return line_where(text, [&](std::string const& section, std::string const& line) {
        auto const equals = line.find('=');
        return equals != line.npos && section + trimmed(line.substr(0, equals)) == key &&
               --which == 0;
    });
}

/// Others could choose the shop that somebody works on.
void require_safe(std::string const& path)
{
    struct stat found = {};
    if (::stat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode))
        return;
    if (found.st_mode & S_IWOTH)
        throw command_error(tokocrm::errc::invalid_input, "config.unsafe",
                            tr("the configuration {0} can be written by everybody; take that right "
                               "away: chmod o-w"),
                            {path});
    // Root may use anybody's: sudo does, with the user's home.
    if (::geteuid() != 0 && found.st_uid != 0 && found.st_uid != ::geteuid())
        throw command_error(tokocrm::errc::invalid_input, "config.unsafe",
                            tr("the configuration {0} belongs to another user; copy what is yours "
                               "into one of your own"),
                            {path});
}

[[noreturn]] void refuse_unknown(std::string const& where, std::string const& key)
{
    std::vector<std::string_view> known;
    for (auto const& one : global_options()) {
        if (may_be_configured(one.what.name))
            known.push_back(one.what.name);
    }
    constexpr auto invalid = tokocrm::errc::invalid_input;
    if (auto const meant = did_you_mean(key, known))
        throw command_error(invalid, "config.unknown_key",
                            tr("{0}: there is no setting {1}; did you mean {2}?"),
                            {where, key, *meant});
    throw command_error(invalid, "config.unknown_key",
                        tr("{0}: there is no setting {1}; toko config list shows which there are"),
                        {where, key});
}

layer_values read_layer(std::string const& path, std::string const& text)
{
    layer_values layer;
    std::istringstream in(text);
    try {
        constexpr bool allow_unregistered = true;
        auto const read = po::parse_config_file(in, po::options_description{}, allow_unregistered);
        for (auto const& one : read.options) {
            auto const where = place(path, line_of_key(text, one.string_key));
            if (!may_be_configured(one.string_key)) {
                refuse_unknown(where, one.string_key);
            }
            auto const value = one.value.empty() ? std::string{} : one.value.front();
            if (value.empty())
                continue;
            auto const [first, fresh] =
                layer.emplace(one.string_key, setting{value, where + ": " + one.string_key});
            if (!fresh && first->second.value != value) {
                constexpr int second = 2;
                throw command_error(
                    tokocrm::errc::invalid_input, "config.twice",
                    tr("{0}: {1} is set to something else above; leave one of them out"),
                    {place(path, line_of_key(text, one.string_key, second)), one.string_key});
            }
        }
    } catch (po::invalid_config_file_syntax const& failure) {
        auto const wrong = trimmed(failure.tokens());
        int const line = line_where(
            text, [&](std::string const&, std::string const& shown) { return shown == wrong; });
        throw command_error(tokocrm::errc::invalid_input, "config.syntax",
                            tr("{0}: neither “key = value” nor “[section]”"), {place(path, line)});
    } catch (po::error const&) {
        throw command_error(tokocrm::errc::invalid_input, "config.syntax",
                            tr("{0}: neither “key = value” nor “[section]”"), {path});
    }
    return layer;
}

} // namespace

bool may_be_configured(std::string_view key) noexcept
{
    auto const* const known = find_global(key);
    return known && (known->where == reach::always || known->where == reach::lists);
}

std::string without_password(std::string url)
{
    auto const scheme = url.find("://");
    if (scheme == url.npos)
        return url;
    constexpr std::string_view hidden = "***";
    auto const begin = scheme + 3;
    auto const end = std::min(url.find_first_of("/?#", begin), url.size());
    auto const at = url.rfind('@', end == 0 ? 0 : end - 1);
    if (at != url.npos && at >= begin) {
        auto const colon = url.find(':', begin);
        if (colon < at)
            url.replace(colon + 1, at - colon - 1, hidden);
    }
    for (auto from = url.find('?'); from != url.npos; from = url.find('&', from + 1)) {
        auto const equals = url.find('=', from);
        auto const next = std::min(url.find('&', from + 1), url.size());
        if (equals < next && url.substr(from + 1, equals - from - 1).ends_with("password"))
            url.replace(equals + 1, next - equals - 1, hidden);
    }
    return url;
}

command_error about(setting const& one, command_error const& failure)
{
    return one.typed ? failure : failure.with_reason("config.invalid");
}

std::optional<std::string> process_variable(std::string const& name)
{
    char const* const value = std::getenv(name.c_str());
    return value && *value != '\0' ? std::optional<std::string>(value) : std::nullopt;
}

tokocrm::language language_of_environment(variable_reader const& variables)
{
    for (char const* const name : {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        auto const value = variables(name);
        if (value && value->starts_with("en"))
            return tokocrm::language::en;
        if (value && value->starts_with("id"))
            return tokocrm::language::id;
    }
    return tokocrm::language::id;
}

std::optional<std::string> xdg_folder(variable_reader const& variables, std::string const& variable,
                                      std::string const& fallback)
{
    // the specification says that a relative path counts as not set
    if (auto const folder = variables(variable); folder && folder->starts_with('/'))
        return folder;
    if (auto const home = variables("HOME"))
        return *home + fallback;
    return std::nullopt;
}

settings::settings(global_values const& given, variable_reader variables)
    : variables_(std::move(variables))
{
    layer_values flags;
    for (auto const& [name, value] : given)
        flags.emplace(name, setting{value, "--" + name, true});
    add(std::move(flags));
    add_environment();

    auto named = text("config");
    if (!named)
        named = variables_(variable_name("config"));
    if (named) {
        std::error_code ignored;
        if (!std::filesystem::exists(*named, ignored)) {
            throw command_error(tokocrm::errc::not_found, "config.missing",
                                tr("there is no configuration {0}"), {*named});
        }
        add_file(*named);
        return;
    }
    if (auto const folder = xdg_folder(variables_, "XDG_CONFIG_HOME", "/.config"))
        add_file(*folder + "/toko/toko.conf");
    add_file("/etc/toko/toko.conf");
}

void settings::add(layer_values layer)
{
    settle_json(layer);
    values_.merge(layer);
}

void settings::add_environment()
{
    layer_values layer;
    for (auto const& one : global_options()) {
        if (!may_be_configured(one.what.name))
            continue;
        auto const name = variable_name(one.what.name);
        if (auto value = variables_(name))
            layer.emplace(one.what.name, setting{*std::move(value), name});
    }
    add(std::move(layer));
}

void settings::add_file(std::string const& path)
{
    std::error_code failure;
    auto const found = std::filesystem::status(path, failure);
    if (found.type() == std::filesystem::file_type::not_found)
        return;
    require_safe(path);
    std::ifstream file(path);
    std::ostringstream text;
    // an empty file makes the copy fail, although nothing is wrong with it
    if (file && file.peek() != std::ifstream::traits_type::eof())
        text << file.rdbuf();
    if (std::filesystem::is_directory(found)) {
        throw command_error(tokocrm::errc::invalid_input, "config.unreadable",
                            tr("the configuration {0} is a folder; it has to be a file"), {path});
    }
    if (file.bad() || !file.is_open()) {
        throw command_error(tokocrm::errc::invalid_input, "config.unreadable",
                            tr("the configuration {0} cannot be read; check the permissions of it "
                               "and of its folder"),
                            {path});
    }
    auto content = text.str();
    if (content.starts_with(byte_order_mark))
        content.erase(0, byte_order_mark.size());
    add(read_layer(path, content));
}

setting const* settings::find(std::string_view name) const noexcept
{
    auto const found = values_.find(name);
    return found == values_.end() ? nullptr : &found->second;
}

std::optional<std::string> settings::text(std::string_view name) const
{
    auto const* const found = find(name);
    return found ? std::optional(found->value) : std::nullopt;
}

bool settings::flag(std::string_view name) const
{
    auto const* const found = find(name);
    if (!found)
        return false;
    if (auto const truth = find_truth(found->value))
        return *truth;
    throw about(*found, usage_error("usage.value", tr("{0} must be yes or no, not {1}"),
                                    {found->from, found->value}));
}

} // namespace toko
