#include "service.hpp"

#include "../core/changed_fields.hpp"
#include "../core/checked_text.hpp"
#include "../core/cursor.hpp"
#include "../core/excerpt.hpp"
#include "../core/paging.hpp"
#include "../core/row_number.hpp"
#include "../core/text_fold.hpp"
#include "password.hpp"
#include "repository.hpp"
#include "rules.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <string>
#include <variant>

namespace tokocrm {

namespace {

constexpr std::size_t longest_user_name = 64;
constexpr char const* cursor_kind = "staff";

acting acting_staff(unit_of_work& uow, id<staff_member> who)
{
    auto const found = staff_repository::find_standing(uow, who);
    if (!found)
        throw error(errc::permission_denied, "staff.unknown", mark("there is no user {0}"),
                    {std::to_string(who.value())});
    if (found->disabled)
        throw error(errc::permission_denied, "staff.disabled",
                    mark("user {0} is disabled and may do nothing; ask the owner"), {found->name});
    return found->is_owner ? acting::owner : acting::cashier;
}

acting acting_in(unit_of_work& uow)
{
    struct
    {
        unit_of_work& uow;
        acting operator()(owner) const { return acting::owner; }
        acting operator()(visitor) const { return acting::visitor; }
        acting operator()(system_job) const { return acting::system; }
        acting operator()(id<customer>) const { return acting::customer; }
        acting operator()(id<staff_member> who) const { return acting_staff(uow, who); }
    } const kinds{uow};
    return std::visit(kinds, uow.actor());
}

/// A visitor's is what is nobody's; a customer's, what any of their cards has that were merged.
bool is_own(unit_of_work& uow, std::optional<id<customer>> whose)
{
    auto const& who = uow.actor();
    if (auto const* const buyer = std::get_if<id<customer>>(&who))
        return whose && (*whose == *buyer || staff_repository::is_same_person(uow, *buyer, *whose));
    return std::holds_alternative<visitor>(who) && !whose;
}

void check_right(unit_of_work& uow, right what, bool of_own)
{
    if (auto const* const sentence = refusal_of(acting_in(uow), what, of_own))
        throw error(errc::permission_denied, "staff.not_permitted", sentence,
                    {std::string(name(what))});
}

/// A name as it is kept, which nobody but `own` may have.
std::string free_name(unit_of_work& uow, std::string_view text, std::optional<id<staff_member>> own)
{
    auto kept = checked_name(text, "staff.name_invalid",
                             mark("a user's name must have 1 to 64 characters"), longest_user_name);
    auto const taken = staff_repository::find(uow, folded(kept));
    if (taken && taken->number != own)
        throw error(errc::already_exists, "staff.exists", mark("there is a user {0} already"),
                    {kept});
    return kept;
}

std::string subject_of(staff_member const& of)
{
    return to_record(of.number);
}

[[noreturn]] void refuse_unknown(std::string_view named)
{
    throw error(errc::not_found, "staff.not_found",
                mark("there is no user {0}; toko user list shows which there are"),
                {excerpt(named)});
}

[[noreturn]] void refuse_changed(staff_member const& meanwhile)
{
    throw error(errc::conflict, "staff.changed",
                mark("user {0} was changed meanwhile; look at it again"), {meanwhile.name});
}

staff_member staff_with(unit_of_work& uow, id<staff_member> number)
{
    if (auto found = staff_repository::find(uow, number))
        return *std::move(found);
    refuse_unknown(std::to_string(number.value()));
}

staff_member store(unit_of_work& uow, staff_member const& changed, char const* action,
                   std::string const& detail = "{}")
{
    if (!staff_repository::update(uow, changed, folded(changed.name)))
        refuse_changed(changed);
    record_audit_event(uow, action, subject_of(changed), detail);
    return staff_with(uow, changed.number);
}

} // namespace

void require(unit_of_work& uow, right what)
{
    constexpr bool of_own = false;
    check_right(uow, what, of_own);
}

void require(unit_of_work& uow, right what, std::optional<id<customer>> whose)
{
    check_right(uow, what, is_own(uow, whose));
}

bool may(unit_of_work& uow, right what)
{
    return reach_of(acting_in(uow), what) == reach::all;
}

std::string_view name(staff_role role) noexcept
{
    return role == staff_role::owner ? "owner" : "cashier";
}

std::optional<staff_role> find_staff_role(std::string_view text) noexcept
{
    for (auto const role : {staff_role::owner, staff_role::cashier})
        if (name(role) == text)
            return role;
    return std::nullopt;
}

staff_member add_staff_member(unit_of_work& uow, staff_draft const& draft)
{
    require(uow, right::manage_staff);
    staff_member added{.name = free_name(uow, draft.name, {}), .role = draft.role};
    auto const hash = checked_if(draft.password, hash_password);
    added.has_password = hash.has_value();
    added.created_at = uow.now();
    added.number = staff_repository::insert(uow, added, folded(added.name), hash);
    record_audit_event(uow, "staff.add", subject_of(added));
    return added;
}

std::optional<staff_member> find_staff_member(unit_of_work& uow, id<staff_member> number)
{
    require(uow, right::manage_staff);
    return staff_repository::find(uow, number);
}

staff_member get_staff_member(unit_of_work& uow, std::string_view named)
{
    require(uow, right::manage_staff);
    if (auto found = staff_repository::find(uow, folded(named)))
        return *std::move(found);
    if (auto const number = row_number(named))
        return staff_with(uow, id<staff_member>(*number));
    refuse_unknown(named);
}

page<staff_member> list_staff(unit_of_work& uow, page_request const& part)
{
    require(uow, right::manage_staff);
    auto const limit = one_more(part).value_or(INT64_MAX);
    auto const after = checked_if(
        part.after, [](std::string const& text) { return read_cursor(text, cursor_kind).text; });
    return cut_page(staff_repository::list(uow, limit, part.offset, after), part,
                    [](staff_member const& last) {
                        return write_cursor({.kind = cursor_kind, .text = folded(last.name)});
                    });
}

staff_member edit_staff_member(unit_of_work& uow, id<staff_member> number,
                               staff_changes const& changes)
{
    require(uow, right::manage_staff);
    auto changed = staff_with(uow, number);
    if (changes.seen_version && *changes.seen_version != changed.version)
        refuse_changed(changed);
    changed_fields fields;
    fields.set("name", changed.name, checked_if(changes.name, [&](std::string const& given) {
                   return free_name(uow, given, number);
               }));
    fields.set("role", changed.role, changes.role);
    if (fields.none())
        return changed;
    return store(uow, changed, "staff.edit", fields.to_detail());
}

staff_member set_staff_password(unit_of_work& uow, id<staff_member> number,
                                std::string_view password)
{
    require(uow, right::manage_staff);
    auto const whose = staff_with(uow, number);
    staff_repository::set_password_hash(uow, number, hash_password(password));
    record_audit_event(uow, "staff.password", subject_of(whose));
    return staff_with(uow, number);
}

std::optional<staff_member> check_staff_password(unit_of_work& uow, std::string_view name,
                                                 std::string_view password)
{
    auto found = staff_repository::find(uow, folded(name));
    if (found && found->disabled_at)
        found.reset();
    auto const hash = found ? staff_repository::password_hash_of(uow, found->number) : std::nullopt;
    return matches(password, hash) ? found : std::nullopt;
}

staff_member disable_staff_member(unit_of_work& uow, id<staff_member> number)
{
    require(uow, right::manage_staff);
    auto changed = staff_with(uow, number);
    if (changed.disabled_at)
        return changed;
    changed.disabled_at = uow.now();
    return store(uow, changed, "staff.disable");
}

staff_member enable_staff_member(unit_of_work& uow, id<staff_member> number)
{
    require(uow, right::manage_staff);
    auto changed = staff_with(uow, number);
    if (!changed.disabled_at)
        return changed;
    changed.disabled_at.reset();
    return store(uow, changed, "staff.enable");
}

std::string display_name(unit_of_work& uow, std::string_view recorded)
{
    constexpr std::string_view of_staff = "staff:";
    if (recorded.starts_with(of_staff) && may(uow, right::read_orders))
        if (auto const number = row_number(recorded.substr(of_staff.size())))
            if (auto const found = staff_repository::find(uow, id<staff_member>(*number)))
                return found->name;
    return std::string(recorded);
}

} // namespace tokocrm
