#ifndef TOKO_COMMAND_HPP
#define TOKO_COMMAND_HPP

#include "options.hpp"
#include "text/tr.hpp"

namespace toko {

class context;

/// One row of the registry.
struct command
{
    char const* name;    ///< noun and verb, `order list`; a verb alone, `check`
    char const* summary; ///< marked with `tr`
    void (*describe)(options&);
    void (*run)(context&, arguments const&);
};

} // namespace toko

#endif
