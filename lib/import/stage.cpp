#include "stage.hpp"

#include "../core/text_fold.hpp"
#include "csv.hpp"
#include "record_rules.hpp"

#include <algorithm>
#include <array>

namespace tokocrm {

namespace {

/// What a file of rejects has behind the columns of the file it comes from; under the second names
/// where that file has such a column itself. The last is for orders alone.
constexpr std::array<std::array<char const*, 3>, 2> reject_columns{
    {{"line", "reason", "occurrence"}, {"toko_line", "toko_reason", "toko_occurrence"}}};

std::size_t added_columns(import_stage::contents const& of)
{
    return of.counts_occurrences ? 3 : 2;
}

/// Where a file of rejects has what was added; empty for any other file.
std::vector<std::size_t> cells_of_rejects(std::vector<std::string> const& header, std::size_t count)
{
    for (auto names = reject_columns.rbegin(); names != reject_columns.rend(); ++names) {
        std::vector<std::size_t> found;
        for (std::size_t n = 0; n < count; ++n)
            for (std::size_t i = header.size(); i-- > 0;)
                if (header[i] == (*names)[n]) {
                    found.push_back(i);
                    break;
                }
        if (found.size() == count)
            return found;
    }
    return {};
}

/// A rejected row's line, from the key that it is sorted by.
std::int64_t line_of_key(std::string_view key)
{
    std::uint64_t shifted = 0;
    for (auto const byte : key)
        shifted = shifted << 8 | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(shifted ^ (std::uint64_t{1} << 63));
}

std::string packed(row_fault const& fault, std::string const& occurrence,
                   std::vector<std::string> const& original)
{
    packer bytes;
    pack_fault(bytes, fault);
    bytes(occurrence);
    pack_cells(bytes, original);
    return bytes.bytes();
}

import_stage::contents::rejected unpacked(db::spool::reader const& from)
{
    unpacker bytes(from.payload());
    import_stage::contents::rejected row{unpack_fault(bytes, line_of_key(from.key())), {}, {}};
    bytes(row.occurrence);
    pack_cells(bytes, row.original);
    return row;
}

} // namespace

void import_stage::contents::reject(row_fault const& fault, std::string const& occurrence,
                                    std::vector<std::string> const& original)
{
    ++rejected_rows;
    rejects_.add(sortable(fault.line), packed(fault, occurrence, original));
}

void import_stage::contents::begin_import()
{
    refused_.reset();
    refused_rows = 0;
}

void import_stage::contents::refuse(row_fault const& fault,
                                    std::vector<std::string> const& original)
{
    if (!refused_)
        refused_.emplace();
    ++refused_rows;
    refused_->add(sortable(fault.line), packed(fault, {}, original));
}

void import_stage::contents::for_each_rejected(std::function<void(rejected&)> const& take)
{
    auto early = rejects_.sorted();
    std::optional<db::spool::reader> late;
    if (refused_)
        late.emplace(refused_->sorted());
    bool has_early = early.next(), has_late = late && late->next();
    while (has_early || has_late) {
        bool const from_early = has_early && (!has_late || early.key() < late->key());
        auto row = unpacked(from_early ? early : *late);
        take(row);
        (from_early ? has_early : has_late) = from_early ? early.next() : late->next();
    }
}

import_stage::import_stage(std::unique_ptr<contents> made) noexcept : contents_(std::move(made)) {}
import_stage::import_stage(import_stage&&) noexcept = default;
import_stage& import_stage::operator=(import_stage&&) noexcept = default;
import_stage::~import_stage() = default;

std::int64_t import_stage::rejected_rows() const noexcept
{
    return contents_->rejected_rows + contents_->refused_rows;
}

std::int64_t import_stage::rounded() const noexcept
{
    return contents_->rounded;
}

std::vector<std::string> const& import_stage::ignored_columns() const noexcept
{
    return contents_->ignored_columns;
}

void import_stage::for_each_bad_row(std::function<void(bad_row const&)> const& take) const
{
    contents_->for_each_rejected([&](contents::rejected& row) {
        if (row.fault.why.reason() != "import.order_rejected")
            take({row.fault.line, std::move(row.fault.column), std::move(row.fault.why)});
    });
}

void import_stage::write_rejects(std::ostream& csv, language in) const
{
    auto const without_ours = [&](std::vector<std::string> cells) {
        auto gone = contents_->replaced_cells;
        std::sort(gone.rbegin(), gone.rend());
        for (auto const at : gone)
            if (at < cells.size())
                cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(at));
        return cells;
    };
    auto const count = static_cast<std::ptrdiff_t>(added_columns(*contents_));
    auto header = without_ours(contents_->header);
    auto const width = header.size();
    auto const& usual = reject_columns.front();
    auto const clash = std::any_of(usual.begin(), usual.begin() + count, [&](char const* added) {
        return std::find(header.begin(), header.end(), added) != header.end();
    });
    auto const& added = clash ? reject_columns.back() : usual;
    header.insert(header.end(), added.begin(), added.begin() + count);
    write_csv_row(csv, header);
    contents_->for_each_rejected([&](contents::rejected& row) {
        auto cells = without_ours(std::move(row.original));
        if (cells.size() < width)
            cells.resize(width);
        auto reason = row.fault.why.message(in);
        if (!row.fault.column.empty())
            reason = row.fault.column + ": " + reason;
        cells.insert(cells.end(), {std::to_string(row.fault.line), std::move(reason)});
        if (contents_->counts_occurrences)
            cells.push_back(row.occurrence);
        write_csv_row(csv, cells);
    });
}

void table_reader::read(std::istream& csv,
                        std::function<void(std::vector<std::string> const&)> const& begin,
                        std::function<void(std::int64_t, std::vector<std::string>&)> const& take)
{
    auto const row = [&](std::int64_t line, std::vector<std::string>& cells) {
        if (is_blank_row(cells))
            return;
        if (!to_.header.empty()) {
            take(line, cells);
            return;
        }
        take_header(cells);
        begin(to_.header);
    };
    read_csv(csv, row, options_.progress);
    if (to_.header.empty())
        throw error(errc::invalid_input, "import.empty",
                    mark("the file is empty; its first line must name the columns"));
}

void table_reader::take_header(std::vector<std::string>& cells)
{
    if (!std::all_of(cells.begin(), cells.end(), valid_text))
        throw error(errc::invalid_input, "import.not_text",
                    mark("the first line is no UTF-8 text; save the file as CSV in UTF-8"));
    places_ = place_columns(cells, ours_, options_);
    auto const& placed = places_.cell;
    auto replaced = cells_of_rejects(cells, added_columns(to_));
    if (to_.counts_occurrences && !replaced.empty())
        occurrence_cell_ = replaced.back();
    auto const among = [](auto const& cells_there, std::size_t i) {
        return std::find(cells_there.begin(), cells_there.end(), i) != cells_there.end();
    };
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (!among(placed, i) && !among(replaced, i))
            to_.ignored_columns.emplace_back(trimmed(cells[i]));
    to_.replaced_cells = std::move(replaced);
    to_.header = std::move(cells);
}

std::optional<row_fault> table_reader::fault_of_shape(std::int64_t line,
                                                      std::vector<std::string> const& cells) const
{
    if (!std::all_of(cells.begin(), cells.end(), valid_text))
        return row_fault{line,
                         {},
                         error(errc::invalid_input, "import.not_text",
                               mark("the row is no UTF-8 text or holds a NUL byte"))};
    auto const width = to_.header.size();
    bool const only_empty_ones_more =
        cells.size() > width &&
        std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(width), cells.end(),
                    [](std::string const& cell) { return trimmed(cell).empty(); });
    if (cells.size() == width || only_empty_ones_more)
        return std::nullopt;
    return row_fault{line,
                     {},
                     error(errc::invalid_input, "import.cell_count",
                           mark("the row has {0} cells, the first line has {1}"),
                           {std::to_string(cells.size()), std::to_string(width)})};
}

namespace {

staged_record unpacked_record(std::string_view payload)
{
    staged_record record;
    unpacker bytes(payload);
    bytes(record.line);
    pack_cells(bytes, record.cells);
    pack_cells(bytes, record.original);
    return record;
}

std::string packed_record(staged_record const& record)
{
    packer bytes;
    bytes(record.line);
    pack_cells(bytes, record.cells);
    pack_cells(bytes, record.original);
    return bytes.bytes();
}

/// Reads a file of records into a stage.
class record_stager
{
public:
    record_stager(record_stage::contents& to, import_options const& options)
        : to_(to), columns_(record_columns(to.kind)), reader_(to, columns_, options)
    {}

    void read(std::istream& csv)
    {
        reader_.read(
            csv, [this](std::vector<std::string> const& header) { begin(header); },
            [this](std::int64_t line, std::vector<std::string>& cells) { take(line, cells); });
        auto rows = by_identity_.sorted();
        std::string current;
        std::int64_t first = 0;
        while (rows.next()) {
            auto const key = rows.key().substr(0, rows.key().size() - 8); // without the line
            auto record = unpacked_record(rows.payload());
            if (first != 0 && key == current) {
                to_.reject(said_twice(to_.kind, record.line, first), {}, record.original);
                continue;
            }
            current = key;
            first = record.line;
            keep(record);
        }
    }

private:
    void begin(std::vector<std::string> const& header)
    {
        for (std::size_t i = 0; i < columns_.size(); ++i)
            to_.has.push_back(reader_.places().has(i));
        need_column(has_enough(to_.kind, to_.has), std::string(needed_column(to_.kind)).c_str(),
                    header);
    }

    void take(std::int64_t line, std::vector<std::string>& cells)
    {
        staged_record record{.line = line, .cells = {}, .original = {}};
        for (std::size_t i = 0; i < columns_.size(); ++i)
            record.cells.emplace_back(keeps_blanks(to_.kind, i) ? reader_.raw_cell(cells, i)
                                                                : reader_.cell(cells, i));
        auto fault = reader_.fault_of_shape(line, cells);
        std::string identity;
        if (!fault)
            fault =
                check_record(to_.kind, record.line, record.cells, to_.terms, identity, to_.rounded);
        if (to_.keep_rejects)
            record.original = std::move(cells);
        if (fault)
            to_.reject(*fault, {}, record.original);
        else if (identity.empty())
            keep(record);
        else
            by_identity_.add(identity + sortable(line), packed_record(record));
    }

    void keep(staged_record const& record)
    {
        // What belongs to a product comes after it.
        to_.add((comes_later(to_.kind, record.cells) ? '1' : '0') + sortable(record.line), record);
    }

    record_stage::contents& to_;
    std::vector<std::string_view> const& columns_;
    table_reader reader_;
    db::spool by_identity_;
};

} // namespace

void record_stage::contents::add(std::string_view key, staged_record const& record)
{
    records_.add(key, packed_record(record));
    ++count;
}

void record_stage::contents::for_each(std::function<void(staged_record const&)> const& take)
{
    auto sorted = records_.sorted();
    while (sorted.next())
        take(unpacked_record(sorted.payload()));
}

record_stage::record_stage(std::istream& csv, shop const& shop, record_kind kind,
                           import_options options)
    : import_stage(std::make_unique<contents>(kind, terms_of(shop, options)))
{
    auto& to = inside();
    to.keep_rejects = options.keep_rejects;
    record_stager(to, options).read(csv);
}

record_kind record_stage::kind() const noexcept
{
    return inside().kind;
}

std::int64_t record_stage::records() const noexcept
{
    return inside().count;
}

record_stage::contents& record_stage::inside() const noexcept
{
    return static_cast<contents&>(kept());
}

} // namespace tokocrm
