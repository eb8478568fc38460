#include "repository.hpp"

#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::cart_repository {

using soci::into, soci::use;

namespace {

struct customers_cart
{
    std::int64_t customer = 0, now = 0, cart = 0;
    soci::statement select, upsert;

    explicit customers_cart(soci::session& session)
        : select((session.prepare << "select id from carts where customer_id = :customer",
                  use(customer), into(cart))),
          upsert((session.prepare << "insert into carts (customer_id, created_at, touched_at)"
                                     " values (:customer, :now, :touched)"
                                     " on conflict (customer_id) do update"
                                     " set touched_at = excluded.touched_at returning id",
                  use(customer), use(now), use(now), into(cart)))
    {}
    customers_cart(customers_cart const&) = delete;
};

struct visitors_cart
{
    std::string digest;
    std::int64_t now = 0, cart = 0;
    soci::statement select, upsert;

    explicit visitors_cart(soci::session& session)
        : select((session.prepare << "select id from carts where token_digest = :digest",
                  use(digest), into(cart))),
          upsert((session.prepare << "insert into carts (token_digest, created_at, touched_at)"
                                     " values (:digest, :now, :touched)"
                                     " on conflict (token_digest) do update"
                                     " set touched_at = excluded.touched_at returning id",
                  use(digest), use(now), use(now), into(cart)))
    {}
    visitors_cart(visitors_cart const&) = delete;
};

struct lines_of_cart
{
    std::int64_t cart = 0, position = 0, amount = 0, seen_discount = 0;
    db::nullable_number pack, seen_price;
    std::string sku, name;
    soci::statement select;

    explicit lines_of_cart(soci::session& session)
        : select((session.prepare << "select position, pack_id, quantity, sku, name, seen_price,"
                                     " seen_discount_ppm from cart_lines where cart_id = :cart"
                                     " order by position",
                  use(cart), into(position), into(pack.value, pack.state), into(amount), into(sku),
                  into(name), into(seen_price.value, seen_price.state), into(seen_discount)))
    {}
    lines_of_cart(lines_of_cart const&) = delete;
};

/// The bound variables of a line that is written.
struct written_line
{
    std::int64_t cart, position, amount, seen_discount;
    db::nullable_number pack, seen_price;

    written_line(std::int64_t of, kept_line const& line)
        : cart(of), position(line.position), amount(line.amount.thousandths()),
          seen_discount(line.seen_discount.ppm())
    {
        if (line.in_pack)
            pack = std::optional(line.in_pack->value());
        if (line.seen_price)
            seen_price = std::optional(line.seen_price->minor());
    }
};

} // namespace

std::optional<std::int64_t> find(unit_of_work& uow, holder_key const& whose)
{
    if (whose.customer) {
        auto& of = db::cached<customers_cart>(uow);
        of.customer = *whose.customer;
        return db::fetch_one(of.select) ? std::optional(of.cart) : std::nullopt;
    }
    auto& of = db::cached<visitors_cart>(uow);
    of.digest = whose.token_digest;
    return db::fetch_one(of.select) ? std::optional(of.cart) : std::nullopt;
}

std::int64_t hold(unit_of_work& uow, holder_key const& whose)
{
    auto const now = db::to_number(uow.now());
    if (whose.customer) {
        auto& of = db::cached<customers_cart>(uow);
        of.customer = *whose.customer;
        of.now = now;
        db::fetch_one(of.upsert);
        return of.cart;
    }
    auto& of = db::cached<visitors_cart>(uow);
    of.digest = whose.token_digest;
    of.now = now;
    db::fetch_one(of.upsert);
    return of.cart;
}

std::vector<kept_line> lines(unit_of_work& uow, std::int64_t cart, currency c)
{
    auto& of = db::cached<lines_of_cart>(uow);
    of.cart = cart;
    std::vector<kept_line> found;
    of.select.execute();
    while (of.select.fetch()) {
        kept_line line{.position = of.position,
                       .in_pack = {},
                       .amount = quantity::thousandths(of.amount),
                       .sku = of.sku,
                       .name = of.name,
                       .seen_price = {},
                       .seen_discount = percentage::ppm(of.seen_discount)};
        if (auto const pack_row = of.pack.get())
            line.in_pack = id<pack>(*pack_row);
        if (auto const minor = of.seen_price.get())
            line.seen_price = money(*minor, c);
        found.push_back(std::move(line));
    }
    return found;
}

void insert_line(unit_of_work& uow, std::int64_t cart, kept_line const& added)
{
    written_line line(cart, added);
    std::int64_t last = 0;
    soci::statement highest =
        (sql(uow).prepare << "select cast(coalesce(max(position), 0) as bigint) from cart_lines"
                             " where cart_id = :cart",
         use(line.cart), into(last));
    db::fetch_one(highest);
    line.position = last + 1;
    sql(uow) << "insert into cart_lines (cart_id, position, pack_id, quantity, sku, name,"
                " seen_price, seen_discount_ppm) values (:cart, :position, :pack, :quantity, :sku,"
                " :name, :price, :discount)",
        use(line.cart), use(line.position), use(line.pack.value, line.pack.state), use(line.amount),
        use(added.sku), use(added.name), use(line.seen_price.value, line.seen_price.state),
        use(line.seen_discount);
}

void update_line(unit_of_work& uow, std::int64_t cart, kept_line const& changed)
{
    written_line line(cart, changed);
    sql(uow) << "update cart_lines set quantity = :quantity, sku = :sku, name = :name,"
                " seen_price = :price, seen_discount_ppm = :discount"
                " where cart_id = :cart and position = :position",
        use(line.amount), use(changed.sku), use(changed.name),
        use(line.seen_price.value, line.seen_price.state), use(line.seen_discount), use(line.cart),
        use(line.position);
}

void remove_line(unit_of_work& uow, std::int64_t cart, std::int64_t position)
{
    sql(uow) << "delete from cart_lines where cart_id = :cart and position = :position", use(cart),
        use(position);
}

void remove(unit_of_work& uow, std::int64_t cart)
{
    sql(uow) << "delete from cart_lines where cart_id = :cart", use(cart);
    sql(uow) << "delete from carts where id = :cart", use(cart);
}

std::int64_t remove_stale(unit_of_work& uow, timestamp before)
{
    auto const limit = db::to_number(before);
    sql(uow) << "delete from cart_lines where cart_id in (select id from carts"
                " where customer_id is null and touched_at < :before)",
        use(limit);
    soci::statement stale = (sql(uow).prepare << "delete from carts where customer_id is null"
                                                 " and touched_at < :before",
                             use(limit));
    return db::run(stale);
}

} // namespace tokocrm::cart_repository
