#include "../customer/imported.hpp"
#include "../staff/service.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/import.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/stock.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <utility>

namespace tokocrm {

namespace {

using taker = std::function<void(std::vector<export_value> const&)>;

constexpr std::int64_t page_length = 500;

export_value text_or_none(std::string const& text)
{
    return text.empty() ? export_value() : export_value(text);
}

template <class Value>
export_value or_none(std::optional<Value> const& value)
{
    return value ? export_value(*value) : export_value();
}

export_value instant_or_none(std::optional<timestamp> const& at, time_zone const& zone)
{
    return at ? export_value(zone.to_iso(*at)) : export_value();
}

export_value quantity_or_none(std::optional<quantity> const& amount)
{
    return amount ? export_value(to_decimal(*amount)) : export_value();
}

/// Goes through a list, a page at a time.
template <class List, class Take>
void for_each_page(List list, Take take)
{
    page_request part{.limit = page_length, .after = {}};
    do {
        auto const found = list(part);
        for (auto const& each : found.items)
            take(each);
        part.after = found.next;
    } while (part.after);
}

void export_products(unit_of_work& uow, time_zone const& zone, taker const& take)
{
    product_query query;
    query.archived = std::nullopt;
    query.sort = product_sort::created;
    for_each_page([&](page_request const& part) { return list_products(uow, query, part); },
                  [&](product const& each) {
                      auto const& first = each.first_pack;
                      take({first.sku,
                            {},
                            text_or_none(first.name),
                            {},
                            each.name,
                            each.in ? export_value(each.in->name) : export_value(),
                            each.unit,
                            each.fractional,
                            or_none(first.price),
                            to_decimal(each.discount),
                            or_none(first.barcode),
                            each.active,
                            instant_or_none(each.archived_at, zone),
                            text_or_none(each.description),
                            quantity_or_none(stock_of(uow, each.number).low_stock)});
                      for (auto const& other : each.other_packs)
                          take({other.sku,
                                first.sku,
                                other.name,
                                to_decimal(other.contains),
                                {},
                                {},
                                {},
                                {},
                                or_none(other.price),
                                {},
                                or_none(other.barcode),
                                {},
                                {},
                                {},
                                {}});
                  });
}

void export_customers(unit_of_work& uow, time_zone const& zone, taker const& take)
{
    for_each_page(
        [&](page_request const& part) { return list_customers(uow, {}, part); },
        [&](customer const& each) {
            if (each.erased_at)
                return; // nobody whom an import could know
            auto const& reach = each.reach;
            auto const occurrence = occurrence_of(uow, each);
            take({each.name, or_none(reach.phone), or_none(reach.email),
                  each.sex ? export_value(std::string(name(*each.sex))) : export_value(),
                  or_none(reach.address), or_none(reach.city), or_none(reach.postal_code),
                  zone.to_iso(each.registered_at),
                  occurrence ? export_value(std::to_string(*occurrence)) : export_value()});
        });
}

void export_rates(unit_of_work& uow, taker const& take)
{
    for_each_page([&](page_request const& part) { return list_shipping_rates(uow, part); },
                  [&](shipping_rate const& each) {
                      take({each.city, each.fee, or_none(each.free_from)});
                  });
}

} // namespace

void export_records(unit_of_work& uow, record_kind kind, taker const& take)
{
    require(uow, right::export_records);
    auto const zone = get_shop(uow).zone;
    switch (kind) {
    case record_kind::products:
        export_products(uow, zone, take);
        return;
    case record_kind::customers:
        export_customers(uow, zone, take);
        return;
    case record_kind::shipping_rates:
        export_rates(uow, take);
        return;
    }
}

} // namespace tokocrm
