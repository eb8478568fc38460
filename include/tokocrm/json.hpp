#ifndef TOKOCRM_JSON_HPP
#define TOKOCRM_JSON_HPP

/** One wire shape for the command line, the web and whoever else writes JSON.

    Amounts are integers in minor units beside a `currency`; quantities and percentages are decimal
    strings; instants are ISO 8601 with the shop's offset, dates `YYYY-MM-DD`; what is not known is
    null. Keys are only ever added. None of these functions throws anything but `std::bad_alloc`.
*/

#include <tokocrm/catalog.hpp>
#include <tokocrm/config.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/order.hpp>
#include <tokocrm/payment.hpp>
#include <tokocrm/report.hpp>
#include <tokocrm/sale.hpp>
#include <tokocrm/shop.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace tokocrm TOKOCRM_PUBLIC {

/// The profile, its id and when it was founded.
boost::json::object to_json(shop const& value);
/// With its first pack's `sku`, `barcode` and `price`, and the name of its category.
boost::json::object to_json(product const& value, shop const& in);
/// With `address` as an object of `street`, `city` and `postal_code`.
boost::json::object to_json(customer const& value, shop const& in);
/// With the label, the three states, dates and amounts; no lines.
boost::json::object to_json(order_header const& value, shop const& in);
/// The header's, with `lines`, `adjustments`, `payments`, `refunds` and `history`.
boost::json::object to_json(order const& value, std::vector<payment> const& payments,
                            std::vector<refund> const& refunds, shop const& in);
/// `batch` is null where nothing was new.
boost::json::object to_json(order_import_result const& value);
/// `kept` is an array of order numbers.
boost::json::object to_json(import_undo_result const& value);
/// Rows and totals, with `schema_version` 1.
boost::json::object to_json(sales_report const& value);
/// One of `amount`, `units` and `count`, the others null.
boost::json::object to_json(figure_part const& value);
/// Its four texts.
boost::json::object to_json(finding const& value);
/// `{"code":…,"reason":…,"message":…}`
boost::json::object to_json(error const& value, language in);

} // namespace TOKOCRM_PUBLIC

#endif
