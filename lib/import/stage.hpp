#ifndef TOKOCRM_LIB_IMPORT_STAGE_HPP
#define TOKOCRM_LIB_IMPORT_STAGE_HPP

#include "../core/characters.hpp"
#include "../db/spool.hpp"
#include "columns.hpp"
#include "fault.hpp"
#include "terms.hpp"

#include <tokocrm/import.hpp>

#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/// What every stage has: the file's header, and the rows that cannot be taken.
struct import_stage::contents
{
    contents() = default;
    contents(contents const&) = delete;
    contents& operator=(contents const&) = delete;
    virtual ~contents() = default;

    bool keep_rejects = false;
    /// Whether rows are told apart by an occurrence that the file itself does not have.
    bool counts_occurrences = false;
    std::vector<std::string> ignored_columns;
    std::vector<std::string> header; ///< as it was, for the rejects
    /// Where the columns that an earlier file of rejects has more stand in the header.
    std::vector<std::size_t> replaced_cells;
    std::int64_t rejected_rows = 0;
    std::int64_t rounded = 0;

    void reject(row_fault const& fault, std::string const& occurrence,
                std::vector<std::string> const& original);

    /// What the shop refuses is forgotten with the next try.
    void begin_import();
    void refuse(row_fault const& fault, std::vector<std::string> const& original);
    std::int64_t refused_rows = 0;

    /// A rejected row as it is kept.
    struct rejected
    {
        row_fault fault;
        std::string occurrence;
        std::vector<std::string> original;
    };
    /// By line.
    void for_each_rejected(std::function<void(rejected&)> const& take);

private:
    db::spool rejects_;                ///< by line
    std::optional<db::spool> refused_; ///< by line
};

/// Cuts a file into rows of ours, and looks at their shape.
class table_reader
{
public:
    /// @param ours What there is to read.
    table_reader(import_stage::contents& to, std::vector<std::string_view> const& ours,
                 import_options const& options)
        : to_(to), ours_(ours), options_(options)
    {}

    /** Read all of it.

        @param begin Called with the header, once `places` says where our columns are.
        @param take Called with each row that has anything in it.

        @par Errors
        As `record_stage`.
    */
    void read(std::istream& csv,
              std::function<void(std::vector<std::string> const& header)> const& begin,
              std::function<void(std::int64_t line, std::vector<std::string>& cells)> const& take);

    column_places const& places() const noexcept { return places_; }
    /// Of a file of rejects; `no_cell` for any other.
    std::size_t occurrence_cell() const noexcept { return occurrence_cell_; }

    /// Our cell of a row, without the blanks around it.
    std::string_view cell(std::vector<std::string> const& row, std::size_t column) const
    {
        return trimmed(raw_cell(row, column));
    }
    /// The same with its blanks.
    std::string_view raw_cell(std::vector<std::string> const& row, std::size_t column) const
    {
        auto const at = places_.cell[column];
        return at != no_cell && at < row.size() ? std::string_view(row[at])
                                                : std::string_view(places_.constant[column]);
    }
    /// Too many or too few cells, or no text.
    std::optional<row_fault> fault_of_shape(std::int64_t line,
                                            std::vector<std::string> const& cells) const;

private:
    void take_header(std::vector<std::string>& cells);

    import_stage::contents& to_;
    std::vector<std::string_view> const& ours_;
    import_options const& options_;
    column_places places_;
    std::size_t occurrence_cell_ = no_cell;
};

/// A row of records, as the file has it.
struct staged_record
{
    std::int64_t line = 0;
    std::vector<std::string> cells;    ///< ours
    std::vector<std::string> original; ///< only where rejects are kept
};

struct record_stage::contents : import_stage::contents
{
    contents(record_kind of, import_terms how) : kind(of), terms(std::move(how)) {}

    record_kind kind;
    import_terms terms;
    std::vector<bool> has; ///< our columns that the file has, or that were set
    std::int64_t count = 0;

    void add(std::string_view key, staged_record const& record);
    /// In the order of their keys.
    void for_each(std::function<void(staged_record const&)> const& take);

private:
    db::spool records_;
};

} // namespace tokocrm

#endif
