#include "record_rules.hpp"

#include "../core/text_fold.hpp"

#include <array>

namespace tokocrm {

namespace {

constexpr std::size_t longest_sku = 64;
constexpr std::size_t longest_description = 10'000;

template <class Column>
constexpr std::size_t at(Column column) noexcept
{
    return static_cast<std::size_t>(column);
}

std::optional<money> money_at(cell_reader& reader, std::size_t column, currency c)
{
    auto const minor = reader.amount(column);
    return minor ? std::optional(money(*minor, c)) : std::nullopt;
}

std::optional<timestamp> instant_at(cell_reader& reader, std::size_t column)
{
    auto const when = reader.when(column);
    return when ? std::optional(when->at) : std::nullopt;
}

std::optional<customer_sex> sex_at(cell_reader& reader, std::size_t column)
{
    auto const given = reader.cell(column);
    if (given.empty())
        return std::nullopt;
    constexpr std::array<std::pair<std::string_view, customer_sex>, 11> words{
        {{"female", customer_sex::female},
         {"f", customer_sex::female},
         {"perempuan", customer_sex::female},
         {"wanita", customer_sex::female},
         {"p", customer_sex::female},
         {"male", customer_sex::male},
         {"m", customer_sex::male},
         {"laki-laki", customer_sex::male},
         {"laki", customer_sex::male},
         {"pria", customer_sex::male},
         {"l", customer_sex::male}}};
    auto const wanted = folded(given);
    for (auto const& [word, sex] : words)
        if (wanted == word)
            return sex;
    refuse_cell("import.sex_unknown", mark("the sex is female or male, not {0}"),
                {std::string(given)});
}

std::string identity_of(product_row const& row)
{
    return row.sku ? 's' + folded(*row.sku) : 'n' + folded(*row.name);
}

} // namespace

std::string_view name(record_kind kind) noexcept
{
    switch (kind) {
    case record_kind::products:
        return "products";
    case record_kind::customers:
        return "customers";
    case record_kind::shipping_rates:
        break;
    }
    return "shipping_rates";
}

std::vector<std::string_view> const& record_columns(record_kind kind)
{
    static std::vector<std::string_view> const products{
        "sku",      "pack_of", "pack",        "contains",    "name",
        "category", "unit",    "fractional",  "price",       "discount_percent",
        "barcode",  "active",  "archived_at", "description", "low_stock"};
    static std::vector<std::string_view> const customers{
        "name", "phone",       "email",         "sex",       "address",
        "city", "postal_code", "registered_at", "occurrence"};
    static std::vector<std::string_view> const rates{"city", "fee", "free_from"};
    return kind == record_kind::products    ? products
           : kind == record_kind::customers ? customers
                                            : rates;
}

product_row read_product(cell_reader& reader, import_terms const& terms)
{
    using column = product_column;
    product_row row;
    auto const text = [&](column which, std::size_t longest = longest_name) {
        return reader.optional_text(at(which), longest);
    };
    row.sku = text(column::sku, longest_sku);
    row.pack_of = text(column::pack_of, longest_sku);
    row.pack = text(column::pack, longest_sku);
    if (auto const given = reader.cell(at(column::contains)); !given.empty())
        row.contains = parse_quantity(given, terms.decimal_point);
    row.name = text(column::name);
    row.category = text(column::category);
    row.unit = text(column::unit, longest_sku);
    row.fractional = reader.flag(at(column::fractional));
    row.price = money_at(reader, at(column::price), terms.currency);
    if (auto const given = reader.cell(at(column::discount_percent)); !given.empty())
        row.discount = parse_percentage(given, terms.decimal_point);
    row.barcode = text(column::barcode, longest_sku);
    row.active = reader.flag(at(column::active));
    row.archived_at = instant_at(reader, at(column::archived_at));
    if (auto const given = reader.cell(at(column::low_stock)); !given.empty())
        row.low_stock = parse_quantity(given, terms.decimal_point);
    row.description = without_formula_guard(reader.cell(at(column::description)));
    if (!fits(row.description, longest_description))
        refuse_cell("import.text_too_long", mark("the text has more than {0} characters"),
                    {std::to_string(longest_description)});
    reader.leave_cell();
    if (!row.sku && (row.pack_of || !row.name))
        refuse_cell("import.product_missing", mark("the row names no product and no SKU"));
    if (!row.pack_of && row.contains && *row.contains != quantity::thousandths(1'000))
        refuse_cell("import.pack_of_missing",
                    mark("a pack that contains {0} needs pack_of, the SKU of its product"),
                    {to_decimal(*row.contains)});
    return row;
}

customer_row read_customer(cell_reader& reader, import_terms const& terms)
{
    using column = customer_column;
    customer_row row;
    row.name = reader.text(at(column::name));
    row.has_name = !row.name.empty();
    auto const text = [&](column which, std::size_t longest = longest_name) {
        return reader.optional_text(at(which), longest);
    };
    constexpr auto longest_contact = longest_name * 5;
    row.reach = normalised_contact({.phone = text(column::phone, longest_contact),
                                    .email = text(column::email, longest_contact),
                                    .address = text(column::address, longest_contact),
                                    .city = text(column::city, longest_contact),
                                    .postal_code = text(column::postal_code, longest_contact)},
                                   terms.country);
    row.sex = sex_at(reader, at(column::sex));
    row.registered_at = instant_at(reader, at(column::registered_at));
    row.occurrence = reader.occurrence(at(column::occurrence));
    reader.leave_cell();
    if (row.name.empty())
        row.name = row.reach.phone.value_or(row.reach.email.value_or(""));
    if (row.name.empty())
        refuse_cell("import.customer_missing",
                    mark("the row has no name, no phone and no e-mail of a customer"));
    return row;
}

rate_row read_rate(cell_reader& reader, import_terms const& terms)
{
    using column = rate_column;
    rate_row row;
    row.city = reader.text(at(column::city));
    if (row.city.empty())
        refuse_cell("import.city_missing", mark("the row names no city"));
    row.fee = money_at(reader, at(column::fee), terms.currency);
    row.free_from = money_at(reader, at(column::free_from), terms.currency);
    reader.leave_cell();
    return row;
}

std::optional<row_fault> check_record(record_kind kind, std::int64_t line,
                                      std::vector<std::string> const& cells,
                                      import_terms const& terms, std::string& identity,
                                      std::int64_t& rounded)
{
    std::vector<std::string_view> const views(cells.begin(), cells.end());
    cell_reader reader(views, terms);
    try {
        switch (kind) {
        case record_kind::products:
            identity = identity_of(read_product(reader, terms));
            break;
        case record_kind::customers:
            read_customer(reader, terms);
            break;
        case record_kind::shipping_rates:
            identity = 'c' + folded(read_rate(reader, terms).city);
            break;
        }
    } catch (error const& why) {
        auto const column = reader.at();
        return row_fault{
            line, column == no_cell ? std::string() : std::string(record_columns(kind)[column]),
            why};
    }
    rounded += reader.rounded();
    return std::nullopt;
}

row_fault said_twice(record_kind kind, std::int64_t line, std::int64_t first)
{
    return {line, std::string(needed_column(kind)),
            error(errc::invalid_input, "import.said_twice",
                  mark("line {0} is about the same; keep one of the two"),
                  {std::to_string(first)})};
}

std::string_view needed_column(record_kind kind) noexcept
{
    switch (kind) {
    case record_kind::products:
        return "sku";
    case record_kind::customers:
        return "name";
    case record_kind::shipping_rates:
        break;
    }
    return "city";
}

bool has_enough(record_kind kind, std::vector<bool> const& has) noexcept
{
    switch (kind) {
    case record_kind::products:
        return has[at(product_column::sku)] || has[at(product_column::name)];
    case record_kind::customers:
        return has[at(customer_column::name)] || has[at(customer_column::phone)] ||
               has[at(customer_column::email)];
    case record_kind::shipping_rates:
        break;
    }
    return has[at(rate_column::city)];
}

bool keeps_blanks(record_kind kind, std::size_t column) noexcept
{
    return kind == record_kind::products && column == at(product_column::description);
}

bool comes_later(record_kind kind, std::vector<std::string> const& cells) noexcept
{
    return kind == record_kind::products && !cells[at(product_column::pack_of)].empty();
}

} // namespace tokocrm
