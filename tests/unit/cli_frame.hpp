#ifndef TOKO_TESTS_CLI_FRAME_HPP
#define TOKO_TESTS_CLI_FRAME_HPP

#include "cli/app.hpp"
#include "cli/command.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <vector>

namespace test {

/// What a run of a command line left behind.
struct cli_outcome
{
    int code;
    std::string out;
    std::string err;
};

/** A command line program in memory: some commands, variables and no terminal.

    What a variable is not said to be is not set, so that no test depends on where it runs.
*/
struct cli_program
{
    std::vector<toko::command const*> commands;
    std::map<std::string, std::string> variables{{"LANG", "en_US.UTF-8"}};
    std::string input = {};
    bool terminal = false;
    std::size_t columns = 0; ///< of the terminal
    toko::user_resolver resolve_user = nullptr;

    std::optional<std::string> variable(std::string const& name) const
    {
        auto const found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    }

    cli_outcome run(std::vector<std::string> const& words) const
    {
        std::istringstream in(input);
        std::ostringstream out;
        std::ostringstream err;
        int const code = toko::run(
            words, {.where = {in, out, err, terminal, terminal, terminal, columns},
                    .variables = [this](std::string const& name) { return variable(name); },
                    .commands = commands,
                    .resolve_user = resolve_user});
        return {code, out.str(), err.str()};
    }
};

} // namespace test

#endif
