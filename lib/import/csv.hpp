#ifndef TOKOCRM_LIB_IMPORT_CSV_HPP
#define TOKOCRM_LIB_IMPORT_CSV_HPP

#include <cstdint>
#include <functional>
#include <istream>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/** Read CSV: `,` or `;` (whichever the first line has more of), quotes as in RFC 4180, CRLF and LF,
    a byte order mark aside. Empty lines are passed over.

    @param take Called with each row and the line of the file on which it begins, from 1.
    @param progress Called now and then with the bytes read so far; may be empty.

    @par Errors
    @li `errc::invalid_input` / `import.row_too_long` (over 1 MiB; a quote that is never closed)
    @li `errc::invalid_input` / `import.quote_open` at the end of the file
    @li `errc::invalid_input` / `import.quote_stray` where a cell goes on behind its closing quote
    @li `errc::unavailable` / `import.read_failed`
    @li whatever `take` throws
*/
void read_csv(std::istream& in,
              std::function<void(std::int64_t line, std::vector<std::string>& cells)> const& take,
              std::function<void(std::int64_t)> const& progress);

/// One row, with CRLF; cells are quoted where they must be.
void write_csv_row(std::ostream& out, std::vector<std::string> const& cells);

} // namespace tokocrm

#endif
