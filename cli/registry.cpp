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
    &cart_show,
    &cart_add,
    &cart_set,
    &cart_remove,
    &cart_clear,
    &order_list,
    &order_show,
    &order_explain,
    &order_place,
    &order_pack,
    &order_ship,
    &order_deliver,
    &order_refuse,
    &order_return,
    &order_cancel,
    &order_expire,
    &order_refund,
    &order_import,
    &order_export,
    &payment_list,
    &payment_show,
    &payment_submit,
    &payment_accept,
    &payment_reject,
    &report_daily,
    &report_monthly,
    &product_list,
    &product_show,
    &product_add,
    &product_edit,
    &product_delete,
    &product_image,
    &product_pack_add,
    &product_pack_edit,
    &product_pack_delete,
    &product_import,
    &product_export,
    &stock_list,
    &stock_history,
    &stock_receive,
    &stock_adjust,
    &stock_count,
    &customer_list,
    &customer_show,
    &customer_add,
    &customer_edit,
    &customer_note,
    &customer_tag_list,
    &customer_tag_add,
    &customer_tag_remove,
    &customer_consent,
    &customer_timeline,
    &customer_merge,
    &customer_data,
    &customer_erase,
    &customer_import,
    &customer_export,
    &review_list,
    &review_show,
    &review_add,
    &review_edit,
    &review_reply,
    &review_hide,
    &review_unhide,
    &chat_list,
    &chat_show,
    &chat_send,
    &chat_follow,
    &chat_quick_list,
    &chat_quick_add,
    &chat_quick_edit,
    &chat_quick_delete,
    &shipping_list,
    &shipping_add,
    &shipping_edit,
    &shipping_delete,
    &shipping_import,
    &shipping_export,
    &coupon_list,
    &coupon_show,
    &coupon_add,
    &coupon_edit,
    &coupon_delete,
    &user_list,
    &user_add,
    &user_edit,
    &user_passwd,
    &user_disable,
    &user_enable,
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
