#ifndef TOKOCRM_LIB_CART_RULES_HPP
#define TOKOCRM_LIB_CART_RULES_HPP

#include <tokocrm/cart.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tokocrm {

/// More lines than anybody puts into a cart.
inline constexpr std::size_t most_cart_lines = 200;

/// A line as it is kept, with what the customer last saw of it.
struct kept_line
{
    std::int64_t position = 0;
    std::optional<id<pack>> in_pack; ///< none: the catalogue has it no longer
    quantity amount = quantity::thousandths(0);
    std::string sku = {};
    std::string name = {};
    std::optional<money> seen_price = {};
    percentage seen_discount = percentage::ppm(0);
};

/// A line beside what the catalogue has of it now.
struct looked_up_line
{
    kept_line kept;
    std::optional<product_pack> now;
};

/// What is in stock and not reserved, in base units.
using stock_by_product = std::map<id<product>, quantity>;

/// What a cart is, before it is priced.
struct cart_findings
{
    std::vector<cart_line> lines;
    std::vector<cart_change> changes;
    std::vector<priced_item> items;      ///< what can be bought, in the order of the lines
    std::vector<std::size_t> item_lines; ///< the line of each item
};

/// Whether it can be bought now, whatever is in stock.
bool can_be_sold(looked_up_line const& line);

/** What is to be said of a cart.

    @param stock Of every product in it; lines take from it in their order.
*/
cart_findings look_through(std::vector<looked_up_line> const& lines, stock_by_product stock);

/// What the customer sees of a line now is what is kept of it.
kept_line seen_now(looked_up_line const& line);

/// What a merge makes of two carts.
struct cart_merge
{
    std::vector<looked_up_line> lines; ///< position 0: new to the customer's cart; amount 0: goes
    std::vector<cart_change> changes;  ///< what was capped, or is not sold
};

/** Adds a visitor's lines to a customer's, each capped at what is there for it.

    @param stock Of every product in either.
*/
cart_merge merged(std::vector<looked_up_line> own, std::vector<looked_up_line> const& visitors,
                  stock_by_product stock);

} // namespace tokocrm

#endif
