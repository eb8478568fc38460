#ifndef TOKOCRM_TESTS_BENCH_CHECKOUT_HPP
#define TOKOCRM_TESTS_BENCH_CHECKOUT_HPP

// What both sides of the checkout's measurement do, and how they tell what it took.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace bench {

constexpr int products_of_checkout = 5'000, customers_of_checkout = 20'000, lines_of_checkout = 3;

/// The tables of a checkout, without `if not exists`; a prefix for the names of tables and indexes.
inline std::vector<std::string> checkout_tables(std::string const& prefix)
{
    auto const named = [&](std::string text) {
        for (std::size_t at; (at = text.find('@')) != text.npos;)
            text.replace(at, 1, prefix);
        return text;
    };
    std::string const before = "20000"; // orders that are there already
    std::vector<std::string> all{
        "create table @products (id integer primary key, name text not null, price bigint not null,"
        " stock bigint not null)",
        "create table @orders (id integer primary key, customer_id bigint not null,"
        " placed_at text not null, status bigint not null, items bigint not null,"
        " gross bigint not null, discount bigint not null, shipping bigint not null,"
        " net bigint not null)",
        "create table @order_lines (id integer primary key, order_id bigint not null,"
        " product_id bigint not null, quantity bigint not null, unit_price bigint not null)",
        "create table @stock_movements (id integer primary key, product_id bigint not null,"
        " order_id bigint not null, delta bigint not null, at text not null)",
        "create table @daily_sales (day text primary key, orders bigint not null,"
        " items bigint not null, gross bigint not null, discount bigint not null,"
        " shipping bigint not null, net bigint not null)",
        "insert into @products with recursive n(i) as (select 1 union all select i + 1 from n"
        " where i < " +
            std::to_string(products_of_checkout) +
            ") select i, 'Barang ' || i,"
            " 190 + i * 7919 % 9800, 1000000 from n",
        "insert into @orders with recursive n(i) as (select 1 union all select i + 1 from n"
        " where i < " +
            before + ") select i, 1 + i * 7919 % " + std::to_string(customers_of_checkout) +
            ", '2025-' || printf('%02d-%02d', 1 + i * 12 / (" + before +
            " + 1), 1 + i % 28) || ' 12:00:00', 3, 4, 20000, 0, 590, 20590 from n",
        "insert into @order_lines (order_id, product_id, quantity, unit_price)"
        " select o.id, 1 + (o.id * 31 + l.i * 1657) % " +
            std::to_string(products_of_checkout) +
            ", 1, 5000 from @orders o, (select 1 as i union select 2 union select 3) l",
        "insert into @stock_movements (product_id, order_id, delta, at)"
        " select product_id, order_id, -quantity, '2025-06-01 12:00:00' from @order_lines",
        "create index @orders_placed on @orders (placed_at)",
        "create index @orders_customer on @orders (customer_id)",
        "create index @orders_of_day on @orders (placed_at, status, items, gross, discount,"
        " shipping, net)",
        "create index @lines_order on @order_lines (order_id)",
        "create index @lines_product on @order_lines (product_id)",
        "create index @movements_product on @stock_movements (product_id)",
    };
    for (auto& each : all)
        each = named(each);
    return all;
}

/// Three products, from three thirds of all, and who buys them.
struct checkout_choice
{
    std::int64_t product[lines_of_checkout], amount[lines_of_checkout], customer;
    std::string at, day;
};

class checkout_choices
{
public:
    explicit checkout_choices(std::uint64_t seed) : state_(seed) {}
    checkout_choice next(std::int64_t number)
    {
        checkout_choice made{};
        constexpr int third = products_of_checkout / lines_of_checkout;
        for (int line = 0; line < lines_of_checkout; ++line) {
            made.product[line] = line * third + 1 + below(third);
            made.amount[line] = 1 + below(2);
        }
        made.customer = 1 + below(customers_of_checkout);
        char text[32];
        std::snprintf(text, sizeof text, "2026-01-%02d 12:%02d:%02d",
                      static_cast<int>(1 + number % 28), static_cast<int>(number / 60 % 60),
                      static_cast<int>(number % 60));
        made.at = text;
        made.day = made.at.substr(0, 10);
        return made;
    }

private:
    std::int64_t below(std::uint32_t most)
    {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::int64_t>((state_ >> 33U) % most);
    }
    std::uint64_t state_;
};

constexpr std::int64_t shipping_of(std::int64_t gross)
{
    return gross >= 50'000 ? 0 : 590;
}

/// Writes what the runner reads: a name and microseconds, or a share, a line.
inline void tell_latencies(std::vector<std::int64_t> microseconds)
{
    std::sort(microseconds.begin(), microseconds.end());
    auto const at = [&](std::size_t hundredth) {
        return microseconds.empty() ? 0 : microseconds[(microseconds.size() - 1) * hundredth / 100];
    };
    std::printf("median %lld\np99 %lld\nlongest %lld\n", static_cast<long long>(at(50)),
                static_cast<long long>(at(99)), static_cast<long long>(at(100)));
}

} // namespace bench

#endif
