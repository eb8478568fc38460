#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "category_fields.hpp"
#include "given.hpp"
#include "open_shop.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

constexpr field fields[] = {
    {"id", tr("Id"), kind::number},
    {"name", tr("Name")},
    {"slug", tr("Slug"), kind::text, false},
    {"products", tr("Products"), kind::number},
    {"version", tr("Version"), kind::number, false},
};

tokocrm::counted_category counted(tokocrm::unit_of_work& uow, tokocrm::category const& one)
{
    tokocrm::product_query const query{.category = one.name, .archived = std::nullopt};
    return {.shelf = one, .products = tokocrm::count_products(uow, query)};
}

void describe_list(options& opts)
{
    opts.lists(fields).example("toko category list").example("toko category list --json");
}

void list(context& ctx, arguments const&)
{
    open_shop(ctx);
    list_output out(ctx, fields, {.none = tr("there are no such categories")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const found = tokocrm::list_categories(uow, ctx.list().page);
        for (auto const& one : found.items)
            out.row(tokocrm::to_json(one));
        end.next = found.next;
        if (out.wants_total())
            end.total = static_cast<std::int64_t>(tokocrm::list_categories(uow).items.size());
    });
    out.end(end);
}

void describe_show(options& opts)
{
    opts.positional("category", tr("its name or id")).example("toko category show Beras");
}

void show_one(context& ctx, arguments const& args)
{
    open_shop(ctx);
    show(ctx, tokocrm::to_json(ctx.read([&](tokocrm::unit_of_work& uow) {
             return counted(uow, named_category(uow, args.text("category")));
         })),
         fields);
}

void describe_add(options& opts)
{
    opts.positional("name", tr("what it is called"))
        .example("toko category add Gerbang")
        .example("toko category add \"Minyak & Gula\" --format ids");
}

void add(context& ctx, arguments const& args)
{
    open_shop(ctx);
    auto const added = ctx.write(
        [&](tokocrm::unit_of_work& uow) { return tokocrm::add_category(uow, args.text("name")); });
    show(ctx, tokocrm::to_json(tokocrm::counted_category{.shelf = added}), fields);
}

void describe_edit(options& opts)
{
    opts.positional("category", tr("its name or id"))
        .value("name", "NAME", tr("what it is called"));
    describe_if_version(opts);
    opts.example("toko category edit Gerbang --name \"Pintu & Gerbang\"");
}

void edit(context& ctx, arguments const& args)
{
    expect_a_change(args);
    open_shop(ctx);
    auto const edited = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const meant = named_category(uow, args.text("category"));
        return counted(uow, tokocrm::edit_category(
                                uow, meant.number,
                                {.name = args.find("name"), .seen_version = find_version(args)}));
    });
    show(ctx, tokocrm::to_json(edited), fields);
}

void describe_delete(options& opts)
{
    opts.positional("category", tr("its name or id")).example("toko category delete Gerbang --yes");
}

void remove(context& ctx, arguments const& args)
{
    open_shop(ctx);
    auto const meant = ctx.read(
        [&](tokocrm::unit_of_work& uow) { return named_category(uow, args.text("category")); });
    if (!ctx.dry_run() && !ctx.confirm(tr("Delete category {0}?"), {meant.name})) {
        ctx.note(tr("nothing was deleted"));
        return;
    }
    ctx.write([&](tokocrm::unit_of_work& uow) { tokocrm::delete_category(uow, meant.number); });
    ctx.note(ctx.dry_run() ? tr("category {0} would be deleted") : tr("category {0} is deleted"),
             {meant.name});
}

} // namespace

command const category_list{"category list", tr("list the categories"), describe_list, list};
command const category_show{"category show", tr("show a category"), describe_show, show_one};
command const category_add{"category add", tr("add a category"), describe_add, add};
command const category_edit{"category edit", tr("change a category"), describe_edit, edit};
command const category_delete{"category delete", tr("delete a category that nothing is in"),
                              describe_delete, remove};

} // namespace toko
