#include "stage.hpp"

#include "../core/characters.hpp"
#include "../core/digest.hpp"
#include "../core/text_fold.hpp"
#include "csv.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <unordered_map>

namespace tokocrm {

namespace {

constexpr auto no_cell = static_cast<std::size_t>(-1);

bool same_but_case(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return to_lower(x) == to_lower(y); });
}

/// Where our columns stand in their file.
struct column_places
{
    std::array<std::size_t, import_column_count> cell;
    std::array<std::string, import_column_count> constant;

    bool has(import_column column) const
    {
        auto const i = static_cast<std::size_t>(column);
        return cell[i] != no_cell || !constant[i].empty();
    }
};

import_column column_named(std::string const& ours)
{
    for (std::size_t i = 0; i < import_column_count - 1; ++i)
        if (name(static_cast<import_column>(i)) == ours)
            return static_cast<import_column>(i);
    std::string known;
    for (auto const each : order_import_columns())
        known += (known.empty() ? "" : ", ") + std::string(each);
    throw error(errc::invalid_input, "import.column_unknown",
                mark("there is no column {0} to import; the columns are {1}"), {ours, known});
}

/// The one cell of the header with a name; `no_cell` where there is none.
std::size_t find_header(std::vector<std::string> const& header, std::string_view wanted)
{
    auto const only = [&](auto same) {
        auto found = no_cell;
        for (std::size_t i = 0; i < header.size(); ++i)
            if (same(trimmed(header[i]), wanted)) {
                if (found != no_cell)
                    throw error(errc::invalid_input, "import.column_twice",
                                mark("the file has more than one column {0}"),
                                {std::string(wanted)});
                found = i;
            }
        return found;
    };
    auto const exact = only([](std::string_view a, std::string_view b) { return a == b; });
    return exact != no_cell ? exact : only(same_but_case);
}

std::string listed(std::vector<std::string> const& header)
{
    std::string names;
    for (auto const& cell : header)
        names += (names.empty() ? "" : ", ") + std::string(trimmed(cell));
    return names;
}

column_places place_columns(std::vector<std::string> const& header,
                            order_import_options const& options)
{
    column_places places;
    places.cell.fill(no_cell);
    for (auto const& [ours, value] : options.constants) {
        auto const column = column_named(ours);
        if (options.columns.contains(ours))
            throw error(errc::invalid_input, "import.column_conflict",
                        mark("the column {0} is both mapped and set to a constant"), {ours});
        places.constant[static_cast<std::size_t>(column)] = trimmed(value);
    }
    for (auto const& [ours, theirs] : options.columns) {
        auto const column = column_named(ours);
        if (theirs.empty())
            continue; // says that their column of our name is something else
        auto const cell = find_header(header, theirs);
        if (cell == no_cell)
            throw error(errc::invalid_input, "import.column_missing",
                        mark("the file has no column {0}; its columns are {1}"),
                        {theirs, listed(header)});
        places.cell[static_cast<std::size_t>(column)] = cell;
    }
    for (std::size_t i = 0; i < import_column_count - 1; ++i) {
        auto const ours = std::string(name(static_cast<import_column>(i)));
        if (!options.columns.contains(ours) && !options.constants.contains(ours))
            places.cell[i] = find_header(header, ours);
    }
    auto const need = [&](bool there, char const* wanted) {
        if (!there)
            throw error(errc::invalid_input, "import.column_missing",
                        mark("the file has no column {0}; its columns are {1}"),
                        {wanted, listed(header)});
    };
    need(places.has(import_column::placed_at), "placed_at");
    need(places.has(import_column::sku) || places.has(import_column::product), "product");
    need(places.has(import_column::unit_price) || places.has(import_column::line_total),
         "line_total");
    return places;
}

/// What a file of rejects has behind the columns of the file it comes from; under the second names
/// where that file has such a column itself.
constexpr std::array<std::array<char const*, 3>, 2> reject_columns{
    {{"line", "reason", "occurrence"}, {"toko_line", "toko_reason", "toko_occurrence"}}};

/// Where a file of rejects has what was added; empty for any other file.
std::vector<std::size_t> cells_of_rejects(std::vector<std::string> const& header)
{
    for (auto names = reject_columns.rbegin(); names != reject_columns.rend(); ++names) {
        std::vector<std::size_t> found;
        for (auto const* added : *names)
            for (std::size_t i = header.size(); i-- > 0;)
                if (header[i] == added) {
                    found.push_back(i);
                    break;
                }
        if (found.size() == names->size())
            return found;
    }
    return {};
}

/// Gathers products within bounded memory: what it has seen goes to the spool when it is full.
class product_gatherer
{
public:
    explicit product_gatherer(db::spool& to) : to_(to) {}

    void add(staged_order const& order)
    {
        for (auto const& line : order.lines) {
            product_facts facts{.sku = line.sku,
                                .name = line.product,
                                .category = line.category,
                                .sku_line = line.line,
                                .name_line = line.line,
                                .category_line = line.line,
                                .fractional = line.amount % 1'000 != 0,
                                .price = line.unit_price,
                                .price_at = order.placed_at,
                                .price_line = line.line};
            auto [seen, fresh] =
                seen_.try_emplace(line.sku.empty() ? '\0' + line.product : line.sku, facts);
            if (!fresh)
                seen->second.merge(facts);
        }
        if (seen_.size() >= most_in_memory)
            flush();
    }
    void flush()
    {
        for (auto const& [key, facts] : seen_) {
            packer bytes;
            pack_product(bytes, facts);
            to_.add(facts.sku.empty() ? '1' + folded(facts.name) : '0' + folded(facts.sku),
                    bytes.bytes());
        }
        seen_.clear();
    }

private:
    static constexpr std::size_t most_in_memory = 50'000;
    db::spool& to_;
    std::unordered_map<std::string, product_facts> seen_;
};

/// A row on its way: what was understood of it, and what it was.
struct waiting_row
{
    import_row row;
    std::optional<row_fault> fault;
    std::vector<std::string> original; ///< only where rejects are kept
};

/// A sentence is a literal of this process, so its address is enough.
void pack_fault(packer& with, row_fault const& fault)
{
    with(fault.column);
    with(static_cast<std::int64_t>(fault.why.code()));
    with(fault.why.reason());
    with(static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(fault.why.sentence())));
    with(static_cast<std::int64_t>(fault.why.arguments().size()));
    for (auto const& each : fault.why.arguments())
        with(each);
}

row_fault unpack_fault(unpacker& with, std::int64_t line)
{
    std::string column, reason;
    std::int64_t code = 0, sentence = 0, count = 0;
    with(column);
    with(code);
    with(reason);
    with(sentence);
    with(count);
    std::vector<std::string> arguments(static_cast<std::size_t>(count));
    for (auto& each : arguments)
        with(each);
    return {line, column,
            error(static_cast<errc>(code), reason,
                  reinterpret_cast<char const*>(static_cast<std::intptr_t>(sentence)),
                  std::move(arguments))};
}

template <class Archive, class Cells>
void pack_cells(Archive& with, Cells& cells)
{
    auto count = static_cast<std::int64_t>(cells.size());
    with(count);
    if constexpr (Archive::reads)
        cells.resize(static_cast<std::size_t>(count));
    for (auto& cell : cells)
        with(cell);
}

std::string pack_waiting(waiting_row const& waiting)
{
    packer bytes;
    pack_row(bytes, waiting.row);
    bytes(static_cast<std::int64_t>(waiting.fault.has_value()));
    if (waiting.fault)
        pack_fault(bytes, *waiting.fault);
    pack_cells(bytes, waiting.original);
    return bytes.bytes();
}

waiting_row unpack_waiting(std::string_view from)
{
    waiting_row waiting;
    unpacker bytes(from);
    pack_row(bytes, waiting.row);
    std::int64_t has_fault = 0;
    bytes(has_fault);
    if (has_fault != 0)
        waiting.fault = unpack_fault(bytes, waiting.row.line);
    pack_cells(bytes, waiting.original);
    return waiting;
}

/// Reads a file into a stage: rows first, then the orders that they make.
class stager
{
public:
    stager(order_stage::contents& to, shop const& shop, order_import_options const& options)
        : to_(to), options_(options), terms_{.currency = shop.profile.currency,
                                             .zone = shop.zone,
                                             .country = shop.profile.country,
                                             .date_format = options.date_format,
                                             .decimal_point = options.decimal_comma ? ',' : '.',
                                             .round = options.round},
          products_(to.products)
    {
        if (terms_.date_format)
            check_format();
    }

    void read(std::istream& csv)
    {
        read_csv(
            csv, [this](std::int64_t line, std::vector<std::string>& cells) { take(line, cells); },
            options_.progress);
        if (to_.header.empty())
            throw error(errc::invalid_input, "import.empty",
                        mark("the file is empty; its first line must name the columns"));
    }

    void make_orders()
    {
        auto rows = rows_.sorted();
        std::string current;
        bool have = false;
        while (rows.next()) {
            auto const key = rows.key().substr(0, rows.key().size() - 8); // without the line
            if (!have || key != current) {
                finish_group();
                current = key;
                have = true;
                begin_group(key);
            }
            add_to_group(unpack_waiting(rows.payload()));
        }
        finish_group();
        products_.flush();
    }

private:
    void check_format() const
    {
        try {
            parse_moment("?", *terms_.date_format, terms_.zone);
        } catch (error const& why) {
            if (why.reason() == "date.format_invalid")
                throw;
        }
    }

    void take(std::int64_t line, std::vector<std::string>& cells)
    {
        if (to_.header.empty()) {
            take_header(cells);
            return;
        }
        if (std::all_of(cells.begin(), cells.end(),
                        [](std::string const& cell) { return trimmed(cell).empty(); }))
            return;
        waiting_row waiting;
        import_cells ours{};
        for (std::size_t i = 0; i < import_column_count; ++i)
            if (auto const at = places_.cell[i]; at != no_cell && at < cells.size())
                ours[i] = trimmed(cells[at]);
            else
                ours[i] = places_.constant[i];
        auto fault = read_import_row(line, ours, terms_, fingerprint_of(ours), waiting.row);
        if (auto wrong = fault_of_shape(line, cells))
            fault = std::move(wrong);
        waiting.fault = std::move(fault);
        auto key = waiting.row.reference.empty() ? 'f' + waiting.row.fingerprint
                                                 : 'r' + waiting.row.reference;
        if (!waiting.row.reference.empty())
            waiting.row.fingerprint.clear();
        if (to_.keep_rejects)
            waiting.original = std::move(cells);
        rows_.add(key + sortable(line), pack_waiting(waiting));
    }

    void take_header(std::vector<std::string>& cells)
    {
        for (auto const& cell : cells)
            if (!valid_text(cell))
                throw error(errc::invalid_input, "import.not_text",
                            mark("the first line is no UTF-8 text; save the file as CSV in UTF-8"));
        if (std::all_of(cells.begin(), cells.end(),
                        [](std::string const& cell) { return trimmed(cell).empty(); }))
            return;
        places_ = place_columns(cells, options_);
        to_.replaced_cells = cells_of_rejects(cells);
        if (!to_.replaced_cells.empty())
            places_.cell[static_cast<std::size_t>(import_column::occurrence)] =
                to_.replaced_cells.back();
        auto const among = [](auto const& cells_there, std::size_t i) {
            return std::find(cells_there.begin(), cells_there.end(), i) != cells_there.end();
        };
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!among(places_.cell, i) && !among(to_.replaced_cells, i))
                to_.ignored_columns.emplace_back(trimmed(cells[i]));
        }
        to_.header = std::move(cells);
    }

    std::optional<row_fault> fault_of_shape(std::int64_t line,
                                            std::vector<std::string> const& cells) const
    {
        for (auto const& cell : cells)
            if (!valid_text(cell))
                return row_fault{line,
                                 {},
                                 error(errc::invalid_input, "import.not_text",
                                       mark("the row is no UTF-8 text or holds a NUL byte"))};
        if (cells.size() == to_.header.size())
            return std::nullopt;
        bool const only_empty_ones_more =
            cells.size() > to_.header.size() &&
            std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(to_.header.size()), cells.end(),
                        [](std::string const& cell) { return trimmed(cell).empty(); });
        if (only_empty_ones_more)
            return std::nullopt;
        return row_fault{line,
                         {},
                         error(errc::invalid_input, "import.cell_count",
                               mark("the row has {0} cells, the first line has {1}"),
                               {std::to_string(cells.size()), std::to_string(to_.header.size())})};
    }

    static std::string fingerprint_of(import_cells const& cells)
    {
        auto const order = cells[static_cast<std::size_t>(import_column::order)];
        if (!order.empty() && (is_ascii(order) || !normalised(order).empty()))
            return {};
        digester all;
        for (auto i = static_cast<std::size_t>(import_column::order) + 1;
             i < import_column_count - 1; ++i)
            if (!cells[i].empty())
                all.add(name(static_cast<import_column>(i))).add(cells[i]);
        return all.finish();
    }

    void begin_group(std::string_view key)
    {
        by_reference_ = key.front() == 'r';
        next_occurrence_ = 1;
        told_occurrences_.clear();
    }

    void add_to_group(waiting_row waiting)
    {
        if (by_reference_) {
            if (group_.size() == most_order_lines && !waiting.fault)
                waiting.fault = row_fault{waiting.row.line,
                                          {},
                                          error(errc::invalid_input, "import.order_too_long",
                                                mark("the order has more than {0} rows"),
                                                {std::to_string(most_order_lines)})};
            if (group_.size() > most_order_lines) { // the order is lost: only the row is kept
                reject(waiting, *group_.back().fault);
                return;
            }
            group_.push_back(std::move(waiting));
            return;
        }
        // Rows without an order number: each is an order, told apart by how often it occurred.
        auto& which = waiting.row.occurrence;
        if (which) {
            if (*which < next_occurrence_ || !told_occurrences_.insert(*which).second)
                waiting.fault =
                    row_fault{waiting.row.line, std::string(name(import_column::occurrence)),
                              error(errc::invalid_input, "import.occurrence_twice",
                                    mark("an equal row has the same occurrence"))};
        } else {
            while (told_occurrences_.contains(next_occurrence_))
                ++next_occurrence_;
            which = next_occurrence_++;
        }
        group_.push_back(std::move(waiting));
        finish_group();
    }

    void finish_group()
    {
        if (group_.empty())
            return;
        std::vector<row_fault> faults;
        for (auto const& each : group_)
            if (each.fault)
                faults.push_back(*each.fault);
        staged_order whole;
        if (faults.empty()) {
            rows_of_order_.clear();
            for (auto& each : group_)
                rows_of_order_.push_back(std::move(each.row));
            faults = assemble_order(rows_of_order_, terms_, whole);
            for (std::size_t i = 0; i < group_.size(); ++i)
                group_[i].row = std::move(rows_of_order_[i]);
        }
        if (faults.empty())
            accept(whole);
        else
            reject_group(faults);
        group_.clear();
    }

    void accept(staged_order const& whole)
    {
        packer bytes;
        pack_order(bytes, whole);
        to_.orders.add(sortable(whole.placed_at) + sortable(whole.line), bytes.bytes());
        products_.add(whole);
        ++to_.order_count;
        to_.line_count += static_cast<std::int64_t>(whole.lines.size());
        for (auto const& each : group_)
            to_.rounded += each.row.rounded;
    }

    void reject_group(std::vector<row_fault> const& faults)
    {
        ++to_.rejected_orders;
        for (auto const& each : group_) {
            auto const own =
                std::find_if(faults.begin(), faults.end(),
                             [&](row_fault const& fault) { return fault.line == each.row.line; });
            if (own != faults.end())
                reject(each, *own);
            else
                reject(each, {each.row.line,
                              {},
                              error(errc::invalid_input, "import.order_rejected",
                                    mark("line {0} of the same order is bad"),
                                    {std::to_string(faults.front().line)})});
        }
    }

    void reject(waiting_row const& waiting, row_fault const& fault)
    {
        ++to_.rejected_rows;
        packer bytes;
        pack_fault(bytes, fault);
        bytes(by_reference_ ? std::string() : std::to_string(waiting.row.occurrence.value_or(1)));
        pack_cells(bytes, waiting.original);
        to_.rejects.add(sortable(waiting.row.line), bytes.bytes());
    }

    order_stage::contents& to_;
    order_import_options const& options_;
    import_terms terms_;
    column_places places_{};
    db::spool rows_;
    product_gatherer products_;

    std::vector<waiting_row> group_;
    std::vector<import_row> rows_of_order_;
    bool by_reference_ = false;
    std::int64_t next_occurrence_ = 1;
    std::set<std::int64_t> told_occurrences_;
};

} // namespace

void product_facts::merge(product_facts const& other)
{
    auto const take_first = [](std::string& text, std::int64_t& line, std::string const& others,
                               std::int64_t others_line) {
        if (others.empty() || (!text.empty() && line < others_line))
            return;
        text = others;
        line = others_line;
    };
    take_first(sku, sku_line, other.sku, other.sku_line);
    take_first(name, name_line, other.name, other.name_line);
    take_first(category, category_line, other.category, other.category_line);
    fractional |= other.fractional;
    if (other.price && (!price || std::pair(other.price_at, other.price_line) >=
                                      std::pair(price_at, price_line))) {
        price = other.price;
        price_at = other.price_at;
        price_line = other.price_line;
    }
}

void order_stage::contents::for_each_order(std::function<void(staged_order const&)> const& take)
{
    auto sorted = orders.sorted();
    staged_order order;
    while (sorted.next()) {
        unpacker bytes(sorted.payload());
        pack_order(bytes, order);
        take(order);
    }
}

void order_stage::contents::for_each_product(std::function<void(product_facts const&)> const& take)
{
    auto sorted = products.sorted();
    std::string current;
    std::optional<product_facts> facts;
    while (sorted.next()) {
        product_facts next;
        unpacker bytes(sorted.payload());
        pack_product(bytes, next);
        if (facts && sorted.key() == current) {
            facts->merge(next);
            continue;
        }
        if (facts)
            take(*facts);
        current = sorted.key();
        facts = std::move(next);
    }
    if (facts)
        take(*facts);
}

order_stage::order_stage(std::istream& csv, shop const& shop, order_import_options options)
    : contents_(std::make_unique<contents>())
{
    contents_->currency = shop.profile.currency;
    contents_->source = options.source;
    contents_->keep_rejects = options.keep_rejects;
    stager reads(*contents_, shop, options);
    reads.read(csv);
    reads.make_orders();
}

order_stage::order_stage(order_stage&&) noexcept = default;
order_stage& order_stage::operator=(order_stage&&) noexcept = default;
order_stage::~order_stage() = default;

std::int64_t order_stage::orders() const noexcept
{
    return contents_->order_count;
}

std::int64_t order_stage::lines() const noexcept
{
    return contents_->line_count;
}

std::int64_t order_stage::rejected_orders() const noexcept
{
    return contents_->rejected_orders;
}

std::int64_t order_stage::rejected_rows() const noexcept
{
    return contents_->rejected_rows;
}

std::int64_t order_stage::rounded() const noexcept
{
    return contents_->rounded;
}

std::vector<std::string> const& order_stage::ignored_columns() const noexcept
{
    return contents_->ignored_columns;
}

namespace {

/// A rejected row's line, from the key that it is sorted by.
std::int64_t line_of_key(std::string_view key)
{
    std::uint64_t shifted = 0;
    for (auto const byte : key)
        shifted = shifted << 8 | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(shifted ^ (std::uint64_t{1} << 63));
}

} // namespace

void order_stage::for_each_bad_row(std::function<void(bad_row const&)> const& take) const
{
    auto sorted = contents_->rejects.sorted();
    while (sorted.next()) {
        unpacker bytes(sorted.payload());
        auto fault = unpack_fault(bytes, line_of_key(sorted.key()));
        if (fault.why.reason() != "import.order_rejected")
            take({fault.line, std::move(fault.column), std::move(fault.why)});
    }
}

void order_stage::write_rejects(std::ostream& csv, language in) const
{
    auto const without_ours = [&](std::vector<std::string> cells) {
        auto gone = contents_->replaced_cells;
        std::sort(gone.rbegin(), gone.rend());
        for (auto const at : gone)
            if (at < cells.size())
                cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(at));
        return cells;
    };
    auto header = without_ours(contents_->header);
    auto const width = header.size();
    auto const clash = std::any_of(
        reject_columns.front().begin(), reject_columns.front().end(), [&](char const* added) {
            return std::find(header.begin(), header.end(), added) != header.end();
        });
    auto const& added = clash ? reject_columns.back() : reject_columns.front();
    header.insert(header.end(), added.begin(), added.end());
    write_csv_row(csv, header);
    auto sorted = contents_->rejects.sorted();
    while (sorted.next()) {
        unpacker bytes(sorted.payload());
        auto const fault = unpack_fault(bytes, line_of_key(sorted.key()));
        std::string occurrence;
        bytes(occurrence);
        std::vector<std::string> cells;
        pack_cells(bytes, cells);
        cells = without_ours(std::move(cells));
        if (cells.size() < width)
            cells.resize(width);
        auto reason = fault.why.message(in);
        if (!fault.column.empty())
            reason = fault.column + ": " + reason;
        cells.insert(cells.end(), {std::to_string(fault.line), std::move(reason), occurrence});
        write_csv_row(csv, cells);
    }
}

} // namespace tokocrm
