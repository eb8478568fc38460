#include "help_parts.hpp"

#include "global_options.hpp"
#include "registry.hpp"

#include <algorithm>
#include <iterator>

namespace toko::help {

std::string said(tokocrm::language in, char const* sentence)
{
    return std::string(translate(in, sentence));
}

namespace {

std::string spelled(option const& one)
{
    std::string text;
    if (one.letter != '\0')
        text.append("-").append(1, one.letter).append(", ");
    text.append("--").append(one.name);
    if (one.takes_value())
        text.append(" ").append(one.placeholder);
    return text;
}

std::string explained(tokocrm::language in, option const& one)
{
    auto text = said(in, one.help);
    if (one.rule.repeatable)
        text.append(" ").append(translate(in, tr("(may be repeated)")));
    return text;
}

} // namespace

std::string usage_line(tokocrm::language in, command const& one, options const& described)
{
    std::string line = std::string("toko ") + one.name;
    for (auto const& place : described.positionals()) {
        auto text = placeholder_of(place) + (place.rule.repeatable ? "…" : "");
        line += place.rule.required ? " " + text : " [" + text + "]";
    }
    for (auto const& named : described.named()) {
        if (named.rule.required)
            line += " " + spelled(named);
    }
    return line + " [" + said(in, tr("OPTION")) + "…]";
}

entries positional_entries(tokocrm::language in, options const& described)
{
    entries out;
    for (auto const& one : described.positionals())
        out.emplace_back(placeholder_of(one), said(in, one.help));
    return out;
}

entries named_entries(tokocrm::language in, options const& described)
{
    entries out;
    for (auto const& one : described.named())
        out.emplace_back(spelled(one), explained(in, one));
    return out;
}

entries global_entries(tokocrm::language in, bool for_lists)
{
    entries out;
    for (auto const& one : global_options()) {
        if ((one.where == reach::lists) == for_lists)
            out.emplace_back(spelled(one.what), said(in, one.what.help));
    }
    return out;
}

entries command_entries(tokocrm::language in, std::span<command const* const> among)
{
    entries out;
    for (auto const* const one : among)
        out.emplace_back(one->name, said(in, one->summary));
    return out;
}

std::string keys(std::span<field const> fields)
{
    std::string line;
    for (auto const& one : fields)
        line.append(line.empty() ? "" : ", ").append(one.key);
    return line;
}

std::string keys(std::span<char const* const> sortable)
{
    std::string line;
    for (auto const* const one : sortable)
        line.append(line.empty() ? "" : ", ").append(one);
    return line;
}

entries list_entries(tokocrm::language in, options const& described)
{
    auto out = global_entries(in, true);
    if (!described.fields().empty())
        out.emplace_back(said(in, tr("fields")), keys(described.fields()));
    if (!described.sortable().empty())
        out.emplace_back(said(in, tr("sortable")), keys(described.sortable()));
    return out;
}

std::vector<command const*> of_noun(std::string_view noun, std::span<command const* const> among)
{
    std::vector<command const*> found;
    std::copy_if(among.begin(), among.end(), std::back_inserter(found), [&](command const* one) {
        return std::string_view(one->name).starts_with(std::string(noun) + ' ');
    });
    return found;
}

} // namespace toko::help
