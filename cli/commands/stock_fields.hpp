#ifndef TOKO_COMMANDS_STOCK_FIELDS_HPP
#define TOKO_COMMANDS_STOCK_FIELDS_HPP

#include "../output/format.hpp"
#include "../text/tr.hpp"

#include <tokocrm/stock.hpp>

#include <boost/json/object.hpp>

namespace toko {

class context;

inline constexpr field stock_fields[] = {
    {"id", tr("Id"), kind::number, false},
    {"sku", tr("SKU")},
    {"name", tr("Name")},
    {"unit", tr("Unit")},
    {"on_hand", tr("On hand"), kind::quantity},
    {"reserved", tr("Reserved"), kind::quantity},
    {"available", tr("Available"), kind::quantity},
    {"low_stock", tr("Low from"), kind::quantity},
    {"low", tr("Low"), kind::boolean, false},
};

inline constexpr field movement_fields[] = {
    {"id", tr("Id"), kind::number, false},
    {"at", tr("When"), kind::instant},
    {"sku", tr("SKU")},
    {"name", tr("Name")},
    {"kind", tr("Kind")},
    {"quantity", tr("Change"), kind::quantity},
    {"unit", tr("Unit")},
    {"order", tr("Order"), kind::number},
    {"reason", tr("Reason")},
    {"actor", tr("By")},
    {"product_id", tr("Product's id"), kind::number, false},
    {"moved_on", tr("Business date"), kind::date, false},
};

/// A movement as a table has it: its words in the reader's language, and the name of who did it.
void say_in_words(context const& ctx, tokocrm::unit_of_work& uow, boost::json::object& movement);

} // namespace toko

#endif
