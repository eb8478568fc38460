#include "help.hpp"

#include "global_options.hpp"
#include "registry.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace toko {

namespace {

/// A term, and what there is to say about it.
using entry = std::pair<std::string, std::string>;
using entries = std::vector<entry>;

std::string said(tokocrm::language in, char const* sentence)
{
    return std::string(translate(in, sentence));
}

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

/// Two columns; what is too long for a terminal goes on under itself.
void write_entries(std::ostream& out, std::string_view heading, entries const& all)
{
    constexpr std::size_t width = 80;
    constexpr std::size_t indent = 2;
    if (all.empty())
        return;
    out << '\n' << heading << '\n';
    std::size_t left = 0;
    for (auto const& [term, text] : all)
        left = std::max(left, tokocrm::display_width(term));
    std::size_t const column = indent + left + 2;
    for (auto const& [term, text] : all) {
        out << std::string(indent, ' ') << term;
        std::size_t at = indent + tokocrm::display_width(term);
        std::string_view rest = text;
        std::string blanks(column - at, ' ');
        while (!rest.empty()) {
            auto const space = std::min(rest.find(' '), rest.size());
            auto const word = rest.substr(0, space);
            auto const wide = tokocrm::display_width(word);
            if (at > column && at + blanks.size() + wide > width) {
                out << '\n';
                at = 0;
                blanks.assign(column, ' ');
            }
            out << blanks << word;
            at += blanks.size() + wide;
            blanks = " ";
            rest.remove_prefix(std::min(space + 1, rest.size()));
        }
        out << '\n';
    }
}

void write_markdown_entries(std::ostream& out, std::string_view heading, entries const& all)
{
    if (all.empty())
        return;
    out << '\n' << heading << "\n\n";
    for (auto const& [term, text] : all)
        out << "- `" << term << "`: " << text << '\n';
}

std::vector<command const*> of_noun(std::string_view noun, std::span<command const* const> among)
{
    std::vector<command const*> found;
    std::copy_if(among.begin(), among.end(), std::back_inserter(found),
                 [&](command const* one) { return noun_of(*one) == noun; });
    return found;
}

options described_by(command const& one)
{
    options described;
    one.describe(described);
    return described;
}

constexpr char const* commands_heading = tr("Commands");
constexpr char const* arguments_heading = tr("Arguments");
constexpr char const* options_heading = tr("Options");
constexpr char const* list_heading = tr("Options of lists");
constexpr char const* global_heading = tr("Options of every command");
constexpr char const* examples_heading = tr("Examples");

} // namespace

void write_overview(std::ostream& out, tokocrm::language in, std::span<command const* const> among)
{
    out << translate(in, tr("toko keeps a shop: goods, customers, orders, payments, reports."))
        << "\n\n"
        << translate(in, tr("Usage:")) << " toko " << translate(in, tr("COMMAND")) << " ["
        << translate(in, tr("OPTION")) << "…]\n";
    write_entries(out, translate(in, commands_heading), command_entries(in, among));
    write_entries(out, translate(in, global_heading), global_entries(in, false));
    out << '\n' << translate(in, tr("toko COMMAND --help tells more about a command.")) << '\n';
}

void write_noun_help(std::ostream& out, tokocrm::language in, std::string_view noun,
                     std::span<command const* const> among)
{
    out << translate(in, tr("Usage:")) << " toko " << noun << ' ' << translate(in, tr("COMMAND"))
        << " [" << translate(in, tr("OPTION")) << "…]\n";
    write_entries(out, translate(in, commands_heading), command_entries(in, of_noun(noun, among)));
    out << '\n'
        << translate(in, tr("toko {0} COMMAND --help tells more about a command."),
                     {std::string(noun)})
        << '\n';
}

void write_command_help(std::ostream& out, tokocrm::language in, command const& one)
{
    auto const described = described_by(one);
    out << "toko " << one.name << ": " << translate(in, one.summary) << "\n\n"
        << translate(in, tr("Usage:")) << ' ' << usage_line(in, one, described) << '\n';
    write_entries(out, translate(in, arguments_heading), positional_entries(in, described));
    write_entries(out, translate(in, options_heading), named_entries(in, described));
    if (described.makes_list())
        write_entries(out, translate(in, list_heading), list_entries(in, described));
    write_entries(out, translate(in, global_heading), global_entries(in, false));
    if (!described.examples().empty())
        out << '\n' << translate(in, examples_heading) << '\n';
    for (auto const* const line : described.examples())
        out << "  " << line << '\n';
}

void write_commands(std::ostream& out, std::span<command const* const> among)
{
    char const* separator = "";
    auto const write = [&](option const& one) {
        out << std::exchange(separator, " ") << "--" << one.name;
        if (one.letter != '\0')
            out << ',' << one.letter;
    };
    out << "toko\t";
    for (auto const& one : global_options())
        write(one.what);
    out << '\n';
    for (auto const* const one : among) {
        separator = "";
        out << one->name << '\t';
        auto const described = described_by(*one);
        for (auto const& named : described.named())
            write(named);
        out << '\n';
    }
}

void write_manual_markdown(std::ostream& out, tokocrm::language in,
                           std::span<command const* const> among)
{
    out << "# toko\n\n"
        << translate(in, tr("toko keeps a shop: goods, customers, orders, payments, reports."))
        << "\n";
    write_markdown_entries(out, "## " + said(in, global_heading), global_entries(in, false));
    write_markdown_entries(out, "## " + said(in, list_heading), global_entries(in, true));
    for (auto const* const one : among) {
        auto const described = described_by(*one);
        out << "\n## toko " << one->name << "\n\n"
            << translate(in, one->summary) << "\n\n```\n"
            << usage_line(in, *one, described) << "\n```\n";
        write_markdown_entries(out, "### " + said(in, arguments_heading),
                               positional_entries(in, described));
        write_markdown_entries(out, "### " + said(in, options_heading),
                               named_entries(in, described));
        if (!described.fields().empty()) {
            out << '\n'
                << translate(in, tr("It makes a list. Fields: {0}."), {keys(described.fields())});
            if (!described.sortable().empty())
                out << ' ' << translate(in, tr("Sortable: {0}."), {keys(described.sortable())});
            out << '\n';
        }
        if (!described.examples().empty()) {
            out << "\n### " << translate(in, examples_heading) << "\n\n```\n";
            for (auto const* const line : described.examples())
                out << line << '\n';
            out << "```\n";
        }
    }
}

} // namespace toko
