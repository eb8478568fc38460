#include "order_filters.hpp"

#include "../command_error.hpp"
#include "../input/dates.hpp"
#include "../text/tr.hpp"
#include "searching.hpp"

namespace toko {

namespace {

std::vector<tokocrm::order_label> labels_of(arguments const& args)
{
    std::vector<tokocrm::order_label> labels;
    for (auto const& name : args.list("status")) {
        auto const found = tokocrm::find_order_label(name);
        if (!found)
            throw usage_error("usage.status",
                              tr("there is no status {0}; there are new, pending, ok, cancelled, "
                                 "expired and refunded"),
                              {name});
        labels.push_back(*found);
    }
    return labels;
}

} // namespace

void describe_order_filters(options& opts)
{
    opts.value("search", "TEXT",
               tr("only orders with these words, or parts of them, in number, reference, customer, "
                  "phone, e-mail or goods"))
        .value("status", "LABEL,…",
               tr("only orders with one of these labels: new, pending, ok, cancelled, expired, "
                  "refunded"),
               {.repeatable = true, .words = "new|pending|ok|cancelled|expired|refunded"})
        .value("since", "DATE", tr("placed on this date or later"))
        .value("until", "DATE", tr("placed on this date or earlier"))
        .value("customer", "WHO", tr("only the orders of this customer: id, phone or e-mail"))
        .value("city", "NAME", tr("only the orders to this city"))
        .value("pay", "METHOD", tr("only the orders paid in this way: transfer, cash, cod"),
               {.words = "transfer|cash|cod"})
        .value("reference", "TEXT", tr("only the orders with this number in an imported history"));
}

tokocrm::order_query filtered_orders(arguments const& args, tokocrm::date today)
{
    tokocrm::order_query query;
    query.labels = labels_of(args);
    take_days(args, query, today);
    query.reference = args.find("reference");
    query.city = args.find("city");
    query.payment_method = args.find("pay");
    query.search = args.find("search");
    return query;
}

} // namespace toko
