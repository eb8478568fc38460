#include "registry.hpp"

#include <algorithm>
#include <array>

namespace toko {

namespace {

constexpr std::array commands{
    &init,         &check,          &order_list,   &order_show,    &order_import,
    &report_daily, &report_monthly, &product_list, &customer_list,
};

} // namespace

std::span<command const* const> registry() noexcept
{
    return commands;
}

command const* find_command(std::span<command const* const> among, std::string_view name) noexcept
{
    auto const found = std::find_if(among.begin(), among.end(),
                                    [&](command const* one) { return one->name == name; });
    return found == among.end() ? nullptr : *found;
}

std::string_view noun_of(command const& one) noexcept
{
    std::string_view const name = one.name;
    auto const space = name.find(' ');
    return space == name.npos ? std::string_view{} : name.substr(0, name.rfind(' '));
}

std::string_view verb_of(command const& one) noexcept
{
    std::string_view const name = one.name;
    return name.substr(name.rfind(' ') + 1);
}

} // namespace toko
