#include "output.hpp"

#include "../context.hpp"
#include "cell.hpp"
#include "fitting.hpp"
#include "pager.hpp"
#include "people.hpp"
#include "rows.hpp"
#include "spool.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace toko {

namespace {

namespace json = boost::json;

std::vector<field> in_table(std::span<field const> fields)
{
    std::vector<field> shown;
    for (auto const& one : fields) {
        if (one.in_table && one.as != kind::nested)
            shown.push_back(one);
    }
    return shown;
}

bool to_stdout(context& ctx, presentation const& how) noexcept
{
    return !how.to || how.to == &ctx.out();
}

/// How wide the window is that it is written to; 0 where it is none.
std::size_t window_of(context& ctx, presentation const& how) noexcept
{
    return to_stdout(ctx, how) && ctx.stdout_is_terminal() ? ctx.window_columns() : 0;
}

row_style style_of(context& ctx, presentation const& how, std::vector<field> fields)
{
    bool const on_stdout = to_stdout(ctx, how);
    return {.fields = std::move(fields),
            .currency = how.currency,
            .id_key = how.id_key,
            .nothing = how.nothing,
            .plain_amounts = how.plain_amounts,
            .lang = ctx.lang(),
            .bold_headings = ctx.colour() && on_stdout,
            .for_terminal = on_stdout && ctx.stdout_is_terminal(),
            .window = window_of(ctx, how)};
}

void deliver(context& ctx, presentation const& how, output_format format, spool& text)
{
    if (how.to)
        text.copy_to(*how.to);
    else if (format == output_format::table)
        page(ctx, text);
    else
        text.copy_to(ctx.out());
    if (ctx.stdout_is_terminal())
        ctx.out().flush(); // what is said about it on stderr comes after it
}

/// Headings on the left, what belongs to them on the right.
void write_pairs(context& ctx, json::object const& thing, std::vector<field> const& fields,
                 presentation const& how, spool& to)
{
    std::vector<std::pair<std::string, std::string>> lines;
    std::size_t widest = 0;
    auto const currency = currency_of(thing, how.currency);
    for (auto const& one : fields) {
        auto const* const value = find_value(thing, one.key);
        if (!value && *how.nothing == '\0')
            continue;
        std::string heading(ctx.translate(one.heading));
        widest = std::max(widest, tokocrm::display_width(heading));
        lines.emplace_back(std::move(heading), value ? people_text(*value, one.as, currency,
                                                                   ctx.lang(), how.plain_amounts)
                                                     : how.nothing);
    }
    auto const left = widest + column_gap;
    auto const window = window_of(ctx, how);
    constexpr std::size_t too_narrow = 16; // to break texts for
    bool const breaks = window >= left + too_narrow;
    for (auto const& [heading, text] : lines) {
        auto line = heading;
        if (!text.empty())
            line.append(left - tokocrm::display_width(heading), ' ');
        auto const pieces =
            breaks ? wrapped(text, window - left) : std::vector<text_piece>{{text, 0}};
        for (auto const& piece : pieces) {
            to.write(line.append(piece.first) + '\n');
            line.assign(left, ' ');
        }
    }
}

void write_nested(context& ctx, json::object const& thing, nested_table const& table,
                  presentation const& how, spool& to)
{
    auto const* const rows = find_value(thing, table.key);
    if (!rows || !rows->is_array() || rows->get_array().empty())
        return;
    to.write('\n' + std::string(ctx.translate(table.heading)) + '\n');
    auto inner = how;
    inner.currency = currency_of(thing, how.currency);
    auto const writer = make_table_writer(style_of(ctx, inner, in_table(table.fields)), to);
    for (auto const& row : rows->get_array()) {
        if (row.is_object())
            writer->row(row.get_object());
    }
    writer->end();
}

} // namespace

list_output::list_output(context& ctx, std::span<field const> fields, presentation how)
    : context_(ctx), fields_(fields), how_(std::move(how)),
      format_(how_.format.value_or(ctx.format())), spool_(std::make_unique<spool>())
{}

list_output::~list_output() = default;

row_writer& list_output::writer()
{
    if (!writer_) {
        std::vector<field> chosen;
        for (auto const& key : context_.list().fields) {
            auto const found = std::find_if(fields_.begin(), fields_.end(),
                                            [&](field const& one) { return one.key == key; });
            if (found != fields_.end())
                chosen.push_back(*found);
        }
        bool const told = !chosen.empty();
        if (!told && format_ == output_format::table)
            chosen = in_table(fields_);
        else if (!told)
            chosen.assign(fields_.begin(), fields_.end());
        auto style = style_of(context_, how_, std::move(chosen));
        style.fields_were_told = told;
        writer_ = make_row_writer(format_, std::move(style), *spool_);
    }
    return *writer_;
}

void list_output::row(json::object const& row)
{
    writer().row(row);
    ++rows_;
}

void list_output::flush()
{
    writer(); // a heading need not wait for a row
    spool_->copy_to(context_.out());
    spool_->clear();
    context_.out().flush();
}

void list_output::footer(json::object const& row)
{
    writer().footer(row);
}

bool list_output::wants_total() const noexcept
{
    return format_ == output_format::table && context_.stderr_is_terminal() && !context_.quiet() &&
           context_.list().page.limit.has_value();
}

void list_output::end(list_end const& how)
{
    if (rows_ == 0 && format_ == output_format::table) {
        context_.note(how_.none ? how_.none : tr("nothing to show"));
        return;
    }
    writer().end();
    deliver(context_, how_, format_, *spool_);
    if (wants_total() && how.total && (*how.total > rows_ || how.more_than_total)) {
        auto const counted = [&](std::int64_t count) { return count_text(count, context_.lang()); };
        context_.note(how.more_than_total ? tr("{0} of more than {1}") : tr("{0} of {1}"),
                      {counted(rows_), counted(*how.total)});
    }
    if (how.next)
        context_.note(tr("next page: --after {0}"), {*how.next});
}

void show(context& ctx, json::object const& thing, std::span<field const> fields, presentation how,
          std::span<nested_table const> tables)
{
    auto const format = how.format.value_or(ctx.format());
    spool text;
    if (format == output_format::table) {
        write_pairs(ctx, thing, in_table(fields), how, text);
        for (auto const& one : tables)
            write_nested(ctx, thing, one, how, text);
    } else if (format == output_format::json) {
        text.write(json_text(thing) + '\n');
    } else {
        auto const writer =
            make_row_writer(format, style_of(ctx, how, {fields.begin(), fields.end()}), text);
        writer->row(thing);
        writer->end();
    }
    deliver(ctx, how, format, text);
}

void print(context& ctx, std::string_view text)
{
    ctx.out() << text;
}

} // namespace toko
