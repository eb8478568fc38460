#include "wire.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>

namespace tokocrm {

namespace {

boost::json::object pack_alone(pack const& value)
{
    return {{"id", value.number.value()},
            {"sku", value.sku},
            {"name", value.name},
            {"contains", to_decimal(value.contains)},
            {"price", wire::maybe(value.price)},
            {"barcode", wire::maybe(value.barcode)}};
}

boost::json::array all_packs(product const& of)
{
    boost::json::array packs;
    packs.push_back(pack_alone(of.first_pack));
    for (auto const& each : of.other_packs)
        packs.push_back(pack_alone(each));
    return packs;
}

} // namespace

boost::json::object to_json(counted_category const& value)
{
    return {{"id", value.shelf.number.value()},
            {"name", value.shelf.name},
            {"slug", value.shelf.slug},
            {"products", value.products},
            {"version", value.shelf.version}};
}

boost::json::object to_json(picture const& value, shop const& in)
{
    return {{"id", value.number.value()}, {"sha256", value.sha256},
            {"width", value.width},       {"height", value.height},
            {"size", value.size},         {"created_at", in.zone.to_iso(value.created_at)}};
}

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
        {"created_at", in.zone.to_iso(value.created_at)},
        {"packs", all_packs(value)},
        {"version", value.version},
        {"image", wire::maybe(value.image, [&](picture const& one) { return to_json(one, in); })},
        {"review_count", value.rated.reviews},
        {"average_stars", wire::maybe(average_stars(value.rated))}};
}

boost::json::object to_json(product_pack const& value, shop const& in)
{
    auto whole = pack_alone(value.which);
    whole["unit"] = value.of.unit;
    whole["currency"] = wire::text(code(in.profile.currency));
    whole["product"] = value.of.name;
    whole["product_id"] = value.of.number.value();
    whole["version"] = value.of.version;
    return whole;
}

} // namespace tokocrm
