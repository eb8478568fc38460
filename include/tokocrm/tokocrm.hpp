#ifndef TOKOCRM_TOKOCRM_HPP
#define TOKOCRM_TOKOCRM_HPP

/** @file
    Everything but what is opt-in: `json.hpp` (needs Boost.JSON) and `soci.hpp` (needs SOCI).
*/

/** @namespace tokocrm
    What a shop does, for programs that link the library.

    A use case takes a `unit_of_work&` first, which `transact`, `read` or `rehearse` hands over. It
    reads or changes the shop within that unit and never commits.

    @par Errors
    A use case throws `tokocrm::error`. Its own description names the reasons that it has of its
   own; any of them can also meet what the database reports, which `transact` lists. In a unit of
   `read`, one that writes is refused with `errc::internal` / `db.read_only_unit`.

    @par Exception safety
    Strong for the shop: when anything leaves the callback of a unit, the whole unit is rolled back.
    A value that is handed in is not changed by a use case that throws. Out of memory is
    `std::bad_alloc`.

    @par Thread safety
    Functions without a unit may be called from any thread; values are as safe as an `int`; a unit
   and what it lends stay on the thread of their callback.
*/

#include <tokocrm/actor.hpp>
#include <tokocrm/audit.hpp>
#include <tokocrm/booking.hpp>
#include <tokocrm/cart.hpp>
#include <tokocrm/catalog.hpp>
#include <tokocrm/catalogue.hpp>
#include <tokocrm/chat.hpp>
#include <tokocrm/consent.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/crm.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/customer_erasure.hpp>
#include <tokocrm/customer_merge.hpp>
#include <tokocrm/customer_notes.hpp>
#include <tokocrm/database.hpp>
#include <tokocrm/environment.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/import.hpp>
#include <tokocrm/maintenance.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/order.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/payment.hpp>
#include <tokocrm/percentage.hpp>
#include <tokocrm/picture.hpp>
#include <tokocrm/pricing.hpp>
#include <tokocrm/quantity.hpp>
#include <tokocrm/report.hpp>
#include <tokocrm/review.hpp>
#include <tokocrm/sale.hpp>
#include <tokocrm/selling.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/staff.hpp>
#include <tokocrm/stock.hpp>
#include <tokocrm/text.hpp>
#include <tokocrm/time.hpp>
#include <tokocrm/unit_of_work.hpp>

#endif
