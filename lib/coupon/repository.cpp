#include "repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::coupon_repository {

using soci::into, soci::use;

namespace {

constexpr char const* coupon_columns =
    "select id, version, code, name, note, discount_ppm, amount, starts_at, ends_at, minimum_spend,"
    " discount_cap, usage_limit, usage_limit_per_customer, enabled, times_used from coupons ";

/// The bound variables of `coupon_columns`.
struct coupon_row
{
    std::string code, name, note;
    db::nullable_number discount, amount, starts_at, ends_at, cap, limit, limit_per_customer;
    std::int64_t number = 0, version = 0, minimum_spend = 0, enabled = 0, times_used = 0;

    void bind(soci::statement& select)
    {
        select.exchange(into(number));
        select.exchange(into(version));
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
    /// Without what it is for.
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
                     .times_used = times_used,
                     .products = {},
                     .categories = {},
                     .number = id<coupon>(number),
                     .version = version};
        if (amount.get())
            found.discount = money(amount.value, c);
        if (minimum_spend > 0)
            found.minimum_spend = money(minimum_spend, c);
        return found;
    }
};

/// The bound variables of the columns that are written.
struct terms
{
    db::nullable_number discount, amount, starts_at, ends_at, cap, limit, limit_per_customer;
    std::int64_t minimum_spend, enabled;

    explicit terms(coupon const& of)
        : starts_at(db::to_number(of.starts_at)), ends_at(db::to_number(of.ends_at)),
          cap(minor_of(of.discount_cap)), limit(of.usage_limit),
          limit_per_customer(of.usage_limit_per_customer),
          minimum_spend(minor_of(of.minimum_spend).value_or(0)), enabled(of.enabled)
    {
        if (auto const* const rate = std::get_if<percentage>(&of.discount))
            discount = std::optional(rate->ppm());
        else
            amount = std::optional(std::get<money>(of.discount).minor());
    }
    static std::optional<std::int64_t> minor_of(std::optional<money> const& sum)
    {
        return sum ? std::optional(sum->minor()) : std::nullopt;
    }
};

/// Reads what coupons are for, one after the other.
class scope_reader
{
public:
    explicit scope_reader(soci::session& session)
        : products_((session.prepare << "select product_id from coupon_products"
                                        " where coupon_id = :coupon order by product_id",
                     use(coupon_), into(number_))),
          categories_((session.prepare << "select category_id from coupon_categories"
                                          " where coupon_id = :coupon order by category_id",
                       use(coupon_), into(number_)))
    {}
    void read(coupon& of)
    {
        coupon_ = of.number.value();
        products_.execute();
        while (products_.fetch())
            of.products.emplace_back(number_);
        categories_.execute();
        while (categories_.fetch())
            of.categories.emplace_back(number_);
    }

private:
    std::int64_t coupon_ = 0, number_ = 0;
    soci::statement products_, categories_;
};

template <class Key>
std::optional<coupon> find_where(unit_of_work& uow, char const* condition, Key const& key,
                                 currency c)
{
    coupon_row row;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(std::string(coupon_columns) + condition);
    select.exchange(use(key));
    row.bind(select);
    select.define_and_bind();
    if (!db::fetch_one(select))
        return std::nullopt;
    auto found = row.get(c);
    scope_reader(sql(uow)).read(found);
    return found;
}

void delete_scope(unit_of_work& uow, std::int64_t of)
{
    sql(uow) << "delete from coupon_products where coupon_id = :coupon", use(of);
    sql(uow) << "delete from coupon_categories where coupon_id = :coupon", use(of);
}

void insert_scope(unit_of_work& uow, std::int64_t number, coupon const& of)
{
    std::int64_t part = 0;
    soci::statement insert_product =
        (sql(uow).prepare << "insert into coupon_products (coupon_id, product_id)"
                             " values (:coupon, :product)",
         use(number), use(part));
    for (auto const each : of.products) {
        part = each.value();
        insert_product.execute(true);
    }
    soci::statement insert_category =
        (sql(uow).prepare << "insert into coupon_categories (coupon_id, category_id)"
                             " values (:coupon, :category)",
         use(number), use(part));
    for (auto const each : of.categories) {
        part = each.value();
        insert_category.execute(true);
    }
}

} // namespace

id<coupon> insert(unit_of_work& uow, coupon const& added, std::string const& code_folded)
{
    terms of(added);
    auto const now = db::to_number(uow.now());
    std::int64_t number = 0;
    soci::statement insert =
        (sql(uow).prepare
             << "insert into coupons (code, code_folded, name, note, discount_ppm, amount,"
                " starts_at, ends_at, minimum_spend, discount_cap, usage_limit,"
                " usage_limit_per_customer, enabled, times_used, created_at) values (:code,"
                " :folded, :name, :note, :discount, :amount, :starts_at, :ends_at,"
                " :minimum_spend, :cap, :limit, :limit_per_customer, :enabled, 0, :now)"
                " returning id",
         use(added.code), use(code_folded), use(added.name), use(added.note),
         use(of.discount.value, of.discount.state), use(of.amount.value, of.amount.state),
         use(of.starts_at.value, of.starts_at.state), use(of.ends_at.value, of.ends_at.state),
         use(of.minimum_spend), use(of.cap.value, of.cap.state),
         use(of.limit.value, of.limit.state),
         use(of.limit_per_customer.value, of.limit_per_customer.state), use(of.enabled), use(now),
         into(number));
    db::fetch_one(insert);
    insert_scope(uow, number, added);
    return id<coupon>(number);
}

std::optional<coupon> find(unit_of_work& uow, std::string_view code_folded, currency c)
{
    return find_where(uow, "where code_folded = :key", std::string(code_folded), c);
}

std::optional<coupon> find(unit_of_work& uow, id<coupon> number, currency c)
{
    return find_where(uow, "where id = :id", number.value(), c);
}

std::vector<coupon> list(unit_of_work& uow, std::int64_t limit, std::int64_t offset,
                         std::optional<std::string> const& after, currency c)
{
    auto const from = after.value_or("");
    coupon_row row;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(std::string(coupon_columns) + (after ? "where code_folded > :after " : "") +
                   "order by code_folded limit :limit offset :offset");
    if (after)
        select.exchange(use(from));
    select.exchange(use(limit));
    select.exchange(use(offset));
    row.bind(select);
    select.define_and_bind();
    select.execute();
    std::vector<coupon> found;
    while (select.fetch())
        found.push_back(row.get(c));
    scope_reader scopes(sql(uow));
    for (auto& each : found)
        scopes.read(each);
    return found;
}

bool update(unit_of_work& uow, coupon const& changed, std::string const& code_folded)
{
    terms of(changed);
    auto const number = changed.number.value(), version = changed.version;
    soci::statement update =
        (sql(uow).prepare
             << "update coupons set code = :code, code_folded = :folded, name = :name,"
                " note = :note, discount_ppm = :discount, amount = :amount,"
                " starts_at = :starts_at, ends_at = :ends_at, minimum_spend = :minimum_spend,"
                " discount_cap = :cap, usage_limit = :limit,"
                " usage_limit_per_customer = :limit_per_customer, enabled = :enabled,"
                " version = version + 1 where id = :id and version = :version",
         use(changed.code), use(code_folded), use(changed.name), use(changed.note),
         use(of.discount.value, of.discount.state), use(of.amount.value, of.amount.state),
         use(of.starts_at.value, of.starts_at.state), use(of.ends_at.value, of.ends_at.state),
         use(of.minimum_spend), use(of.cap.value, of.cap.state),
         use(of.limit.value, of.limit.state),
         use(of.limit_per_customer.value, of.limit_per_customer.state), use(of.enabled),
         use(number), use(version));
    if (db::run(update) != 1)
        return false;
    delete_scope(uow, number);
    insert_scope(uow, number, changed);
    return true;
}

std::int64_t uses_of(unit_of_work& uow, id<coupon> of)
{
    auto const number = of.value();
    std::int64_t uses = 0;
    sql(uow) << "select count(*) from coupon_uses where coupon_id = :coupon", use(number),
        into(uses);
    return uses;
}

void remove(unit_of_work& uow, id<coupon> gone)
{
    auto const number = gone.value();
    delete_scope(uow, number);
    sql(uow) << "delete from coupons where id = :id", use(number);
}

} // namespace tokocrm::coupon_repository
