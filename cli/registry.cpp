#include "registry.hpp"

#include <algorithm>
#include <array>

namespace toko {

namespace {

constexpr std::array commands{
    &init,
    &check,
    &doctor,
    &backup,
    &restore,
    &upgrade,
    &config_list,
    &shop_show,
    &shop_edit,
    &category_list,
    &category_show,
    &category_add,
    &category_edit,
    &category_delete,
    &order_list,
    &order_show,
    &order_import,
    &report_daily,
    &report_monthly,
    &product_list,
    &product_show,
    &product_add,
    &product_edit,
    &product_delete,
    &product_pack_add,
    &product_pack_edit,
    &product_pack_delete,
    &customer_list,
    &customer_show,
    &customer_add,
    &customer_edit,
    &shipping_list,
    &shipping_add,
    &shipping_edit,
    &shipping_delete,
    &coupon_list,
    &coupon_show,
    &coupon_add,
    &coupon_edit,
    &coupon_delete,
    &completion,
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

options described_by(command const& one)
{
    options described;
    one.describe(described);
    return described;
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
