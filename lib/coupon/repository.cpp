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

/// Finds one coupon by what `condition` compares with `:key`.
template <class Key>
class finder
{
public:
    finder(soci::session& session, char const* condition) : select_(session), scope_(session)
    {
        select_.alloc();
        select_.prepare(std::string(coupon_columns) + condition);
        select_.exchange(use(key_));
        row_.bind(select_);
        select_.define_and_bind();
    }
    finder(finder const&) = delete;

    std::optional<coupon> find(Key key, currency c)
    {
        key_ = std::move(key);
        if (!db::fetch_one(select_))
            return std::nullopt;
        auto found = row_.get(c);
        scope_.read(found);
        return found;
    }

private:
    Key key_{};
    coupon_row row_;
    soci::statement select_;
    scope_reader scope_;
};

struct by_code : finder<std::string>
{
    explicit by_code(soci::session& session) : finder(session, "where code_folded = :key") {}
};

struct by_id : finder<std::int64_t>
{
    explicit by_id(soci::session& session) : finder(session, "where id = :key") {}
};

// --- uses

struct use_count
{
    std::int64_t coupon = 0;
    soci::statement update;

    explicit use_count(soci::session& session)
        : update((session.prepare << "update coupons set times_used = times_used + 1"
                                     " where id = :id and enabled = 1"
                                     " and (usage_limit is null or times_used < usage_limit)",
                  use(coupon)))
    {}
    use_count(use_count const&) = delete;
};

/// `use_count` has locked the coupon before, so nobody else adds a use of it meanwhile.
struct use_insertion
{
    std::int64_t coupon = 0, order = 0, now = 0, stored = 0;
    db::nullable_number buyer;
    soci::statement insert;

    explicit use_insertion(soci::session& session)
        : insert((session.prepare
                      << "insert into coupon_uses (order_id, coupon_id, customer_id, used_at)"
                         " select cast(:order as bigint), c.id, cast(:buyer as bigint),"
                         " cast(:now as bigint) from coupons c where c.id = :coupon"
                         " and (c.usage_limit_per_customer is null"
                         " or (cast(:same_buyer as bigint) is not null and"
                         " (select count(*) from coupon_uses u where u.coupon_id = c.id"
                         " and u.customer_id = :buyer_too and u.given_back_at is null)"
                         " < c.usage_limit_per_customer)) returning order_id",
                  use(order), use(buyer.value, buyer.state), use(now), use(coupon),
                  use(buyer.value, buyer.state), use(buyer.value, buyer.state), into(stored)))
    {}
    use_insertion(use_insertion const&) = delete;
};

struct use_return
{
    std::int64_t order = 0, now = 0, coupon = 0;
    soci::statement give_back, count_down;

    explicit use_return(soci::session& session)
        : give_back((session.prepare << "update coupon_uses set given_back_at = :now"
                                        " where order_id = :order and given_back_at is null"
                                        " returning coupon_id",
                     use(now), use(order), into(coupon))),
          count_down((session.prepare << "update coupons set times_used = times_used - 1"
                                         " where id = :id",
                      use(coupon)))
    {}
    use_return(use_return const&) = delete;
};

struct customer_uses
{
    std::int64_t coupon = 0, buyer = 0, uses = 0;
    soci::statement select;

    explicit customer_uses(soci::session& session)
        : select((session.prepare << "select count(*) from coupon_uses where coupon_id = :coupon"
                                     " and customer_id = :buyer and given_back_at is null",
                  use(coupon), use(buyer), into(uses)))
    {}
    customer_uses(customer_uses const&) = delete;
};

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
    return db::cached<by_code>(uow).find(std::string(code_folded), c);
}

std::optional<coupon> find(unit_of_work& uow, id<coupon> number, currency c)
{
    return db::cached<by_id>(uow).find(number.value(), c);
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

std::int64_t used_by(unit_of_work& uow, id<coupon> which, id<customer> buyer)
{
    auto& uses = db::cached<customer_uses>(uow);
    uses.coupon = which.value();
    uses.buyer = buyer.value();
    db::fetch_one(uses.select);
    return uses.uses;
}

bool count_use(unit_of_work& uow, id<coupon> which)
{
    auto& count = db::cached<use_count>(uow);
    count.coupon = which.value();
    return db::run(count.update) == 1;
}

bool insert_use(unit_of_work& uow, id<coupon> which, id<order> by,
                std::optional<id<customer>> buyer)
{
    auto& insertion = db::cached<use_insertion>(uow);
    insertion.coupon = which.value();
    insertion.order = by.value();
    insertion.now = db::to_number(uow.now());
    insertion.buyer = buyer ? std::optional(buyer->value()) : std::nullopt;
    return db::fetch_one(insertion.insert);
}

bool give_back(unit_of_work& uow, id<order> of)
{
    auto& returned = db::cached<use_return>(uow);
    returned.order = of.value();
    returned.now = db::to_number(uow.now());
    if (!db::fetch_one(returned.give_back))
        return false;
    db::run(returned.count_down);
    return true;
}

std::int64_t move_uses(unit_of_work& uow, id<customer> from, id<customer> to)
{
    auto const source = from.value(), goal = to.value();
    soci::statement moving =
        (sql(uow).prepare
             << "update coupon_uses set customer_id = :goal where customer_id = :source",
         use(goal), use(source));
    return db::run(moving);
}

} // namespace tokocrm::coupon_repository
