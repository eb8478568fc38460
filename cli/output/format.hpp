#ifndef TOKO_OUTPUT_FORMAT_HPP
#define TOKO_OUTPUT_FORMAT_HPP

#include <optional>
#include <string_view>

namespace toko {

enum class output_format { table, csv, tsv, json, jsonl, ids, count };

/// The format with a name of `--format`.
std::optional<output_format> find_format(std::string_view name) noexcept;

/// What a field holds, in the library's wire shape, and so how each format shows it.
enum class kind {
    text,       ///< a string
    number,     ///< an integer without a unit: an id, a count
    amount,     ///< an integer of minor units; decimal major units in CSV
    quantity,   ///< a decimal string
    percentage, ///< a decimal string of percent
    instant,    ///< ISO 8601 with offset
    date,       ///< `2026-11-24`; `2026-11` is a month, `2026` a year
    label,      ///< one of the words that `label_text` translates
    boolean,    ///< yes or no to people
    nested      ///< an object or array; JSON text outside JSON, not in tables
};

/// One column of a list, one line of a `show`.
struct field
{
    char const* key;     ///< the JSON key; `address.city` for a nested one
    char const* heading; ///< marked with `tr`
    kind as = kind::text;
    bool in_table = true; ///< shown in a table without `--fields`
};

} // namespace toko

#endif
