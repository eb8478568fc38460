#include "given.hpp"

#include "../command_error.hpp"
#include "../did_you_mean.hpp"
#include "../text/tr.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

namespace toko {

namespace {

constexpr char const* if_version = "if-version";

} // namespace

std::optional<std::optional<std::string>> find_or_none(arguments const& args, char const* name)
{
    auto text = args.find(name);
    if (!text)
        return std::nullopt;
    return text->empty() ? std::optional<std::string>{} : std::move(text);
}

std::optional<std::optional<tokocrm::money>>
find_amount_or_none(arguments const& args, char const* name, tokocrm::currency shops)
{
    auto const text = find_or_none(args, name);
    if (!text)
        return std::nullopt;
    return *text ? std::optional(tokocrm::parse_money(**text, shops)) : std::nullopt;
}

std::optional<tokocrm::percentage> find_percentage(arguments const& args, char const* name)
{
    auto const text = args.find(name);
    return text ? std::optional(tokocrm::parse_percentage(*text)) : std::nullopt;
}

std::optional<bool> find_yes_or_no(arguments const& args, char const* name)
{
    auto const text = args.find(name);
    if (!text)
        return std::nullopt;
    if (*text != "yes" && *text != "no")
        throw usage_error("usage.value", tr("{0} must be yes or no, not {1}"),
                          {"--" + std::string(name), *text});
    return *text == "yes";
}

void expect_a_change(arguments const& args)
{
    auto const named = args.described().named();
    if (std::none_of(named.begin(), named.end(), [&](option const& one) {
            return one.name != std::string_view(if_version) && args.has(one.name);
        }))
        throw usage_error("usage.nothing", tr("say with an option what is to change"));
}

void describe_if_version(options& opts)
{
    opts.value(if_version, "N", tr("only if nobody has changed it since this version of it"));
}

std::optional<std::int64_t> find_version(arguments const& args)
{
    return args.number(if_version, 1, std::numeric_limits<std::int64_t>::max());
}

void rethrow_suggesting(tokocrm::error const& failure, std::string const& named,
                        std::vector<std::string> const& known, char const* sentence)
{
    auto const meant = did_you_mean(named, {known.begin(), known.end()});
    if (!meant)
        throw;
    throw command_error(failure.code(), failure.reason(), sentence, {named, *meant});
}

} // namespace toko
