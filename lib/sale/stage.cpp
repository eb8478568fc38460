#include "stage.hpp"

#include "../core/characters.hpp"
#include "../core/digest.hpp"
#include "../core/text_fold.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace tokocrm {

namespace {

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
        : to_(to), terms_(terms_of(shop, options)), reader_(to, order_import_columns(), options),
          products_(to.products)
    {}

    void read(std::istream& csv)
    {
        reader_.read(
            csv, [this](std::vector<std::string> const& header) { need_columns(header); },
            [this](std::int64_t line, std::vector<std::string>& cells) { take(line, cells); });
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
    void need_columns(std::vector<std::string> const& header) const
    {
        auto const has = [&](import_column column) {
            return reader_.places().has(static_cast<std::size_t>(column));
        };
        need_column(has(import_column::placed_at), "placed_at", header);
        need_column(has(import_column::sku) || has(import_column::product), "product", header);
        need_column(has(import_column::unit_price) || has(import_column::line_total), "line_total",
                    header);
    }

    void take(std::int64_t line, std::vector<std::string>& cells)
    {
        waiting_row waiting;
        import_cells ours{};
        constexpr auto occurrence = static_cast<std::size_t>(import_column::occurrence);
        for (std::size_t i = 0; i < occurrence; ++i)
            ours[i] = reader_.cell(cells, i);
        if (auto const at = reader_.occurrence_cell(); at < cells.size())
            ours[occurrence] = trimmed(cells[at]);
        auto fault = read_import_row(line, ours, terms_, fingerprint_of(ours), waiting.row);
        if (auto wrong = reader_.fault_of_shape(line, cells))
            fault = std::move(wrong);
        waiting.fault = std::move(fault);
        if (waiting.row.source.empty())
            waiting.row.source = to_.source;
        to_.note_source(waiting.row.source);
        auto key = waiting.row.reference.empty()
                       ? 'f' + waiting.row.fingerprint
                       : 'r' + waiting.row.source + '\0' + waiting.row.reference;
        if (!waiting.row.reference.empty())
            waiting.row.fingerprint.clear();
        if (to_.keep_rejects)
            waiting.original = std::move(cells);
        rows_.add(key + sortable(line), pack_waiting(waiting));
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
        to_.reject({waiting.row.line, fault.column, fault.why},
                   by_reference_ ? std::string()
                                 : std::to_string(waiting.row.occurrence.value_or(1)),
                   waiting.original);
    }

    order_stage::contents& to_;
    import_terms terms_;
    table_reader reader_;
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

void order_stage::contents::note_source(std::string const& name)
{
    if (sources.size() < most_sources && (sources.empty() || last_source_ != name)) {
        sources.insert(name);
        last_source_ = name;
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
    : import_stage(std::make_unique<contents>())
{
    auto& to = inside();
    to.currency = shop.profile.currency;
    to.source = options.source;
    to.keep_rejects = options.keep_rejects;
    to.counts_occurrences = true;
    stager reads(to, shop, options);
    reads.read(csv);
    reads.make_orders();
}

std::int64_t order_stage::orders() const noexcept
{
    return inside().order_count;
}

std::int64_t order_stage::lines() const noexcept
{
    return inside().line_count;
}

std::int64_t order_stage::rejected_orders() const noexcept
{
    return inside().rejected_orders;
}

order_stage::contents& order_stage::inside() const noexcept
{
    return static_cast<contents&>(kept());
}

} // namespace tokocrm
