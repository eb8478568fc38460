#ifndef TOKOCRM_LIB_CORE_PHONE_HPP
#define TOKOCRM_LIB_CORE_PHONE_HPP

#include <optional>
#include <string>
#include <string_view>

namespace tokocrm {

/// Whether it is a country's ISO 3166 code of two letters, case aside.
bool known_country(std::string_view alpha2) noexcept;

/// What stands before a country's numbers when they are called from abroad, without `+`; empty for
/// a country that is none.
std::string_view calling_code(std::string_view country) noexcept;

/// What stands before a country's numbers within it; empty where nothing does.
std::string_view trunk_prefix(std::string_view country) noexcept;

/** A telephone number in E.164: `+6281234567890`.

    Takes it as people write it: with blanks, dots, dashes, slashes and brackets, with `+` or an
    international prefix, with or without the country's trunk prefix (ID: `0`).

    @param country Where a number without a country code belongs, as an ISO 3166 code.
    @return `std::nullopt` for what cannot be one number of 7 to 15 digits.
*/
std::optional<std::string> normalise_phone(std::string_view text, std::string_view country);

/** An e-mail address in lower case, without blanks around it.

    @return `std::nullopt` for what is no address: no or several `@`, nothing on one side, blanks
    or control characters within.
*/
std::optional<std::string> normalise_email(std::string_view text);

} // namespace tokocrm

#endif
