#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"
#include "product_fields.hpp"
#include "stock_fields.hpp"

#include <tokocrm/json.hpp>

#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

namespace toko {

namespace {

void describe(options& opts)
{
    opts.positional("product", tr("its SKU, barcode, id or name; without it, of all"), {})
        .lists(movement_fields)
        .example("toko stock history PG16")
        .example("toko stock history --limit 50 --format csv");
}

/// A table about one product does not repeat its name.
std::vector<field> fields_of(bool one_product)
{
    std::vector<field> fields(std::begin(movement_fields), std::end(movement_fields));
    for (auto& one : fields) {
        std::string_view const key = one.key;
        if (one_product && (key == "sku" || key == "name"))
            one.in_table = false;
    }
    return fields;
}

void run(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    auto const named = args.find("product");
    auto const fields = fields_of(named.has_value());
    list_output out(ctx, fields, {.none = tr("nothing has moved yet")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        std::optional<tokocrm::id<tokocrm::product>> of;
        if (named)
            of = named_product(uow, *named).number;
        auto const found = tokocrm::stock_history(uow, of, ctx.list().page);
        for (auto const& movement : found.items) {
            auto row = tokocrm::to_json(movement, shop);
            say_in_words(ctx, uow, row);
            out.row(row);
        }
        end.next = found.next;
    });
    out.end(end);
}

} // namespace

command const stock_history{"stock history", tr("list what moved the stock, the newest first"),
                            describe, run};

} // namespace toko
