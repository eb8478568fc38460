#include "../command_error.hpp"
#include "../context.hpp"
#include "../registry.hpp"
#include "cart_output.hpp"
#include "open_shop.hpp"
#include "order_items.hpp"
#include "product_fields.hpp"

#include <tokocrm/stock.hpp>

namespace toko {

namespace {

void describe_show(options& opts)
{
    describe_customer_of_cart(opts);
    opts.value("city", "CITY", tr("reckon with shipping to this city; fetched at the shop without"))
        .value("coupon", "CODE", tr("reckon with this coupon"))
        .example("toko cart show --customer 1")
        .example("toko cart show --customer 081234567890 --city \"Kisaran Timur\" --coupon LBR01");
}

void show_one(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    tokocrm::cart_preview const with{.city = args.find("city"), .coupon = args.find("coupon")};
    show_cart(ctx, ctx.write([&](tokocrm::unit_of_work& uow) {
        return looked_at(uow, customer_of_cart(uow, args), with);
    }),
              shop);
}

using put = tokocrm::cart_view (*)(tokocrm::unit_of_work&, tokocrm::cart_holder const&,
                                   std::string_view, tokocrm::quantity);

/// `PG16 5` is how stock is received: here it would be two goods, and the second some product's id.
void refuse_lone_quantities(std::vector<std::string> const& items)
{
    constexpr std::size_t longest_quantity = 4;
    for (std::size_t i = 1; i < items.size(); ++i) {
        auto const& text = items[i];
        bool const may_be_quantity = text.size() <= longest_quantity &&
                                     text.find_first_not_of("0123456789.,-") == std::string::npos;
        if (may_be_quantity && items[i - 1].find(':') == std::string::npos)
            throw usage_error("usage.value", tr("write {0}:{1} for {1} of {0}"),
                              {items[i - 1], text});
    }
}

/// The SKU that a cart's line shows, for what somebody names.
std::string sku_in_cart(tokocrm::unit_of_work& uow, std::string const& named)
{
    try {
        return tokocrm::get_goods(uow, named).which.sku;
    } catch (tokocrm::error const& failure) {
        if (failure.reason() != "product.not_found")
            throw;
        return named; // what was deleted is still in the cart
    }
}

void put_items(context& ctx, arguments const& args, put how)
{
    refuse_lone_quantities(args.all("item"));
    auto const shop = open_shop(ctx);
    auto const items = parse_items(args.all("item"));
    show_cart(ctx, ctx.write([&](tokocrm::unit_of_work& uow) {
        auto whose = customer_of_cart(uow, args);
        for (auto const& item : items)
            how(uow, whose.number, named_goods(uow, item.sku).which.sku, item.amount);
        return looked_at(uow, std::move(whose));
    }),
              shop);
}

void describe_items(options& opts)
{
    opts.positional("item", tr("SKU:QUANTITY; the quantity is 1 without"),
                    {.required = true, .repeatable = true});
    describe_customer_of_cart(opts);
}

void describe_add(options& opts)
{
    describe_items(opts);
    opts.example("toko cart add PG16:2 BERAS:1.5 --customer 1");
}

void add(context& ctx, arguments const& args)
{
    put_items(ctx, args, tokocrm::add_to_cart);
}

void describe_set(options& opts)
{
    describe_items(opts);
    opts.example("toko cart set PG16:3 --customer 1");
}

void set(context& ctx, arguments const& args)
{
    put_items(ctx, args, tokocrm::set_in_cart);
}

void describe_remove(options& opts)
{
    opts.positional("item", tr("its SKU, barcode or id"), {.required = true, .repeatable = true});
    describe_customer_of_cart(opts);
    opts.example("toko cart remove PG16 --customer 1");
}

void remove(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    show_cart(ctx, ctx.write([&](tokocrm::unit_of_work& uow) {
        auto whose = customer_of_cart(uow, args);
        for (auto const& item : args.all("item"))
            tokocrm::remove_from_cart(uow, whose.number, sku_in_cart(uow, item));
        return looked_at(uow, std::move(whose));
    }),
              shop);
}

void describe_clear(options& opts)
{
    describe_customer_of_cart(opts);
    opts.example("toko cart clear --customer 1 --yes");
}

void clear(context& ctx, arguments const& args)
{
    open_shop(ctx);
    auto const whose =
        ctx.read([&](tokocrm::unit_of_work& uow) { return customer_of_cart(uow, args); });
    if (!ctx.dry_run() && !ctx.confirm(tr("Empty the cart of {0}?"), {whose.name})) {
        ctx.note(tr("nothing was deleted"));
        return;
    }
    ctx.write([&](tokocrm::unit_of_work& uow) { tokocrm::clear_cart(uow, whose.number); });
    ctx.note(ctx.dry_run() ? tr("the cart of {0} would be emptied")
                           : tr("the cart of {0} is emptied"),
             {whose.name});
}

} // namespace

command const cart_show{"cart show",
                        tr("show a customer's cart, priced anew, and what changed in it"),
                        describe_show, show_one};
command const cart_add{"cart add", tr("put goods into a cart, beside what is in it"), describe_add,
                       add};
command const cart_set{"cart set", tr("have just so much of something in a cart"), describe_set,
                       set};
command const cart_remove{"cart remove", tr("take goods out of a cart"), describe_remove, remove};
command const cart_clear{"cart clear", tr("take everything out of a cart"), describe_clear, clear};

} // namespace toko
