#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"
#include "sorting.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

constexpr field fields[] = {
    {"id", tr("Id"), kind::number, false},
    {"sku", tr("SKU")},
    {"name", tr("Name")},
    {"category", tr("Category")},
    {"unit", tr("Unit")},
    {"price", tr("Price"), kind::amount},
    {"discount_percent", tr("Discount"), kind::percentage},
    {"active", tr("Active"), kind::boolean},
    {"currency", tr("Currency"), kind::text, false},
    {"barcode", tr("Barcode"), kind::text, false},
    {"archived_at", tr("Archived"), kind::instant, false},
    {"description", tr("Description"), kind::text, false},
    {"slug", tr("Slug"), kind::text, false},
    {"fractional", tr("Fractional"), kind::boolean, false},
    {"created_at", tr("Added"), kind::instant, false},
};

void describe(options& opts)
{
    opts.value("category", "NAME", tr("only the products of this category"))
        .value("status", "active|inactive", tr("only products that are sold, or that are not"))
        .lists(fields, {"name", "sku", "created_at", "id"})
        .example("toko product list --category Beras")
        .example("toko product list --sort -created_at --format csv");
}

std::optional<bool> active_of(arguments const& args)
{
    auto const status = args.find("status");
    if (!status)
        return std::nullopt;
    if (*status != "active" && *status != "inactive")
        throw usage_error("usage.status", tr("--status must be active or inactive, not {0}"),
                          {*status});
    return *status == "active";
}

void run(context& ctx, arguments const& args)
{
    tokocrm::product_query query{.category = args.find("category"), .active = active_of(args)};
    sort_by<tokocrm::product_query, tokocrm::product_sort>(
        ctx, query,
        {{"name", tokocrm::product_sort::name},
         {"sku", tokocrm::product_sort::sku},
         {"created_at", tokocrm::product_sort::created},
         {"id", tokocrm::product_sort::created}});
    auto const shop = open_shop(ctx);
    list_output out(ctx, fields,
                    {.currency = shop.profile.currency, .none = tr("there are no such products")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const found = tokocrm::list_products(uow, query, ctx.list().page);
        for (auto const& one : found.items)
            out.row(tokocrm::to_json(one, shop));
        end.next = found.next;
        if (out.wants_total())
            end.total = tokocrm::count_products(uow, query);
    });
    out.end(end);
}

} // namespace

command const product_list{"product list", tr("list the products"), describe, run};

} // namespace toko
