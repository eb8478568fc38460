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

boost::json::object to_json(shop const& value);
boost::json::object to_json(product const& value, shop const& in);
boost::json::object to_json(customer const& value, shop const& in);
boost::json::object to_json(order_header const& value, shop const& in);
/// The header's, with `lines`, `adjustments`, `payments`, `refunds` and `history`.
boost::json::object to_json(order const& value, std::vector<payment> const& payments,
                            std::vector<refund> const& refunds, shop const& in);
boost::json::object to_json(order_import_result const& value);
boost::json::object to_json(import_undo_result const& value);
boost::json::object to_json(sales_report const& value);
boost::json::object to_json(figure_part const& value);
boost::json::object to_json(finding const& value);
/// `{"code":…,"reason":…,"message":…}`
boost::json::object to_json(error const& value, language in);

} // namespace TOKOCRM_PUBLIC

#endif
