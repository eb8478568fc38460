#include "coupon_fields.hpp"

#include "../input/dates.hpp"
#include "../output/output.hpp"
#include "category_fields.hpp"
#include "given.hpp"
#include "open_shop.hpp"
#include "product_fields.hpp"

#include <tokocrm/json.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <limits>
#include <string_view>
#include <vector>

namespace toko {

namespace {

constexpr field scope_product_fields[] = {{"sku", tr("SKU")}, {"name", tr("Name")}};
constexpr field scope_category_fields[] = {{"name", tr("Name")}};
constexpr nested_table tables[] = {{"products", tr("Products"), scope_product_fields},
                                   {"categories", tr("Categories"), scope_category_fields}};

/// More is said of one coupon than there is room for in a list.
std::vector<field> all_of_one()
{
    std::vector<field> all(std::begin(coupon_fields), std::end(coupon_fields));
    for (auto& one : all) {
        std::string_view const key = one.key;
        one.in_table = one.in_table || key == "id" || key == "discount_cap" || key == "starts_at" ||
                       key == "usage_limit_per_customer" || key == "note";
    }
    return all;
}

bool is_midnight(tokocrm::shop const& in, tokocrm::timestamp at)
{
    return in.zone.instant(in.zone.local_date(at), {}) == at;
}

/// A coupon that begins or ends with a day, as people say it: `31 Dec 2026`.
void say_days(boost::json::object& row, tokocrm::coupon const& one, tokocrm::shop const& in)
{
    if (one.starts_at && is_midnight(in, *one.starts_at))
        row["starts_at"] = tokocrm::to_iso(in.zone.local_date(*one.starts_at));
    if (one.ends_at && is_midnight(in, *one.ends_at))
        row["ends_at"] =
            tokocrm::to_iso(in.zone.local_date(*one.ends_at - std::chrono::seconds(1)));
}

/// All values of an option; none where it was not given, nothing where it was given empty.
std::optional<std::vector<std::string>> find_all(arguments const& args, char const* name)
{
    if (!args.has(name))
        return std::nullopt;
    auto named = args.all(name);
    std::erase(named, std::string{});
    return named;
}

} // namespace

void describe_coupon(options& opts, bool adding)
{
    option_rule const clearable{.may_be_empty = !adding};
    option_rule const several{.repeatable = true, .may_be_empty = !adding};
    opts.value("code", "CODE", tr("what customers type"), {.required = adding})
        .value("percent", "PERCENT", tr("takes so much off the goods: 10, 12.5"))
        .value("amount", "AMOUNT", tr("takes this off the goods"))
        .value("name", "NAME", tr("what customers read"), {.may_be_empty = true})
        .value("note", "TEXT", tr("for the shop itself"), {.may_be_empty = true})
        .value("starts", "DATE", tr("the first day, or an instant; at once without it"), clearable)
        .value("ends", "DATE", tr("the last day, or the instant of its end; never without it"),
               clearable)
        .value("min-spend", "AMOUNT", tr("only for goods of so much and more"), clearable)
        .value("max-discount", "AMOUNT", tr("the most that a percentage takes off"), clearable)
        .value("limit", "N", tr("how often it can be used in all"), clearable)
        .value("limit-per-customer", "N", tr("how often one customer can use it"), clearable)
        .value("product", "PRODUCT", tr("only for this product; several times for several"),
               several)
        .value("category", "CATEGORY",
               tr("only for products of this category; several times for several"), several)
        .value("enabled", "yes|no", tr("whether it can be used at all"));
}

std::optional<std::variant<tokocrm::percentage, tokocrm::money>>
find_discount(arguments const& args, tokocrm::currency shops)
{
    auto const percent = find_percentage(args, "percent");
    auto const amount = args.find("amount");
    if (percent && amount)
        throw usage_error("usage.clash", tr("{0} and {1} cannot be together"),
                          {"--percent", "--amount"});
    if (percent)
        return *percent;
    if (amount)
        return tokocrm::parse_money(*amount, shops);
    return std::nullopt;
}

std::optional<std::optional<tokocrm::timestamp>>
find_coupon_end(context& ctx, arguments const& args, char const* name, tokocrm::shop const& in)
{
    auto const text = find_or_none(args, name);
    if (!text)
        return std::nullopt;
    if (!*text)
        return std::optional<tokocrm::timestamp>{};
    if ((*text)->find(':') != std::string::npos)
        return std::optional(tokocrm::parse_moment(**text, in.zone).at);
    auto const day = parse_day(**text, today_in(ctx, in));
    bool const until_its_end = name == std::string_view("ends");
    return std::optional(in.zone.instant(day, std::chrono::hours(until_its_end ? 24 : 0)));
}

std::optional<std::optional<std::int64_t>> find_limit_or_none(arguments const& args,
                                                              char const* name)
{
    auto const text = find_or_none(args, name);
    if (!text)
        return std::nullopt;
    if (!*text)
        return std::optional<std::int64_t>{};
    return args.number(name, 1, std::numeric_limits<std::int64_t>::max());
}

std::optional<std::vector<tokocrm::id<tokocrm::product>>> find_products(tokocrm::unit_of_work& uow,
                                                                        arguments const& args)
{
    auto const named = find_all(args, "product");
    if (!named)
        return std::nullopt;
    std::vector<tokocrm::id<tokocrm::product>> found;
    for (auto const& one : *named)
        found.push_back(named_product(uow, one).number);
    return found;
}

std::optional<std::vector<tokocrm::id<tokocrm::category>>>
find_categories(tokocrm::unit_of_work& uow, arguments const& args)
{
    auto const named = find_all(args, "category");
    if (!named)
        return std::nullopt;
    std::vector<tokocrm::id<tokocrm::category>> found;
    for (auto const& one : *named)
        found.push_back(named_category(uow, one).number);
    return found;
}

tokocrm::coupon named_coupon(tokocrm::unit_of_work& uow, std::string const& named)
{
    constexpr std::int64_t few = 1'000;
    try {
        return tokocrm::get_coupon(uow, named);
    } catch (tokocrm::error const& failure) {
        if (failure.reason() != "coupon.not_found")
            throw;
        std::vector<std::string> codes;
        auto const found = tokocrm::list_coupons(uow, {.limit = few, .after = {}});
        if (!found.next)
            for (auto const& one : found.items)
                codes.push_back(one.code);
        rethrow_suggesting(failure, named, codes, tr("there is no coupon {0}; did you mean {1}?"));
    }
}

boost::json::object coupon_row(context const& ctx, tokocrm::unit_of_work& uow,
                               tokocrm::coupon const& one, tokocrm::shop const& in)
{
    auto row = tokocrm::to_json(one, tokocrm::scope_of(uow, one), in);
    if (ctx.format() == output_format::table)
        say_days(row, one, in);
    return row;
}

void show_coupon(context& ctx, boost::json::object const& whole, tokocrm::shop const& in)
{
    auto shown = whole;
    if (ctx.format() == output_format::table) {
        for (auto const* const key : {"name", "note"}) {
            if (shown.at(key).as_string().empty())
                shown.erase(key);
        }
    }
    show(ctx, shown, all_of_one(), {.currency = in.profile.currency}, tables);
}

} // namespace toko
