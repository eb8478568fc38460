#ifndef TOKO_COMMANDS_GIVEN_HPP
#define TOKO_COMMANDS_GIVEN_HPP

#include "../options.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/percentage.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What `add` and `edit` are told, as values.
namespace toko {

/// A text of which an empty one means none: `--barcode ""`.
std::optional<std::optional<std::string>> find_or_none(arguments const& args, char const* name);

/// The same of an amount in major units.
std::optional<std::optional<tokocrm::money>>
find_amount_or_none(arguments const& args, char const* name, tokocrm::currency shops);

std::optional<tokocrm::percentage> find_percentage(arguments const& args, char const* name);

/// @par Errors usage `usage.value` for what is neither yes nor no
std::optional<bool> find_yes_or_no(arguments const& args, char const* name);

/// Refuses an `edit` that has no option of its own. @par Errors usage `usage.nothing`
void expect_a_change(arguments const& args);

/// `--if-version N`, for what may have been changed by another since it was looked at.
void describe_if_version(options& opts);
std::optional<std::int64_t> find_version(arguments const& args);

/** Within a handler: what was not found with the known name that was most likely meant, as a
   sentence with both; the failure itself where there is no such name.

    @param known not many
*/
[[noreturn]] void rethrow_suggesting(tokocrm::error const& failure, std::string const& named,
                                     std::vector<std::string> const& known, char const* sentence);

} // namespace toko

#endif
