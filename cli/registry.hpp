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
extern command const coupon_list;
extern command const coupon_show;
extern command const coupon_add;
extern command const coupon_edit;
extern command const coupon_delete;
extern command const completion;
extern command const order_list;
extern command const order_show;
extern command const order_import;
extern command const report_daily;
extern command const report_monthly;
extern command const product_list;
extern command const product_show;
extern command const product_add;
extern command const product_edit;
extern command const product_delete;
extern command const product_pack_add;
extern command const product_pack_edit;
extern command const product_pack_delete;
extern command const customer_list;
extern command const customer_show;
extern command const customer_add;
extern command const customer_edit;

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
