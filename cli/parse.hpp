#ifndef TOKO_PARSE_HPP
#define TOKO_PARSE_HPP

#include "command.hpp"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace toko {

/// Global options as they were given; a flag is `true`.
using global_values = std::map<std::string, std::string, std::less<>>;

/// What a command line says.
struct parsed
{
    enum class action { run, help, version, manual, commands };
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

/** The value of a global option on a command line that may be wrong elsewhere.

    Lets an error about the line speak the language and the format that the line asks for.
*/
std::optional<std::string> peek_global(std::span<std::string const> words, std::string_view name);

} // namespace toko

#endif
