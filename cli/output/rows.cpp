#include "rows.hpp"

#include <utility>

namespace toko {

std::unique_ptr<row_writer> make_row_writer(output_format format, row_style style, spool& to)
{
    switch (format) {
    case output_format::csv:
        return make_csv_writer(std::move(style), to);
    case output_format::tsv:
        return make_tsv_writer(std::move(style), to);
    case output_format::json:
        return make_json_writer(std::move(style), to);
    case output_format::jsonl:
        return make_json_lines_writer(std::move(style), to);
    case output_format::ids:
        return make_ids_writer(std::move(style), to);
    case output_format::count:
        return make_count_writer(std::move(style), to);
    case output_format::table:
        break;
    }
    return make_table_writer(std::move(style), to);
}

} // namespace toko
