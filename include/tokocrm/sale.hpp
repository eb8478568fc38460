#ifndef TOKOCRM_SALE_HPP
#define TOKOCRM_SALE_HPP

#include <tokocrm/config.hpp>
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

namespace tokocrm TOKOCRM_PUBLIC {

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
    bool decimal_comma = false;
    /// Round amounts that are finer than the currency, half up, and count them.
    bool round = false;
    /// Tells histories from several places apart.
    std::string source;
    /// Keep whole rows, so that rejected orders can be written out.
    bool keep_rejects = false;
    /// Called now and then with the number of bytes read so far.
    std::function<void(std::int64_t)> progress;
};

/// Our columns, in the order in which the documentation names them.
std::vector<std::string_view> const& order_import_columns();

/// What is wrong with a row.
struct bad_row
{
    std::int64_t line = 0; ///< of the file, from 1; a row of several lines is known by its first
    std::string column;    ///< ours; empty where it is about the row as a whole
    error why;
};

/** Orders read from a file and checked, waiting to be imported.

    Kept in a temporary file that vanishes with the object; what is in memory does not depend on the
    size of the file or on the order of its lines.
*/
class order_stage
{
public:
    /** Read and check CSV with a header: `,` or `;`, UTF-8, a byte order mark and CRLF accepted.

        Rows with the same `order` are one order, wherever they stand; a row without is one of its
        own. Rows that cannot be taken are kept as `bad_rows`, with every order they belong to.

        @param shop Gives the currency, the zone of local times and the country of phone numbers.

        @par Errors
        @li `errc::invalid_input` / `import.empty`, `import.not_csv`, `import.column_unknown`,
        `import.column_missing`, `import.column_twice`, `import.column_conflict`,
        `import.not_text`, `import.row_too_long`, `import.quote_open`, `import.quote_stray`,
        `import.read_failed`, `date.format_invalid`
        @li `errc::unavailable` / `db.full`, `db.io` where the temporary file has no room
    */
    order_stage(std::istream& csv, shop const& shop, order_import_options options);
    order_stage(order_stage&&) noexcept;
    order_stage& operator=(order_stage&&) noexcept;
    ~order_stage();

    std::int64_t orders() const noexcept;          ///< that can be imported
    std::int64_t lines() const noexcept;           ///< of those orders
    std::int64_t rejected_orders() const noexcept; ///< that have a bad row
    std::int64_t rejected_rows() const noexcept;   ///< of those orders, innocent rows too
    std::int64_t rounded() const noexcept;         ///< amounts that `round` changed
    /// Headers that no column of ours was mapped to.
    std::vector<std::string> const& ignored_columns() const noexcept;

    /// Each bad row in the order of the file, with its reason.
    void for_each_bad_row(std::function<void(bad_row const&)> const& take) const;

    /** Write the rejected orders: their columns and rows as they were, with `line`, `reason` and
        `occurrence` added, so that the file can be mended and imported as it is.

        @param in The language of the reasons.
    */
    void write_rejects(std::ostream& csv, language in) const;

    struct contents;
    contents& inside() const noexcept { return *contents_; }

private:
    std::unique_ptr<contents> contents_;
};

/// What to do with an order that is already there.
enum class on_conflict { skip, update, fail };

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
    on their own dates.

    @par Errors
    @li `errc::already_exists` / `import.order_exists` under `on_conflict::fail`
    @li `errc::conflict` / `import.order_changed`: an update would overwrite what was done here
    since
    @li `errc::invalid_input` / `import.figure_too_large`, `money.overflow` where a report's figure
    would not fit, with what the file says or with what is booked already

    @param keep_rejects Take the good orders although others were rejected; without it a stage
    with bad rows is refused: `errc::invalid_input` / `import.bad_rows`.
*/
order_import_result import_orders(unit_of_work& uow, order_stage& stage,
                                  on_conflict policy = on_conflict::skip,
                                  bool keep_rejects = false);

/// What taking an import back did.
struct import_undo_result
{
    std::int64_t orders = 0;
    std::int64_t customers = 0;
    std::int64_t products = 0;
    std::vector<std::int64_t> kept; ///< numbers of orders that the batch had only updated
};

/** Take an import back: its orders, and the customers and products it made that nothing else uses.

    @par Errors
    @li `errc::not_found` / `import.batch_not_found`
    @li `errc::conflict` / `import.changed_since`, with the numbers of the orders
*/
import_undo_result undo_import(unit_of_work& uow, id<import_batch> batch);

} // namespace TOKOCRM_PUBLIC

#endif
