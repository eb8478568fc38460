#ifndef TOKO_CONFIGURATION_HPP
#define TOKO_CONFIGURATION_HPP

#include "command_error.hpp"
#include "parse.hpp"

#include <tokocrm/text.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace toko {

/// Reads an environment variable; one that is empty counts as not set.
using variable_reader = std::function<std::optional<std::string>(std::string const& name)>;

/// The process's own environment.
std::optional<std::string> process_variable(std::string const& name);

/// The language that `LANGUAGE`, `LC_ALL`, `LC_MESSAGES` or `LANG` asks for; else Indonesian.
tokocrm::language language_of_environment(variable_reader const& variables);

/// A setting and who says so.
struct setting
{
    std::string value;
    std::string from;   ///< `--format`, `TOKO_FORMAT`, `/etc/toko/toko.conf:3: format`
    bool typed = false; ///< on the command line, not by a variable or in a file
};

/// A usage error about a setting; `config.invalid` where nobody typed it.
command_error about(setting const& one, command_error const& failure);

/** The global options as they hold for a run: what the command line says counts before the
    environment, that before the user's configuration, that before the machine's.
*/
class settings
{
public:
    /** @par Errors
        @li `config.missing` where `--config` names a file that is not there (exit 66)
        @li `config.unknown_key`, `config.syntax`, `config.unreadable`, `config.unsafe` (others can
        write it), `config.invalid` (exit 78)
    */
    settings(global_values const& given, variable_reader variables);

    setting const* find(std::string_view name) const noexcept;
    std::optional<std::string> text(std::string_view name) const;
    /// @par Errors `config.invalid`
    bool flag(std::string_view name) const;
    std::optional<std::string> variable(std::string const& name) const { return variables_(name); }

private:
    /// Nothing that is set already changes.
    void add(std::map<std::string, setting, std::less<>> layer);
    void add_environment();
    void add_file(std::string const& path);

    variable_reader variables_;
    std::map<std::string, setting, std::less<>> values_;
};

/// Whether an option may be set by a variable or in a configuration.
bool may_be_configured(std::string_view name) noexcept;

/// A database's URL as it may be shown: without its password.
std::string without_password(std::string url);

/** A folder of the XDG base directories: the variable, else `fallback` under the home folder.

    @return Nothing where neither is known.
*/
std::optional<std::string> xdg_folder(variable_reader const& variables, std::string const& variable,
                                      std::string const& fallback);

} // namespace toko

#endif
