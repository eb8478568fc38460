#include "../staff/service.hpp"

#include "../core/changed_fields.hpp"
#include "../core/checked_text.hpp"
#include "../core/cursor.hpp"
#include "../core/excerpt.hpp"
#include "../core/paging.hpp"
#include "../core/row_number.hpp"
#include "../core/text_fold.hpp"
#include "free_names.hpp"
#include "repository.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

namespace tokocrm {

namespace {

constexpr char const* cursor_kind = "categories";

std::string checked_category_name(std::string_view name)
{
    return checked_name(name, "category.name_invalid",
                        mark("a category's name must have 1 to 200 characters"));
}

/// A name as it is kept, which no category but `own` may have.
std::string free_name(unit_of_work& uow, std::string_view text, std::optional<id<category>> own)
{
    auto name = checked_category_name(text);
    auto const taken = catalog_repository::find_category(uow, folded(name));
    if (taken && taken->number != own)
        throw error(errc::already_exists, "category.exists",
                    mark("there is a category {0} already"), {name});
    return name;
}

std::string subject_of(category const& of)
{
    return "category:" + std::to_string(of.number.value());
}

[[noreturn]] void refuse_unknown(std::string_view named)
{
    throw error(errc::not_found, "category.not_found",
                mark("there is no category {0}; toko category list shows which there are"),
                {excerpt(named)});
}

[[noreturn]] void refuse_changed(category const& meanwhile)
{
    throw error(errc::conflict, "category.changed",
                mark("category {0} was changed meanwhile; look at it again"), {meanwhile.name});
}

category category_with(unit_of_work& uow, id<category> number)
{
    if (auto found = find_category(uow, number))
        return *std::move(found);
    refuse_unknown(std::to_string(number.value()));
}

} // namespace

category add_category(unit_of_work& uow, std::string_view name,
                      std::optional<id<import_batch>> batch)
{
    require(uow, right::edit_catalog);
    category added;
    added.name = free_name(uow, name, {});
    added.slug = first_free(slug(added.name), added.name, [&](std::string const& slug) {
        return catalog_repository::has_category_slug(uow, slug);
    });
    added.number = catalog_repository::insert_category(uow, added, folded(added.name), batch);
    if (!batch) // an import is one event
        record_audit_event(uow, "category.add", subject_of(added));
    return added;
}

std::optional<category> find_category(unit_of_work& uow, std::string_view name)
{
    require(uow, right::read_catalog);
    return catalog_repository::find_category(uow, folded(name));
}

std::optional<category> find_category(unit_of_work& uow, id<category> number)
{
    require(uow, right::read_catalog);
    return catalog_repository::find_category(uow, number);
}

category get_category(unit_of_work& uow, std::string_view named)
{
    require(uow, right::read_catalog);
    if (auto found = find_category(uow, named))
        return *std::move(found);
    if (auto const number = row_number(named))
        return category_with(uow, id<category>(*number));
    refuse_unknown(named);
}

page<counted_category> list_categories(unit_of_work& uow, page_request const& part)
{
    require(uow, right::read_catalog);
    auto const limit = one_more(part).value_or(INT64_MAX);
    auto const after = checked_if(
        part.after, [](std::string const& text) { return read_cursor(text, cursor_kind).text; });
    return cut_page(catalog_repository::list_categories(uow, limit, part.offset, after), part,
                    [](counted_category const& last) {
                        return write_cursor({.kind = cursor_kind, .text = folded(last.shelf.name)});
                    });
}

category edit_category(unit_of_work& uow, id<category> number, category_changes const& changes)
{
    require(uow, right::edit_catalog);
    auto changed = category_with(uow, number);
    if (changes.seen_version && *changes.seen_version != changed.version)
        refuse_changed(changed);
    changed_fields fields;
    fields.set("name", changed.name, checked_if(changes.name, [&](std::string const& name) {
                   return free_name(uow, name, number);
               }));
    if (fields.none())
        return changed;
    if (!catalog_repository::update_category(uow, changed, folded(changed.name)))
        refuse_changed(changed);
    record_audit_event(uow, "category.edit", subject_of(changed), fields.to_detail());
    return category_with(uow, number);
}

void delete_category(unit_of_work& uow, id<category> number)
{
    require(uow, right::edit_catalog);
    auto const gone = category_with(uow, number);
    auto const uses = catalog_repository::uses_of(uow, number);
    if (uses.products > 0 || uses.coupons > 0)
        throw error(errc::rule_violation, "category.in_use",
                    mark("category {0} is in use (products: {1}, coupons: {2}); give those another "
                         "category first"),
                    {gone.name, std::to_string(uses.products), std::to_string(uses.coupons)});
    catalog_repository::delete_category(uow, number);
    record_audit_event(uow, "category.delete", subject_of(gone));
}

} // namespace tokocrm
