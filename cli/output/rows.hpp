#ifndef TOKO_OUTPUT_ROWS_HPP
#define TOKO_OUTPUT_ROWS_HPP

#include "format.hpp"
#include "output.hpp"
#include "spool.hpp"

#include <tokocrm/text.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace toko {

/// How rows are to be written; what every format needs to know.
struct row_style
{
    std::vector<field> fields;     ///< the columns, in order
    bool fields_were_told = false; ///< by `--fields`: JSON then has these alone
    tokocrm::currency currency;
    char const* id_key;
    std::string nothing;
    bool plain_amounts;
    tokocrm::language lang;
    bool bold_headings = false;
    bool for_terminal = false; ///< control characters in CSV are escaped
    std::size_t window = 0;    ///< columns of the terminal; 0: no edge
};

/// Writes rows in one format; one object is one list.
class row_writer
{
public:
    virtual ~row_writer() = default;
    virtual void row(boost::json::object const& row) = 0;
    virtual void footer(boost::json::object const&) {}
    virtual void end() = 0;
};

std::unique_ptr<row_writer> make_row_writer(output_format format, row_style style, spool& to);

// the formats, each in its own file
std::unique_ptr<row_writer> make_table_writer(row_style style, spool& to);
std::unique_ptr<row_writer> make_csv_writer(row_style style, spool& to);
std::unique_ptr<row_writer> make_tsv_writer(row_style style, spool& to);
std::unique_ptr<row_writer> make_json_writer(row_style style, spool& to);
std::unique_ptr<row_writer> make_json_lines_writer(row_style style, spool& to);
std::unique_ptr<row_writer> make_ids_writer(row_style style, spool& to);
std::unique_ptr<row_writer> make_count_writer(row_style style, spool& to);

} // namespace toko

#endif
