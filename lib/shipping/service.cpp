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

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

namespace tokocrm {

namespace {

constexpr char const* cursor_kind = "shipping";

/// A city as it is kept, which no rate but `own` may have.
std::string free_city(unit_of_work& uow, std::string_view text,
                      std::optional<id<shipping_rate>> own, currency shops)
{
    auto city = checked_name(text, "shipping.city_invalid",
                             mark("a city's name must have 1 to 200 characters"));
    auto const taken = shipping_repository::find(uow, folded(city), shops);
    if (taken && taken->number != own)
        throw error(errc::already_exists, "shipping.exists",
                    mark("there is a shipping rate for {0} already"), {city});
    return city;
}

money checked_amount(money amount, currency shops)
{
    if (amount.currency() != shops)
        throw error(errc::invalid_input, "shipping.currency_mismatch",
                    mark("a shipping rate must be in the shop's currency, {0}"),
                    {std::string(code(shops))});
    if (amount.minor() < 0)
        throw error(errc::invalid_input, "shipping.fee_negative",
                    mark("a shipping rate cannot be below zero"));
    return amount;
}

std::string subject_of(shipping_rate const& of)
{
    return "shipping:" + std::to_string(of.number.value());
}

[[noreturn]] void refuse_unknown(std::string_view named)
{
    throw error(errc::not_found, "shipping.not_found",
                mark("there is no shipping rate for {0}; toko shipping list shows which there are"),
                {excerpt(named)});
}

[[noreturn]] void refuse_changed(shipping_rate const& meanwhile)
{
    throw error(errc::conflict, "shipping.changed",
                mark("the shipping rate for {0} was changed meanwhile; look at it again"),
                {meanwhile.city});
}

shipping_rate rate_with(unit_of_work& uow, id<shipping_rate> number)
{
    if (auto found = shipping_repository::find(uow, number, shop_currency(uow)))
        return *std::move(found);
    refuse_unknown(std::to_string(number.value()));
}

} // namespace

shipping_rate add_shipping_rate(unit_of_work& uow, shipping_rate const& rate,
                                std::optional<id<import_batch>> batch)
{
    require(uow, right::edit_rates);
    auto const currency = shop_currency(uow);
    auto const amount = [&](money given) { return checked_amount(given, currency); };
    shipping_rate added;
    added.city = free_city(uow, rate.city, {}, currency);
    added.fee = amount(rate.fee);
    added.free_from = checked_if(rate.free_from, amount);
    added.number = shipping_repository::insert(uow, added, folded(added.city), batch);
    if (!batch) // an import is one event
        record_audit_event(uow, "shipping.add", subject_of(added));
    return added;
}

std::optional<shipping_rate> find_shipping_rate(unit_of_work& uow, std::string_view city)
{
    require(uow, right::read_catalog);
    return shipping_repository::find(uow, folded(city), shop_currency(uow));
}

shipping_rate get_shipping_rate(unit_of_work& uow, std::string_view named)
{
    require(uow, right::read_catalog);
    if (auto found = find_shipping_rate(uow, named))
        return *std::move(found);
    if (auto const number = row_number(named))
        return rate_with(uow, id<shipping_rate>(*number));
    refuse_unknown(named);
}

page<shipping_rate> list_shipping_rates(unit_of_work& uow, page_request const& part)
{
    require(uow, right::read_catalog);
    auto const limit = one_more(part).value_or(INT64_MAX);
    auto const after = checked_if(
        part.after, [](std::string const& text) { return read_cursor(text, cursor_kind).text; });
    return cut_page(shipping_repository::list(uow, limit, part.offset, after, shop_currency(uow)),
                    part, [](shipping_rate const& last) {
                        return write_cursor({.kind = cursor_kind, .text = folded(last.city)});
                    });
}

shipping_rate edit_shipping_rate(unit_of_work& uow, id<shipping_rate> number,
                                 shipping_rate_changes const& changes)
{
    require(uow, right::edit_rates);
    auto changed = rate_with(uow, number);
    if (changes.seen_version && *changes.seen_version != changed.version)
        refuse_changed(changed);
    auto const currency = changed.fee.currency();
    auto const amount = [&](money given) { return checked_amount(given, currency); };
    changed_fields fields;
    fields.set("city", changed.city, checked_if(changes.city, [&](std::string const& city) {
                   return free_city(uow, city, number, currency);
               }));
    fields.set("fee", changed.fee, checked_if(changes.fee, amount));
    fields.set("free_from", changed.free_from,
               checked_if(changes.free_from, [&](std::optional<money> const& from) {
                   return checked_if(from, amount);
               }));
    if (fields.none())
        return changed;
    if (!shipping_repository::update(uow, changed, folded(changed.city)))
        refuse_changed(changed);
    record_audit_event(uow, "shipping.edit", subject_of(changed), fields.to_detail());
    return rate_with(uow, number);
}

void delete_shipping_rate(unit_of_work& uow, id<shipping_rate> number)
{
    require(uow, right::edit_rates);
    auto const gone = rate_with(uow, number);
    shipping_repository::remove(uow, number);
    record_audit_event(uow, "shipping.delete", subject_of(gone));
}

shipping_rate rate_for(unit_of_work& uow, std::string_view city)
{
    if (auto found = find_shipping_rate(uow, city))
        return *std::move(found);
    throw error(errc::rule_violation, "shipping.not_served",
                mark("the shop does not deliver to {0}; name a city with a shipping rate, or have "
                     "the goods fetched at the shop"),
                {excerpt(city)});
}

std::vector<std::string> imported_rates_in_use(unit_of_work& uow, id<import_batch> batch)
{
    require(uow, right::import_records);
    return shipping_repository::changed_of_batch(uow, batch);
}

std::int64_t remove_whole_rate_import(unit_of_work& uow, id<import_batch> batch)
{
    require(uow, right::import_records);
    return shipping_repository::remove_all_of_batch(uow, batch);
}

} // namespace tokocrm
