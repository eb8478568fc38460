#include "parse.hpp"

#include "command_error.hpp"
#include "did_you_mean.hpp"
#include "global_options.hpp"
#include "input/utf8.hpp"
#include "registry.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

namespace toko {

namespace {

namespace po = boost::program_options;

using names = std::vector<std::string_view>;

bool is_option(std::string_view word) noexcept
{
    return word.size() > 1 && word[0] == '-';
}

/// `-5` and `-0.25` are values, never options.
bool is_negative_number(std::string_view word) noexcept
{
    return is_option(word) && word[1] >= '0' && word[1] <= '9';
}

option const* find_option(options const* described, std::string_view name) noexcept
{
    if (auto const* const own = described ? described->find(name) : nullptr)
        return own;
    auto const* const global = find_global(name);
    return global ? &global->what : nullptr;
}

names words_of(std::string_view name)
{
    names words;
    while (!name.empty()) {
        auto const space = std::min(name.find(' '), name.size());
        words.push_back(name.substr(0, space));
        name.remove_prefix(std::min(space + 1, name.size()));
    }
    return words;
}

bool begins_with(names const& places, names const& words) noexcept
{
    return words.size() <= places.size() && std::equal(words.begin(), words.end(), places.begin());
}

command_error with_suggestion(std::string reason, char const* alone, char const* suggesting,
                              std::vector<std::string> said,
                              std::optional<std::string> const& meant)
{
    if (!meant)
        return usage_error(std::move(reason), alone, std::move(said));
    said.push_back(*meant);
    return usage_error(std::move(reason), suggesting, std::move(said));
}

std::string joined(names const& words)
{
    std::string line;
    for (auto const word : words) {
        line += line.empty() ? "" : ", ";
        line += word;
    }
    return line;
}

void add_once(names& words, std::string_view word)
{
    if (std::find(words.begin(), words.end(), word) == words.end())
        words.push_back(word);
}

bool stands_alone(std::span<std::string const> words, std::string_view wanted)
{
    for (auto const& word : words) {
        if (word == "--")
            return false;
        if (word == wanted)
            return true;
    }
    return false;
}

void check_encoding(std::span<std::string const> words)
{
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (is_utf8(words[at]))
            continue;
        std::string_view word = words[at];
        std::string who = std::to_string(at + 1);
        if (word.starts_with("--") && word.find('=') != word.npos)
            word = word.substr(0, word.find('='));
        else if (at > 0 && words[at - 1].starts_with("--"))
            word = words[at - 1];
        if (word.starts_with("--") && is_utf8(word)) {
            throw usage_error("usage.encoding", tr("the value of {0} is not UTF-8"),
                              {std::string(word)});
        }
        throw usage_error("usage.encoding", tr("word {0} of the command is not UTF-8"), {who});
    }
}

void add_to(po::options_description& known, option const& one)
{
    std::string spelled = one.name;
    if (one.letter != '\0')
        spelled += std::string(",") + one.letter;
    if (one.takes_value())
        known.add_options()(spelled.c_str(), po::value<std::string>(), "");
    else
        known.add_options()(spelled.c_str(), "");
}

std::vector<po::option> take_negative_number(std::vector<std::string>& words)
{
    std::vector<po::option> taken;
    if (!words.empty() && is_negative_number(words.front())) {
        po::option place;
        place.value.push_back(words.front());
        place.original_tokens.push_back(words.front());
        taken.push_back(place);
        words.erase(words.begin());
    }
    return taken;
}

command_error unknown_option(std::string const& token, options const& described)
{
    auto const name = std::string_view(token).substr(0, token.find('='));
    std::vector<std::string> spelled;
    for (auto const& one : global_options())
        spelled.push_back(std::string("--") + one.what.name);
    for (auto const& one : described.named())
        spelled.push_back(std::string("--") + one.name);
    return with_suggestion("usage.unknown_option", tr("there is no option {0}"),
                           tr("there is no option {0}; did you mean {1}?"), {std::string(name)},
                           did_you_mean(name, {spelled.begin(), spelled.end()}));
}

/// Program_options refuses `--name=`; the same in two words is an empty value.
std::vector<std::string> with_empty_values_apart(std::span<std::string const> words)
{
    std::vector<std::string> out;
    bool options_ended = false;
    for (auto const& word : words) {
        options_ended = options_ended || word == "--";
        if (!options_ended && word.starts_with("--") && word.find('=') == word.size() - 1) {
            out.push_back(word.substr(0, word.size() - 1));
            out.emplace_back();
        } else {
            out.push_back(word);
        }
    }
    return out;
}

std::vector<po::option> strictly(std::span<std::string const> words, options const& described)
{
    po::options_description known;
    for (auto const& one : global_options()) {
        if (!described.find(one.what.name)) // a coupon has a limit of its own
            add_to(known, one.what);
    }
    for (auto const& one : described.named())
        add_to(known, one);
    namespace style = po::command_line_style;
    try {
        return po::command_line_parser(with_empty_values_apart(words))
            .options(known)
            .style(style::allow_long | style::long_allow_adjacent | style::long_allow_next |
                   style::allow_short | style::allow_dash_for_short | style::short_allow_next |
                   style::allow_sticky)
            .extra_style_parser(take_negative_number)
            .run()
            .options;
    } catch (po::unknown_option const& failure) {
        auto token = failure.get_option_name();
        if (token.empty() || token[0] != '-')
            token = "--" + token;
        throw unknown_option(token, described);
    } catch (po::invalid_command_line_syntax const& failure) {
        bool const missing = failure.kind() == po::invalid_syntax::missing_parameter ||
                             failure.kind() == po::invalid_syntax::empty_adjacent_parameter;
        throw usage_error(missing ? "usage.missing_value" : "usage.extra_value",
                          missing ? tr("{0} needs a value") : tr("{0} takes no value"),
                          {failure.get_option_name()});
    } catch (po::error const&) {
        throw usage_error("usage.syntax", tr("the command line cannot be understood"));
    }
}

void check_value(option const& known, po::option const& one, options const& described)
{
    std::string const spelled = "--" + std::string(known.name);
    auto const& value = one.value.front();
    bool const apart = one.original_tokens.size() > 1 || one.original_tokens.front() == spelled;
    // `--city --address X`: the city was forgotten
    if (apart && value.starts_with("--") &&
        find_option(&described, std::string_view(value).substr(2, value.find('=') - 2))) {
        throw usage_error("usage.missing_value", tr("{0} needs a value"), {spelled});
    }
    if (value.empty() && !known.rule.may_be_empty)
        throw usage_error("usage.empty_value", tr("the value of {0} is empty"), {spelled});
}

command_error twice(std::string const& spelled)
{
    return usage_error("usage.twice", tr("{0} may be given only once"), {spelled});
}

void take_option(parsed& out, po::option const& one, options const& described)
{
    auto const name = one.string_key.starts_with("-") ? one.string_key.substr(1) : one.string_key;
    option const* known = find_option(&described, name);
    if (!known && name.size() == 1) {
        for (auto const& global : global_options()) {
            if (global.what.letter == name[0])
                known = &global.what;
        }
    }
    if (!known)
        throw unknown_option(name, described);
    std::string const spelled = "--" + std::string(known->name);
    if (known->takes_value())
        check_value(*known, one, described);
    std::string const value = known->takes_value() ? one.value.front() : "true";

    auto const* const global = find_global(known->name);
    if (!global || &global->what != known) {
        if (!known->rule.repeatable && out.given->has(known->name))
            throw twice(spelled);
        out.given->add(known->name, value);
        return;
    }
    if (global->where == reach::lists && !described.makes_list()) {
        throw usage_error("usage.no_list", tr("{0} is for commands that make a list"), {spelled});
    }
    auto const [at, fresh] = out.globals.emplace(known->name, value);
    if (!fresh && known->takes_value())
        throw twice(spelled);
}

void take_places(parsed& out, std::vector<std::string> const& places, options const& described)
{
    auto const positionals = described.positionals();
    std::size_t at = 0;
    for (auto const& place : places) {
        if (at == positionals.size()) {
            throw usage_error("usage.too_many", tr("{0} is one word too many for {1}"),
                              {place, out.chosen->name});
        }
        auto const& one = positionals[at];
        if (place.empty() && !one.rule.may_be_empty)
            throw usage_error("usage.empty_value", tr("the value of {0} is empty"),
                              {placeholder_of(one)});
        out.given->add(one.name, place);
        if (!one.rule.repeatable)
            ++at;
    }
}

void check_required(parsed const& out, options const& described)
{
    for (auto const& one : described.positionals()) {
        if (one.rule.required && !out.given->has(one.name)) {
            throw usage_error("usage.missing", tr("{0} needs {1}"),
                              {out.chosen->name, placeholder_of(one)});
        }
    }
    for (auto const& one : described.named()) {
        if (one.rule.required && !out.given->has(one.name)) {
            throw usage_error("usage.missing", tr("{0} needs {1}"),
                              {out.chosen->name, "--" + std::string(one.name)});
        }
    }
}

/// A line that names no command: what is meant is a noun to be helped with, or an error.
parsed without_command(std::span<std::string const> words, std::span<command const* const> among,
                       bool help)
{
    auto const places = skim(words, nullptr, options_with_values(among)).places;
    parsed out;
    out.what = parsed::action::help;
    if (places.empty()) {
        options const none;
        for (auto const& one : strictly(words, none))
            take_option(out, one, none);
        return out;
    }

    names first_words;
    std::string_view noun;
    for (auto const* const one : among) {
        auto const name = words_of(one->name);
        add_once(first_words, name.front());
        auto const of = noun_of(*one);
        if (!of.empty() && begins_with(places, words_of(of)) && of.size() > noun.size())
            noun = of;
    }
    if (noun.empty()) {
        throw with_suggestion("usage.unknown_command", tr("there is no command {0}"),
                              tr("there is no command {0}; did you mean {1}?"),
                              {std::string(places.front())},
                              did_you_mean(places.front(), first_words));
    }
    names verbs;
    for (auto const* const one : among) {
        if (noun_of(*one) == noun)
            add_once(verbs, verb_of(*one));
    }
    auto const at = words_of(noun).size();
    if (at < places.size()) {
        auto const meant = did_you_mean(places[at], verbs);
        if (!meant) {
            throw usage_error("usage.unknown_command",
                              tr("there is no command {0} {1}; {0} has: {2}"),
                              {std::string(noun), std::string(places[at]), joined(verbs)});
        }
        throw usage_error("usage.unknown_command",
                          tr("there is no command {0} {1}; did you mean {0} {2}?"),
                          {std::string(noun), std::string(places[at]), *meant});
    }
    if (!help) {
        throw usage_error("usage.no_verb", tr("{0} needs a word more: {1}"),
                          {std::string(noun), joined(verbs)});
    }
    out.noun = noun;
    return out;
}

/// `--version` and the like, which are answered whatever else stands there.
std::optional<parsed::action> asked_at_once(global_values const& given)
{
    if (given.contains("version"))
        return parsed::action::version;
    if (given.contains("manual"))
        return parsed::action::manual;
    if (given.contains("man"))
        return parsed::action::man;
    if (given.contains("commands"))
        return parsed::action::commands;
    return std::nullopt;
}

} // namespace

std::set<std::string_view> options_with_values(std::span<command const* const> among)
{
    std::set<std::string_view> found;
    for (auto const* const one : among) {
        auto const described = described_by(*one);
        for (auto const& named : described.named()) {
            if (named.takes_value())
                found.insert(named.name);
        }
    }
    return found;
}

skimmed skim(std::span<std::string const> words, options const* described,
             std::set<std::string_view> const& takes_value)
{
    skimmed seen;
    for (std::size_t at = 0; at < words.size(); ++at) {
        std::string_view const word = words[at];
        if (seen.options_ended || !is_option(word) || is_negative_number(word)) {
            seen.places.push_back(word);
        } else if (word == "--") {
            seen.options_ended = true;
        } else if (word.starts_with("--") && word.find('=') == word.npos) {
            auto const name = word.substr(2);
            auto const* const known = find_option(described, name);
            seen.all_known = seen.all_known && known;
            if ((known ? known->takes_value() : takes_value.contains(name)) && ++at == words.size())
                seen.awaiting = name;
        } else if (word.starts_with("--")) {
            auto const name = word.substr(2, word.find('=') - 2);
            seen.all_known = seen.all_known && find_option(described, name);
        }
    }
    return seen;
}

/** The command whose words a line begins with, once its options and their values are left out.

    What counts as a value depends on the command, so each is tried with its own options; the
    longest name wins (`product pack add`), and a command that has every option on the line wins
    over one that has not.
*/
command const* choose(std::span<std::string const> words, std::span<command const* const> among)
{
    command const* best = nullptr;
    std::pair<bool, std::size_t> best_fit{};
    for (auto const* const one : among) {
        auto const name = words_of(one->name);
        bool const possible = std::all_of(name.begin(), name.end(), [&](std::string_view part) {
            return std::find(words.begin(), words.end(), part) != words.end();
        });
        if (!possible)
            continue;
        auto const described = described_by(*one);
        auto const seen = skim(words, &described);
        std::pair const fit{seen.all_known, name.size()};
        if (begins_with(seen.places, name) && (!best || fit > best_fit)) {
            best = one;
            best_fit = fit;
        }
    }
    return best;
}

parsed parse(std::span<std::string const> words, std::span<command const* const> among)
{
    check_encoding(words);
    bool const help = stands_alone(words, "--help");
    parsed out;
    out.chosen = choose(words, among);
    if (!out.chosen) {
        // what needs no command is asked for without one
        out = without_command(words, among, help);
        out.what = asked_at_once(out.globals).value_or(parsed::action::help);
        return out;
    }
    if (help) {
        out.what = parsed::action::help;
        return out;
    }

    auto const described = described_by(*out.chosen);
    out.given.emplace(described);
    std::vector<std::string> places;
    for (auto const& one : strictly(words, described)) {
        if (one.string_key.empty())
            places.insert(places.end(), one.value.begin(), one.value.end());
        else
            take_option(out, one, described);
    }
    if (auto const asked = asked_at_once(out.globals)) {
        out.what = *asked;
        return out;
    }
    auto const words_of_name = static_cast<std::ptrdiff_t>(words_of(out.chosen->name).size());
    take_places(out, {places.begin() + words_of_name, places.end()}, described);
    check_required(out, described);
    return out;
}

std::optional<std::string> peek_global(std::span<std::string const> words, std::string_view name)
{
    std::string const spelled = "--" + std::string(name);
    auto const* const known = find_global(name);
    for (std::size_t at = 0; at < words.size() && words[at] != "--"; ++at) {
        std::string_view const word = words[at];
        if (word == spelled && !known->what.takes_value())
            return "true";
        if (word == spelled && at + 1 < words.size())
            return words[at + 1];
        if (word.starts_with(spelled + "="))
            return std::string(word.substr(spelled.size() + 1));
    }
    return std::nullopt;
}

} // namespace toko
