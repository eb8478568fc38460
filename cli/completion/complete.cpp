#include "complete.hpp"

#include "../global_options.hpp"
#include "../parse.hpp"
#include "../registry.hpp"
#include "shop_words.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace toko {

namespace {

/// The line as far as it is finished.
struct line
{
    std::span<std::string const> before;
    std::span<command const* const> among;
    variable_reader const& variables;
    tokocrm::language in;
    command const* chosen = nullptr;
    options described; ///< of the chosen one
    skimmed seen;
};

char small(char letter) noexcept
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// Capitals aside, as far as a keyboard without a shop's own letters goes.
bool begins_with(std::string_view word, std::string_view typed) noexcept
{
    return word.size() >= typed.size() &&
           std::equal(typed.begin(), typed.end(), word.begin(),
                      [](char a, char b) { return small(a) == small(b); });
}

bool takes_list(option const& one)
{
    return one.takes_value() && std::string_view(one.placeholder).ends_with(",…");
}

std::vector<candidate> without_notes(std::span<char const* const> words)
{
    std::vector<candidate> out;
    for (auto const* const word : words)
        out.push_back({word, {}});
    return out;
}

std::vector<candidate> fields_of(line const& on)
{
    std::vector<candidate> out;
    for (auto const& one : on.described.fields())
        out.push_back({one.key, std::string(translate(on.in, one.heading))});
    return out;
}

/// `--sku` of a product that is added or changed: the shop has no such yet.
bool names_something_new(line const& on, std::string_view name)
{
    constexpr std::pair<std::string_view, std::string_view> own_keys[] = {
        {"product", "sku"}, {"product pack", "sku"}, {"shipping", "city"}};
    if (!on.chosen || !on.described.find(name))
        return false;
    auto const verb = verb_of(*on.chosen);
    return (verb == "add" || verb == "edit") &&
           std::find(std::begin(own_keys), std::end(own_keys),
                     std::pair(noun_of(*on.chosen), name)) != std::end(own_keys);
}

/// By the names that options and arguments have throughout.
std::optional<shop_words> source_of(line const& on, std::string_view name)
{
    constexpr std::pair<std::string_view, shop_words> sources[] = {
        {"category", shop_words::categories},
        {"city", shop_words::cities},
        {"rate", shop_words::cities},
        {"coupon", shop_words::coupons},
        {"customer", shop_words::customers},
        {"sku", shop_words::skus},
        {"product", shop_words::skus},
        {"item", shop_words::skus},
        {"pack", shop_words::packs},
        {"user", shop_words::users},
        {"as", shop_words::users},
        {"to", shop_words::customers},
        {"keep", shop_words::customers},
        {"other", shop_words::customers},
        {"quick", shop_words::quick_answers},
        {"answer", shop_words::quick_answers},
    };
    // Who looks for customers or orders may mean a city where nothing is brought any more.
    bool const of_people = on.chosen && (noun_of(*on.chosen) == "customer" ||
                                         std::string_view(on.chosen->name) == "order list");
    if (name == "city" && of_people)
        return shop_words::known_cities;
    for (auto const& [known, source] : sources) {
        if (known == name && !names_something_new(on, name))
            return source;
    }
    return std::nullopt;
}

/// Several values with commas between: what is typed before the last comma stays.
completions of_list(std::vector<candidate> const& words, std::string_view typed)
{
    auto const comma = typed.rfind(',');
    std::string const kept(typed.substr(0, comma == typed.npos ? 0 : comma + 1));
    auto const there = split_list(kept);
    completions out{.goes_on = true};
    for (auto const& one : words) {
        auto const is_there = [&](std::string const& piece) {
            return piece == one.text || piece == '-' + one.text || '-' + piece == one.text;
        };
        if (std::none_of(there.begin(), there.end(), is_there))
            out.words.push_back({kept + one.text, one.about});
    }
    return out;
}

/// @param typed What there is of the value.
completions value_of(line const& on, option const& one, std::string_view typed)
{
    std::string_view const name = one.name;
    std::string_view const placeholder = one.placeholder;
    bool const global = find_global(name) && &find_global(name)->what == &one;
    if (global && name == "fields")
        return of_list(fields_of(on), typed);
    if (global && name == "sort") {
        auto words = without_notes(on.described.sortable());
        for (auto const* const key : on.described.sortable())
            words.push_back({'-' + std::string(key), {}});
        return of_list(words, typed);
    }
    if (global && name == "man")
        return {};
    completions out;
    for (auto const word : words_of_choice(one))
        out.words.push_back({std::string(word), {}});
    if (takes_list(one))
        return of_list(out.words, typed);
    if (placeholder.find('=') != placeholder.npos) {
        for (auto& word : out.words)
            word.text += '=';
        out.goes_on = true;
    }
    if (!out.words.empty())
        return out;
    for (auto const* const sign : {"FILE", "PATH", "FOLDER", "file"})
        out.files = out.files || placeholder.find(sign) != placeholder.npos;
    if (out.files)
        return out;
    if (auto const source = source_of(on, name))
        out.words = words_of_shop(*source, typed, on.before, on.variables);
    return out;
}

bool is_given(line const& on, std::string_view name)
{
    auto const spelled = "--" + std::string(name);
    return std::any_of(on.before.begin(), on.before.end(), [&](std::string const& word) {
        return word == spelled || word.starts_with(spelled + '=');
    });
}

completions options_on(line const& on)
{
    completions out;
    auto const add = [&](option const& one) {
        if (one.rule.repeatable || !is_given(on, one.name))
            out.words.push_back(
                {"--" + std::string(one.name), std::string(translate(on.in, one.help))});
    };
    for (auto const& one : on.described.named())
        add(one);
    for (auto const& one : global_options()) {
        auto const name = std::string_view(one.what.name);
        bool const for_programs = name == "commands" || name == "manual" || name == "man";
        bool const fits = one.where != reach::lists || !on.chosen || on.described.makes_list();
        if (fits && !for_programs)
            add(one.what);
    }
    return out;
}

/// The words of commands that may come next, each once; a noun is explained by its verbs.
std::vector<candidate> next_words(line const& on)
{
    std::string typed;
    for (auto const place : on.seen.places)
        typed.append(place).append(" ");
    std::vector<candidate> out;
    for (auto const* const one : on.among) {
        std::string_view name = one->name;
        if (!name.starts_with(typed))
            continue;
        name.remove_prefix(typed.size());
        auto const word = name.substr(0, name.find(' '));
        bool const last = word.size() == name.size();
        auto const found = std::find_if(out.begin(), out.end(),
                                        [&](candidate const& known) { return known.text == word; });
        auto about = last ? std::string(translate(on.in, one->summary))
                          : std::string(name.substr(word.size() + 1));
        if (found == out.end())
            out.push_back({std::string(word), std::move(about)});
        else if (!last && found->about.find(about) == found->about.npos)
            found->about += ", " + about;
    }
    return out;
}

/// The argument whose place the cursor is at; null where no more is taken.
option const* place_at_cursor(line const& on)
{
    auto const positionals = on.described.positionals();
    std::string_view const name = on.chosen->name;
    auto const of_name = static_cast<std::size_t>(std::count(name.begin(), name.end(), ' ') + 1);
    auto const at = on.seen.places.size() - of_name;
    if (at < positionals.size())
        return &positionals[at];
    bool const any = !positionals.empty() && positionals.back().rule.repeatable;
    return any ? &positionals.back() : nullptr;
}

completions place_on(line const& on, std::string_view typed)
{
    completions out;
    if (on.chosen) {
        if (auto const* const place = place_at_cursor(on))
            out = value_of(on, *place, typed);
        else if (!on.seen.options_ended)
            out = options_on(on);
    }
    if (!on.seen.options_ended) {
        // a word that begins like an option is none only behind `--`
        std::erase_if(out.words, [&](candidate const& one) {
            return one.text.starts_with('-') && !one.text.starts_with("--");
        });
        auto words = next_words(on);
        out.words.insert(out.words.begin(), words.begin(), words.end());
    }
    return out;
}

option const* option_named(line const& on, std::string_view name)
{
    if (auto const* const global = find_global(name))
        return global->what.takes_value() ? &global->what : nullptr;
    auto const* const known = on.described.find(name);
    return known && known->takes_value() ? known : nullptr;
}

completions offered(line const& on, std::string const& current)
{
    if (!on.seen.awaiting.empty()) {
        auto const* const one = option_named(on, on.seen.awaiting);
        return one ? value_of(on, *one, current) : completions{};
    }
    if (on.seen.options_ended || !current.starts_with('-'))
        return place_on(on, current);
    auto const equals = current.find('=');
    if (!current.starts_with("--") || equals == current.npos)
        return options_on(on);
    auto const* const one = option_named(on, std::string_view(current).substr(2, equals - 2));
    if (!one)
        return {};
    auto out = value_of(on, *one, std::string_view(current).substr(equals + 1));
    out.kept = current.substr(0, equals + 1);
    for (auto& word : out.words)
        word.text.insert(0, out.kept);
    return out;
}

/// Nobody can type it, and it would end a line early.
bool has_control_characters(std::string_view text) noexcept
{
    return std::any_of(text.begin(), text.end(),
                       [](unsigned char letter) { return letter < 0x20 || letter == 0x7F; });
}

} // namespace

completions complete(std::span<std::string const> before, std::string const& current,
                     std::span<command const* const> among, variable_reader const& variables,
                     tokocrm::language in)
{
    line on{.before = before,
            .among = among,
            .variables = variables,
            .in = in,
            .chosen = choose(before, among),
            .described = {},
            .seen = {}};
    if (on.chosen) {
        on.described = described_by(*on.chosen);
        on.seen = skim(before, &on.described);
    } else {
        on.seen = skim(before, nullptr, options_with_values(among));
    }
    auto out = offered(on, current);
    std::erase_if(out.words, [&](candidate const& one) {
        return !begins_with(one.text, current) || has_control_characters(one.text);
    });
    return out;
}

} // namespace toko
