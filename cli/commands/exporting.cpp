#include "exporting.hpp"

#include "../output/file.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <streambuf>

namespace toko {

namespace {

namespace json = boost::json;

json::value as_json(tokocrm::export_value const& cell)
{
    struct
    {
        json::value operator()(std::monostate) const { return nullptr; }
        json::value operator()(std::string const& text) const { return json::string(text); }
        json::value operator()(tokocrm::money amount) const { return amount.minor(); }
        json::value operator()(bool flag) const { return flag; }
    } const wire;
    return std::visit(wire, cell);
}

output_format format_of(context const& ctx, std::optional<std::string> const& file)
{
    if (!file) {
        if (ctx.format() == output_format::ids || ctx.format() == output_format::count)
            throw usage_error("usage.format", tr("an export is csv, tsv, json or jsonl"));
        return ctx.format() == output_format::table ? output_format::csv : ctx.format();
    }
    constexpr std::pair<std::string_view, output_format> endings[] = {
        {".csv", output_format::csv},
        {".tsv", output_format::tsv},
        {".json", output_format::json},
        {".jsonl", output_format::jsonl}};
    for (auto const& [ending, format] : endings)
        if (file->size() > ending.size() && file->ends_with(ending))
            return format;
    throw usage_error(
        "usage.output",
        tr("--output writes a file that ends in .csv, .tsv, .json or .jsonl, not {0}"), {*file});
}

/// Takes what a rehearsal writes.
class nowhere : public std::streambuf
{
    int_type overflow(int_type letter) override { return traits_type::not_eof(letter); }
    std::streamsize xsputn(char const*, std::streamsize count) override { return count; }
};

} // namespace

void describe_export(options& opts)
{
    opts.value("output", "FILE",
               tr("write to a file; its ending says how: .csv, .tsv, .json or .jsonl"));
}

void run_export(context& ctx, arguments const& args, tokocrm::shop const& in,
                std::span<std::string_view const> columns,
                std::span<std::string_view const> amounts,
                std::function<void(tokocrm::unit_of_work&, export_taker const&)> const& rows)
{
    auto const file = args.find("output");
    auto const format = format_of(ctx, file);
    std::vector<std::string> names(columns.begin(), columns.end());
    std::vector<field> fields;
    for (auto const& name : names)
        fields.push_back({name.c_str(), tr("Column"),
                          std::find(amounts.begin(), amounts.end(), name) == amounts.end()
                              ? kind::text
                              : kind::amount});
    auto const write = [&](std::ostream& to) {
        list_output out(ctx, fields,
                        {.currency = in.profile.currency, .format = format, .to = &to});
        ctx.read([&](tokocrm::unit_of_work& uow) {
            rows(uow, [&](std::vector<tokocrm::export_value> const& cells) {
                json::object row;
                for (std::size_t i = 0; i < names.size(); ++i)
                    row[names[i]] = as_json(cells[i]);
                out.row(row);
            });
        });
        out.end();
        return out.rows();
    };
    if (!file) {
        write(ctx.out());
        return;
    }
    require_output_file(*file, ctx.url());
    if (ctx.dry_run()) {
        nowhere gone;
        std::ostream discarded(&gone);
        write(discarded);
        ctx.note(tr("{0} would be written"), {*file});
        return;
    }
    output_file whole(*file);
    auto const count = write(whole.stream());
    whole.commit();
    ctx.note(tr("{0} is written; rows: {1}"), {*file, count_text(count, ctx.lang())});
}

} // namespace toko
