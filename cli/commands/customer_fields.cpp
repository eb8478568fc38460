#include "customer_fields.hpp"

#include "../output/output.hpp"
#include "words.hpp"

#include <tokocrm/json.hpp>

#include <vector>

namespace toko {

void describe_customer(options& opts, bool adding)
{
    bool const clears = !adding;
    opts.value("name", "NAME", tr("what people call them"), {.required = adding})
        .value("phone", "PHONE", tr("as it is dialled in the shop's country, or with + and code"),
               {.may_be_empty = clears})
        .value("email", "ADDRESS", tr("the e-mail address"), {.may_be_empty = clears})
        .value("sex", "female|male", tr("where they said so"), {.may_be_empty = clears})
        .value("address", "STREET", tr("street and house"), {.may_be_empty = clears})
        .value("city", "NAME", tr("where they live"), {.may_be_empty = clears})
        .value("postal-code", "CODE", tr("of the address"), {.may_be_empty = clears})
        .value("registered", "DATE",
               adding
                   ? tr("when they were first known: 2026-11-24, or with a time; now unless told")
                   : tr("when they were first known: 2026-11-24, or with a time"))
        .flag("anyway", tr("although another customer has the same phone or e-mail"));
}

std::optional<tokocrm::customer_sex> sex_of(std::optional<std::string> const& told)
{
    if (!told)
        return std::nullopt;
    auto const found = tokocrm::find_customer_sex(*told);
    if (!found)
        throw usage_error("usage.value", tr("--sex must be female or male, not {0}"), {*told});
    return found;
}

std::optional<tokocrm::timestamp> registered_of(arguments const& args, tokocrm::shop const& in)
{
    auto const text = args.find("registered");
    return text ? std::optional(tokocrm::parse_moment(*text, in.zone).at) : std::nullopt;
}

void name_erased(context const& ctx, boost::json::object& record)
{
    if (ctx.format() == output_format::table && !record.at("erased_at").is_null())
        record["name"] = ctx.translate(tr("(erased)"));
}

void show_customer(context& ctx, tokocrm::customer const& one, tokocrm::shop const& in)
{
    auto whole = tokocrm::to_json(one, in);
    translate_words(ctx, ctx.format(), whole, {"sex"});
    name_erased(ctx, whole);
    std::vector<field> all(std::begin(customer_fields), std::end(customer_fields));
    for (auto& each : all)
        each.in_table = each.key != std::string_view("version") &&
                        (one.erased_at || each.key != std::string_view("erased_at"));
    show(ctx, whole, all);
}

} // namespace toko
