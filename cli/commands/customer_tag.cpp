#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "customer_named.hpp"
#include "customer_remarks.hpp"
#include "open_shop.hpp"

#include <tokocrm/json.hpp>

#include <string>
#include <vector>

namespace toko {

namespace {

constexpr field count_fields[] = {
    {"tag", tr("Tag")},
    {"customers", tr("Customers"), kind::number},
};
constexpr field tagged_fields[] = {
    {"id", tr("Id"), kind::number},
    {"name", tr("Name")},
    {"tags", tr("Tags"), kind::nested},
};

void describe_list(options& opts)
{
    opts.lists(count_fields).example("toko customer tag list");
}

void list(context& ctx, arguments const&)
{
    open_shop(ctx);
    list_output out(ctx, count_fields,
                    {.id_key = "tag",
                     .none = tr("no customer has a tag; toko customer tag add "
                                "puts one on a card")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const found = tokocrm::list_customer_tags(uow, ctx.list().page);
        for (auto const& one : found.items)
            out.row(tokocrm::to_json(one));
        end.next = found.next;
        if (out.wants_total())
            end.total = tokocrm::count_customer_tags(uow);
    });
    out.end(end);
}

options& names_tags(options& opts)
{
    return opts.positional("customer", tr("their id, phone or e-mail"))
        .positional("tag", tr("a word or a few"), {.required = true, .repeatable = true});
}

/// @param change Whether it changed anything about one tag.
template <class Change>
void change_tags(context& ctx, arguments const& args, char const* unchanged, Change change)
{
    auto const shop = open_shop(ctx);
    std::vector<std::string> same;
    auto const card = ctx.write([&](tokocrm::unit_of_work& uow) {
        same.clear();
        auto const meant = named_customer(uow, args.text("customer"));
        for (auto const& tag : args.all("tag"))
            if (!change(uow, meant.number, tag))
                same.push_back(tag);
        boost::json::array tags;
        for (auto const& each : tokocrm::tags_of(uow, meant.number))
            tags.push_back(tokocrm::to_json(each, shop));
        return boost::json::object{
            {"id", meant.number.value()}, {"name", meant.name}, {"tags", std::move(tags)}};
    });
    show(ctx, with_tags_in_words(ctx, card), with_tags_as_text(ctx, tagged_fields));
    for (auto const& tag : same)
        ctx.note(unchanged, {tag});
}

void describe_add(options& opts)
{
    names_tags(opts)
        .example("toko customer tag add 1 langganan")
        .example("toko customer tag add 081234567890 langganan \"bayar tempo\"");
}

void add(context& ctx, arguments const& args)
{
    change_tags(ctx, args, tr("the tag {0} was there before"),
                [](tokocrm::unit_of_work& uow, tokocrm::id<tokocrm::customer> whose,
                   std::string const& tag) { return tokocrm::add_customer_tag(uow, whose, tag); });
}

void describe_remove(options& opts)
{
    names_tags(opts).example("toko customer tag remove 1 langganan");
}

void remove(context& ctx, arguments const& args)
{
    change_tags(
        ctx, args, tr("there was no tag {0}"),
        [](tokocrm::unit_of_work& uow, tokocrm::id<tokocrm::customer> whose,
           std::string const& tag) { return tokocrm::remove_customer_tag(uow, whose, tag); });
}

} // namespace

command const customer_tag_list{"customer tag list",
                                tr("list the tags that customers have, and how many have each"),
                                describe_list, list};
command const customer_tag_add{"customer tag add", tr("put tags on a customer's card"),
                               describe_add, add};
command const customer_tag_remove{"customer tag remove", tr("take tags off a customer's card"),
                                  describe_remove, remove};

} // namespace toko
