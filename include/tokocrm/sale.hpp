#ifndef TOKOCRM_SALE_HPP
#define TOKOCRM_SALE_HPP

#include <tokocrm/import.hpp>
#include <tokocrm/order.hpp>

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    Imports of a history: read and checked first, then taken in whole, and taken back.
*/

namespace tokocrm {

/// How a history is to be read.
struct order_import_options : import_options
{
    /// Tells histories from several places apart.
    std::string source;
};

/// Our columns, in the order in which the documentation names them.
std::vector<std::string_view> const& order_import_columns();

/// Orders read from a file and checked, waiting to be imported.
class order_stage : public import_stage
{
public:
    /** Read and check CSV with a header: `,` or `;`, UTF-8, a byte order mark and CRLF accepted.

        Rows with the same `order` are one order, wherever they stand; a row without is one of its
        own. Rows that cannot be taken are kept for `write_rejects`, with all of their order.

        @param csv The file, read once from where it stands to its end.
        @param shop Gives the currency, the zone of local times and the country of phone numbers.
        @param options How the file is to be read.

        @par Errors
        As of `record_stage`.
    */
    order_stage(std::istream& csv, shop const& shop, order_import_options options);

    std::int64_t orders() const noexcept;          ///< that can be imported
    std::int64_t lines() const noexcept;           ///< of those orders
    std::int64_t rejected_orders() const noexcept; ///< that have a bad row

    /// What stands behind it; of no use outside the library.
    struct contents;
    /// What stands behind it; of no use outside the library.
    contents& inside() const noexcept;
};

/// What an import did.
struct order_import_result
{
    id<import_batch> batch{0};  ///< 0 where nothing was added or updated
    std::int64_t orders = 0;    ///< added
    std::int64_t lines = 0;     ///< added
    std::int64_t skipped = 0;   ///< orders that were there already
    std::int64_t updated = 0;   ///< orders that were there with other contents
    std::int64_t rejected = 0;  ///< orders set aside
    std::int64_t customers = 0; ///< made
    std::int64_t products = 0;  ///< made
    std::int64_t ambiguous = 0; ///< orders whose customer several cards fit
    std::int64_t rounded = 0;   ///< amounts
};

/** Import a stage's orders, all of them or, when anything throws, none.

    Unknown customers, categories and products are made. Stock is not touched. Orders are booked
    on their own dates. The stage stays as it is, so that the unit may run again.

    @param uow A unit that may write.
    @param stage The orders.
    @param policy What to do with those that are there already, known by their source and number.
    @param keep_rejects Take the good orders although others were rejected; without it a stage
    with bad rows is refused.

    @par Errors
    @li `errc::invalid_input` / `import.bad_rows` without `keep_rejects`
    @li `errc::already_exists` / `import.order_exists` under `on_conflict::fail`
    @li `errc::conflict` / `import.order_changed`: an update would overwrite what was done here
    since
    @li `errc::invalid_input` / `import.figure_too_large`, `money.overflow` where a report's figure
    would not fit, with what the file says or with what is booked already
    @li `errc::unavailable` / `db.io` where the stage's temporary file fails
*/
order_import_result import_orders(unit_of_work& uow, order_stage& stage,
                                  on_conflict policy = on_conflict::skip,
                                  bool keep_rejects = false);

/// What taking an import back did.
struct import_undo_result
{
    std::int64_t orders = 0;        ///< taken away
    std::int64_t customers = 0;     ///< taken away
    std::int64_t products = 0;      ///< taken away
    std::vector<std::int64_t> kept; ///< numbers of orders that the batch had only updated
};

/** Take an import back: its orders, and the customers and products it made that nothing else uses.

    @par Errors
    @li `errc::not_found` / `import.batch_not_found`
    @li `errc::conflict` / `import.changed_since`, with the numbers of the orders
*/
import_undo_result undo_import(unit_of_work& uow, id<import_batch> batch);

/** Hand over orders as rows of `order_import_columns`, the earliest placed first, without keeping
    them all in memory: a row a line, then one for each time that money was given back.

    An imported order keeps its number and source; one that was placed here has its number and this
    shop's `public_id` as source. So `import_orders` adds nothing where it is known, and makes the
    same reports of it in another shop. An import knows less: what is packed or on its way comes as
    paid and delivered, a part that was paid as submitted, what was paid beyond the total as other.

    @param uow A unit of any kind.
    @param query Which orders; its sort does not matter.
    @param take Begins no other unit on the same shop. What it throws ends the work and comes out.

    @par Errors
    As of `list_orders`, and `errc::permission_denied` / `staff.not_permitted`.
*/
void export_orders(unit_of_work& uow, order_query query,
                   std::function<void(std::vector<export_value> const&)> const& take);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
