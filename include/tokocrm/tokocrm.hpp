#ifndef TOKOCRM_TOKOCRM_HPP
#define TOKOCRM_TOKOCRM_HPP

/** Everything but what is opt-in: `json.hpp` (needs Boost.JSON) and `soci.hpp` (needs SOCI). */

#include <tokocrm/actor.hpp>
#include <tokocrm/audit.hpp>
#include <tokocrm/booking.hpp>
#include <tokocrm/catalog.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/database.hpp>
#include <tokocrm/environment.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/order.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/payment.hpp>
#include <tokocrm/percentage.hpp>
#include <tokocrm/quantity.hpp>
#include <tokocrm/report.hpp>
#include <tokocrm/sale.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/text.hpp>
#include <tokocrm/time.hpp>
#include <tokocrm/unit_of_work.hpp>

#endif
