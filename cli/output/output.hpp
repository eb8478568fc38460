#ifndef TOKO_OUTPUT_OUTPUT_HPP
#define TOKO_OUTPUT_OUTPUT_HPP

#include "format.hpp"

#include <tokocrm/money.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace toko {

class context;
class row_writer;
class spool;

/// What the rows have in common.
struct presentation
{
    /// Of amounts, where a row has no `currency` of its own.
    tokocrm::currency currency = tokocrm::currency::idr;
    char const* id_key = "id";  ///< what `--format ids` prints; an order's is `number`
    char const* none = nullptr; ///< marked with `tr`: said instead of an empty table
    char const* nothing = "";   ///< stands in a table for a value that is not there
    std::optional<output_format> format = std::nullopt; ///< instead of `--format`
    std::ostream* to = nullptr;                         ///< instead of stdout
    bool plain_amounts = false; ///< `28.810` in a table, as in reports, not `Rp 28.810`
};

/// How a list ended.
struct list_end
{
    std::optional<std::string> next = std::nullopt;   ///< the cursor of the next page
    std::optional<std::int64_t> total = std::nullopt; ///< how many there are in all
    bool more_than_total = false;                     ///< `total` is where counting stopped
};

/** A list of rows in whatever format was asked for.

    `row` may be called inside a read unit: nothing reaches stdout before `end`, which is called
    after it. Rows are in the library's wire shape.
*/
class list_output
{
public:
    /// The fields are what `options::lists` was given, or those of a report.
    list_output(context& ctx, std::span<field const> fields, presentation how = {});
    ~list_output();
    list_output(list_output const&) = delete;
    list_output& operator=(list_output const&) = delete;

    void row(boost::json::object const& row);
    /// A last line under a table, as the totals of a report; other formats leave it out.
    void footer(boost::json::object const& row);
    void end(list_end const& how = {});
    /// What there is goes to stdout at once, where rows come one by one; outside units. Not for a
    /// table or an array, which are made at their end.
    void flush();

    /// Whether a person will see `total`: count only then.
    bool wants_total() const noexcept;
    std::int64_t rows() const noexcept { return rows_; }

private:
    row_writer& writer(); ///< made when first needed: the language may be known only then

    context& context_;
    std::span<field const> fields_;
    presentation how_;
    output_format format_;
    std::unique_ptr<spool> spool_;
    std::unique_ptr<row_writer> writer_;
    std::int64_t rows_ = 0;
};

/// An array inside of what is shown, as a table of its own under it.
struct nested_table
{
    char const* key;
    char const* heading; ///< marked with `tr`
    std::span<field const> fields;
};

/// One thing in whatever format was asked for; what `show`, `add` and `place` answer with.
void show(context& ctx, boost::json::object const& thing, std::span<field const> fields,
          presentation how = {}, std::span<nested_table const> tables = {});

/** Text that is a format of its own (a receipt, a report's heading), to stdout.

    Control characters in it are the caller's.
*/
void print(context& ctx, std::string_view text);

} // namespace toko

#endif
