#ifndef TOKOCRM_SALE_HPP
#define TOKOCRM_SALE_HPP

#include <tokocrm/error.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/shop.hpp>

#include <cstdint>
#include <functional>
#include <istream>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    Imports of a history: read and checked first, then taken in whole, and taken back.
*/

namespace tokocrm {

class unit_of_work;

/// One import, so that it can be taken back.
struct import_batch;

/// How somebody else's file is to be read.
struct order_import_options
{
    /// Our column → the header of theirs; a column that is not named here is known by its own name.
    std::map<std::string, std::string> columns;
    /// Our column → one value for every row.
    std::map<std::string, std::string> constants;
    /// strptime's letters; ISO 8601 without it.
    std::optional<std::string> date_format;
    /// Amounts are written `28.810,50`, not `28810.50`.
    bool decimal_comma = false;
    /// Round amounts that are finer than the currency, half up, and count them.
    bool round = false;
    /// Tells histories from several places apart.
    std::string source;
    /// Keep whole rows, so that rejected orders can be written out (`order_stage::write_rejects`).
    bool keep_rejects = false;
    /// Called now and then with the number of bytes read so far. What it throws ends the reading.
    std::function<void(std::int64_t)> progress;
};

/// Our columns, in the order in which the documentation names them.
std::vector<std::string_view> const& order_import_columns();

/// What is wrong with a row.
struct bad_row
{
    std::int64_t line = 0; ///< of the file, from 1; a row of several lines is known by its first
    std::string column;    ///< ours; empty where it is about the row as a whole
    error why;             ///< what is wrong; always `errc::invalid_input`
};

/** Orders read from a file and checked, waiting to be imported.

    Kept in a temporary file (in `TMPDIR`, else where the system puts them) that vanishes with the
    object; what is in memory does not depend on the size of the file or on the order of its lines.
    Reading needs no unit of work, so it holds nobody up.

    @par Thread safety
    One thread at a time. An object that was moved from is only assigned to or destroyed.
*/
class order_stage
{
public:
    /** Read and check CSV with a header: `,` or `;`, UTF-8, a byte order mark and CRLF accepted.

        Rows with the same `order` are one order, wherever they stand; a row without is one of its
        own. Rows that cannot be taken are kept for `write_rejects`, with all of their order.

        @param csv The file, read once from where it stands to its end.
        @param shop Gives the currency, the zone of local times and the country of phone numbers.
        @param options How the file is to be read.

        @par Errors
        @li `errc::invalid_input` / `import.empty`, `import.column_unknown`,
        `import.column_missing`, `import.column_twice`, `import.column_conflict`,
        `import.not_text`, `import.row_too_long`, `import.quote_open`, `import.quote_stray`,
        `date.format_invalid`
        @li `errc::unavailable` / `import.read_failed` (the stream), `db.full`, `db.io`,
        `db.unreachable` (the temporary file)
    */
    order_stage(std::istream& csv, shop const& shop, order_import_options options);
    /// Takes over another's orders.
    order_stage(order_stage&&) noexcept;
    /// Takes over another's orders; its own are gone.
    order_stage& operator=(order_stage&&) noexcept;
    /// The temporary file goes, too.
    ~order_stage();

    std::int64_t orders() const noexcept;          ///< that can be imported
    std::int64_t lines() const noexcept;           ///< of those orders
    std::int64_t rejected_orders() const noexcept; ///< that have a bad row
    std::int64_t rejected_rows() const noexcept;   ///< of those orders, innocent rows too
    std::int64_t rounded() const noexcept;         ///< amounts that `round` changed
    /// Headers that no column of ours was mapped to.
    std::vector<std::string> const& ignored_columns() const noexcept;

    /** Each bad row in the order of the file, with its reason.

        @par Errors
        `errc::unavailable` / `db.io` (the temporary file), and what `take` throws
    */
    void for_each_bad_row(std::function<void(bad_row const&)> const& take) const;

    /** Write the rejected orders: their columns and rows as they were, with `line`, `reason` and
        `occurrence` added, so that the file can be mended and imported as it is.

        @param csv Where to; whether it took everything is for its owner to see.
        @param in The language of the reasons.
        @pre The stage was read with `order_import_options::keep_rejects`; without it the rows are
        empty.

        @par Errors
        `errc::unavailable` / `db.io` (the temporary file)
    */
    void write_rejects(std::ostream& csv, language in) const;

    /// What stands behind it; of no use outside the library.
    struct contents;
    /// What stands behind it; of no use outside the library.
    contents& inside() const noexcept { return *contents_; }

private:
    std::unique_ptr<contents> contents_;
};

/// What to do with an order that is already there.
enum class on_conflict {
    skip,   ///< leave it as it is
    update, ///< put the file's contents in its place, unless it was changed here since
    fail    ///< take nothing in
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

} // namespace tokocrm

#pragma GCC visibility pop

#endif
