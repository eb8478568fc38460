#include "../context.hpp"
#include "../registry.hpp"
#include "exporting.hpp"
#include "open_shop.hpp"

namespace toko {

namespace {

using tokocrm::record_kind;

void describe_with(options& opts, char const* example)
{
    describe_export(opts);
    opts.example(example);
}

void describe_products(options& opts)
{
    describe_with(opts, "toko product export --output products.csv");
}

void describe_customers(options& opts)
{
    describe_with(opts, "toko customer export --output customers.csv");
}

void describe_rates(options& opts)
{
    describe_with(opts, "toko shipping export > rates.csv");
}

template <record_kind of>
void run(context& ctx, arguments const& args)
{
    static constexpr std::string_view amounts[] = {"price", "fee", "free_from"};
    auto const shop = open_shop(ctx);
    run_export(ctx, args, shop, tokocrm::record_columns(of), amounts,
               [](tokocrm::unit_of_work& uow, export_taker const& take) {
                   tokocrm::export_records(uow, of, take);
               });
}

} // namespace

command const product_export{"product export", tr("hand out the products, as import takes them"),
                             describe_products, run<record_kind::products>};
command const customer_export{"customer export", tr("hand out the customers, as import takes them"),
                              describe_customers, run<record_kind::customers>};
command const shipping_export{"shipping export",
                              tr("hand out the shipping rates, as import takes them"),
                              describe_rates, run<record_kind::shipping_rates>};

} // namespace toko
