#include "service.hpp"

#include "../core/changed_fields.hpp"
#include "../core/checked_text.hpp"
#include "../core/cursor.hpp"
#include "../core/excerpt.hpp"
#include "../core/paging.hpp"
#include "../core/row_number.hpp"
#include "../core/text_fold.hpp"
#include "../staff/service.hpp"
#include "repository.hpp"
#include "rules.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

constexpr std::size_t longest_note = 2'000;
constexpr char const* cursor_kind = "coupons";

/// A code as it is kept, which no coupon but `own` may have.
std::string free_code(unit_of_work& uow, std::string_view text, std::optional<id<coupon>> own,
                      currency shops)
{
    auto code = checked_name(text, "coupon.code_invalid",
                             mark("a coupon's code must have 1 to 64 characters"), 64);
    auto const taken = coupon_repository::find(uow, folded(code), shops);
    if (taken && taken->number != own)
        throw error(errc::already_exists, "coupon.exists", mark("there is a coupon {0} already"),
                    {code});
    return code;
}

void check_texts(coupon const& draft)
{
    if (!fits(draft.name, longest_name) || !fits(draft.note, longest_note))
        throw error(
            errc::invalid_input, "coupon.text_invalid",
            mark("a coupon's name has at most 200 characters, its note 2,000, of valid text"));
}

product product_with(unit_of_work& uow, id<product> number)
{
    if (auto found = find_product(uow, number))
        return *std::move(found);
    throw error(errc::not_found, "product.not_found",
                mark("there is no product {0}; toko product list shows which there are"),
                {std::to_string(number.value())});
}

category category_with(unit_of_work& uow, id<category> number)
{
    if (auto found = find_category(uow, number))
        return *std::move(found);
    throw error(errc::not_found, "category.not_found",
                mark("there is no category {0}; toko category list shows which there are"),
                {std::to_string(number.value())});
}

/// Each once, by id; all of them must be there.
template <class Entity, class Find>
std::vector<id<Entity>> known(unit_of_work& uow, std::vector<id<Entity>> numbers, Find find)
{
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    for (auto const number : numbers)
        find(uow, number);
    return numbers;
}

/// A minimum of nothing is none.
std::optional<money> some(std::optional<money> const& minimum)
{
    return minimum && minimum->minor() == 0 ? std::nullopt : minimum;
}

std::string subject_of(coupon const& of)
{
    return "coupon:" + std::to_string(of.number.value());
}

[[noreturn]] void refuse_unknown(std::string_view named)
{
    throw error(errc::not_found, "coupon.not_found",
                mark("there is no coupon {0}; toko coupon list shows which there are"),
                {excerpt(named)});
}

[[noreturn]] void refuse_changed(coupon const& meanwhile)
{
    throw error(errc::conflict, "coupon.changed",
                mark("coupon {0} was changed meanwhile; look at it again"), {meanwhile.code});
}

coupon coupon_with(unit_of_work& uow, id<coupon> number)
{
    if (auto found = coupon_repository::find(uow, number, shop_currency(uow)))
        return *std::move(found);
    refuse_unknown(std::to_string(number.value()));
}

} // namespace

coupon add_coupon(unit_of_work& uow, coupon const& draft)
{
    require(uow, right::edit_coupons);
    auto const currency = shop_currency(uow);
    auto added = draft;
    check_texts(added);
    check_terms(added, currency);
    added.code = free_code(uow, draft.code, {}, currency);
    added.minimum_spend = some(draft.minimum_spend);
    added.products = known(uow, draft.products, product_with);
    added.categories = known(uow, draft.categories, category_with);
    added.times_used = 0;
    added.version = 1;
    added.number = coupon_repository::insert(uow, added, folded(added.code));
    record_audit_event(uow, "coupon.add", subject_of(added));
    return added;
}

std::optional<coupon> find_coupon(unit_of_work& uow, std::string_view code)
{
    require(uow, right::read_coupons);
    return coupon_repository::find(uow, folded(code), shop_currency(uow));
}

coupon get_coupon(unit_of_work& uow, std::string_view named)
{
    require(uow, right::read_coupons);
    if (auto found = find_coupon(uow, named))
        return *std::move(found);
    if (auto const number = row_number(named))
        return coupon_with(uow, id<coupon>(*number));
    refuse_unknown(named);
}

page<coupon> list_coupons(unit_of_work& uow, page_request const& part)
{
    require(uow, right::read_coupons);
    auto const limit = one_more(part).value_or(INT64_MAX);
    auto const after = checked_if(
        part.after, [](std::string const& text) { return read_cursor(text, cursor_kind).text; });
    return cut_page(coupon_repository::list(uow, limit, part.offset, after, shop_currency(uow)),
                    part, [](coupon const& last) {
                        return write_cursor({.kind = cursor_kind, .text = folded(last.code)});
                    });
}

coupon_scope scope_of(unit_of_work& uow, coupon const& of)
{
    require(uow, right::read_coupons);
    coupon_scope scope;
    for (auto const number : of.products)
        scope.products.push_back(product_with(uow, number));
    for (auto const number : of.categories)
        scope.categories.push_back(category_with(uow, number));
    return scope;
}

coupon edit_coupon(unit_of_work& uow, id<coupon> number, coupon_changes const& changes)
{
    require(uow, right::edit_coupons);
    auto const currency = shop_currency(uow);
    auto changed = coupon_with(uow, number);
    if (changes.seen_version && *changes.seen_version != changed.version)
        refuse_changed(changed);
    changed_fields fields;
    fields.set("code", changed.code, checked_if(changes.code, [&](std::string const& code) {
                   return free_code(uow, code, number, currency);
               }));
    fields.set("name", changed.name, changes.name);
    fields.set("note", changed.note, changes.note);
    fields.set("discount", changed.discount, changes.discount);
    fields.set("starts_at", changed.starts_at, changes.starts_at);
    fields.set("ends_at", changed.ends_at, changes.ends_at);
    fields.set("minimum_spend", changed.minimum_spend, checked_if(changes.minimum_spend, some));
    fields.set("discount_cap", changed.discount_cap, changes.discount_cap);
    fields.set("usage_limit", changed.usage_limit, changes.usage_limit);
    fields.set("usage_limit_per_customer", changed.usage_limit_per_customer,
               changes.usage_limit_per_customer);
    fields.set("enabled", changed.enabled, changes.enabled);
    fields.set("products", changed.products, checked_if(changes.products, [&](auto const& ids) {
                   return known(uow, ids, product_with);
               }));
    fields.set("categories", changed.categories,
               checked_if(changes.categories,
                          [&](auto const& ids) { return known(uow, ids, category_with); }));
    if (fields.none())
        return changed;
    check_texts(changed);
    check_terms(changed, currency);
    if (changed.usage_limit && *changed.usage_limit < changed.times_used)
        throw error(errc::rule_violation, "coupon.limit_passed",
                    mark("coupon {0} was used {1} times already; its limit cannot be lower"),
                    {changed.code, std::to_string(changed.times_used)});
    if (!coupon_repository::update(uow, changed, folded(changed.code)))
        refuse_changed(changed);
    record_audit_event(uow, "coupon.edit", subject_of(changed), fields.to_detail());
    return coupon_with(uow, number);
}

void delete_coupon(unit_of_work& uow, id<coupon> number)
{
    require(uow, right::edit_coupons);
    auto const gone = coupon_with(uow, number);
    if (auto const uses = coupon_repository::uses_of(uow, number); uses > 0)
        throw error(errc::rule_violation, "coupon.in_use",
                    mark("coupon {0} stays, as orders used it ({1} times); disable it instead"),
                    {gone.code, std::to_string(uses)});
    coupon_repository::remove(uow, number);
    record_audit_event(uow, "coupon.delete", subject_of(gone));
}

coupon coupon_with_code(unit_of_work& uow, std::string_view code)
{
    if (auto found = coupon_repository::find(uow, folded(code), shop_currency(uow)))
        return *std::move(found);
    refuse_unknown(code);
}

void check_coupon(unit_of_work& uow, coupon const& which, std::optional<money> eligible,
                  std::optional<id<customer>> buyer)
{
    coupon_request wanted{.at = uow.now(), .eligible = eligible, .buyer_is_known = !!buyer};
    if (buyer && which.usage_limit_per_customer)
        wanted.used_by_buyer = coupon_repository::used_by(uow, which.number, *buyer);
    check_usable(which, wanted);
}

void use_coupon(unit_of_work& uow, id<coupon> which, id<order> by,
                std::optional<id<customer>> buyer)
{
    bool const counted = coupon_repository::count_use(uow, which);
    if (counted && coupon_repository::insert_use(uow, which, by, buyer))
        return;
    // What the statements refused, in words.
    auto refused = coupon_with(uow, which);
    if (counted)
        --refused.times_used;
    refused.starts_at = refused.ends_at = std::nullopt;
    refused.minimum_spend = std::nullopt;
    check_coupon(uow, refused, money(0, shop_currency(uow)), buyer);
    refuse_changed(refused);
}

bool give_back_coupon(unit_of_work& uow, id<order> of)
{
    return coupon_repository::give_back(uow, of);
}

std::int64_t move_coupon_uses(unit_of_work& uow, id<customer> from, id<customer> to)
{
    return coupon_repository::move_uses(uow, from, to);
}

} // namespace tokocrm
