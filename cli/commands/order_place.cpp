#include "../command_error.hpp"
#include "../registry.hpp"
#include "coupon_fields.hpp"
#include "customer_named.hpp"
#include "open_shop.hpp"
#include "order_items.hpp"
#include "order_output.hpp"
#include "product_fields.hpp"
#include "shipping_fields.hpp"

#include <tokocrm/customer.hpp>
#include <tokocrm/selling.hpp>

namespace toko {

namespace {

void describe(options& opts)
{
    opts.value("customer", "CUSTOMER",
               tr("who buys, by id, phone or e-mail; none: over the counter"))
        .value("item", "SKU[:QUANTITY]", tr("what, and how many packs of it (1)"),
               {.repeatable = true})
        .flag("cart", tr("what is in the customer's cart"))
        .value("city", "CITY", tr("where it is brought; without it, it is fetched at the shop"))
        .value("address", "TEXT", tr("street and house, instead of the customer's"))
        .value("postal-code", "CODE", tr("instead of the customer's"))
        .value("name", "NAME", tr("whom it is for, instead of the customer's name"))
        .value("phone", "PHONE", tr("how to reach them, instead of the customer's"))
        .value("email", "EMAIL", tr("where to write to, instead of the customer's"))
        .value("coupon", "CODE", tr("the coupon's code"))
        .value("pay", "transfer|cash|cod",
               tr("by transfer (the default), in cash over the counter, in cash on delivery"))
        .value("key", "KEY",
               tr("any text that tells this order from others: given again, it gives "
                  "the same order"))
        .example("toko order place --item PG16:2 --pay cash")
        .example("toko order place --customer 1 --item PG16:1 --city \"Kisaran Timur\" "
                 "--address \"Jln Gurame No 3\" --postal-code 21221 --pay transfer")
        .example("toko order place --customer 081234567890 --cart --coupon LBR01");
}

/// Within a handler: throws an error with the name that was most likely meant, if there is one.
void suggest_names(tokocrm::unit_of_work& uow, tokocrm::order_request const& wish,
                   std::string const& reason)
{
    try {
        if (reason == "product.not_found" || reason == "product.pack_not_found")
            for (auto const& item : wish.items)
                named_goods(uow, item.sku);
        else if (reason == "shipping.not_served" && wish.city)
            named_rate(uow, *wish.city);
        else if (reason == "coupon.not_found" && wish.coupon)
            named_coupon(uow, *wish.coupon);
    } catch (command_error const& meant) {
        throw meant.with_reason(reason);
    } catch (tokocrm::error const&) { // nothing is like it, or not for these eyes
    }
}

tokocrm::order place(tokocrm::unit_of_work& uow, tokocrm::order_request const& wish)
{
    try {
        return tokocrm::place_order(uow, wish);
    } catch (tokocrm::error const& failure) {
        suggest_names(uow, wish, std::string(failure.reason()));
        throw;
    }
}

void run(context& ctx, arguments const& args)
{
    if (args.has("cart") && args.has("item"))
        throw usage_error("usage.contradiction", tr("--cart and --item contradict each other; "
                                                    "add to the cart first, or name all items"));
    if (args.has("cart") && !args.has("customer"))
        throw usage_error("usage.missing", tr("--cart needs --customer: whose cart it is"));
    if (!args.has("cart") && !args.has("item"))
        throw usage_error("usage.missing",
                          tr("say what is ordered: --item SKU:QUANTITY or --cart"));
    tokocrm::order_request wish;
    wish.items = parse_items(args.all("item"));
    wish.name = args.find("name");
    wish.phone = args.find("phone");
    wish.email = args.find("email");
    wish.city = args.find("city");
    wish.address = args.find("address");
    wish.postal_code = args.find("postal-code");
    wish.coupon = args.find("coupon");
    wish.key = args.find("key");
    if (auto const pay = args.find("pay")) {
        auto const known = tokocrm::find_payment_method(*pay);
        if (!known)
            throw usage_error("usage.value", tr("{0} is no way to pay; there are {1}"),
                              {*pay, "transfer, cash, cod"});
        wish.pay = *known;
    }
    auto const shop = open_shop(ctx);
    auto placed = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto request = wish;
        if (auto const who = args.find("customer"))
            request.buyer = named_customer(uow, *who).number;
        if (args.has("cart"))
            request.from_cart = *request.buyer;
        return order_to_show(uow, place(uow, request), shop);
    });
    show_order(ctx, std::move(placed), shop);
}

} // namespace

command const order_place{"order place", tr("place an order, or sell over the counter"), describe,
                          run};

} // namespace toko
