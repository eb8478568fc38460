#include "report_output.hpp"

#include "../context.hpp"
#include "../input/dates.hpp"
#include "../output/file.hpp"
#include "../output/output.hpp"
#include "../output/pager.hpp"
#include "../output/people.hpp"
#include "../output/spool.hpp"
#include "open_shop.hpp"
#include "words.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <functional>
#include <sstream>
#include <streambuf>
#include <utility>

namespace toko {

namespace {

namespace json = boost::json;
using tokocrm::report_basis;
using tokocrm::report_granularity;

/// Where a report goes: what a file's name says, else what `--format` says.
struct destination
{
    output_format format;
    std::string file; ///< empty: stdout
};

bool has_ending(std::string_view path, std::string_view ending) noexcept
{
    return path.size() > ending.size() &&
           std::equal(ending.begin(), ending.end(), path.end() - std::ptrdiff_t(ending.size()),
                      [](char wanted, char has) {
                          return wanted == (has >= 'A' && has <= 'Z' ? has - 'A' + 'a' : has);
                      });
}

destination destination_of(context const& ctx, arguments const& args)
{
    auto const file = args.find("output");
    if (!file)
        return {ctx.format(), {}};
    constexpr std::pair<char const*, output_format> endings[] = {{".csv", output_format::csv},
                                                                 {".json", output_format::json},
                                                                 {".txt", output_format::table}};
    for (auto const& [ending, format] : endings) {
        if (has_ending(*file, ending))
            return {format, *file};
    }
    throw usage_error("usage.output",
                      tr("--output writes a file that ends in .csv, .json or .txt, not {0}"),
                      {*file});
}

report_basis basis_of(arguments const& args)
{
    auto const text = args.find("basis");
    for (auto const basis : {report_basis::paid, report_basis::placed}) {
        if (!text || *text == name(basis))
            return basis;
    }
    throw usage_error("usage.basis", tr("--basis must be paid or placed, not {0}"), {*text});
}

std::optional<tokocrm::report_column> explained_column(arguments const& args)
{
    auto const text = args.find("explain");
    if (!text)
        return std::nullopt;
    if (auto const column = tokocrm::find_report_column(*text))
        return column;
    throw usage_error("usage.column",
                      tr("--explain takes orders, units, gross, discounts, refunds, net, shipping, "
                         "other, total or new_customers, not {0}"),
                      {*text});
}

/// Whatever is open in what was asked for, closed by what is booked.
tokocrm::date_range closed(period asked, std::optional<tokocrm::date_range> const& booked,
                           tokocrm::date today)
{
    if (asked.open_end)
        asked.range.last = std::max(asked.range.first, today);
    if (asked.open_start)
        asked.range.first = std::min(booked ? booked->first : asked.range.last, asked.range.last);
    return asked.range;
}

/// The library's refusal of a period that has not begun, with what there is to ask for instead.
command_error not_yet(context const& ctx, tokocrm::error const& failure,
                      std::optional<tokocrm::date_range> const& booked)
{
    if (!booked)
        return {failure.code(), failure.reason(),
                tr("the period begins after today, and the shop has no sale yet")};
    return {failure.code(),
            failure.reason(),
            tr("the period begins after today; the first sale was on {0}, the last on {1}"),
            {date_text(booked->first, ctx.lang()), date_text(booked->last, ctx.lang())}};
}

tokocrm::sales_report report_of(context const& ctx, tokocrm::unit_of_work& uow, period const& asked,
                                tokocrm::date today, report_granularity granularity,
                                report_basis basis,
                                std::optional<tokocrm::date_range> const& booked)
{
    try {
        return tokocrm::report_sales(uow, closed(asked, booked, today), granularity, basis);
    } catch (tokocrm::error const& failure) {
        if (failure.reason() == "report.period_future")
            throw not_yet(ctx, failure, booked);
        throw;
    }
}

/// Whether the output itself says which period it is about.
bool names_period(output_format format, bool explains)
{
    return !explains && (format == output_format::table || format == output_format::json);
}

/// The report, and what its reader should be told besides.
struct answer
{
    tokocrm::sales_report report;
    std::optional<tokocrm::date_range> booked;
};

char const* title_of(report_granularity granularity) noexcept
{
    return granularity == report_granularity::month ? tr("Monthly sales") : tr("Daily sales");
}

char const* basis_text(report_basis basis) noexcept
{
    return basis == report_basis::paid ? tr("by date of payment") : tr("by date of order");
}

/// The line over a report: what, whose, when, and how it is counted.
std::string heading(context const& ctx, tokocrm::shop const& shop, tokocrm::sales_report const& of)
{
    auto const noon = shop.zone.instant(of.period.last, std::chrono::hours{12});
    std::string line(ctx.translate(title_of(of.granularity)));
    auto const add = [&](std::string_view part) { line.append(" · ").append(part); };
    add(tokocrm::escape_for_display(shop.profile.name));
    add(range_text(of.period, ctx.lang()) + ' ' + shop.zone.abbreviation(noon));
    add(ctx.translate(basis_text(of.basis)));
    if (of.currency != tokocrm::currency::idr)
        add(tokocrm::code(of.currency));
    return line + "\n\n";
}

std::vector<field> fields_of(tokocrm::sales_report const& report)
{
    auto const has_other = [](tokocrm::sales_figures const& of) { return of.other.minor() != 0; };
    bool const other = has_other(report.totals) ||
                       std::any_of(report.rows.begin(), report.rows.end(),
                                   [&](auto const& row) { return has_other(row.figures); });
    return {{"period", report.granularity == report_granularity::month ? tr("Month") : tr("Day"),
             kind::date},
            {"orders", tr("Orders"), kind::number},
            {"units", tr("Units"), kind::quantity},
            {"gross", tr("Gross"), kind::amount},
            {"discounts", tr("Discounts"), kind::amount},
            {"refunds", tr("Refunds"), kind::amount},
            {"net", tr("Net"), kind::amount},
            {"shipping", tr("Shipping"), kind::amount},
            {"other", tr("Other"), kind::amount, other},
            {"total", tr("Total"), kind::amount},
            {"average_order", tr("Average"), kind::amount},
            {"new_customers", tr("New"), kind::number},
            {"returning_customers", tr("Returning"), kind::number}};
}

/// A row of which nothing but its period is worth reading.
bool is_empty(tokocrm::sales_figures const& of)
{
    return of.orders == 0 && of.gross.minor() == 0 && of.discounts.minor() == 0 &&
           of.refunds.minor() == 0 && of.shipping.minor() == 0 && of.other.minor() == 0;
}

void write_rows(context& ctx, tokocrm::shop const& shop, tokocrm::sales_report const& report,
                output_format format, std::ostream& to)
{
    bool const table = format == output_format::table;
    auto const shape = tokocrm::to_json(report);
    if (table)
        to << heading(ctx, shop, report);
    auto const fields = fields_of(report);
    list_output out(ctx, fields,
                    {.currency = report.currency,
                     .id_key = "period",
                     .nothing = "–",
                     .format = format,
                     .to = &to,
                     .plain_amounts = true});
    auto figures = report.rows.begin();
    for (auto const& row : shape.at("rows").as_array()) {
        auto const& whole = row.as_object();
        if (table && is_empty(figures->figures))
            out.row({{"period", whole.at("period")}});
        else
            out.row(whole);
        ++figures;
    }
    auto totals = shape.at("totals").as_object();
    totals["period"] = std::string(ctx.translate(tr("Sum")));
    // a person may return in several rows: there is no sum of them
    totals["returning_customers"] = "";
    out.footer(totals);
    out.end();
}

/// The key of what an explained column is made of.
char const* part_key(tokocrm::report_column column) noexcept
{
    switch (column) {
    case tokocrm::report_column::units:
        return "units";
    case tokocrm::report_column::orders:
    case tokocrm::report_column::new_customers:
        return "count";
    default:
        return "amount";
    }
}

/// A part as JSON has it; people see of the figures the one that is explained.
std::vector<field> part_fields(std::string_view key)
{
    return {{"booked_on", tr("Booked"), kind::date},
            {"order_number", tr("Order"), kind::number},
            {"customer", tr("Customer")},
            {"what", tr("What"), kind::label},
            {"amount", tr("Amount"), kind::amount, key == "amount"},
            {"currency", tr("Currency"), kind::text, false},
            {"units", tr("Units"), kind::quantity, key == "units"},
            {"count", tr("Count"), kind::number, key == "count"}};
}

/// What is written to a stream goes into another for so long.
class held_back
{
public:
    held_back(std::ostream& from, std::ostream& into) : from_(from), own_(from.rdbuf(into.rdbuf()))
    {}
    ~held_back() { from_.rdbuf(own_); }
    held_back(held_back const&) = delete;
    held_back& operator=(held_back const&) = delete;

private:
    std::ostream& from_;
    std::streambuf* own_;
};

/// The stream that a destination means, whole or not at all.
void write_to(context& ctx, destination const& where,
              std::function<void(std::ostream&)> const& write)
{
    if (where.file.empty() && where.format == output_format::table) {
        // what stands over a table goes through the pager with it
        std::ostringstream whole;
        {
            held_back const until_written(ctx.out(), whole);
            write(ctx.out()); // as wide as stdout's window
        }
        spool text;
        text.write(whole.str());
        page(ctx, text);
        ctx.out().flush();
        return;
    }
    if (where.file.empty()) {
        write(ctx.out());
        return;
    }
    require_output_file(where.file, ctx.url());
    if (ctx.dry_run()) {
        struct : std::streambuf
        {
            int_type overflow(int_type letter) override { return traits_type::not_eof(letter); }
            std::streamsize xsputn(char const*, std::streamsize count) override { return count; }
        } nowhere;
        std::ostream discarded(&nowhere);
        write(discarded);
        ctx.note(tr("{0} would be written"), {where.file});
        return;
    }
    output_file file(where.file);
    write(file.stream());
    file.commit();
    ctx.note(tr("{0} is written"), {where.file});
}

} // namespace

void describe_sales_report(options& opts, char const* default_period)
{
    opts.positional("period", default_period,
                    {.words = "today|yesterday|this week|last week|this month|last month|this year|"
                              "last year|hari ini|kemarin|minggu ini|minggu lalu|bulan ini|"
                              "bulan lalu|tahun ini|tahun lalu"})
        .value("basis", "paid|placed",
               tr("count a sale on the day it is paid, or on the day it is placed; paid without "
                  "it"))
        .value("explain", "COLUMN", tr("show the orders behind a figure, for example gross"),
               {.words = "orders|units|gross|discounts|refunds|net|shipping|other|total|"
                         "new_customers"})
        .value("output", "FILE", tr("write to a file; its ending says how: .csv, .json or .txt"));
}

void run_sales_report(context& ctx, arguments const& args, report_granularity granularity,
                      tokocrm::date_range (*otherwise)(tokocrm::date today))
{
    auto const where = destination_of(ctx, args);
    auto const basis = basis_of(args);
    auto const column = explained_column(args);
    auto const shop = open_shop(ctx);
    auto const today = today_in(ctx, shop);
    auto const asked =
        args.has("period") ? parse_period(args.text("period"), today) : period{otherwise(today)};

    auto const key = column ? part_key(*column) : "";
    auto const fields = part_fields(key);
    std::optional<list_output> parts;
    auto const fill = [&](std::ostream& to) {
        auto const found = ctx.read([&](tokocrm::unit_of_work& uow) {
            auto const booked = tokocrm::booked_period(uow, basis);
            answer whole{report_of(ctx, uow, asked, today, granularity, basis, booked), booked};
            if (column) {
                parts.emplace(ctx, fields,
                              presentation{.currency = shop.profile.currency,
                                           .id_key = "order_number",
                                           .none = tr("nothing adds to this figure"),
                                           .format = where.format,
                                           .to = &to});
                tokocrm::explain_figure(uow, whole.report.period, *column, basis,
                                        [&](tokocrm::figure_part const& part) {
                                            auto row = tokocrm::to_json(part);
                                            translate_words(ctx, where.format, row, {"what"});
                                            parts->row(row);
                                        });
            }
            return whole;
        });
        auto const& report = found.report;
        if (parts) {
            auto const totals = tokocrm::to_json(report).at("totals").as_object();
            auto const& sum = totals.at(args.text("explain"));
            if (parts->rows() > 0)
                parts->footer({{"booked_on", std::string(ctx.translate(tr("Sum")))}, {key, sum}});
            parts->end();
        } else if (where.format == output_format::json)
            show(ctx, tokocrm::to_json(report), {}, {.format = where.format, .to = &to});
        else
            write_rows(ctx, shop, report, where.format, to);
        if (!names_period(where.format, column.has_value()))
            ctx.note(tr("period: {0}"), {range_text(report.period, ctx.lang())});
        if (report.totals.orders == 0 && found.booked)
            ctx.note(tr("no sale in this period; the first was on {0}, the last on {1}"),
                     {date_text(found.booked->first, ctx.lang()),
                      date_text(found.booked->last, ctx.lang())});
        else if (report.totals.orders == 0)
            ctx.note(tr("no sale in this period; the shop has none yet"));
    };
    write_to(ctx, where, fill);
}

} // namespace toko
