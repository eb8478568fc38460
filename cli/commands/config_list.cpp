#include "../configuration.hpp"
#include "../context.hpp"
#include "../global_options.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "words.hpp"

#include <tokocrm/shop.hpp>

#include <boost/json/object.hpp>

namespace toko {

namespace {

constexpr field fields[] = {
    {"name", tr("Setting")},
    {"value", tr("Value")},
    {"source", tr("Source")},
    {"from", tr("Where")},
};

void describe(options& opts)
{
    opts.example("toko config list").example("toko config list --json");
}

/// What holds where nobody says anything.
std::string fallback(context const& ctx, option const& one)
{
    std::string_view const name = one.name;
    if (name == "db")
        return place_of_shop(ctx.given()).url;
    if (name == "format")
        return "table";
    if (name == "color")
        return "auto";
    if (name == "as")
        return "owner";
    if (name == "lang")
        return std::string(tokocrm::code(ctx.lang()));
    return one.takes_value() ? "" : "no";
}

boost::json::object row_of(context const& ctx, option const& one, setting const* told)
{
    auto value = told ? told->value : fallback(ctx, one);
    if (!one.takes_value() && value == "true")
        value = "yes";
    boost::json::object row{
        {"name", one.name}, {"value", nullptr}, {"source", "default"}, {"from", nullptr}};
    if (!value.empty())
        row["value"] = without_password(value);
    if (!told)
        return row;
    auto from = told->from;
    if (told->typed) {
        row["source"] = "option";
    } else if (from.starts_with("TOKO_")) {
        row["source"] = "environment";
    } else {
        row["source"] = "file";
        from = from.substr(0, from.rfind(": "));
    }
    row["from"] = from;
    return row;
}

void run(context& ctx, arguments const&)
{
    list_output out(ctx, fields, {.id_key = "name"});
    auto const& given = ctx.given();
    for (auto const& one : global_options()) {
        std::string_view const name = one.what.name;
        // --json is a format; a configuration does not name itself.
        bool const is_config = name == "config";
        if ((!may_be_configured(name) && !is_config) || name == "json")
            continue;
        auto const* told = given.find(name);
        setting from_environment;
        if (auto const variable = variable_name(name); is_config && !told)
            if (auto const file = given.variable(variable)) {
                from_environment = {*file, variable};
                told = &from_environment;
            }
        auto row = row_of(ctx, one.what, told);
        translate_words(ctx, ctx.format(), row, {"source"});
        out.row(row);
    }
    out.end();
}

} // namespace

command const config_list{
    "config list", tr("show every setting, its value and where that comes from"), describe, run};

} // namespace toko
