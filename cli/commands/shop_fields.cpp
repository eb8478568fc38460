#include "shop_fields.hpp"

#include "../output/output.hpp"

#include <tokocrm/json.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace toko {

namespace {

namespace json = boost::json;

constexpr field fields[] = {
    {"name", tr("Name")},
    {"about", tr("About")},
    {"address", tr("Address")},
    {"phone", tr("Phone")},
    {"whatsapp", tr("WhatsApp")},
    {"email", tr("E-mail")},
    {"currency", tr("Currency")},
    {"timezone", tr("Time zone")},
    {"country", tr("Country")},
    {"language", tr("Language")},
    {"created_at", tr("Founded"), kind::instant},
    {"public_id", tr("Public id"), kind::text, false},
    {"hours", tr("Opening hours"), kind::nested, false},
    {"accounts", tr("Bank accounts"), kind::nested, false},
    {"payment_hours", tr("Hours to pay"), kind::number},
    {"unique_codes", tr("Unique codes"), kind::boolean},
    {"version", tr("Version"), kind::number, false},
};
constexpr field hours_fields[] = {{"day", tr("Day")}, {"times", tr("Time")}};
constexpr field account_fields[] = {
    {"bank", tr("Bank")}, {"number", tr("Account number")}, {"holder", tr("Holder")}};
constexpr nested_table tables[] = {{"hours", tr("Opening hours"), hours_fields},
                                   {"accounts", tr("Bank accounts"), account_fields}};

constexpr char const* weekdays[] = {tr("Monday"), tr("Tuesday"),  tr("Wednesday"), tr("Thursday"),
                                    tr("Friday"), tr("Saturday"), tr("Sunday")};

/// When each weekday is open, Monday first: `07.00–12.00, 14.00–21.00`.
std::vector<std::string> times_of_week(context const& ctx, json::array const& hours)
{
    constexpr std::string_view days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    std::vector<std::string> times(std::size(days));
    auto const clock = [&](json::value const& time) {
        std::string text(time.as_string());
        if (ctx.lang() == tokocrm::language::id)
            std::replace(text.begin(), text.end(), ':', '.');
        return text;
    };
    for (auto const& each : hours) {
        auto const& span = each.as_object();
        auto const day = std::find(std::begin(days), std::end(days),
                                   std::string_view(span.at("day").as_string()));
        auto& of_day = times[static_cast<std::size_t>(day - std::begin(days))];
        of_day +=
            (of_day.empty() ? "" : ", ") + clock(span.at("opens")) + "–" + clock(span.at("closes"));
    }
    return times;
}

/// The days that follow each other and are open at the same times, in one row.
json::array week_for_people(context const& ctx, json::array const& hours)
{
    auto const times = times_of_week(ctx, hours);
    json::array rows;
    for (std::size_t first = 0, last = 0; first < times.size(); first = last + 1) {
        last = first;
        while (last + 1 < times.size() && times[last + 1] == times[first])
            ++last;
        if (times[first].empty())
            continue;
        std::string day(ctx.translate(weekdays[first]));
        if (last > first)
            day += "–" + std::string(ctx.translate(weekdays[last]));
        rows.push_back({{"day", std::move(day)}, {"times", times[first]}});
    }
    return rows;
}

} // namespace

void show_shop(context& ctx, tokocrm::shop const& one, tokocrm::shop_details const& details)
{
    auto whole = tokocrm::to_json(one, details);
    if (ctx.format() == output_format::table) {
        for (auto const* const key : {"about", "address"}) {
            if (whole.at(key).as_string().empty())
                whole.erase(key);
        }
        auto& hours = whole.at("hours").as_array();
        hours = week_for_people(ctx, hours);
    }
    show(ctx, whole, fields, {.id_key = "public_id"}, tables);
}

} // namespace toko
