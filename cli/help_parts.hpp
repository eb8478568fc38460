#ifndef TOKO_HELP_PARTS_HPP
#define TOKO_HELP_PARTS_HPP

#include "command.hpp"

#include <tokocrm/text.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the help, the reference and the pages for man are made of.
namespace toko::help {

/// A term, and what there is to say about it.
using entry = std::pair<std::string, std::string>;
using entries = std::vector<entry>;

constexpr char const* commands_heading = tr("Commands");
constexpr char const* arguments_heading = tr("Arguments");
constexpr char const* options_heading = tr("Options");
constexpr char const* list_heading = tr("Options of lists");
constexpr char const* global_heading = tr("Options of every command");
constexpr char const* examples_heading = tr("Examples");

std::string said(tokocrm::language in, char const* sentence);

/// How a command is written, as far as it must be: `toko order show ORDER [OPTION…]`.
std::string usage_line(tokocrm::language in, command const& one, options const& described);

entries positional_entries(tokocrm::language in, options const& described);
entries named_entries(tokocrm::language in, options const& described);
/// @param for_lists Those for commands that make a list, or the others.
entries global_entries(tokocrm::language in, bool for_lists);
/// The options of a list with the fields that they take.
entries list_entries(tokocrm::language in, options const& described);
entries command_entries(tokocrm::language in, std::span<command const* const> among);

std::string keys(std::span<field const> fields);
std::string keys(std::span<char const* const> sortable);

/// The commands whose names begin with a noun: those of `product pack` are of `product`, too.
std::vector<command const*> of_noun(std::string_view noun, std::span<command const* const> among);

} // namespace toko::help

#endif
