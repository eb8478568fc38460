#ifndef TOKO_HELP_HPP
#define TOKO_HELP_HPP

#include "command.hpp"

#include <tokocrm/text.hpp>

#include <ostream>
#include <span>
#include <string_view>

namespace toko {

/// What there is: every command with its summary, and the global options.
void write_overview(std::ostream& out, tokocrm::language in, std::span<command const* const> among);

/// The commands of one noun.
void write_noun_help(std::ostream& out, tokocrm::language in, std::string_view noun,
                     std::span<command const* const> among);

/// One command: how it is written, its options, its fields.
void write_command_help(std::ostream& out, tokocrm::language in, command const& one);

/** Every command with its options, for programs: a command a line, its name, a tab, its options
    with blanks between, each as `--name` or `--name,letter`. The global ones are those of `toko`.
*/
void write_commands(std::ostream& out, std::span<command const* const> among);

/// The whole reference as Markdown; `docs/cli.md` is this in English.
void write_manual_markdown(std::ostream& out, tokocrm::language in,
                           std::span<command const* const> among);

} // namespace toko

#endif
