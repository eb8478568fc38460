#ifndef TOKOCRM_IMPORT_HPP
#define TOKOCRM_IMPORT_HPP

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
#include <variant>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    Imports: somebody else's file, read and checked first, then taken in whole, and taken back.

    What holds for every import stands here, and the imports of products, customers and shipping
    rates; that of orders is in sale.hpp.
*/

namespace tokocrm {

class unit_of_work;

/// One import, so that it can be taken back.
struct import_batch;

/// How somebody else's file is to be read.
struct import_options
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
    /// Keep whole rows, so that rejected ones can be written out (`import_stage::write_rejects`).
    bool keep_rejects = false;
    /// Called now and then with the number of bytes read so far. What it throws ends the reading.
    std::function<void(std::int64_t)> progress;
};

/// What is wrong with a row.
struct bad_row
{
    std::int64_t line = 0; ///< of the file, from 1; a row of several lines is known by its first
    std::string column;    ///< ours; empty where it is about the row as a whole
    error why;             ///< what is wrong
};

/// What to do with something that is already there.
enum class on_conflict {
    skip,   ///< leave it as it is
    update, ///< make it what the file says; an order only if it was not changed here since
    fail    ///< take nothing in
};

/** What was read from a file and checked, waiting to be imported.

    Kept in a temporary file (in `TMPDIR`, else where the system puts them) that vanishes with the
    object; what is in memory does not depend on the size of the file or on the order of its lines.
    Reading needs no unit of work, so it holds nobody up.

    @par Thread safety
    One thread at a time. An object that was moved from is only assigned to or destroyed.
*/
class import_stage
{
public:
    /// Takes over another's rows.
    import_stage(import_stage&&) noexcept;
    /// Takes over another's rows; its own are gone.
    import_stage& operator=(import_stage&&) noexcept;
    /// The temporary file goes, too.
    ~import_stage();

    std::int64_t rejected_rows() const noexcept; ///< set aside, with innocent ones of bad orders
    std::int64_t rounded() const noexcept;       ///< amounts that `round` changed
    /// Headers that no column of ours was mapped to.
    std::vector<std::string> const& ignored_columns() const noexcept;

    /** Each bad row in the order of the file, with its reason.

        @par Errors
        `errc::unavailable` / `db.io` (the temporary file), and what `take` throws
    */
    void for_each_bad_row(std::function<void(bad_row const&)> const& take) const;

    /** Write what was rejected: their columns and rows as they were, with `line` and `reason` added
        (and `occurrence`, for orders), so that the file can be mended and imported as it is.

        @param csv Where to; whether it took everything is for its owner to see.
        @param in The language of the reasons.
        @pre The stage was read with `import_options::keep_rejects`; without it the rows are empty.

        @par Errors
        `errc::unavailable` / `db.io` (the temporary file)
    */
    void write_rejects(std::ostream& csv, language in) const;

    /// What stands behind it; of no use outside the library.
    struct contents;

protected:
    /// For the library's own stages.
    explicit import_stage(std::unique_ptr<contents> made) noexcept;
    /// For the library's own stages.
    contents& kept() const noexcept { return *contents_; }

private:
    std::unique_ptr<contents> contents_;
};

/// What else than orders can be imported and exported.
enum class record_kind {
    products,      ///< a row a pack; the row of a product is its first pack's
    customers,     ///< a row a customer
    shipping_rates ///< a row a city
};

/// The name in audit and in the batches: `products`, `customers`, `shipping_rates`.
std::string_view name(record_kind kind) noexcept;

/** The columns of a kind, in the order of the documentation. An export has them all.

    Products: `sku pack_of pack contains name category unit fractional price discount_percent
    barcode active archived_at description`. Customers: `name phone email sex address city
    postal_code registered_at occurrence`. Rates: `city fee free_from`.
*/
std::vector<std::string_view> const& record_columns(record_kind kind);

/// Records of one kind, waiting to be imported.
class record_stage : public import_stage
{
public:
    /** Read and check CSV with a header: `,` or `;`, UTF-8, a byte order mark and CRLF accepted.

        @param csv The file, read once from where it stands to its end.
        @param shop Gives the currency, the zone of local times and the country of phone numbers.
        @param kind What its rows are.
        @param options How the file is to be read.

        @par Errors
        @li `errc::invalid_input` / `import.empty`, `import.column_unknown`,
        `import.column_missing`, `import.column_twice`, `import.column_conflict`,
        `import.not_text`, `import.row_too_long`, `import.quote_open`, `import.quote_stray`,
        `date.format_invalid`
        @li `errc::unavailable` / `import.read_failed` (the stream), `db.full`, `db.io`,
        `db.unreachable` (the temporary file)
    */
    record_stage(std::istream& csv, shop const& shop, record_kind kind, import_options options);

    record_kind kind() const noexcept;     ///< what its rows are
    std::int64_t records() const noexcept; ///< rows that were understood

    /// What stands behind it; of no use outside the library.
    struct contents;
    /// What stands behind it; of no use outside the library.
    contents& inside() const noexcept;
};

/// What an import of records did.
struct record_import_result
{
    id<import_batch> batch{0};  ///< 0 where nothing was added or updated
    std::int64_t added = 0;     ///< products, customers or rates
    std::int64_t packs = 0;     ///< added to products, beside their first
    std::int64_t updated = 0;   ///< rows that changed what was there
    std::int64_t skipped = 0;   ///< rows of what was there already
    std::int64_t rejected = 0;  ///< rows set aside
    std::int64_t ambiguous = 0; ///< customers whom several cards fit
    std::int64_t rounded = 0;   ///< amounts
};

/** Import a stage's records, all of them or, when anything throws, none.

    Products are known by SKU (of any pack, case and accents aside), without one by name; customers
    by phone, then e-mail, then the exact name if no contact contradicts; rates by city. An update
    changes what the file has a column for: an empty cell empties, where that is possible. Unknown
    categories are made. Stock is not touched. One audit event for the import, and one for each
    record that it changed.

    Rows that the shop refuses (a barcode that another product has) join the stage's bad rows. The
    stage stays as it is otherwise, so that the unit may run again.

    @param uow A unit that may write.
    @param stage The records.
    @param policy What to do with those that are there already.
    @param keep_rejects Take the good rows although others were rejected.

    @par Errors
    @li `errc::invalid_input` / `import.bad_rows` without `keep_rejects`; the stage names the rows
    @li `errc::already_exists` / `import.record_exists` under `on_conflict::fail`
    @li `errc::unavailable` / `db.io` where the stage's temporary file fails
    @li `errc::permission_denied` / `staff.not_permitted`
*/
record_import_result import_records(unit_of_work& uow, record_stage& stage,
                                    on_conflict policy = on_conflict::skip,
                                    bool keep_rejects = false);

/// What taking an import of records back did.
struct record_undo_result
{
    std::int64_t removed = 0;      ///< records taken away
    std::vector<std::string> kept; ///< SKUs, ids or cities of what it had only updated
};

/** Take an import of records back: what it added goes, unless it was changed or used since.

    @par Errors
    @li `errc::not_found` / `import.batch_not_found`, also for a batch of another kind
    @li `errc::conflict` / `import.records_in_use`, with the SKUs, ids or cities
    @li `errc::permission_denied` / `staff.not_permitted`
*/
record_undo_result undo_record_import(unit_of_work& uow, record_kind kind, id<import_batch> batch);

/// A cell of an export; the first where there is nothing.
using export_value = std::variant<std::monostate, std::string, money, bool>;

/** Hand over the rows of an export, without keeping them all in memory: a value for each of
    `record_columns`, in the order in which the records were added.

    `record_stage` reads them where amounts are written as decimal major units, and what is there or
    not as `true` and `false`. A product's rows follow each other, its own first. Pictures are no
    part of it.

    @param uow A unit of any kind.
    @param kind What is wanted.
    @param take Begins no other unit on the same shop. What it throws ends the work and comes out.

    @par Errors
    @li `errc::not_found` / `shop.not_founded`
    @li `errc::permission_denied` / `staff.not_permitted`
*/
void export_records(unit_of_work& uow, record_kind kind,
                    std::function<void(std::vector<export_value> const&)> const& take);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
