#ifndef TOKO_INPUT_SECRET_HPP
#define TOKO_INPUT_SECRET_HPP

#include <optional>
#include <string>

namespace toko {

class arguments;
class context;

/** A new password: the first line of the file that `--password-file` names, else typed twice on a
    terminal that does not show it.

    @par Errors
    @li `usage.no_terminal` where there is neither
    @li `user.passwords_differ`
    @li as of `input_file`
*/
std::string new_password(context& ctx, arguments const& args);

/// The first line of the file that `--password-file` names; none where it is not given.
std::optional<std::string> find_password(context& ctx, arguments const& args);

} // namespace toko

#endif
