#ifndef TOKO_APP_HPP
#define TOKO_APP_HPP

#include "configuration.hpp"
#include "context.hpp"

#include <span>
#include <string>

namespace toko {

/// Everything a run needs from outside; a test gives its own.
struct world
{
    terminal where;
    variable_reader variables;
    std::span<command const* const> commands;
    user_resolver resolve_user;
};

/** Run one command line.

    Everything that goes wrong is said here, on `where.err`, and turned into the exit code here.

    @param words what follows the program's name
    @return the exit code

    @par Exception Safety
    Never throws.
*/
int run(std::span<std::string const> words, world const& around) noexcept;

/// The same for the process itself: its arguments, environment and standard streams.
int run_process(int count, char const* const* words) noexcept;

} // namespace toko

#endif
