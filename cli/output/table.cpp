#include "../text/tr.hpp"
#include "cell.hpp"
#include "fitting.hpp"
#include "rows.hpp"

#include <tokocrm/text.hpp>

#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace toko {

namespace {

bool is_right(kind as) noexcept
{
    return as == kind::number || as == kind::amount || as == kind::quantity ||
           as == kind::percentage;
}

class table_writer : public row_writer
{
public:
    table_writer(row_style style, spool& to)
        : style_(std::move(style)), to_(to), needs_(style_.fields.size())
    {}

    void row(boost::json::object const& row) override
    {
        auto const currency = currency_of(row, style_.currency);
        for (auto const& one : style_.fields) {
            auto const* const value = find_value(row, one.key);
            add(value ? people_text(*value, one.as, currency, style_.lang, style_.plain_amounts)
                      : style_.nothing);
        }
    }

    void footer(boost::json::object const& totals) override { row(totals); }

    /// As wide as it must be in a pipe; a terminal's window is not written over its edge.
    void end() override
    {
        if (cells_.empty())
            return;
        for (std::size_t column = 0; column < style_.fields.size(); ++column) {
            std::string_view const heading = translate(style_.lang, style_.fields[column].heading);
            headings_.push_back(heading);
            auto const width = tokocrm::display_width(heading);
            auto& need = needs_[column];
            auto const least =
                may_wrap(column) ? std::clamp(need.least, narrowest, widest_kept) : need.natural;
            need.least = std::max(least, longest_word(heading));
            need.natural = std::max(need.natural, width);
        }
        auto const no_edge = std::numeric_limits<std::size_t>::max();
        auto const blocks = fitted(needs_, style_.window > 0 ? style_.window : no_edge);
        for (auto const& block : blocks) {
            if (&block != &blocks.front())
                to_.write("\n");
            write_block(block);
        }
    }

private:
    static constexpr std::size_t narrowest = 8;    ///< of columns with texts
    static constexpr std::size_t widest_kept = 16; ///< words up to this are not broken

    struct cell
    {
        std::size_t from, size, width;
    };

    bool may_wrap(std::size_t column) const noexcept
    {
        auto const as = style_.fields[column].as;
        return as == kind::text || as == kind::label;
    }

    void add(std::string_view text)
    {
        auto const column = cells_.size() % needs_.size();
        auto& need = needs_[column];
        cells_.push_back({text_.size(), text.size(), tokocrm::display_width(text)});
        need.natural = std::max(need.natural, cells_.back().width);
        if (style_.window > 0 && may_wrap(column))
            need.least = std::max(need.least, longest_word(text));
        text_ += text;
    }

    void write_block(column_block const& block)
    {
        std::vector<std::vector<text_piece>> cells(block.columns.size());
        for (std::size_t at = 0; at < cells.size(); ++at) {
            auto const heading = headings_[block.columns[at]];
            cells[at] = pieces(heading, tokocrm::display_width(heading), block.widths[at]);
        }
        write_row(block, cells, style_.bold_headings);
        for (std::size_t row = 0; row < cells_.size(); row += needs_.size()) {
            for (std::size_t at = 0; at < cells.size(); ++at) {
                auto const& each = cells_[row + block.columns[at]];
                cells[at] = pieces(std::string_view(text_).substr(each.from, each.size), each.width,
                                   block.widths[at]);
            }
            write_row(block, cells, false);
        }
    }

    static std::vector<text_piece> pieces(std::string_view text, std::size_t width,
                                          std::size_t room)
    {
        if (width <= room)
            return {{text, width}};
        return wrapped(text, room);
    }

    void write_row(column_block const& block, std::vector<std::vector<text_piece>> const& cells,
                   bool bold)
    {
        std::size_t lines = 0;
        for (auto const& each : cells)
            lines = std::max(lines, each.size());
        std::string line;
        for (std::size_t at_line = 0; at_line < lines; ++at_line) {
            for (std::size_t at = 0; at < cells.size(); ++at) {
                auto const piece = at_line < cells[at].size() ? cells[at][at_line] : text_piece{};
                if (at > 0)
                    line.append(column_gap, ' ');
                put(line, piece, block.widths[at], is_right(style_.fields[block.columns[at]].as),
                    bold && !piece.first.empty());
            }
            write(line);
        }
    }

    static void put(std::string& line, text_piece const& piece, std::size_t width, bool right,
                    bool bold)
    {
        auto const& [text, taken] = piece;
        auto const blanks = width > taken ? width - taken : 0;
        if (right)
            line.append(blanks, ' ');
        if (bold)
            line += "\033[1m";
        line += text;
        if (bold)
            line += "\033[0m";
        if (!right)
            line.append(blanks, ' ');
    }

    /// Writes a line without the blanks at its end, and empties it.
    void write(std::string& line)
    {
        line.resize(line.find_last_not_of(' ') + 1);
        line += '\n';
        to_.write(line);
        line.clear();
    }

    row_style style_;
    spool& to_;
    std::string text_; ///< of all cells, one after the other
    std::vector<cell> cells_;
    std::vector<column_need> needs_; ///< of the columns
    std::vector<std::string_view> headings_;
};

} // namespace

std::unique_ptr<row_writer> make_table_writer(row_style style, spool& to)
{
    return std::make_unique<table_writer>(std::move(style), to);
}

} // namespace toko
