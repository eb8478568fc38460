#include "../acting_user.hpp"
#include "../context.hpp"
#include "../input/secret.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "given.hpp"
#include "open_shop.hpp"
#include "words.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

constexpr field fields[] = {
    {"id", tr("Id"), kind::number},
    {"name", tr("Name")},
    {"role", tr("Role")},
    {"has_password", tr("Password"), kind::boolean},
    {"disabled_at", tr("Disabled"), kind::instant},
    {"created_at", tr("Added"), kind::instant, false},
    {"version", tr("Version"), kind::number, false},
};

boost::json::object row_of(context const& ctx, tokocrm::staff_member const& one,
                           tokocrm::shop const& shop)
{
    auto row = tokocrm::to_json(one, shop);
    translate_words(ctx, ctx.format(), row, {"role"});
    return row;
}

tokocrm::staff_member named_user(tokocrm::unit_of_work& uow, std::string const& named)
{
    try {
        return tokocrm::get_staff_member(uow, named);
    } catch (tokocrm::error const& failure) {
        if (failure.reason() != "staff.not_found")
            throw;
        rethrow_suggesting(failure, named, user_names(uow),
                           tr("there is no user {0}; did you mean {1}?"));
    }
}

std::optional<tokocrm::staff_role> find_role(arguments const& args)
{
    auto const text = args.find("role");
    if (!text)
        return std::nullopt;
    auto const role = tokocrm::find_staff_role(*text);
    if (!role)
        throw usage_error("usage.value", tr("{0} must be owner or cashier, not {1}"),
                          {"--role", *text});
    return role;
}

void describe_list(options& opts)
{
    opts.lists(fields).example("toko user list").example("toko user list --json");
}

void list(context& ctx, arguments const&)
{
    auto const shop = open_shop(ctx);
    list_output out(ctx, fields, {.none = tr("there are no users; the command line is the owner")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const found = tokocrm::list_staff(uow, ctx.list().page);
        for (auto const& one : found.items)
            out.row(row_of(ctx, one, shop));
        end.next = found.next;
        if (out.wants_total())
            end.total = static_cast<std::int64_t>(tokocrm::list_staff(uow).items.size());
    });
    out.end(end);
}

/// Does something to the user who is named, and shows them.
template <class Change>
void change(context& ctx, arguments const& args, Change const& apply)
{
    auto const shop = open_shop(ctx);
    auto const changed = ctx.write([&](tokocrm::unit_of_work& uow) {
        return apply(uow, named_user(uow, args.text("user")).number);
    });
    show(ctx, row_of(ctx, changed, shop), fields);
}

void describe_add(options& opts)
{
    opts.value("name", "NAME", tr("what they are called"), {.required = true})
        .value("role", "owner|cashier", tr("which rights they get"), {.required = true})
        .value("password-file", "FILE",
               tr("their password is the first line of this file; - reads standard input"))
        .example("toko user add --name Siti --role cashier");
}

void add(context& ctx, arguments const& args)
{
    auto const role = find_role(args);
    auto const shop = open_shop(ctx);
    tokocrm::staff_draft const draft{
        .name = args.text("name"), .role = *role, .password = find_password(ctx, args)};
    auto const added = ctx.write(
        [&](tokocrm::unit_of_work& uow) { return tokocrm::add_staff_member(uow, draft); });
    show(ctx, row_of(ctx, added, shop), fields);
}

void describe_edit(options& opts)
{
    opts.positional("user", tr("their name or id"))
        .value("name", "NAME", tr("what they are called"))
        .value("role", "owner|cashier", tr("which rights they have from now on"))
        .example("toko user edit Siti --role owner");
}

void edit(context& ctx, arguments const& args)
{
    expect_a_change(args);
    tokocrm::staff_changes const changes{.name = args.find("name"), .role = find_role(args)};
    change(ctx, args, [&](tokocrm::unit_of_work& uow, auto number) {
        return tokocrm::edit_staff_member(uow, number, changes);
    });
}

void describe_passwd(options& opts)
{
    opts.positional("user", tr("their name or id"))
        .value("password-file", "FILE",
               tr("the password is the first line of this file; - reads standard input"))
        .example("toko user passwd Siti")
        .example("toko user passwd Siti --password-file - < password.txt");
}

void passwd(context& ctx, arguments const& args)
{
    open_shop(ctx);
    // Nobody types a password for somebody who is not there.
    auto const whose =
        ctx.read([&](tokocrm::unit_of_work& uow) { return named_user(uow, args.text("user")); });
    auto const password = new_password(ctx, args);
    ctx.write([&](tokocrm::unit_of_work& uow) {
        tokocrm::set_staff_password(uow, whose.number, password);
    });
    ctx.note(ctx.dry_run() ? tr("{0} would have a new password") : tr("{0} has a new password"),
             {whose.name});
}

void describe_disable(options& opts)
{
    opts.positional("user", tr("their name or id")).example("toko user disable Siti");
}

void disable(context& ctx, arguments const& args)
{
    change(ctx, args, tokocrm::disable_staff_member);
}

void describe_enable(options& opts)
{
    opts.positional("user", tr("their name or id")).example("toko user enable Siti");
}

void enable(context& ctx, arguments const& args)
{
    change(ctx, args, tokocrm::enable_staff_member);
}

} // namespace

command const user_list{"user list", tr("list the users, those who are disabled too"),
                        describe_list, list};
command const user_add{"user add", tr("add a user, for --as and for signing in"), describe_add,
                       add};
command const user_edit{"user edit", tr("change a user's name or role"), describe_edit, edit};
command const user_passwd{"user passwd", tr("give a user a new password"), describe_passwd, passwd};
command const user_disable{"user disable", tr("let a user do nothing any more"), describe_disable,
                           disable};
command const user_enable{"user enable", tr("let a user who was disabled work again"),
                          describe_enable, enable};

} // namespace toko
