#include "import_rules.hpp"

#include "../core/business_date.hpp"
#include "../core/characters.hpp"
#include "../core/checked_text.hpp"
#include "../core/digest.hpp"
#include "../core/text_fold.hpp"

#include <tokocrm/stock.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

constexpr std::array<std::string_view, import_column_count> column_names{"order",
                                                                         "placed_at",
                                                                         "paid_at",
                                                                         "customer",
                                                                         "phone",
                                                                         "email",
                                                                         "address",
                                                                         "city",
                                                                         "sku",
                                                                         "product",
                                                                         "category",
                                                                         "quantity",
                                                                         "unit_price",
                                                                         "discount_percent",
                                                                         "line_total",
                                                                         "coupon",
                                                                         "coupon_amount",
                                                                         "shipping",
                                                                         "payment_method",
                                                                         "total",
                                                                         "status",
                                                                         "source",
                                                                         "postal_code",
                                                                         "guest",
                                                                         "pack",
                                                                         "contains",
                                                                         "other",
                                                                         "refunded_at",
                                                                         "refunded",
                                                                         "refunded_shipping",
                                                                         "refunded_other",
                                                                         "occurrence"};

constexpr std::array<std::string_view, 6> status_names{"awaiting",  "submitted", "paid",
                                                       "cancelled", "expired",   "refunded"};

/// Reads one row, and knows which cell it is at when something is wrong.
class row_reader
{
public:
    row_reader(import_cells const& cells, import_terms const& terms, import_row& row)
        : cells_(cells, terms), terms_(terms), row_(row)
    {}

    std::string_view column() const noexcept
    {
        // What tells rows apart is about the row as a whole.
        constexpr auto order = static_cast<std::size_t>(import_column::order);
        constexpr auto occurrence = static_cast<std::size_t>(import_column::occurrence);
        auto const at = cells_.at();
        return at == no_cell || at == order || at == occurrence
                   ? std::string_view()
                   : name(static_cast<import_column>(at));
    }

    void read()
    {
        read_dates();
        row_.customer = text(import_column::customer);
        row_.reach = normalised_contact({.phone = optional_text(import_column::phone),
                                         .email = optional_text(import_column::email),
                                         .address = optional_text(import_column::address),
                                         .city = optional_text(import_column::city),
                                         .postal_code = optional_text(import_column::postal_code)},
                                        terms_.country);
        row_.sku = text(import_column::sku, 64);
        row_.product = text(import_column::product);
        row_.category = text(import_column::category);
        row_.source = text(import_column::source);
        read_refund();
        cells_.leave_cell();
        if (!row_.given_back) {
            if (row_.sku.empty() && row_.product.empty())
                refuse_cell("import.product_missing", mark("the row names no product and no SKU"));
            read_line();
        }
        row_.coupon = text(import_column::coupon, 64);
        row_.coupon_amount = amount(import_column::coupon_amount);
        row_.shipping = amount(import_column::shipping);
        row_.payment_method = text(import_column::payment_method);
        row_.total = amount(import_column::total);
        row_.other = amount(import_column::other);
        if (auto const guest = cells_.flag(static_cast<std::size_t>(import_column::guest)))
            row_.guest = *guest ? 1 : 0;
        read_status();
        cells_.leave_cell();
        row_.rounded = cells_.rounded();
    }

    void read_reference()
    {
        if (!fits(cell(import_column::order), longest_name))
            refuse_cell("import.order_invalid",
                        mark("the order's number is no valid text or longer than 200 characters"));
        cells_.leave_cell();
        if (row_.reference.empty())
            row_.occurrence =
                cells_.occurrence(static_cast<std::size_t>(import_column::occurrence));
        cells_.leave_cell();
    }

private:
    std::string_view cell(import_column column)
    {
        return cells_.cell(static_cast<std::size_t>(column));
    }
    std::string text(import_column column, std::size_t longest = longest_name)
    {
        return cells_.text(static_cast<std::size_t>(column), longest);
    }
    std::optional<std::string> optional_text(import_column column)
    {
        return cells_.optional_text(static_cast<std::size_t>(column),
                                    column == import_column::address ? longest_name * 5
                                                                     : longest_name);
    }
    std::optional<std::int64_t> amount(import_column column)
    {
        return cells_.amount(static_cast<std::size_t>(column));
    }
    void read_dates()
    {
        constexpr auto placed_at = static_cast<std::size_t>(import_column::placed_at);
        constexpr auto paid_at = static_cast<std::size_t>(import_column::paid_at);
        if (auto const placed = cells_.when(placed_at)) {
            row_.placed_at = placed->at.time_since_epoch().count();
            row_.placed_on = to_number(placed->on);
        } else if (row_.reference.empty())
            refuse_cell("import.date_missing", mark("the row has no date"));
        if (auto const paid = cells_.when(paid_at)) {
            row_.paid_at = paid->at.time_since_epoch().count();
            row_.paid_on = to_number(paid->on);
        }
    }
    /// A row without a product may say what was given back instead.
    void read_refund()
    {
        auto const when = cells_.when(static_cast<std::size_t>(import_column::refunded_at));
        if (!when)
            return;
        if (!row_.sku.empty() || !row_.product.empty())
            refuse_cell("import.refund_with_product",
                        mark("what was given back stands in a row of its order without a product"));
        if (row_.reference.empty())
            refuse_cell("import.refund_without_order",
                        mark("what was given back needs the number of its order"));
        row_.given_back =
            staged_refund{.at = when->at.time_since_epoch().count(),
                          .on = to_number(when->on),
                          .goods = amount(import_column::refunded).value_or(0),
                          .shipping = amount(import_column::refunded_shipping).value_or(0),
                          .other = amount(import_column::refunded_other).value_or(0)};
    }
    void read_line()
    {
        auto const quantity_given = cell(import_column::quantity);
        auto const bought = quantity_given.empty()
                                ? quantity::thousandths(1'000)
                                : parse_quantity(quantity_given, terms_.decimal_point);
        if (bought <= quantity::thousandths(0))
            refuse_cell("import.quantity_not_positive", mark("the quantity {0} is not above zero"),
                        {std::string(quantity_given)});
        row_.amount = bought.thousandths();
        row_.pack = text(import_column::pack, 64);
        if (auto const contains = cell(import_column::contains); !contains.empty()) {
            auto const each = parse_quantity(contains, terms_.decimal_point);
            if (each <= quantity::thousandths(0))
                refuse_cell("import.quantity_not_positive",
                            mark("the quantity {0} is not above zero"), {std::string(contains)});
            row_.contains = each.thousandths();
        }

        auto const unit_price = amount(import_column::unit_price);
        auto const rate_given = cell(import_column::discount_percent);
        if (!rate_given.empty()) {
            auto const rate = parse_percentage(rate_given, terms_.decimal_point);
            if (!unit_price)
                refuse_cell("import.discount_without_price",
                            mark("a discount needs the unit price that it is taken off"));
            row_.rate = rate.ppm();
        }
        auto const line_total = amount(import_column::line_total);
        if (!unit_price) {
            cells_.leave_cell();
            if (!line_total)
                refuse_cell("import.amount_missing",
                            mark("the row has neither a unit price nor a line total"));
            row_.gross = row_.line_total = *line_total;
            return;
        }
        cell(import_column::unit_price);
        row_.unit_price = unit_price;
        auto const gross = multiply(money(*unit_price, terms_.currency), bought);
        auto const discount = portion(gross, percentage::ppm(row_.rate.value_or(0)));
        row_.gross = gross.minor();
        row_.discount = discount.minor();
        row_.line_total = (gross - discount).minor();
        cell(import_column::line_total);
        if (line_total && *line_total != row_.line_total)
            refuse_cell(
                "import.line_total_differs",
                mark("the line total is {0}, but quantity, unit price and discount make {1}"),
                {to_decimal(money(*line_total, terms_.currency)),
                 to_decimal(money(row_.line_total, terms_.currency))});
    }
    void read_status()
    {
        auto const given = cell(import_column::status);
        if (given.empty())
            return;
        auto const wanted = folded(given);
        auto const known = std::find(status_names.begin(), status_names.end(), wanted);
        if (known == status_names.end())
            refuse_cell(
                "import.status_unknown",
                mark("the status {0} is none of awaiting, submitted, paid, cancelled, expired"
                     " and refunded"),
                {std::string(given)});
        row_.status = known - status_names.begin();
    }

    cell_reader cells_;
    import_terms const& terms_;
    import_row& row_;
};

/// What the rows of one order say of the order, each thing once.
class order_facts
{
public:
    explicit order_facts(std::vector<import_row> const& rows) : rows_(rows) {}

    std::vector<row_fault> merge_into(staged_order& whole)
    {
        auto const same = [](auto const& a, auto const& b) { return a == b; };
        auto const same_folded = [](std::string const& a, std::string const& b) {
            return a == b || folded(a) == folded(b);
        };
        merge_dates(whole);
        auto const customer = merge(import_column::customer, &import_row::customer, same_folded);
        whole.customer = customer ? *customer : std::string();
        whole.reach = {
            .phone = merge_contact(import_column::phone, &contact::phone, same),
            .email = merge_contact(import_column::email, &contact::email, same),
            .address = merge_contact(import_column::address, &contact::address, same_folded),
            .city = merge_contact(import_column::city, &contact::city, same_folded),
            .postal_code = merge_contact(import_column::postal_code, &contact::postal_code, same)};
        auto const coupon = merge(import_column::coupon, &import_row::coupon, same_folded);
        whole.coupon = coupon ? *coupon : std::string();
        whole.coupon_amount =
            merge(import_column::coupon_amount, &import_row::coupon_amount, same).value_or(0);
        whole.shipping = merge(import_column::shipping, &import_row::shipping, same).value_or(0);
        whole.other = merge(import_column::other, &import_row::other, same).value_or(0);
        whole.guest = merge(import_column::guest, &import_row::guest, same).value_or(0);
        auto const method =
            merge(import_column::payment_method, &import_row::payment_method, same_folded);
        whole.payment_method = method ? *method : std::string();
        whole.status = merge(import_column::status, &import_row::status, same)
                           .value_or(static_cast<std::int64_t>(import_status::paid));
        said_total_ = merge(import_column::total, &import_row::total, same);
        return std::move(faults_);
    }
    std::optional<std::int64_t> said_total() const noexcept { return said_total_; }
    std::int64_t line_of_total() const noexcept
    {
        for (auto const& row : rows_)
            if (row.total)
                return row.line;
        return rows_.front().line;
    }

private:
    static bool given(std::string const& text) { return !text.empty(); }
    template <class T>
    static bool given(std::optional<T> const& value)
    {
        return value.has_value();
    }
    static std::string value_of(std::string const& text) { return text; }
    template <class T>
    static T value_of(std::optional<T> const& value)
    {
        return *value;
    }

    void contradiction(import_column column, std::int64_t line, std::int64_t earlier)
    {
        faults_.push_back(
            {line, std::string(name(column)),
             error(errc::invalid_input, "import.contradiction",
                   mark("the row says something else of the order than line {0} does"),
                   {std::to_string(earlier)})});
    }

    template <class Value, class Read, class Same>
    std::optional<Value> merge_values(import_column column, Read read, Same same)
    {
        import_row const* first = nullptr;
        for (auto const& row : rows_) {
            if (!given(read(row)))
                continue;
            if (!first)
                first = &row;
            else if (!same(value_of(read(*first)), value_of(read(row))))
                contradiction(column, row.line, first->line);
        }
        if (!first)
            return std::nullopt;
        return value_of(read(*first));
    }
    template <class Same>
    std::optional<std::string> merge(import_column column, std::string import_row::*member,
                                     Same same)
    {
        return merge_values<std::string>(
            column, [member](import_row const& row) -> std::string const& { return row.*member; },
            same);
    }
    template <class Same>
    std::optional<std::int64_t> merge(import_column column,
                                      std::optional<std::int64_t> import_row::*member, Same same)
    {
        return merge_values<std::int64_t>(
            column,
            [member](import_row const& row) -> std::optional<std::int64_t> const& {
                return row.*member;
            },
            same);
    }
    template <class Same>
    std::optional<std::string> merge_contact(import_column column,
                                             std::optional<std::string> contact::*member, Same same)
    {
        return merge_values<std::string>(
            column,
            [member](import_row const& row) -> std::optional<std::string> const& {
                return row.reach.*member;
            },
            same);
    }

    /// Clock times may differ within one business date: the earliest counts.
    void merge_dates(staged_order& whole)
    {
        auto const same_day = [](std::int64_t a, std::int64_t b) { return a == b; };
        auto const placed_on = merge(import_column::placed_at, &import_row::placed_on, same_day);
        auto const paid_on = merge(import_column::paid_at, &import_row::paid_on, same_day);
        if (!placed_on) {
            faults_.push_back(
                {rows_.front().line, std::string(name(import_column::placed_at)),
                 error(errc::invalid_input, "import.date_missing", mark("the row has no date"))});
            return;
        }
        whole.placed_on = *placed_on;
        whole.placed_at = earliest(&import_row::placed_at).value_or(0);
        whole.paid_on = paid_on.value_or(whole.placed_on);
        whole.paid_at = earliest(&import_row::paid_at).value_or(whole.placed_at);
        paid_given_ = paid_on.has_value();
    }
    std::optional<std::int64_t> earliest(std::optional<std::int64_t> import_row::*member) const
    {
        std::optional<std::int64_t> found;
        for (auto const& row : rows_)
            if (row.*member && (!found || *(row.*member) < *found))
                found = row.*member;
        return found;
    }

    std::vector<import_row> const& rows_;
    std::vector<row_fault> faults_;
    std::optional<std::int64_t> said_total_;

public:
    bool paid_given_ = false;
};

staged_line line_of(import_row const& row)
{
    return {.line = row.line,
            .sku = row.sku,
            .product = row.product,
            .category = row.category,
            .pack = row.pack,
            .contains = row.contains,
            .amount = row.amount,
            .base_amount =
                row.contains ? in_base_units(pack{.contains = quantity::thousandths(*row.contains)},
                                             quantity::thousandths(row.amount))
                                   .thousandths()
                             : row.amount, // a file counts in base units unless it says so
            .unit_price = row.unit_price,
            .gross = row.gross,
            .rate = row.rate,
            .discount = row.discount,
            .coupon_share = 0,
            .total = row.line_total};
}

/// Σ of the lines, the coupon's shares and the total, as the shop's rules say.
void add_up(staged_order& whole, currency c)
{
    quantity units = quantity::thousandths(0);
    money gross(0, c), discount(0, c), goods(0, c);
    std::vector<std::int64_t> weights;
    weights.reserve(whole.lines.size());
    for (auto const& line : whole.lines) {
        units = units + quantity::thousandths(line.base_amount);
        gross += money(line.gross, c);
        discount += money(line.discount, c);
        goods += money(line.total, c);
        weights.push_back(line.total);
    }
    money const coupon(whole.coupon_amount, c);
    if (coupon > goods)
        refuse_cell("import.coupon_exceeds",
                    mark("the coupon takes off {0}, more than the goods' {1}"),
                    {to_decimal(coupon), to_decimal(goods)});
    if (coupon.minor() > 0) {
        auto const shares = allocate(coupon, weights);
        for (std::size_t i = 0; i < shares.size(); ++i)
            whole.lines[i].coupon_share = shares[i].minor();
    }
    whole.units = units.thousandths();
    whole.gross = gross.minor();
    whole.product_discount = discount.minor();
    whole.total = (goods - coupon + money(whole.shipping, c) + money(whole.other, c)).minor();
}

/// Not more is given back than was paid for each.
void check_refunds(staged_order const& whole, currency c)
{
    money goods(0, c), shipping(0, c), other(0, c);
    for (auto const& each : whole.refunds) {
        if (each.goods == 0 && each.shipping == 0 && each.other == 0 && whole.total != 0)
            refuse_cell("import.refund_missing",
                        mark("the row does not say how much was given back"));
        goods += money(each.goods, c);
        shipping += money(each.shipping, c);
        other += money(each.other, c);
    }
    auto const given = goods + shipping + other;
    auto const sold = money(whole.total - whole.shipping - whole.other, c);
    if (goods > sold || shipping.minor() > whole.shipping || other.minor() > whole.other)
        refuse_cell("import.refund_exceeds",
                    mark("{0} of {1} was given back; goods, shipping and other each allow no more "
                         "than was paid for them"),
                    {to_decimal(given), to_decimal(money(whole.total, c))});
    if (!whole.refunds.empty() && whole.what() == import_status::refunded &&
        given.minor() != whole.total)
        refuse_cell("import.refund_differs",
                    mark("the order is refunded, but only {0} of {1} was given back"),
                    {to_decimal(given), to_decimal(money(whole.total, c))});
}

/// What the order says, whatever the order of its lines.
std::string fingerprint_of(staged_order const& whole)
{
    auto const number = [](std::optional<std::int64_t> value) {
        return value ? std::to_string(*value) : std::string("-");
    };
    std::vector<std::string> lines;
    lines.reserve(whole.lines.size());
    for (auto const& line : whole.lines)
        lines.push_back(digester()
                            .add(line.sku)
                            .add(line.product)
                            .add(number(line.amount))
                            .add(number(line.unit_price))
                            .add(number(line.gross))
                            .add(number(line.rate))
                            .add(number(line.total))
                            .add(line.pack)
                            .add(number(line.contains))
                            .finish());
    std::sort(lines.begin(), lines.end());
    digester all;
    all.add(number(whole.placed_at)).add(number(whole.paid_at)).add(whole.customer);
    for (auto const* part : {&whole.reach.phone, &whole.reach.email, &whole.reach.address,
                             &whole.reach.city, &whole.reach.postal_code})
        all.add(part->value_or(""));
    all.add(whole.coupon).add(number(whole.coupon_amount)).add(number(whole.shipping));
    all.add(whole.payment_method).add(number(whole.status));
    all.add(number(whole.other)).add(number(whole.guest));
    for (auto const& each : whole.refunds)
        all.add(number(each.at))
            .add(number(each.goods))
            .add(number(each.shipping))
            .add(number(each.other));
    for (auto const& line : lines)
        all.add(line);
    return all.finish();
}

} // namespace

std::string_view name(import_column column) noexcept
{
    return column_names[static_cast<std::size_t>(column)];
}

std::string_view name(import_status status) noexcept
{
    return status_names[static_cast<std::size_t>(status)];
}

std::vector<std::string_view> const& order_import_columns()
{
    static std::vector<std::string_view> const names(column_names.begin(), column_names.end() - 1);
    return names;
}

std::optional<row_fault> read_import_row(std::int64_t line, import_cells const& cells,
                                         import_terms const& terms, std::string fingerprint,
                                         import_row& row)
{
    row = import_row{};
    row.line = line;
    row.fingerprint = std::move(fingerprint);
    row_reader reader(cells, terms, row);
    auto const order = cells[static_cast<std::size_t>(import_column::order)];
    row.reference = valid_text(order) ? normalised(order) : std::string();
    try {
        reader.read_reference();
        reader.read();
        return std::nullopt;
    } catch (error const& why) {
        return row_fault{line, std::string(reader.column()), why};
    }
}

std::vector<row_fault> assemble_order(std::vector<import_row> const& rows,
                                      import_terms const& terms, staged_order& whole)
{
    auto const& first = rows.front();
    whole = staged_order{};
    whole.line = first.line;
    whole.reference = first.reference;
    whole.source = first.source;
    order_facts facts(rows);
    auto faults = facts.merge_into(whole);
    if (!faults.empty())
        return faults;
    try {
        for (auto const& row : rows)
            if (row.given_back)
                whole.refunds.push_back(*row.given_back);
            else
                whole.lines.push_back(line_of(row));
        if (whole.lines.empty())
            refuse_cell("import.product_missing", mark("the row names no product and no SKU"));
        if (!whole.refunds.empty() && !whole.was_paid())
            throw row_fault{first.line, std::string(name(import_column::status)),
                            error(errc::invalid_input, "import.refund_unpaid",
                                  mark("nothing can have been given back of an order that is {0}"),
                                  {std::string(name(whole.what()))})};
        if (facts.paid_given_ && !whole.was_paid())
            throw row_fault{first.line, std::string(name(import_column::paid_at)),
                            error(errc::invalid_input, "import.paid_at_unpaid",
                                  mark("an order that is {0} cannot have a date of payment"),
                                  {std::string(name(whole.what()))})};
        add_up(whole, terms.currency);
        check_refunds(whole, terms.currency);
        if (auto const said = facts.said_total(); said && *said != whole.total)
            throw row_fault{facts.line_of_total(), std::string(name(import_column::total)),
                            error(errc::invalid_input, "import.total_differs",
                                  mark("the total is {0}, but lines, shipping and coupon make {1}"),
                                  {to_decimal(money(*said, terms.currency)),
                                   to_decimal(money(whole.total, terms.currency))})};
    } catch (row_fault& fault) {
        faults.push_back(std::move(fault));
        return faults;
    } catch (error const& why) {
        faults.push_back({first.line, {}, why});
        return faults;
    }
    if (whole.reference.empty()) {
        whole.fingerprint = first.fingerprint;
        whole.occurrence = first.occurrence;
    } else
        whole.fingerprint = fingerprint_of(whole);
    return faults;
}

order_states states_of(import_status status) noexcept
{
    switch (status) {
    case import_status::awaiting:
        return {order_state::placed, payment_state::awaiting, fulfilment_state::unfulfilled};
    case import_status::submitted:
        return {order_state::placed, payment_state::submitted, fulfilment_state::unfulfilled};
    case import_status::cancelled:
        return {order_state::cancelled, payment_state::cancelled, fulfilment_state::unfulfilled};
    case import_status::expired:
        return {order_state::cancelled, payment_state::expired, fulfilment_state::unfulfilled};
    case import_status::refunded:
        return {order_state::completed, payment_state::refunded, fulfilment_state::delivered};
    case import_status::paid:
        break;
    }
    return {order_state::completed, payment_state::paid, fulfilment_state::delivered};
}

} // namespace tokocrm
