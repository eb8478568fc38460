#include "wire.hpp"

#include <tokocrm/json.hpp>

namespace tokocrm {

boost::json::object to_json(product const& value, shop const& in)
{
    auto const& pack = value.first_pack;
    return {
        {"id", value.number.value()},
        {"sku", pack.sku},
        {"name", value.name},
        {"category", wire::maybe(value.in, [](category const& c) { return wire::text(c.name); })},
        {"unit", value.unit},
        {"price", wire::maybe(pack.price)},
        {"currency", wire::text(code(in.profile.currency))},
        {"discount_percent", to_decimal(value.discount)},
        {"barcode", wire::maybe(pack.barcode)},
        {"active", value.active},
        {"archived_at", wire::maybe(value.archived_at, in.zone)},
        {"description", value.description},
        {"slug", value.slug},
        {"fractional", value.fractional},
        {"created_at", in.zone.to_iso(value.created_at)}};
}

} // namespace tokocrm
