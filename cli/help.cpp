#include "help.hpp"

#include "global_options.hpp"
#include "help_parts.hpp"
#include "registry.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace toko {

using namespace help;

namespace {

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
