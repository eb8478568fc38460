#ifndef TOKO_REGISTRY_HPP
#define TOKO_REGISTRY_HPP

#include "command.hpp"

#include <span>
#include <string_view>

namespace toko {

extern command const init;
extern command const check;
extern command const backup;
extern command const restore;
extern command const upgrade;
extern command const config_list;
extern command const doctor;
extern command const shop_show;
extern command const shop_edit;
extern command const category_list;
extern command const category_show;
extern command const category_add;
extern command const category_edit;
extern command const category_delete;
extern command const shipping_list;
extern command const shipping_add;
extern command const shipping_edit;
extern command const shipping_delete;
extern command const shipping_import;
extern command const shipping_export;
extern command const coupon_list;
extern command const coupon_show;
extern command const coupon_add;
extern command const coupon_edit;
extern command const coupon_delete;
extern command const user_list;
extern command const user_add;
extern command const user_edit;
extern command const user_passwd;
extern command const user_disable;
extern command const user_enable;
extern command const completion;
extern command const cart_show;
extern command const cart_add;
extern command const cart_set;
extern command const cart_remove;
extern command const cart_clear;
extern command const order_list;
extern command const order_show;
extern command const order_explain;
extern command const order_place;
extern command const order_pack;
extern command const order_ship;
extern command const order_deliver;
extern command const order_refuse;
extern command const order_return;
extern command const order_cancel;
extern command const order_expire;
extern command const order_refund;
extern command const order_import;
extern command const order_export;
extern command const payment_list;
extern command const payment_show;
extern command const payment_submit;
extern command const payment_accept;
extern command const payment_reject;
extern command const report_daily;
extern command const report_monthly;
extern command const product_list;
extern command const product_show;
extern command const product_add;
extern command const product_edit;
extern command const product_delete;
extern command const product_import;
extern command const product_export;
extern command const product_image;
extern command const product_pack_add;
extern command const product_pack_edit;
extern command const product_pack_delete;
extern command const stock_list;
extern command const stock_history;
extern command const stock_receive;
extern command const stock_adjust;
extern command const stock_count;
extern command const customer_list;
extern command const customer_show;
extern command const customer_add;
extern command const customer_edit;
extern command const customer_note;
extern command const customer_tag_list;
extern command const customer_tag_add;
extern command const customer_tag_remove;
extern command const customer_consent;
extern command const customer_timeline;
extern command const customer_merge;
extern command const customer_data;
extern command const customer_erase;
extern command const customer_import;
extern command const customer_export;
extern command const review_list;
extern command const review_show;
extern command const review_add;
extern command const review_edit;
extern command const review_reply;
extern command const review_hide;
extern command const review_unhide;
extern command const chat_list;
extern command const chat_show;
extern command const chat_send;
extern command const chat_follow;
extern command const chat_quick_list;
extern command const chat_quick_add;
extern command const chat_quick_edit;
extern command const chat_quick_delete;

/// Every command, in the order in which the help lists them.
std::span<command const* const> registry() noexcept;

/// The command with a noun and a verb; null if there is none.
command const* find_command(std::span<command const* const> among, std::string_view name) noexcept;

/// What a command takes.
options described_by(command const& one);

/// The first word of a name with two, empty otherwise.
std::string_view noun_of(command const& one) noexcept;
/// The last word of a name.
std::string_view verb_of(command const& one) noexcept;

} // namespace toko

#endif
