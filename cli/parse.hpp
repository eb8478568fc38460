#ifndef TOKO_PARSE_HPP
#define TOKO_PARSE_HPP

#include "command.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace toko {

/// Global options as they were given; a flag is `true`.
using global_values = std::map<std::string, std::string, std::less<>>;

/// What a command line says.
struct parsed
{
    enum class action { run, help, version, manual, man, commands };
    action what = action::run;
    command const* chosen = nullptr; ///< to run, or to be helped with
    std::string noun;                ///< to be helped with, where no command is chosen
    std::optional<arguments> given;  ///< where a command is to be run
    global_values globals;
};

/** Read a command line.

    @param words what follows the program's name
    @param among the commands there are

    @par Errors usage `usage.…`
*/
parsed parse(std::span<std::string const> words, std::span<command const* const> among);

/** The command that a line means, be it right or wrong in what follows; null if there is none. */
command const* choose(std::span<std::string const> words, std::span<command const* const> among);

/// A line as far as it can be read without knowing what it means.
struct skimmed
{
    std::vector<std::string_view> places; ///< the words that are no options and no options' values
    bool all_known = true;      ///< every option on it is one of the command's or a global one
    bool options_ended = false; ///< there is a `--`
    std::string_view awaiting;  ///< the option at its end whose value is still to come
};

/** @param described Of the command that the line means; null where that is not known.
    @param takes_value Decides for options that neither the command nor the program has.
*/
skimmed skim(std::span<std::string const> words, options const* described,
             std::set<std::string_view> const& takes_value = {});

/// The options of any command that take a value.
std::set<std::string_view> options_with_values(std::span<command const* const> among);

/** The value of a global option on a command line that may be wrong elsewhere.

    Lets an error about the line speak the language and the format that the line asks for.
*/
std::optional<std::string> peek_global(std::span<std::string const> words, std::string_view name);

} // namespace toko

#endif
