#ifndef TOKOCRM_LIB_IMPORT_COLUMNS_HPP
#define TOKOCRM_LIB_IMPORT_COLUMNS_HPP

// Where our columns stand in somebody else's file.

#include <tokocrm/import.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

inline constexpr auto no_cell = static_cast<std::size_t>(-1);

/// Each of our columns: a cell of the row, one value for all rows, or neither.
struct column_places
{
    std::vector<std::size_t> cell;
    std::vector<std::string> constant;

    bool has(std::size_t column) const
    {
        return cell[column] != no_cell || !constant[column].empty();
    }
};

/** Find our columns by their mapped name or their own.

    @par Errors
    `errc::invalid_input` / `import.column_unknown`, `import.column_missing`, `import.column_twice`,
    `import.column_conflict`
*/
column_places place_columns(std::vector<std::string> const& header,
                            std::vector<std::string_view> const& ours,
                            import_options const& options);

/** Refuse a file without a column that it needs.

    @par Errors
    `errc::invalid_input` / `import.column_missing`
*/
void need_column(bool there, char const* ours, std::vector<std::string> const& header);

/// Whether a row has nothing in any cell.
bool is_blank_row(std::vector<std::string> const& cells);

} // namespace tokocrm

#endif
