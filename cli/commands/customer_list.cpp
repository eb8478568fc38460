#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "customer_fields.hpp"
#include "open_shop.hpp"
#include "searching.hpp"
#include "sorting.hpp"
#include "words.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

void describe(options& opts)
{
    opts.value("search", "TEXT",
               tr("only customers with these words, or parts of them, in name, phone, e-mail or "
                  "city"))
        .value("city", "NAME", tr("only customers in this city"))
        .value("sex", "female|male", tr("only women, or only men"))
        .value("tag", "TAG,…", tr("only customers with this tag; of several, with each"),
               {.repeatable = true})
        .value("since", "DATE", tr("registered on this date or later"))
        .value("until", "DATE", tr("registered on this date or earlier"))
        .lists(customer_fields, {"name", "registered_at", "id"})
        .example("toko customer list --search \"siti 0812\"")
        .example("toko customer list --tag langganan --format csv")
        .example("toko customer list --city \"Kisaran Timur\" --sort name");
}

void run(context& ctx, arguments const& args)
{
    tokocrm::customer_query query{.city = args.find("city"),
                                  .sex = sex_of(args.find("sex")),
                                  .search = args.find("search"),
                                  .tags = args.list("tag")};
    sort_by<tokocrm::customer_query, tokocrm::customer_sort>(
        ctx, query,
        {{"id", tokocrm::customer_sort::number},
         {"name", tokocrm::customer_sort::name},
         {"registered_at", tokocrm::customer_sort::registered}});
    auto const shop = open_shop(ctx);
    take_days(args, query, today_in(ctx, shop));
    list_output out(ctx, customer_fields, {.none = tr("there are no such customers")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const found = tokocrm::list_customers(uow, query, ctx.list().page);
        for (auto const& one : found.items) {
            auto row = tokocrm::to_json(one, shop);
            translate_words(ctx, ctx.format(), row, {"sex"});
            name_erased(ctx, row);
            out.row(row);
        }
        end.next = found.next;
        count_for(out, end,
                  [&](std::int64_t most) { return tokocrm::count_customers(uow, query, most); });
    });
    out.end(end);
}

} // namespace

command const customer_list{"customer list", tr("list the customers"), describe, run};

} // namespace toko
