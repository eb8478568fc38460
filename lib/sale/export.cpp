#include "../order/service.hpp"
#include "../staff/service.hpp"
#include "import_rules.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/payment.hpp>
#include <tokocrm/sale.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <unordered_map>

namespace tokocrm {

namespace {

using cells = std::vector<export_value>;

/// What an import makes of an order's states; it has no more than these.
import_status status_of(order_states const& states) noexcept
{
    switch (states.payment) {
    case payment_state::awaiting:
        return import_status::awaiting;
    case payment_state::submitted:
    case payment_state::part_paid:
        return import_status::submitted;
    case payment_state::paid:
    case payment_state::part_refunded:
        return import_status::paid;
    case payment_state::refunded:
        return import_status::refunded;
    case payment_state::expired:
        return import_status::expired;
    case payment_state::cancelled:
        break;
    }
    return import_status::cancelled;
}

/// Writes orders as rows of `order_import_columns`.
class order_exporter
{
public:
    order_exporter(unit_of_work& uow, std::function<void(cells const&)> const& take)
        : uow_(uow), take_(take), shop_(get_shop(uow))
    {}

    void add(order_header const& head)
    {
        auto const common = cells_of(head);
        for (auto const& line : lines_of(uow_, head.row, shop_.profile.currency)) {
            row_ = common;
            set(import_column::sku, line.sku);
            set(import_column::product, line.name);
            set(import_column::category, category_of(line.sold));
            if (line.contains != quantity::thousandths(1'000) || !line.pack_name.empty()) {
                set(import_column::pack, line.pack_name);
                set(import_column::contains, to_decimal(line.contains));
            }
            set(import_column::quantity, to_decimal(line.amount));
            set(import_column::unit_price, line.unit_price);
            if (line.discount_rate)
                set(import_column::discount_percent, to_decimal(*line.discount_rate));
            set(import_column::line_total, line.total);
            take_(row_);
        }
        if (head.states.payment != payment_state::refunded &&
            head.states.payment != payment_state::part_refunded)
            return;
        for (auto const& given : refunds_of(uow_, head.row)) {
            row_.assign(common.size(), {});
            for (auto const column : {import_column::order, import_column::source})
                row_[at(column)] = common[at(column)];
            set(import_column::refunded_at, shop_.zone.to_iso(given.refunded_at));
            set(import_column::refunded, given.goods);
            set(import_column::refunded_shipping, if_any(given.shipping));
            set(import_column::refunded_other, if_any(given.other));
            take_(row_);
        }
    }

private:
    static std::size_t at(import_column column) noexcept
    {
        return static_cast<std::size_t>(column);
    }
    static std::optional<money> if_any(money amount)
    {
        return amount.minor() == 0 ? std::nullopt : std::optional(amount);
    }

    void set(import_column column, money amount) { row_[at(column)] = amount; }
    void set(import_column column, std::string const& text)
    {
        row_[at(column)] = text.empty() ? export_value() : export_value(text);
    }
    template <class Value>
    void set(import_column column, std::optional<Value> const& value)
    {
        if (value)
            set(column, *value);
    }

    /// What every row of an order says.
    cells cells_of(order_header const& head)
    {
        row_.assign(order_import_columns().size(), {});
        bool const has_number_elsewhere = head.reference.has_value();
        set(import_column::order,
            has_number_elsewhere ? *head.reference : std::to_string(head.number));
        set(import_column::source,
            has_number_elsewhere ? head.source.value_or("") : shop_.public_id);
        set(import_column::placed_at, shop_.zone.to_iso(head.placed_at));
        auto const status = status_of(head.states);
        if (head.paid_at && (status == import_status::paid || status == import_status::refunded))
            set(import_column::paid_at, shop_.zone.to_iso(*head.paid_at));
        set(import_column::customer, head.customer_name);
        auto const& reach = head.deliver_to;
        set(import_column::phone, reach.phone);
        set(import_column::email, reach.email);
        set(import_column::address, reach.address);
        set(import_column::city, reach.city);
        set(import_column::postal_code, reach.postal_code);
        if (!head.buyer && (head.customer_name || reach.phone || reach.email))
            row_[at(import_column::guest)] = true;
        set(import_column::coupon, head.coupon_code);
        set(import_column::coupon_amount, if_any(head.coupon_discount));
        set(import_column::shipping, if_any(head.shipping));
        // What came beyond the total is in the reports as other.
        auto const surplus =
            head.paid > head.total ? head.paid - head.total : money(0, head.total.currency());
        set(import_column::other, if_any(head.other + surplus));
        set(import_column::payment_method, head.payment_method);
        set(import_column::total, head.total + surplus);
        set(import_column::status, std::string(name(status)));
        return row_;
    }

    std::string const& category_of(id<product> of)
    {
        constexpr std::size_t most_in_memory = 50'000;
        if (auto const known = categories_.find(of.value()); known != categories_.end())
            return known->second;
        if (categories_.size() >= most_in_memory)
            categories_.clear();
        auto const sold = find_product(uow_, of);
        return categories_.emplace(of.value(), sold && sold->in ? sold->in->name : std::string())
            .first->second;
    }

    unit_of_work& uow_;
    std::function<void(cells const&)> const& take_;
    shop shop_;
    cells row_;
    std::unordered_map<std::int64_t, std::string> categories_;
};

} // namespace

void export_orders(unit_of_work& uow, order_query query,
                   std::function<void(std::vector<export_value> const&)> const& take)
{
    require(uow, right::export_records);
    query.sort = order_sort::placed_at;
    query.descending = false;
    order_exporter exports(uow, take);
    for_each_order(uow, query, {}, [&](order_header const& head) { exports.add(head); });
}

} // namespace tokocrm
