#include "man.hpp"

#include "command_error.hpp"
#include "exit_code.hpp"
#include "global_options.hpp"
#include "help_parts.hpp"
#include "registry.hpp"
#include "version.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace toko {

using namespace help;

namespace {

struct exit_entry
{
    int code;
    char const* means; ///< marked with `tr`
};

constexpr exit_entry exits[] = {
    {exit_code::done, tr("done; an empty list, too")},
    {exit_code::refused, tr("refused, or not found; or toko check found something")},
    {exit_code::usage, tr("the command was written wrongly")},
    {exit_code::bad_data, tr("bad data in a file, or a file that is no shop")},
    {exit_code::no_input, tr("the file to read, or the shop, is not there")},
    {exit_code::unavailable,
     tr("the database cannot be reached, or nobody knows whether a commit was stored")},
    {exit_code::our_bug, tr("a fault in the program")},
    {exit_code::no_output, tr("the output cannot be created")},
    {exit_code::io, tr("reading or writing failed: a full or broken disk")},
    {exit_code::busy, tr("somebody else is writing and did not finish; try again")},
    {exit_code::not_permitted, tr("not permitted")},
    {exit_code::configuration,
     tr("a configuration that cannot be used, or a shop of another version")},
};

/// As roff takes text; a hyphen stays one that can be copied.
std::string escaped(std::string_view text)
{
    std::string out;
    for (char const letter : text) {
        if (letter == '\\')
            out += "\\e";
        else if (letter == '-')
            out += "\\-";
        else
            out += letter;
    }
    if (out.starts_with('.') || out.starts_with('\''))
        out.insert(0, "\\&");
    return out;
}

std::string page_name(std::string_view command_name)
{
    std::string name = "toko-" + std::string(command_name);
    std::replace(name.begin(), name.end(), ' ', '-');
    return name;
}

/// The nouns of the commands, `product` and `product pack` both.
std::set<std::string> nouns_of(std::span<command const* const> among)
{
    std::set<std::string> nouns;
    for (auto const* const one : among) {
        for (std::string noun(noun_of(*one)); !noun.empty();
             noun.resize(noun.rfind(' ') == noun.npos ? 0 : noun.rfind(' ')))
            nouns.insert(noun);
    }
    return nouns;
}

/// One page while it is written.
class man_page
{
public:
    man_page(std::ostream& out, tokocrm::language in, std::string const& name,
             std::string const& summary)
        : out_(out), in_(in)
    {
        out_ << ".TH " << escaped(name) << " 1 " << version_date << " \"toko " << version
             << "\" toko\n";
        section(tr("NAME"));
        out_ << escaped(name) << " \\- " << escaped(summary) << '\n';
    }

    void section(char const* heading) { out_ << ".SH \"" << translate(in_, heading) << "\"\n"; }

    void text(std::string const& line) { out_ << escaped(line) << '\n'; }

    void paragraph(std::string const& line)
    {
        out_ << ".PP\n";
        text(line);
    }

    void listed(char const* heading, entries const& all)
    {
        if (all.empty())
            return;
        section(heading);
        for (auto const& [term, about] : all) {
            out_ << ".TP\n\\fB" << escaped(term) << "\\fR\n";
            text(about);
        }
    }

    void examples(std::span<char const* const> lines)
    {
        if (lines.empty())
            return;
        section(tr("EXAMPLES"));
        out_ << ".EX\n";
        for (auto const* const line : lines)
            text(line);
        out_ << ".EE\n";
    }

    void see_also(std::vector<std::string> const& pages)
    {
        section(tr("SEE ALSO"));
        for (std::size_t at = 0; at < pages.size(); ++at)
            out_ << ".BR " << escaped(pages[at]) << " (1)" << (at + 1 < pages.size() ? "," : "")
                 << '\n';
    }

private:
    std::ostream& out_;
    tokocrm::language in_;
};

/// The commands that a page of many lists, by their pages.
std::vector<std::string> pages_of(std::span<command const* const> listed)
{
    std::vector<std::string> pages;
    for (auto const* const one : listed)
        pages.push_back(page_name(one->name));
    return pages;
}

void write_program(std::ostream& out, tokocrm::language in, std::span<command const* const> among)
{
    man_page page(out, in, "toko", said(in, tr("keep a small shop")));
    page.section(tr("SYNOPSIS"));
    page.text("toko " + said(in, tr("COMMAND")) + " [" + said(in, tr("OPTION")) + "…]");
    page.section(tr("DESCRIPTION"));
    page.text(said(in, tr("toko keeps a shop: goods, customers, orders, payments, reports.")));
    page.paragraph(said(in, tr("Each command has a page of its own, for example "
                               "toko-order-list(1), and tells the same with --help.")));
    page.listed(tr("COMMANDS"), command_entries(in, among));
    page.listed(tr("OPTIONS OF EVERY COMMAND"), global_entries(in, false));
    page.listed(tr("OPTIONS OF LISTS"), global_entries(in, true));

    entries codes;
    for (auto const& one : exits)
        codes.emplace_back(std::to_string(one.code), said(in, one.means));
    page.listed(tr("EXIT STATUS"), codes);

    page.section(tr("ENVIRONMENT"));
    page.text(translate(
        in,
        tr("The options above, but those that only show something, can be said "
           "by variables, --format by {0}; an option on the line counts first, then the variable, "
           "then the files."),
        {variable_name("format")}));
    page.listed(
        tr("FILES"),
        {{"~/.config/toko/toko.conf, /etc/toko/toko.conf",
          said(in, tr("settings, a line each: an option's name without dashes, = and its "
                      "value; the first file counts before the second"))},
         {"~/.local/share/toko/shop.db", said(in, tr("the shop, unless --db names another"))}});
    std::vector<std::string> others = {};
    for (auto const& noun : nouns_of(among))
        others.push_back(page_name(noun));
    for (auto const* const one : among) {
        if (noun_of(*one).empty())
            others.push_back(page_name(one->name));
    }
    page.see_also(others);
}

void write_noun(std::ostream& out, tokocrm::language in, std::string const& noun,
                std::span<command const* const> among)
{
    auto const listed = of_noun(noun, among);
    man_page page(out, in, page_name(noun), translate(in, tr("the commands of toko {0}"), {noun}));
    page.section(tr("SYNOPSIS"));
    page.text("toko " + noun + ' ' + said(in, tr("COMMAND")) + " [" + said(in, tr("OPTION")) +
              "…]");
    page.listed(tr("COMMANDS"), command_entries(in, listed));
    auto pages = pages_of(listed);
    pages.insert(pages.begin(), "toko");
    page.see_also(pages);
}

void write_command(std::ostream& out, tokocrm::language in, command const& one)
{
    auto const described = described_by(one);
    man_page page(out, in, page_name(one.name), said(in, one.summary));
    page.section(tr("SYNOPSIS"));
    page.text(usage_line(in, one, described));
    page.listed(tr("ARGUMENTS"), positional_entries(in, described));
    page.listed(tr("OPTIONS"), named_entries(in, described));
    if (described.makes_list())
        page.listed(tr("OPTIONS OF LISTS"), list_entries(in, described));
    page.listed(tr("OPTIONS OF EVERY COMMAND"), global_entries(in, false));
    page.examples(described.examples());
    std::vector<std::string> others{"toko"};
    if (auto const noun = noun_of(one); !noun.empty())
        others.push_back(page_name(noun));
    page.see_also(others);
}

} // namespace

void write_man_page(std::ostream& out, tokocrm::language in, std::string_view page,
                    std::span<command const* const> among)
{
    if (page == "toko")
        return write_program(out, in, among);
    for (auto const* const one : among) {
        if (page_name(one->name) == page)
            return write_command(out, in, *one);
    }
    for (auto const& noun : nouns_of(among)) {
        if (page_name(noun) == page)
            return write_noun(out, in, noun, among);
    }
    throw usage_error("usage.man",
                      tr("there is no page {0}; there are toko, toko-NOUN and "
                         "toko-NOUN-VERB"),
                      {std::string(page)});
}

} // namespace toko
