#ifndef TOKOCRM_LIB_CATALOG_SERVICE_HPP
#define TOKOCRM_LIB_CATALOG_SERVICE_HPP

#include <tokocrm/catalog.hpp>

namespace tokocrm {

/** Goods as pricing and the lines of an order need them, by the SKU of a pack; none where no pack
   has it.

    Of the product there is no slug, description, picture, rating and no other pack, of its category
    the number alone, of the pack no barcode.
*/
std::optional<product_pack> find_goods_for_sale(unit_of_work& uow, std::string_view sku);

} // namespace tokocrm

#endif
