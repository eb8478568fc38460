#ifndef TOKO_COMMANDS_COUPON_FIELDS_HPP
#define TOKO_COMMANDS_COUPON_FIELDS_HPP

#include "../context.hpp"
#include "../output/format.hpp"

#include <tokocrm/coupon.hpp>
#include <tokocrm/shop.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <variant>

namespace toko {

inline constexpr field coupon_fields[] = {
    {"id", tr("Id"), kind::number, false},
    {"code", tr("Code")},
    {"name", tr("Name")},
    {"percent", tr("Percent"), kind::percentage},
    {"amount", tr("Amount"), kind::amount},
    {"minimum_spend", tr("Minimum spend"), kind::amount},
    {"discount_cap", tr("At most"), kind::amount, false},
    {"starts_at", tr("From"), kind::instant, false},
    {"ends_at", tr("Until"), kind::instant},
    {"times_used", tr("Used"), kind::number},
    {"usage_limit", tr("Limit"), kind::number},
    {"usage_limit_per_customer", tr("Per customer"), kind::number, false},
    {"enabled", tr("Enabled"), kind::boolean},
    {"note", tr("Note"), kind::text, false},
    {"currency", tr("Currency"), kind::text, false},
    {"products", tr("Products"), kind::nested, false},
    {"categories", tr("Categories"), kind::nested, false},
    {"version", tr("Version"), kind::number, false},
};

/// What `add` and `edit` take.
void describe_coupon(options& opts, bool adding);

/// What `--percent` or `--amount` says. @par Errors usage `usage.clash`
std::optional<std::variant<tokocrm::percentage, tokocrm::money>>
find_discount(arguments const& args, tokocrm::currency shops);

/** What `--starts` or `--ends` says, an empty value being none; a day is meant whole.

    @param name `starts` or `ends`
*/
std::optional<std::optional<tokocrm::timestamp>>
find_coupon_end(context& ctx, arguments const& args, char const* name, tokocrm::shop const& in);

/// What a limit says, an empty value being none.
std::optional<std::optional<std::int64_t>> find_limit_or_none(arguments const& args,
                                                              char const* name);

/// The products and categories of `--product` and `--category`; an empty value alone is none.
std::optional<std::vector<tokocrm::id<tokocrm::product>>> find_products(tokocrm::unit_of_work& uow,
                                                                        arguments const& args);
std::optional<std::vector<tokocrm::id<tokocrm::category>>>
find_categories(tokocrm::unit_of_work& uow, arguments const& args);

/// The coupon that somebody names, or an error that suggests one.
tokocrm::coupon named_coupon(tokocrm::unit_of_work& uow, std::string const& named);

/// Its wire shape, and in a table its days as people say them.
boost::json::object coupon_row(context const& ctx, tokocrm::unit_of_work& uow,
                               tokocrm::coupon const& one, tokocrm::shop const& in);

/// What `coupon_row` made, whole.
void show_coupon(context& ctx, boost::json::object const& whole, tokocrm::shop const& in);

} // namespace toko

#endif
