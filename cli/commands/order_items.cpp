#include "order_items.hpp"

namespace toko {

std::vector<tokocrm::order_item> parse_items(std::vector<std::string> const& texts)
{
    std::vector<tokocrm::order_item> items;
    for (auto const& text : texts) {
        auto const colon = text.rfind(':');
        if (colon == text.npos)
            items.push_back({.sku = text});
        else
            items.push_back({.sku = text.substr(0, colon),
                             .amount = tokocrm::parse_quantity(text.substr(colon + 1))});
    }
    return items;
}

} // namespace toko
