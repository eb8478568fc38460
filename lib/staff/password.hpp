#ifndef TOKOCRM_LIB_STAFF_PASSWORD_HPP
#define TOKOCRM_LIB_STAFF_PASSWORD_HPP

#include <optional>
#include <string>
#include <string_view>

namespace tokocrm {

/** A password as it is kept: argon2id with its salt and cost, as text.

    @par Errors `errc::invalid_input` / `staff.password_invalid`
*/
std::string hash_password(std::string_view password);

/// Whether a password is the one behind a hash; takes as long where there is none.
bool matches(std::string_view password, std::optional<std::string> const& hash);

} // namespace tokocrm

#endif
