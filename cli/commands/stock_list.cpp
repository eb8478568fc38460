#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"
#include "product_fields.hpp"
#include "stock_fields.hpp"

#include <tokocrm/json.hpp>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

namespace toko {

namespace {

constexpr std::int64_t counted_at_most = 1'000;

void describe(options& opts)
{
    opts.flag("low", tr("only where little is left: a product's --low-stock or less, else nothing"))
        .flag("shortage", tr("only where less is on hand than orders have reserved"))
        .value("category", "NAME", tr("only the products of this category"))
        .value("search", "TEXT",
               tr("only products with these words, or parts of them, in name, SKU, barcode or "
                  "category"))
        .lists(stock_fields)
        .example("toko stock list --low")
        .example("toko stock list --search gerbang")
        .example("toko stock list --format csv");
}

char const* remark_on(tokocrm::stock_level const& level)
{
    auto const nothing = tokocrm::quantity::thousandths(0);
    if (level.available() < nothing)
        return tr("shortage");
    if (level.is_low)
        return level.available() == nothing ? tr("sold out") : tr("low");
    return nullptr;
}

/// A table says with a word where goods are to be bought.
std::vector<field> fields_in(output_format format)
{
    std::vector<field> fields(std::begin(stock_fields), std::end(stock_fields));
    if (format == output_format::table)
        fields.push_back({"remark", tr("Remark")});
    return fields;
}

/// A table leaves out what nobody set, and remarks where there are none.
void leave_out_empty_columns(std::vector<field>& fields,
                             std::vector<tokocrm::stock_level> const& levels)
{
    auto const is_marked = [](tokocrm::stock_level const& one) {
        return one.low_stock.has_value();
    };
    for (auto& one : fields) {
        if (one.key == std::string_view("low_stock"))
            one.in_table = std::any_of(levels.begin(), levels.end(), is_marked);
        if (one.key == std::string_view("remark"))
            one.in_table = std::any_of(levels.begin(), levels.end(), remark_on);
    }
}

void run(context& ctx, arguments const& args)
{
    tokocrm::stock_query const query{.search = args.find("search"),
                                     .category = args.find("category"),
                                     .low = args.has("low"),
                                     .shortage = args.has("shortage")};
    open_shop(ctx);
    auto fields = fields_in(ctx.format());
    list_output out(ctx, fields, {.none = tr("there is no such stock")});
    list_end end;
    auto const found = ctx.read([&](tokocrm::unit_of_work& uow) {
        return with_category(uow, query.category, [&] {
            if (out.wants_total()) {
                auto const counted = tokocrm::count_stock_levels(uow, query, counted_at_most + 1);
                end.total = std::min(counted, counted_at_most);
                end.more_than_total = counted > counted_at_most;
            }
            return tokocrm::list_stock(uow, query, ctx.list().page);
        });
    });
    bool const for_people = ctx.format() == output_format::table;
    if (for_people)
        leave_out_empty_columns(fields, found.items);
    for (auto const& level : found.items) {
        auto row = tokocrm::to_json(level);
        if (auto const* const remark = for_people ? remark_on(level) : nullptr)
            row["remark"] = ctx.translate(remark);
        out.row(row);
    }
    end.next = found.next;
    out.end(end);
}

} // namespace

command const stock_list{"stock list", tr("list what is in stock"), describe, run};

} // namespace toko
