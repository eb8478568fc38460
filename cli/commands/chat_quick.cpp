#include "../context.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"
#include "chat_fields.hpp"
#include "given.hpp"
#include "open_shop.hpp"
#include "searching.hpp"

#include <tokocrm/json.hpp>

#include <string>
#include <vector>

namespace toko {

namespace {

constexpr field quick_fields[] = {
    {"id", tr("Id"), kind::number},
    {"name", tr("Name")},
    {"text", tr("Message")},
};

void describe_list(options& opts)
{
    opts.lists(quick_fields).example("toko chat quick list");
}

void list(context& ctx, arguments const&)
{
    open_shop(ctx);
    list_output out(ctx, quick_fields, {.none = tr("no quick answers are kept")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const found = tokocrm::list_quick_answers(uow, ctx.list().page);
        for (auto const& one : found.items)
            out.row(tokocrm::to_json(one));
        end.next = found.next;
        if (out.wants_total())
            end.total = static_cast<std::int64_t>(tokocrm::list_quick_answers(uow).items.size());
    });
    out.end(end);
}

void describe_add(options& opts)
{
    opts.value("name", "NAME", tr("what it is called"), {.required = true})
        .value("text", "TEXT", tr("what is said"), {.required = true, .may_be_empty = true})
        .example("toko chat quick add --name salam --text \"halo kak, ada yang bisa dibantu?\"");
}

void add(context& ctx, arguments const& args)
{
    tokocrm::quick_answer const draft{.name = args.text("name"), .text = args.text("text")};
    open_shop(ctx);
    show(ctx, tokocrm::to_json(ctx.write([&](tokocrm::unit_of_work& uow) {
             return tokocrm::add_quick_answer(uow, draft);
         })),
         quick_fields);
}

void describe_edit(options& opts)
{
    opts.positional("answer", tr("its name or id"))
        .value("name", "NAME", tr("what it is called"))
        .value("text", "TEXT", tr("what is said"), {.may_be_empty = true})
        .example("toko chat quick edit salam --text \"halo kak\"");
}

void edit(context& ctx, arguments const& args)
{
    expect_a_change(args);
    tokocrm::quick_answer_changes const changes{.name = args.find("name"),
                                                .text = args.find("text")};
    open_shop(ctx);
    show(ctx, tokocrm::to_json(ctx.write([&](tokocrm::unit_of_work& uow) {
             auto const meant = named_answer(uow, args.text("answer"));
             return tokocrm::edit_quick_answer(uow, meant.number, changes);
         })),
         quick_fields);
}

void describe_delete(options& opts)
{
    opts.positional("answer", tr("its name or id")).example("toko chat quick delete salam --yes");
}

void remove(context& ctx, arguments const& args)
{
    open_shop(ctx);
    auto const meant = ctx.read(
        [&](tokocrm::unit_of_work& uow) { return named_answer(uow, args.text("answer")); });
    if (!ctx.dry_run() && !ctx.confirm(tr("Delete the quick answer {0}?"), {meant.name})) {
        ctx.note(tr("nothing was deleted"));
        return;
    }
    ctx.write([&](tokocrm::unit_of_work& uow) { tokocrm::delete_quick_answer(uow, meant.number); });
    ctx.note(ctx.dry_run() ? tr("the quick answer {0} would be deleted")
                           : tr("the quick answer {0} is deleted"),
             {meant.name});
}

} // namespace

command const chat_quick_list{"chat quick list", tr("list the quick answers"), describe_list, list};
command const chat_quick_add{"chat quick add", tr("keep what is said often under a name"),
                             describe_add, add};
command const chat_quick_edit{"chat quick edit", tr("change a quick answer"), describe_edit, edit};
command const chat_quick_delete{"chat quick delete", tr("delete a quick answer"), describe_delete,
                                remove};

} // namespace toko
