#ifndef TOKO_COMMANDS_EXPORTING_HPP
#define TOKO_COMMANDS_EXPORTING_HPP

#include "../context.hpp"
#include "../options.hpp"
#include "../output/format.hpp"

#include <tokocrm/import.hpp>
#include <tokocrm/shop.hpp>

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace toko {

using export_taker = std::function<void(std::vector<tokocrm::export_value> const&)>;

/// What every export takes.
void describe_export(options& opts);

/** Write rows to stdout, or with `--output` to a file that is there whole or not at all.

    CSV without `--format`; a file's ending says its format.

    @param columns The names of the rows' cells.
    @param amounts Which of them are amounts of money.
    @param rows Called within a unit, with what takes the rows.

    @par Errors usage `usage.output`, `usage.format`
*/
void run_export(context& ctx, arguments const& args, tokocrm::shop const& in,
                std::span<std::string_view const> columns,
                std::span<std::string_view const> amounts,
                std::function<void(tokocrm::unit_of_work&, export_taker const&)> const& rows);

} // namespace toko

#endif
