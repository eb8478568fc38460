#include "../text/tr.hpp"
#include "cell.hpp"
#include "rows.hpp"

#include <tokocrm/text.hpp>

#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
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
        : style_(std::move(style)), to_(to), widths_(style_.fields.size())
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

    /// The same bytes on a terminal and in a pipe: nothing is cut to a window's width.
    void end() override
    {
        if (cells_.empty())
            return;
        std::vector<std::size_t> heading_widths;
        for (std::size_t column = 0; column < style_.fields.size(); ++column) {
            auto const heading = translate(style_.lang, style_.fields[column].heading);
            heading_widths.push_back(tokocrm::display_width(heading));
            widths_[column] = std::max(widths_[column], heading_widths.back());
        }
        std::string line;
        for (std::size_t column = 0; column < style_.fields.size(); ++column)
            put(line, column, translate(style_.lang, style_.fields[column].heading),
                heading_widths[column], style_.bold_headings);
        write(line);
        std::size_t from = 0, column = 0;
        for (auto const& each : cells_) {
            put(line, column, std::string_view(text_).substr(from, each.size), each.width, false);
            from += each.size;
            if (++column == style_.fields.size()) {
                write(line);
                column = 0;
            }
        }
    }

private:
    struct cell
    {
        std::size_t size, width;
    };

    void add(std::string_view text)
    {
        auto& widest = widths_[cells_.size() % widths_.size()];
        cells_.push_back({text.size(), tokocrm::display_width(text)});
        widest = std::max(widest, cells_.back().width);
        text_ += text;
    }

    void put(std::string& line, std::size_t column, std::string_view text, std::size_t width,
             bool bold) const
    {
        bool const right = is_right(style_.fields[column].as);
        if (column > 0)
            line += "  ";
        if (right)
            line.append(widths_[column] - width, ' ');
        if (bold)
            line += "\033[1m";
        line += text;
        if (bold)
            line += "\033[0m";
        if (!right && column + 1 < style_.fields.size())
            line.append(widths_[column] - width, ' ');
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
    std::vector<std::size_t> widths_; ///< of the columns
};

} // namespace

std::unique_ptr<row_writer> make_table_writer(row_style style, spool& to)
{
    return std::make_unique<table_writer>(std::move(style), to);
}

} // namespace toko
