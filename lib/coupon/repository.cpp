#include "repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::coupon_repository {

using soci::into, soci::use;

namespace {

constexpr char const* coupon_columns =
    "select code, name, note, discount_ppm, amount, starts_at, ends_at, minimum_spend,"
    " discount_cap, usage_limit, usage_limit_per_customer, enabled, times_used from coupons ";

/// The bound variables of `coupon_columns`.
struct coupon_row
{
    std::string code, name, note;
    db::nullable_number discount, amount, starts_at, ends_at, cap, limit, limit_per_customer;
    std::int64_t minimum_spend = 0, enabled = 0, times_used = 0;

    void bind(soci::statement& select)
    {
        select.exchange(into(code));
        select.exchange(into(name));
        select.exchange(into(note));
        select.exchange(into(discount.value, discount.state));
        select.exchange(into(amount.value, amount.state));
        select.exchange(into(starts_at.value, starts_at.state));
        select.exchange(into(ends_at.value, ends_at.state));
        select.exchange(into(minimum_spend));
        select.exchange(into(cap.value, cap.state));
        select.exchange(into(limit.value, limit.state));
        select.exchange(into(limit_per_customer.value, limit_per_customer.state));
        select.exchange(into(enabled));
        select.exchange(into(times_used));
    }
    coupon get(currency c) const
    {
        auto const optional_money = [c](db::nullable_number const& minor) {
            return minor.get() ? std::optional(money(minor.value, c)) : std::nullopt;
        };
        coupon found{.code = code,
                     .name = name,
                     .note = note,
                     .discount = percentage::ppm(discount.value),
                     .starts_at = db::to_timestamp(starts_at.get()),
                     .ends_at = db::to_timestamp(ends_at.get()),
                     .minimum_spend = {},
                     .discount_cap = optional_money(cap),
                     .usage_limit = limit.get(),
                     .usage_limit_per_customer = limit_per_customer.get(),
                     .enabled = enabled != 0,
                     .times_used = times_used};
        if (amount.get())
            found.discount = money(amount.value, c);
        if (minimum_spend > 0)
            found.minimum_spend = money(minimum_spend, c);
        return found;
    }
};

} // namespace

void insert(unit_of_work& uow, coupon const& added, std::string const& code_folded)
{
    auto const minor = [](std::optional<money> const& amount) {
        return amount ? std::optional(amount->minor()) : std::nullopt;
    };
    auto const* rate = std::get_if<percentage>(&added.discount);
    auto const* sum = std::get_if<money>(&added.discount);
    db::nullable_number discount(rate ? std::optional(rate->ppm()) : std::nullopt);
    db::nullable_number amount(sum ? std::optional(sum->minor()) : std::nullopt);
    db::nullable_number starts_at(db::to_number(added.starts_at));
    db::nullable_number ends_at(db::to_number(added.ends_at));
    auto const minimum_spend = minor(added.minimum_spend).value_or(0);
    db::nullable_number cap(minor(added.discount_cap));
    db::nullable_number limit(added.usage_limit);
    db::nullable_number limit_per_customer(added.usage_limit_per_customer);
    std::int64_t const enabled = added.enabled;
    auto const now = db::to_number(uow.now());
    sql(uow) << "insert into coupons (code, code_folded, name, note, discount_ppm, amount,"
                " starts_at, ends_at, minimum_spend, discount_cap, usage_limit,"
                " usage_limit_per_customer, enabled, times_used, created_at) values (:code,"
                " :folded, :name, :note, :discount, :amount, :starts_at, :ends_at,"
                " :minimum_spend, :cap, :limit, :limit_per_customer, :enabled, 0, :now)",
        use(added.code), use(code_folded), use(added.name), use(added.note),
        use(discount.value, discount.state), use(amount.value, amount.state),
        use(starts_at.value, starts_at.state), use(ends_at.value, ends_at.state),
        use(minimum_spend), use(cap.value, cap.state), use(limit.value, limit.state),
        use(limit_per_customer.value, limit_per_customer.state), use(enabled), use(now);
}

std::optional<coupon> find(unit_of_work& uow, std::string_view code_folded, currency c)
{
    std::string const key(code_folded);
    coupon_row row;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(std::string(coupon_columns) + "where code_folded = :key");
    select.exchange(use(key));
    row.bind(select);
    select.define_and_bind();
    return db::fetch_one(select) ? std::optional(row.get(c)) : std::nullopt;
}

std::vector<coupon> list(unit_of_work& uow, currency c)
{
    coupon_row row;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(std::string(coupon_columns) + "order by code_folded");
    row.bind(select);
    select.define_and_bind();
    select.execute();
    std::vector<coupon> found;
    while (select.fetch())
        found.push_back(row.get(c));
    return found;
}

} // namespace tokocrm::coupon_repository
