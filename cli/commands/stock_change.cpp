#include "../context.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"
#include "product_fields.hpp"
#include "stock_fields.hpp"

#include <tokocrm/json.hpp>

#include <iterator>
#include <string_view>
#include <vector>

namespace toko {

namespace {

/// The movement, and what there is now.
std::vector<field> fields_of_change()
{
    std::vector<field> fields;
    for (auto const& one : movement_fields) {
        std::string_view const key = one.key;
        if (key != "order" && key != "at" && key != "actor")
            fields.push_back(one);
    }
    for (auto const& one : stock_fields) {
        std::string_view const key = one.key;
        if (key == "on_hand" || key == "reserved" || key == "available" || key == "low_stock" ||
            key == "low")
            fields.push_back(one);
    }
    fields.push_back({"order", tr("Order"), kind::number, false});
    fields.push_back({"at", tr("When"), kind::instant, false});
    fields.push_back({"actor", tr("By"), kind::text, false});
    return fields;
}

void leave_out_what_is_not_there(boost::json::object& change)
{
    for (auto const* const key : {"reason", "low_stock"})
        if (change.at(key).is_null())
            change.erase(key);
}

std::string people_text(context const& ctx, tokocrm::quantity amount)
{
    return decimal_text(tokocrm::to_decimal(amount), ctx.lang());
}

void say_what_is_in_packs(context& ctx, tokocrm::product_pack const& goods, tokocrm::quantity packs,
                          tokocrm::quantity units)
{
    if (goods.which.number == goods.of.first_pack.number)
        return;
    ctx.note(tr("{0} × {1} of {2} {3} each: {4} {3}"),
             {people_text(ctx, packs), goods.which.sku, people_text(ctx, goods.which.contains),
              goods.of.unit, people_text(ctx, units)});
}

void say_shortage(context& ctx, tokocrm::stock_level const& now)
{
    if (now.on_hand < now.reserved)
        ctx.note(tr("orders have reserved {0} {1} more than there are; receive more, or cancel "
                    "orders"),
                 {people_text(ctx, now.reserved - now.on_hand), now.unit});
}

/// Does something to the stock of the goods that are named, with so much of them.
template <class Change>
void change(context& ctx, arguments const& args, Change const& apply)
{
    auto const shop = open_shop(ctx);
    auto const given = tokocrm::parse_quantity(args.text("quantity"));
    struct outcome
    {
        tokocrm::product_pack goods;
        tokocrm::quantity units;
        tokocrm::stock_change made;
        boost::json::object row;
    };
    auto const done = ctx.write([&](tokocrm::unit_of_work& uow) {
        named_product(uow, args.text("product"));
        auto goods = tokocrm::get_goods(uow, args.text("product"));
        auto const units = tokocrm::in_base_units(goods.which, given);
        auto made = apply(uow, goods.of.number, units);
        auto row = tokocrm::to_json(made, shop);
        say_in_words(ctx, uow, row);
        return outcome{std::move(goods), units, std::move(made), std::move(row)};
    });
    say_what_is_in_packs(ctx, done.goods, given, done.units);
    auto row = done.row;
    if (ctx.format() == output_format::table)
        leave_out_what_is_not_there(row);
    show(ctx, row, fields_of_change());
    say_shortage(ctx, done.made.level);
}

void describe_goods(options& opts)
{
    opts.positional("product", tr("its SKU, barcode, id or name; a pack's SKU counts in packs"));
}

void describe_receive(options& opts)
{
    describe_goods(opts);
    opts.positional("quantity", tr("how much came in"))
        .value("note", "TEXT", tr("whatever is to be known of it: a supplier, a delivery note"))
        .example("toko stock receive PG16 5 --note \"kiriman pertama\"")
        .example("toko stock receive PG16-DUS 2");
}

void receive(context& ctx, arguments const& args)
{
    change(ctx, args, [&](tokocrm::unit_of_work& uow, auto of, tokocrm::quantity amount) {
        return tokocrm::receive_stock(uow, of, amount, args.find("note").value_or(""));
    });
}

void describe_adjust(options& opts)
{
    describe_goods(opts);
    opts.positional("quantity", tr("what is more, or with - in front what is less"))
        .value("reason", "TEXT", tr("why"), {.required = true})
        .example("toko stock adjust PG16 -1 --reason rusak")
        .example("toko stock adjust \"Beras Curah\" 2.5 --reason \"ketemu di gudang\"");
}

void adjust(context& ctx, arguments const& args)
{
    change(ctx, args, [&](tokocrm::unit_of_work& uow, auto of, tokocrm::quantity difference) {
        return tokocrm::adjust_stock(uow, of, difference, args.text("reason"));
    });
}

void describe_count(options& opts)
{
    describe_goods(opts);
    opts.positional("quantity", tr("how much is there"))
        .value("reason", "TEXT", tr("whatever is to be known of it"))
        .example("toko stock count PG16 4")
        .example("toko stock count PG16 4 --reason \"opname November\"");
}

void count(context& ctx, arguments const& args)
{
    change(ctx, args, [&](tokocrm::unit_of_work& uow, auto of, tokocrm::quantity counted) {
        return tokocrm::count_stock(uow, of, counted, args.find("reason").value_or(""));
    });
}

} // namespace

command const stock_receive{"stock receive", tr("take goods in"), describe_receive, receive};
command const stock_adjust{"stock adjust", tr("put the stock right by a difference, with a reason"),
                           describe_adjust, adjust};
command const stock_count{"stock count", tr("say how much was counted"), describe_count, count};

} // namespace toko
