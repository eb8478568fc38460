#ifndef TOKO_OUTPUT_CSV_HPP
#define TOKO_OUTPUT_CSV_HPP

#include <string>
#include <string_view>

namespace toko {

/** Keep a spreadsheet from running a cell: `=1+1` becomes `'=1+1`.

    A cell that begins with `= + - @`, a tab or a carriage return, however many apostrophes stand
    before, gets one apostrophe more; a plain number (`-5`, `+62812`, `0.25`) stays.
*/
std::string escape_formula(std::string_view cell);

/// Undoes `escape_formula`; a cell that it would not have made stays as it is.
std::string_view unescape_formula(std::string_view cell) noexcept;

/// A cell as RFC 4180 writes it, in quotes where it must be, or where readers would take blanks
/// off.
std::string csv_cell(std::string_view cell);

/// A cell between tabs: tab, line ends and backslash as `\t`, `\n`, `\r` and `\\`.
std::string tsv_cell(std::string_view cell);

} // namespace toko

#endif
