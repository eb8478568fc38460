#include "../core/business_date.hpp"
#include "service.hpp"

#include <tokocrm/error.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

error too_large()
{
    return error(errc::invalid_input, "money.overflow",
                 mark("the figures of a period are too large to be counted; check prices and "
                      "quantities"));
}

void add(std::int64_t& to, std::int64_t more)
{
    if (__builtin_add_overflow(to, more, &to))
        throw too_large();
}

std::int64_t negative(std::int64_t value)
{
    std::int64_t out = 0;
    if (__builtin_sub_overflow(std::int64_t{0}, value, &out))
        throw too_large();
    return out;
}

} // namespace

std::string_view name(report_basis basis) noexcept
{
    return basis == report_basis::paid ? "paid" : "placed";
}

std::string_view name(report_granularity granularity) noexcept
{
    return granularity == report_granularity::day ? "day" : "month";
}

booked_figures& booked_figures::operator+=(booked_figures const& more)
{
    add(orders, more.orders);
    add(units, more.units);
    add(gross, more.gross);
    add(discounts, more.discounts);
    add(refunds, more.refunds);
    add(shipping, more.shipping);
    add(other, more.other);
    add(new_customers, more.new_customers);
    add(returning_customers, more.returning_customers);
    return *this;
}

booked_figures booked_figures::operator-() const
{
    return {.orders = negative(orders),
            .units = negative(units),
            .gross = negative(gross),
            .discounts = negative(discounts),
            .refunds = negative(refunds),
            .shipping = negative(shipping),
            .other = negative(other),
            .new_customers = negative(new_customers),
            .returning_customers = negative(returning_customers)};
}

void summary_changes::add(report_basis basis, date on, booked_figures const& figures)
{
    auto const day = to_number(on);
    changes_[{basis, report_granularity::day, day}] += figures;
    changes_[{basis, report_granularity::month, month_of(day)}] += figures;
}

void summary_changes::customer_days(report_basis basis, std::vector<std::int64_t> const& before,
                                    std::vector<std::int64_t> const& after)
{
    if (before == after)
        return;
    count_customer(basis, before, -1);
    count_customer(basis, after, 1);
}

void summary_changes::count_customer(report_basis basis, std::vector<std::int64_t> const& days,
                                     std::int64_t sign)
{
    std::int64_t last_month = 0;
    for (auto const day : days) {
        bool const first_day = day == days.front();
        auto& of_day = changes_[{basis, report_granularity::day, day}];
        (first_day ? of_day.new_customers : of_day.returning_customers) += sign;
        auto const month = month_of(day);
        if (month == last_month)
            continue;
        last_month = month;
        auto& of_month = changes_[{basis, report_granularity::month, month}];
        (first_day ? of_month.new_customers : of_month.returning_customers) += sign;
    }
}

} // namespace tokocrm
