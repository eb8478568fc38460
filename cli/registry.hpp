#ifndef TOKO_REGISTRY_HPP
#define TOKO_REGISTRY_HPP

#include "command.hpp"

#include <span>
#include <string_view>

namespace toko {

extern command const init;
extern command const check;
extern command const order_list;
extern command const order_show;
extern command const order_import;
extern command const report_daily;
extern command const report_monthly;
extern command const product_list;
extern command const customer_list;

/// Every command, in the order in which the help lists them.
std::span<command const* const> registry() noexcept;

/// The command with a noun and a verb; null if there is none.
command const* find_command(std::span<command const* const> among, std::string_view name) noexcept;

/// The first word of a name with two, empty otherwise.
std::string_view noun_of(command const& one) noexcept;
/// The last word of a name.
std::string_view verb_of(command const& one) noexcept;

} // namespace toko

#endif
