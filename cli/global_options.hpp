#ifndef TOKO_GLOBAL_OPTIONS_HPP
#define TOKO_GLOBAL_OPTIONS_HPP

#include "options.hpp"

#include <span>
#include <string>
#include <string_view>

namespace toko {

/// What a global option is for.
enum class reach {
    always,  ///< every command; in the environment and the configuration too
    lists,   ///< the same, for commands that make a list
    instant, ///< answered at once: `--help`
    file     ///< `--config`: not in the file itself
};

struct global_option
{
    option what;
    reach where = reach::always;
};

std::span<global_option const> global_options() noexcept;

/// Null if there is none.
global_option const* find_global(std::string_view name) noexcept;

/// The variable that stands for an option: `TOKO_DRY_RUN`.
std::string variable_name(std::string_view option_name);

} // namespace toko

#endif
