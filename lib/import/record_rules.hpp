#ifndef TOKOCRM_LIB_IMPORT_RECORD_RULES_HPP
#define TOKOCRM_LIB_IMPORT_RECORD_RULES_HPP

// What a row of products, customers or shipping rates means. Pure.

#include "cells.hpp"
#include "fault.hpp"

#include <tokocrm/customer.hpp>
#include <tokocrm/import.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/// In the order of `record_columns`.
enum class product_column : std::size_t {
    sku,
    pack_of,
    pack,
    contains,
    name,
    category,
    unit,
    fractional,
    price,
    discount_percent,
    barcode,
    active,
    archived_at,
    description,
    low_stock
};

enum class customer_column : std::size_t {
    name,
    phone,
    email,
    sex,
    address,
    city,
    postal_code,
    registered_at,
    occurrence
};

enum class rate_column : std::size_t { city, fee, free_from };

/// A product, or with `pack_of` a pack that it is sold in besides.
struct product_row
{
    std::optional<std::string> sku, pack_of, pack, name, category, unit, barcode;
    std::string description;
    std::optional<quantity> contains, low_stock;
    std::optional<bool> fractional, active;
    std::optional<money> price;
    std::optional<percentage> discount;
    std::optional<timestamp> archived_at;
};

struct customer_row
{
    std::string name;      ///< where there is none, the phone or the e-mail
    bool has_name = false; ///< it is one
    contact reach;         ///< as `normalised_contact` makes it
    std::optional<customer_sex> sex;
    std::optional<timestamp> registered_at;
    /// Which of the customers with this very name, phone and e-mail.
    std::optional<std::int64_t> occurrence;
};

struct rate_row
{
    std::string city;
    std::optional<money> fee, free_from;
};

/// @param cells In the order of the columns. @throws error; `reader` knows where it was.
product_row read_product(cell_reader& reader, import_terms const& terms);
customer_row read_customer(cell_reader& reader, import_terms const& terms);
rate_row read_rate(cell_reader& reader, import_terms const& terms);

/** Look at a row without the shop.

    @param[out] identity What no two rows of a file share; empty where they may.
    @param[in,out] rounded Amounts that were rounded.
*/
std::optional<row_fault> check_record(record_kind kind, std::int64_t line,
                                      std::vector<std::string> const& cells,
                                      import_terms const& terms, std::string& identity,
                                      std::int64_t& rounded);

/// Why the second of two rows with the same identity is bad.
row_fault said_twice(record_kind kind, std::int64_t line, std::int64_t first);

/// The column without which a file of the kind says nothing.
std::string_view needed_column(record_kind kind) noexcept;
/// Whether a file's columns are enough to know what its rows are about.
bool has_enough(record_kind kind, std::vector<bool> const& has) noexcept;
/// Whether blanks around a column's text are a part of it.
bool keeps_blanks(record_kind kind, std::size_t column) noexcept;
/// Whether a row is read after those that it may belong to.
bool comes_later(record_kind kind, std::vector<std::string> const& cells) noexcept;

} // namespace tokocrm

#endif
