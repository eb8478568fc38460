#include "../context.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"
#include "product_fields.hpp"
#include "searching.hpp"
#include "sorting.hpp"

#include <tokocrm/json.hpp>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

namespace toko {

namespace {

void describe(options& opts)
{
    opts.value("search", "TEXT",
               tr("only products with these words, or parts of them, in name, SKU, barcode or "
                  "category"))
        .value("category", "NAME", tr("only the products of this category"))
        .value("status", "active|inactive|archived",
               tr("only products that are sold, that are not, or that were put away"))
        .lists(product_fields, {"name", "sku", "price", "created_at", "id"})
        .example("toko product list --search \"beras 5\"")
        .example("toko product list --category Beras")
        .example("toko product list --sort -created_at --format csv");
}

void take_status(arguments const& args, tokocrm::product_query& query)
{
    auto const status = args.find("status");
    if (!status)
        return;
    if (*status == "archived")
        query.archived = true;
    else if (*status == "active" || *status == "inactive")
        query.active = *status == "active";
    else
        throw usage_error("usage.status",
                          tr("--status must be active, inactive or archived, not {0}"), {*status});
}

/// A table has room for the SKUs of the packs and what they contain.
void say_packs_shortly(context const& ctx, boost::json::object& row,
                       std::vector<tokocrm::pack> const& packs)
{
    std::string text;
    for (auto const& one : packs)
        text += (text.empty() ? "" : ", ") + one.sku + " (" +
                decimal_text(tokocrm::to_decimal(one.contains), ctx.lang()) + ")";
    row["packs"] = text;
}

bool comes_in_packs(tokocrm::product const& one)
{
    return !one.other_packs.empty();
}

bool is_rated(tokocrm::product const& one)
{
    return one.rated.reviews > 0;
}

void run(context& ctx, arguments const& args)
{
    tokocrm::product_query query{.category = args.find("category"), .search = args.find("search")};
    take_status(args, query);
    sort_by<tokocrm::product_query, tokocrm::product_sort>(
        ctx, query,
        {{"name", tokocrm::product_sort::name},
         {"sku", tokocrm::product_sort::sku},
         {"price", tokocrm::product_sort::price},
         {"created_at", tokocrm::product_sort::created},
         {"id", tokocrm::product_sort::created}});
    auto const shop = open_shop(ctx);
    std::vector<field> fields(std::begin(product_fields), std::end(product_fields));
    list_output out(ctx, fields,
                    {.currency = shop.profile.currency, .none = tr("there are no such products")});
    list_end end;
    auto const found = ctx.read([&](tokocrm::unit_of_work& uow) {
        return with_category(uow, query.category, [&] {
            count_for(out, end,
                      [&](std::int64_t most) { return tokocrm::count_products(uow, query, most); });
            return tokocrm::list_products(uow, query, ctx.list().page);
        });
    });
    bool const for_people = ctx.format() == output_format::table;
    if (for_people) {
        auto& packs = *std::find_if(fields.begin(), fields.end(), [](field const& one) {
            return one.key == std::string_view("packs");
        });
        packs.as = kind::text;
        // Where no product comes in packs, nobody needs to hear the word.
        packs.in_table = std::any_of(found.items.begin(), found.items.end(), comes_in_packs);
        bool const rated = std::any_of(found.items.begin(), found.items.end(), is_rated);
        for (auto& one : fields)
            if (one.key == std::string_view("average_stars") ||
                one.key == std::string_view("review_count"))
                one.in_table = rated;
    }
    for (auto const& one : found.items) {
        auto row = tokocrm::to_json(one, shop);
        if (for_people)
            say_packs_shortly(ctx, row, one.other_packs);
        out.row(row);
    }
    end.next = found.next;
    out.end(end);
}

} // namespace

command const product_list{"product list", tr("list the products"), describe, run};

} // namespace toko
