#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "customer_fields.hpp"
#include "open_shop.hpp"
#include "sorting.hpp"
#include "words.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

void describe(options& opts)
{
    opts.value("city", "NAME", tr("only customers in this city"))
        .lists(customer_fields, {"name", "registered_at", "id"})
        .example("toko customer list --city \"Kisaran Timur\" --sort name");
}

void run(context& ctx, arguments const& args)
{
    tokocrm::customer_query query{.city = args.find("city")};
    sort_by<tokocrm::customer_query, tokocrm::customer_sort>(
        ctx, query,
        {{"id", tokocrm::customer_sort::number},
         {"name", tokocrm::customer_sort::name},
         {"registered_at", tokocrm::customer_sort::registered}});
    auto const shop = open_shop(ctx);
    list_output out(ctx, customer_fields, {.none = tr("there are no such customers")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const found = tokocrm::list_customers(uow, query, ctx.list().page);
        for (auto const& one : found.items) {
            auto row = tokocrm::to_json(one, shop);
            translate_words(ctx, ctx.format(), row, {"sex"});
            out.row(row);
        }
        end.next = found.next;
        if (out.wants_total())
            end.total = tokocrm::count_customers(uow, query);
    });
    out.end(end);
}

} // namespace

command const customer_list{"customer list", tr("list the customers"), describe, run};

} // namespace toko
