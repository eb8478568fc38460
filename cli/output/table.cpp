#include "../text/tr.hpp"
#include "cell.hpp"
#include "rows.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <clocale>
#include <cstddef>
#include <cstdlib>
#include <libsmartcols/libsmartcols.h>
#include <new>
#include <string>
#include <utility>

namespace toko {

namespace {

bool is_right(kind as) noexcept
{
    return as == kind::number || as == kind::amount || as == kind::quantity ||
           as == kind::percentage;
}

/// smartcols answers 0, or a negative errno; memory is all that can be missing here.
void check(int answer)
{
    if (answer != 0)
        throw std::bad_alloc();
}

struct table_closer
{
    void operator()(libscols_table* table) const noexcept { scols_unref_table(table); }
};
struct text_closer
{
    void operator()(char* text) const noexcept { std::free(text); }
};

class table_writer : public row_writer
{
public:
    table_writer(row_style style, spool& to) : style_(std::move(style)), to_(to)
    {
        // smartcols measures with the C library, which knows wide characters only in UTF-8
        std::setlocale(LC_CTYPE, "C.UTF-8");
        table_.reset(scols_new_table());
        if (!table_)
            throw std::bad_alloc();
        // the same bytes on a terminal and in a pipe: nothing is cut to a window's width
        check(scols_table_set_termforce(table_.get(), SCOLS_TERMFORCE_NEVER));
        check(scols_table_set_column_separator(table_.get(), "  "));
        // the cells are escaped already; a second time would show the escapes' own backslashes
        check(scols_table_enable_noencoding(table_.get(), 1));
        if (style_.bold_headings)
            check(scols_table_enable_colors(table_.get(), 1));
        for (auto const& one : style_.fields)
            add_column(one);
    }

    void row(boost::json::object const& row) override
    {
        auto* const line = scols_table_new_line(table_.get(), nullptr);
        if (!line)
            throw std::bad_alloc();
        auto const currency = currency_of(row, style_.currency);
        std::size_t at = 0;
        for (auto const& one : style_.fields) {
            auto const* const value = find_value(row, one.key);
            auto const text =
                value ? people_text(*value, one.as, currency, style_.lang, style_.plain_amounts)
                      : style_.nothing;
            check(scols_line_set_data(line, at++, text.c_str()));
        }
    }

    void footer(boost::json::object const& totals) override { row(totals); }

    void end() override
    {
        if (scols_table_is_empty(table_.get()))
            return;
        char* text = nullptr;
        check(scols_print_table_to_string(table_.get(), &text));
        std::unique_ptr<char, text_closer> const printed(text);
        to_.write(without_trailing_blanks(printed.get()));
    }

private:
    void add_column(field const& one)
    {
        std::string const heading(translate(style_.lang, one.heading));
        auto* const column = scols_table_new_column(table_.get(), heading.c_str(), 0,
                                                    is_right(one.as) ? SCOLS_FL_RIGHT : 0);
        if (!column)
            throw std::bad_alloc();
        if (style_.bold_headings)
            check(scols_cell_set_color(scols_column_get_header(column), "bold"));
    }

    static std::string without_trailing_blanks(std::string_view text)
    {
        std::string out;
        while (!text.empty()) {
            auto const end = std::min(text.find('\n'), text.size());
            auto const line = text.substr(0, end);
            out.append(line.substr(0, line.find_last_not_of(' ') + 1)).append("\n");
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return out;
    }

    row_style style_;
    spool& to_;
    std::unique_ptr<libscols_table, table_closer> table_;
};

} // namespace

std::unique_ptr<row_writer> make_table_writer(row_style style, spool& to)
{
    return std::make_unique<table_writer>(std::move(style), to);
}

} // namespace toko
