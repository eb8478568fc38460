#include "wire.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/array.hpp>

#include <utility>

namespace tokocrm {

namespace {

std::string clock_time(std::chrono::minutes since_midnight)
{
    auto const two_digits = [](std::int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return two_digits(since_midnight.count() / 60) + ':' + two_digits(since_midnight.count() % 60);
}

boost::json::object span_to_json(opening_span const& span)
{
    constexpr char const* days[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    return {{"day", days[span.day.c_encoding()]},
            {"opens", clock_time(span.opens)},
            {"closes", clock_time(span.closes)}};
}

} // namespace

boost::json::object to_json(shop const& value)
{
    auto const& profile = value.profile;
    return {{"name", profile.name},
            {"currency", wire::text(code(profile.currency))},
            {"timezone", profile.time_zone},
            {"country", profile.country},
            {"language", wire::text(code(profile.language))},
            {"public_id", value.public_id},
            {"created_at", value.zone.to_iso(value.created_at)}};
}

boost::json::object to_json(shop const& value, shop_details const& details)
{
    boost::json::array hours, accounts;
    for (auto const& each : details.hours)
        hours.push_back(span_to_json(each));
    for (auto const& each : details.accounts)
        accounts.push_back({{"bank", each.bank}, {"number", each.number}, {"holder", each.holder}});
    auto whole = to_json(value);
    whole["about"] = details.about;
    whole["address"] = details.address;
    whole["phone"] = wire::maybe(details.phone);
    whole["whatsapp"] = wire::maybe(details.whatsapp);
    whole["email"] = wire::maybe(details.email);
    whole["hours"] = std::move(hours);
    whole["accounts"] = std::move(accounts);
    whole["payment_hours"] = std::int64_t{value.payment_time.count()};
    whole["unique_codes"] = value.unique_codes;
    whole["version"] = value.version;
    return whole;
}

} // namespace tokocrm
